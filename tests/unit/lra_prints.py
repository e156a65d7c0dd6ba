"""The budget realisation report as people print it: PDF with lines and without, and Word."""

from __future__ import annotations

import io
from collections.abc import Sequence

import lra_workbooks as lra
from plans.word_files import package
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
from word_documents import p, tbl, tr

HEADS = (
    "PEMERINTAH KABUPATEN CONTOH", "LAPORAN REALISASI ANGGARAN", "DINAS SOSIAL",
    "TAHUN ANGGARAN 2022",
)  # fmt: skip
HEADER = ("Kode Rekening", "Uraian", "Anggaran 2022", "Realisasi 2022", "(%)", "Sisa Anggaran")
_NUMBERS = ("1", "2", "3", "4", "5", "6")
_WIDTHS = (110, 280, 105, 105, 50, 105)


def lines() -> list[tuple[str, ...]]:
    """The rows as printed, with their header, column numbers and total."""
    return [HEADER, _NUMBERS, *(printed(each[0], each[1], each[3]) for each in lra.with_total())]


def account_lines() -> list[tuple[str, ...]]:
    """The same of the report by accounts alone."""
    return [HEADER, _NUMBERS, *(printed(*each) for each in lra.ACCOUNTS)]


def printed(code: str, name: str, amounts: lra.Amounts) -> tuple[str, ...]:
    """One row: amounts with decimals, negative ones in brackets."""
    budget, spent = amounts
    text = lra.money_text
    return (
        code, name, text(budget), text(spent), lra.percent_text(spent, budget), text(budget - spent),
    )  # fmt: skip


def as_pdf(rows: Sequence[Sequence[str]], *, ruled: bool = True, indent: int = 0) -> bytes:
    """Landscape, the header again on every page; ``indent`` points a part of a code."""
    style = ParagraphStyle("isi", fontName="Helvetica", fontSize=8, leading=10)
    head = ParagraphStyle("judul", fontName="Helvetica-Bold", fontSize=11, alignment=1)
    body: list[list[object]] = []
    for code, name, *rest in rows:
        depth = indent * code.count(".")
        own = ParagraphStyle("nama", parent=style, leftIndent=depth)
        body.append([code, Paragraph(name, own), *rest])
    drawn = Table(body, colWidths=_WIDTHS, repeatRows=2)
    look = [
        ("FONTSIZE", (0, 0), (-1, -1), 8), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("ALIGN", (2, 2), (-1, -1), "RIGHT"),
    ]  # fmt: skip
    if ruled:
        look.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))  # type: ignore[arg-type]
    drawn.setStyle(look)
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=landscape(A4), topMargin=40, bottomMargin=40)
    page.build([*(Paragraph(each, head) for each in HEADS), Spacer(1, 12), drawn])
    return out.getvalue()


def as_word(rows: Sequence[Sequence[str]], *, numbered: bool = True) -> bytes:
    """One table below the titles, its first row the header."""
    shown = [each for each in rows if numbered or each != _NUMBERS]
    made = tbl(*(tr(*each) for each in shown), widths=[20 * width for width in _WIDTHS])
    return package("".join(p(each) for each in HEADS) + made)
