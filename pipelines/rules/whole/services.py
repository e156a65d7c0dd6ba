"""Service indicators (T-C.30) with a value in the column for notes: the row may have slid."""

from __future__ import annotations

from pipelines.rules.whole.context import SERVICES, Whole
from pipelines.values import State, parse_measures


def check_services(whole: Whole) -> None:
    """One finding for all rows whose note is nothing but a value."""
    slid = [record for record in whole.records(SERVICES) if _is_measure(record.note)]
    if slid:
        note = slid[0].note or ""
        at = [n for record in slid for n in record.cells[-1:]]
        whole.log.add(
            "catatan_nilai", SERVICES, at, key="catatan", printed=note, count=len(slid),
            name=slid[0].indicator or "",
        )  # fmt: skip


def _is_measure(note: str | None) -> bool:
    """Whether a note is one value with its unit and nothing else."""
    if not note:
        return False
    read = parse_measures(note)
    return read.state is State.VALUE and len(read.parts) == 1 and read.parts[0].unit is not None
