"""A plan in two files with five findings, all invented, and an officer who answers them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from openpyxl import Workbook, load_workbook

from pipelines.findings_workbook.changes import Asking, Changes, changes
from pipelines.findings_workbook.model import (
    Offered,
    PrintedCell,
    PrintedDocument,
    PrintedTable,
)
from pipelines.findings_workbook.reading import read_answers
from pipelines.findings_workbook.recorded import Recorded
from pipelines.findings_workbook.workbook import write_workbook
from pipelines.model import Finding

RELEASE, TODAY = "r0001-abc", "2031-02-03"
TEXT, PDF = "a" * 16, "b" * 16
FILES = {TEXT: "renja.txt", PDF: "renja.pdf"}
#: What the table prints: text of every cell by row and column, at both its addresses.
PRINTED = {
    (8, 1): "Kode", (8, 2): "Indikator", (8, 3): "Target", (8, 4): "Pagu",
    (9, 1): "1.01", (9, 2): "=Jumlah surat", (9, 3): "5 5 Surat", (9, 4): "Rp", (9, 5): "500",
    (10, 2): "- Jumlah rapat", (10, 3): "-", (10, 4): "Rp", (10, 5): "70",
    (12, 1): "Total", (12, 4): "Rp", (12, 5): "600",
}  # fmt: skip


def cell(document: str, row: int, column: int) -> PrintedCell:
    address = f"baris {row} kolom {column}"
    address = f"hal. 2 {address}" if document == PDF else address
    use = "header" if row == 8 else "value"
    number = list(PRINTED).index((row, column)) + 1
    return PrintedCell(document, number, address, PRINTED[row, column], use)


def document(document_id: str) -> PrintedDocument:
    table = PrintedTable(
        document_id, 1, "T-C.33", "Tabel 3.1", tuple(cell(document_id, *at) for at in PRINTED)
    )
    file = FILES[document_id]
    return PrintedDocument(document_id, file, "Kabupaten Contoh", "Dinas Contoh", 2031, (table,))


DOCUMENTS = (document(TEXT), document(PDF))


def offered(rule: str, *at: tuple[int, int], **said: str) -> Offered:
    """A finding of the text at these cells; the PDF holds it as well."""
    finding = Finding(
        f"id-{rule}", f"sebab-{rule}", rule, said.pop("severity", "warning"), "T-C.33", (),
        said.pop("printed", ""), said.pop("expected", ""), f"Pesan {rule}.", f"Message {rule}.",
        "Periksa.", "Check.",
    )  # fmt: skip
    cells = tuple(cell(document_id, *each) for document_id in (TEXT, PDF) for each in at)
    return Offered(finding, DOCUMENTS[0], cells, FILES)


TWICE = offered("angka_ganda", (9, 3), printed="5 5 Surat", expected="5 Surat")
SUM = offered("jumlah_total", (12, 4), (12, 5), (9, 5), printed="Rp 600", expected="Rp 570")
NO_CODE = offered("kode_kosong", (10, 2), expected="1.02")
NONE = offered("realisasi_kosong", (10, 3), (9, 3), printed="-", severity="info")
FORMULA = offered("ejaan_beda", (9, 2), printed="=Jumlah surat", severity="info")
FINDINGS = (TWICE, SUM, NO_CODE, NONE, FORMULA)
NUMBERS = {each.finding.rule: number for number, each in enumerate(FINDINGS, start=1)}


@cache
def workbook() -> bytes:
    """The workbook as an officer gets it."""
    return write_workbook(DOCUMENTS, FINDINGS, RELEASE, "temuan.xlsx")


class Officer:
    """Fills in the sheet of findings, naming rows by the rule."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.sheet = book["Temuan"]
        self.columns = {
            str(cell.value).split("\n", maxsplit=1)[0]: cell.column for cell in self.sheet[1]
        }

    def cell(self, rule: str, column: str):  # type: ignore[no-untyped-def]
        return self.sheet.cell(NUMBERS[rule] + 1, self.columns[column])

    def say(self, rule: str, answer: str, reason: object = "menurut DPA", new: object = None):  # type: ignore[no-untyped-def]
        for column, value in (("Jawaban", answer), ("Alasan", reason), ("Nilai baru", new)):
            if value is not None:
                self.cell(rule, column).value = value


def opened(data: bytes | None = None) -> Officer:
    return Officer(load_workbook(io.BytesIO(data or workbook())))


def answered(change: Callable[[Officer], object]) -> bytes:
    """The workbook as an officer hands it back."""
    officer = opened()
    change(officer)
    out = io.BytesIO()
    officer.book.save(out)
    return out.getvalue()


def applied(
    change: Callable[[Officer], object],
    now: tuple[Offered, ...] = FINDINGS,
    recorded: Recorded | None = None,
    by: str = "Ani",
) -> Changes:
    """What an answered workbook changes where ``now`` is what the release says by then."""
    answers = read_answers(answered(change))
    by_id = {each.finding.finding_id: each for each in now}
    return changes(answers.rows, by_id, recorded or Recorded(), Asking(by, TODAY, RELEASE))


def printing(each: Offered, at: int, text: str) -> Offered:
    """The finding where its cell prints something else by now."""
    cells = list(each.cells)
    cells[at] = replace(cells[at], text=text)
    return replace(each, cells=tuple(cells))
