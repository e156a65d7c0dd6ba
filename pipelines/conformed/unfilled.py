"""The common cause of findings about a row that still waits for its figures."""

from __future__ import annotations

from pipelines.model import fold
from pipelines.records.raw_records import RawRecord


def unfilled(record: RawRecord) -> str:
    """The cause that a placeholder in a row and a value that slid beside it share."""
    return f"isian|{record.form}|{fold(record.name)}|{fold(record.text('indikator'))}"
