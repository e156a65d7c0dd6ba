"""The reviewed file of corrections (``corrections.csv``): read, checked, written; one row each.

A row that is wrong is left out and told; nothing else suffers. Two approved rows about one cell
contradict each other: neither is used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.corrections.model import APPROVED, PROPOSED, REJECTED, Correction
from pipelines.corrections.rows import Checked, read_rows, write_rows
from pipelines.crosswalk.decisions import Problem
from pipelines.crosswalk.model import RULE_MARK
from pipelines.model import fold

COLUMNS = (
    *("pemerintah", "perangkat_daerah", "tahun", "dokumen", "sha256", "alamat"),
    *("tercetak", "koreksi", "alasan", "bukti", "status", "pengusul", "penyetuju", "tanggal"),
    *("aturan", "catatan", "riwayat"),
)
_OPTIONAL = {
    *("pemerintah", "perangkat_daerah", "tahun", "dokumen", "sha256"),
    *("aturan", "catatan", "riwayat"),
}
_SHA256 = re.compile(r"[0-9a-fA-F]{16,64}")


@dataclass(frozen=True, slots=True)
class Corrections:
    """The rows that can be used, in the order of the file, and what is wrong with the others."""

    rows: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def approved(self) -> tuple[Correction, ...]:
        """Those that are signed: no other is ever applied."""
        return tuple(row for row in self.rows if row.status == APPROVED)


def read_corrections(text: str) -> Corrections:
    """Corrections of a file; what is wrong is told with line, column and what is allowed."""
    rows: list[Correction] = []
    problems: list[Problem] = []
    for row in read_rows(text, COLUMNS, _OPTIONAL):
        if isinstance(row, Problem):
            return Corrections((), (row,))
        found = _correction(row)
        problems += row.problems
        if not row.problems:
            rows.append(found)
    kept, crossed = without_contradictions(rows)
    problems += crossed
    return Corrections(kept, tuple(sorted(problems, key=lambda each: each.line)))


def _correction(row: Checked) -> Correction:
    row.needs("alamat", "tercetak", "koreksi", "alasan", "bukti", "pengusul")
    row.one_of("status", (PROPOSED, APPROVED, REJECTED))
    row.day("tanggal")
    year = row.year("tahun")
    plan = row["pemerintah"] and row["perangkat_daerah"] and year is not None
    if not (row["dokumen"] or row["sha256"] or plan):
        row.bad(
            "dokumen",
            "sebutkan dokumen (nama berkas atau sha256), atau pemerintah, perangkat_daerah dan "
            "tahun",
            "name the document (file name or sha256), or pemerintah, perangkat_daerah and tahun",
        )
    if row["sha256"] and not _SHA256.fullmatch(row["sha256"]):
        row.bad("sha256", "harus 16 sampai 64 heksadesimal", "must be 16 to 64 hexadecimal digits")
    if row["tercetak"] and row["koreksi"] == row["tercetak"]:
        row.bad("koreksi", "sama dengan yang tercetak", "is what is printed already")
    _signed(row)
    return Correction(
        row["dokumen"], row["alamat"], row["tercetak"], row["koreksi"], row["alasan"],
        row["bukti"], row["pengusul"], row["tanggal"], row["status"], row["penyetuju"],
        row["pemerintah"], row["perangkat_daerah"], year, row["sha256"], row["aturan"],
        row["catatan"], row["riwayat"], row.line,
    )  # fmt: skip


def _signed(row: Checked) -> None:
    author, approver = row["pengusul"], row["penyetuju"]
    if row["status"] == APPROVED and not approver:
        row.bad("penyetuju", "disetujui oleh siapa?", "approved by whom?")
    if row["status"] == PROPOSED and approver:
        row.bad("penyetuju", "usulan belum punya penyetuju", "a proposal has no approver yet")
    if approver.startswith(RULE_MARK):
        row.bad("penyetuju", "koreksi disetujui oleh orang", "a person approves a correction")
    elif approver and fold(approver) == fold(author):
        row.bad(
            "penyetuju",
            "pengusul tidak boleh menyetujui usulannya sendiri",
            "who proposes may not approve",
        )


def without_contradictions(
    rows: Sequence[Correction],
) -> tuple[tuple[Correction, ...], list[Problem]]:
    """The rows without approved ones that are about one cell, and what is wrong with those."""
    about: dict[tuple[object, ...], list[Correction]] = defaultdict(list)
    for row in rows:
        if row.status == APPROVED:
            for file, address in row.places:
                owner = (file,) if file else row.owner
                about[(*owner, fold(address))].append(row)
    problems: dict[Correction, Problem] = {}
    for same in about.values():
        for row in same if len(same) > 1 else ():
            lines = ", ".join(str(each.line) for each in same)
            problems[row] = Problem(
                row.line,
                "alamat",
                f"beberapa koreksi disetujui untuk satu sel (baris {lines}); tak ada yang dipakai",
                f"several approved corrections of one cell (lines {lines}); none is used",
            )
    return tuple(row for row in rows if row not in problems), list(problems.values())


def overlay(beneath: Iterable[Correction], above: Sequence[Correction]) -> tuple[Correction, ...]:
    """Two files as one: a row of ``above`` replaces that of ``beneath`` about the same cells."""
    decided = {row.key for row in above}
    return (*(row for row in beneath if row.key not in decided), *above)


def write_corrections(rows: Iterable[Correction]) -> str:
    """The text of a file of corrections, in the order of the rows."""
    return write_rows(COLUMNS, map(_row, rows))


def _row(row: Correction) -> list[str]:
    year = "" if row.year is None else str(row.year)
    return [
        *(row.government, row.agency, year, row.document, row.sha256, row.address),
        *(row.printed, row.corrected, row.reason, row.evidence, row.status, row.author),
        *(row.approver, row.date, row.rule, row.note, row.history),
    ]


def with_history(row: Correction, what: str, by: str, on: str) -> Correction:
    """The row with one more entry in its history: what was done, by whom, on which day."""
    entry = f"{on} {what}: {by}"
    return replace(row, history=f"{row.history} | {entry}" if row.history else entry)
