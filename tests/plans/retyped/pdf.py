"""The plan as an agency's own PDF: ruled tables on wide pages, headers on every page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from plans.retyped import printed
from plans.retyped.document import ATTACHMENT, RUNNING_TITLE, SIGNATURE, TITLE, heading
from plans.retyped.printed import HEADING, LABEL, NUMBER, PROGRAM, SECTION, TOTAL, Row
from plans.retyped.sheet_header import header_cells

_PAGE = (330 * mm, 215 * mm)  # F4 across
_SIDE, _TOP, _BOTTOM = 14 * mm, 16 * mm, 14 * mm
_ROOM = _PAGE[0] - 2 * _SIDE - 12  # the frame keeps 6 points at either side
_SIZE = {"T-C.29": 6.5, "T-C.30": 7.0, "T-C.31": 6.0, "T-C.33": 6.5}
_PADDING = 2.0
_RULE = 0.5
#: How a table shares the width of its page among its columns, by kind of column.
_SHARES = {
    "code": 15.0, "number": 5.0, "name": 38.0, "indicator": 36.0, "place": 14.0, "measure": 15.0,
    "percent": 12.0, "money": 20.0, "fund": 10.0, "note": 15.0, "mark": 7.0, "text": 30.0,
}  # fmt: skip
_SUB_SHARES = {NUMBER: 3.5, LABEL: 26.0}
_RIGHT = frozenset({"money"})
_CENTRED = frozenset({"number", "measure", "percent", "fund", "mark", "place"})
_BOLD = frozenset({HEADING, PROGRAM, TOTAL, SECTION})
_ALIGNED = {"left": 0, "centre": 1, "right": 2}


def pdf(tables: Sequence[printed.Table]) -> bytes:
    """The tables as a PDF; the same tables give the same bytes."""
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target, pagesize=_PAGE, leftMargin=_SIDE, rightMargin=_SIDE, topMargin=_TOP,
        bottomMargin=_BOTTOM, invariant=1, title=RUNNING_TITLE,
        author="Dinas Sosial Kabupaten Pasuruan",
    )  # fmt: skip
    story: list[object] = [*_lines(ATTACHMENT, 9, left=_ROOM * 0.68), Spacer(1, 10)]
    story += [*_lines(TITLE, 12, bold=True), Spacer(1, 14)]
    for place, table in enumerate(tables):
        if place:
            story.append(PageBreak())
        own = heading(table)
        story += _lines([line for line in own if ":" not in line], 10, bold=True)
        story.append(Spacer(1, 6))
        named = [line for line in own if ":" in line]
        if named:
            story += [*_lines(named, 9, left=0.01), Spacer(1, 4)]
        story.append(_table(table))
    signed = [Spacer(1, 18)]
    for line in SIGNATURE:
        signed += [*_lines((line,), 10, left=_ROOM * 0.72), Spacer(1, 10)]
    story.append(KeepTogether(signed))
    document.build(story, onFirstPage=_around, onLaterPages=_around)
    return target.getvalue()


def _around(canvas, document) -> None:  # type: ignore[no-untyped-def]
    """Running title and number of the page."""
    canvas.setFont("Helvetica", 7)
    canvas.drawString(_SIDE, _PAGE[1] - 9 * mm, RUNNING_TITLE)
    canvas.drawRightString(_PAGE[0] - _SIDE, _PAGE[1] - 9 * mm, str(document.page))


def _lines(
    lines: Sequence[str], size: float, *, bold: bool = False, left: float = 0.0
) -> list[Paragraph]:
    """Lines of text, centred or at a distance from the left."""
    style = ParagraphStyle(
        "line", fontName=_font(bold), fontSize=size, leading=size * 1.25,
        alignment=0 if left else 1, leftIndent=left,
    )  # fmt: skip
    return [Paragraph(escape(line), style) for line in lines]


def _font(bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"


def _table(table: printed.Table) -> Table:
    """A table with its header on every page; sub-columns without a rule between are one cell."""
    size = _SIZE.get(table.form, 8.0)
    kinds = {key: column.kind for column in table.columns for key in column.keys}
    depth, header = header_cells(table)
    cells: list[list[object]] = [[""] * len(kinds) for _ in range(depth)]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), _RULE, colors.black),
        ("VALIGN", (0, 0), (-1, depth - 1), "MIDDLE"),
        ("VALIGN", (0, depth), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, depth - 1), colors.whitesmoke),
        ("FONTSIZE", (0, 0), (-1, -1), size),
        ("LEADING", (0, 0), (-1, -1), size * 1.15),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 1.0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.0),
    ]
    for each in header:
        style = _style(size, "centre", bold=each.row < depth - 1)
        cells[each.row][each.column] = Paragraph(escape(each.text), style) if each.text else ""
        corner = (each.column + each.width - 1, each.row + each.height - 1)
        commands.append(("SPAN", (each.column, each.row), corner))
    for number, row in enumerate(table.rows, start=depth):
        drawn, spans = _row(row, kinds, size)
        cells.append(drawn)
        commands += [("SPAN", (at, number), (at + 1, number)) for at in spans]
    return Table(
        cells, colWidths=_widths(table, kinds, size), style=commands, repeatRows=depth,
        splitInRow=0,
    )  # fmt: skip


def _row(row: Row, kinds: dict[str, str], size: float) -> tuple[list[object], list[int]]:
    """The cells of a row, and the columns from which a cell goes over the next one as well."""
    keys = list(kinds)
    drawn: list[object] = []
    for key in keys:
        text = row.cells.get(key, "")
        kind = kinds[key]
        side = "right" if kind in _RIGHT else "centre" if kind in _CENTRED else "left"
        side = {NUMBER: "centre", LABEL: "left"}.get(key[-1], side)
        style = _style(size, side, bold=row.kind in _BOLD)
        marked = escape(text).replace("\n", "<br/>")
        drawn.append(Paragraph(marked, style) if text else "")
    spans = []
    for at, key in enumerate(keys[:-1]):
        name = keys[at + 1]
        if key == f"{name}{NUMBER}" and key not in row.cells and row.kind in {HEADING, PROGRAM}:
            drawn[at], drawn[at + 1] = drawn[at + 1], ""
            spans.append(at)
    return drawn, spans


@cache
def _style(size: float, side: str, *, bold: bool) -> ParagraphStyle:
    return ParagraphStyle(
        "cell", fontName=_font(bold), fontSize=size, leading=size * 1.15,
        alignment=_ALIGNED[side], splitLongWords=0,
    )  # fmt: skip


def _widths(table: printed.Table, kinds: dict[str, str], size: float) -> list[float]:
    """The width of the page, shared out; no column is narrower than its longest word."""
    headings = {column.keys[-1]: column.words for column in table.columns}
    least = []
    for key, kind in kinds.items():
        texts = [row.cells[key] for row in table.rows if key in row.cells]
        words = texts if kind == "money" and not key.endswith(LABEL) else " ".join(texts).split()
        words = [*words, *headings.get(key, "").split()]
        longest = max((stringWidth(word, _font(True), size) for word in words), default=0.0)
        least.append(longest + 2 * _PADDING + 1)
    shares = [_SUB_SHARES.get(key[-1], _SHARES[kind]) for key, kind in kinds.items()]
    room = _ROOM - sum(least)
    return [
        narrow + room * share / sum(shares) for narrow, share in zip(least, shares, strict=True)
    ]
