"""Tables that are printed twice: which tables of a form are a second print of the first."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model import fold
from pipelines.names import likeness
from pipelines.records.raw_records import RawRecord

_SAME_PRINT = 0.6  # share of the rows that an earlier print must have
_NAME_START = 8


def find_prints(tables: Sequence[Sequence[RawRecord]]) -> list[list[int]]:
    """The tables of a form (their records) as prints of one table: indices, first print first.

    Mostly there is one print, cut by pages. A second one begins with the row with which the
    first began, and most of its rows are known.
    """
    starts = [0]
    for index in range(1, len(tables)):
        if tables[index] and tables[0] and same_row(tables[0][0], tables[index][0]):
            starts.append(index)
    prints: list[list[int]] = []
    known: list[RawRecord] = []
    for start, end in zip(starts, [*starts[1:], len(tables)], strict=True):
        rows = [record for records in tables[start:end] for record in records]
        if prints and _known_again(rows, known) < _SAME_PRINT * len(rows):
            prints[0].extend(range(start, end))
            known.extend(rows)
        else:
            prints.append(list(range(start, end)))
            known.extend(() if known else rows)
    return prints


def _subject(record: RawRecord) -> str:
    columns = ("nama", "usulan", "program", "kegiatan", "sub_kegiatan", "kebijakan", "lokasi")
    if record.form in {"T-C.32", "KEBIJAKAN"}:
        return fold(" ".join(record.text(column) or "" for column in columns))
    return fold(record.name)


def same_row(first: RawRecord, second: RawRecord) -> bool:
    """Whether two records are prints of one row: like words, or like names and equal values."""
    names = likeness(_subject(first), _subject(second))
    about = likeness(fold(first.text("indikator")), fold(second.text("indikator")))
    if names and about:
        return True
    values = [first.values(), second.values()]
    beginning = _subject(first)[:_NAME_START] == _subject(second)[:_NAME_START]
    return beginning and len(values[0]) >= 2 and values[0] == values[1]


def _known_again(rows: Sequence[RawRecord], known: Sequence[RawRecord]) -> int:
    """How many rows of a print stand in an earlier one, in the order in which they stand there."""
    place = count = 0
    for row in rows:
        found = next(
            (index for index in range(place, len(known)) if same_row(known[index], row)), None
        )
        if found is not None:
            place, count = found + 1, count + 1
    return count
