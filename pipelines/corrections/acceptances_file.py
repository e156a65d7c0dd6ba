"""The reviewed file of acceptances (``acceptances.csv``): findings taken as printed, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.corrections.model import Acceptance
from pipelines.corrections.rows import read_rows, write_rows
from pipelines.crosswalk.decisions import Problem

COLUMNS = (
    *("temuan_id", "aturan", "dokumen", "alamat", "tercetak", "seharusnya"),
    *("alasan", "penerima", "tanggal", "catatan"),
)
_OPTIONAL = {"dokumen", "alamat", "catatan"}


@dataclass(frozen=True, slots=True)
class Acceptances:
    """The rows that can be used, in the order of the file, and what is wrong with the others."""

    rows: tuple[Acceptance, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_acceptances(text: str) -> Acceptances:
    """Acceptances of a file; what is wrong is told with line and column."""
    rows: dict[str, Acceptance] = {}
    problems: list[Problem] = []
    for row in read_rows(text, COLUMNS, _OPTIONAL):
        if isinstance(row, Problem):
            return Acceptances((), (row,))
        row.needs("temuan_id", "aturan", "alasan", "penerima")
        row.day("tanggal")
        if row["temuan_id"] in rows:
            row.bad("temuan_id", "sudah diterima di baris lain", "is accepted in another row")
        if row.problems:
            problems += row.problems
            continue
        rows[row["temuan_id"]] = Acceptance(
            row["temuan_id"], row["aturan"], row["tercetak"], row["seharusnya"], row["alasan"],
            row["penerima"], row["tanggal"], row["dokumen"], row["alamat"], row["catatan"],
            row.line,
        )  # fmt: skip
    return Acceptances(tuple(rows.values()), tuple(problems))


def overlay(beneath: Iterable[Acceptance], above: Sequence[Acceptance]) -> tuple[Acceptance, ...]:
    """Two files as one: a row of ``above`` replaces that of ``beneath`` about its finding."""
    own = {row.finding_id for row in above}
    return (*(row for row in beneath if row.finding_id not in own), *above)


def write_acceptances(rows: Iterable[Acceptance]) -> str:
    """The text of a file of acceptances, in the order of the rows."""
    return write_rows(
        COLUMNS,
        (
            (
                *(row.finding_id, row.rule, row.document, row.address, row.printed, row.expected),
                *(row.reason, row.by, row.date, row.note),
            )
            for row in rows
        ),
    )
