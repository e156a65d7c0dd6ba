"""The reviewed file of overrides of the gate (``overrides.csv``), and what they cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.corrections.model import Override
from pipelines.corrections.rows import read_rows
from pipelines.crosswalk.decisions import Problem

COLUMNS = ("pemeriksaan", "dokumen", "pemberi", "alasan", "tanggal", "sampai")
_OPTIONAL = {"dokumen"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """The rows that can be used, in the order of the file, and what is wrong with the others."""

    rows: tuple[Override, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_overrides(text: str, checks: Collection[str] = ()) -> Overrides:
    """Overrides of a file; ``checks`` are the names that there are (empty: not asked)."""
    rows: list[Override] = []
    problems: list[Problem] = []
    for row in read_rows(text, COLUMNS, _OPTIONAL):
        if isinstance(row, Problem):
            return Overrides((), (row,))
        row.needs("pemeriksaan", "pemberi", "alasan")
        given, until = row.day("tanggal"), row.day("sampai")
        if not row.problems and until < given:
            row.bad("sampai", "berakhir sebelum diberikan", "ends before it was given")
        if row["pemeriksaan"] and checks and row["pemeriksaan"] not in checks:
            row.bad(
                "pemeriksaan",
                f"tidak ada pemeriksaan '{row['pemeriksaan']}'",
                f"there is no check '{row['pemeriksaan']}'",
            )
        if row.problems:
            problems += row.problems
            continue
        said = (row["pemeriksaan"], row["dokumen"], row["pemberi"], row["alasan"])
        rows.append(Override(*said, until, given, row.line))
    return Overrides(tuple(rows), tuple(problems))


def valid_on(overrides: Iterable[Override], day: date) -> tuple[Override, ...]:
    """Those that count on a day: given by then, and not ended."""
    return tuple(each for each in overrides if each.given <= day <= each.until)


def covering(
    overrides: Sequence[Override], check: str, documents: Collection[str]
) -> tuple[Override, ...]:
    """The overrides under which a failed check lets pass; none where they do not cover it.

    ``documents`` are the files whose rows fail it; none known: only an override of the check for
    all documents covers it.
    """
    same = [each for each in overrides if each.check == check]
    for_all = [each for each in same if not each.document]
    if for_all:
        return tuple(for_all[:1])
    one_each = {each.document: each for each in reversed(same)}
    if documents and all(document in one_each for document in documents):
        return tuple(one_each[document] for document in sorted(documents))
    return ()
