"""A plan as a PDF, in the manners in which programs print tables, with its truth.

The parts and the truth of a document are those of ``render_text``; here a table keeps its
columns and its header spans, and the page does the wrapping and the breaking.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from plans.headers import Column, columns_of, title_of
from plans.model import Plan, make_plan
from plans.options import CHOICES, Options, mixed
from plans.page import Page
from plans.printing import Truth
from plans.render_text import Renderer
from plans.spots import Line

#: Traits of text that a page of a PDF decides itself.
_OF_TEXT = (
    "wrap_header", "wrap_names", "page_rows", "repeat_header", "running_title", "drift", "ragged",
    "page_mark", "repeat_title", "break_rows", "wrap_values", "dirty", "repeat_review",
)  # fmt: skip
_FONT = "Helvetica"


@dataclass(frozen=True, slots=True)
class Print:
    """How a PDF is printed.

    ``rules``: ``semua`` around every cell, ``kotak`` a box with a fill for every cell,
    ``mendatar`` only lying ones, ``tanpa`` none.
    ``size`` of the type and ``padding`` of cells in points. ``repeat``: the header on every
    page; ``split``: rows may be cut by a page break; ``height`` of a page in points (0: that
    of A4 across); ``rotate``: by how much the page is turned to be shown.
    """

    rules: str = "semua"
    size: float = 7.0
    padding: float = 2.0
    repeat: bool = True
    split: bool = False
    height: float = 0.0
    running_title: bool = True
    rotate: int = 0


@dataclass
class Printed:
    """A table to be drawn: header cells (row, column, rows, columns, text) and rows of text."""

    columns: int
    header_rows: int
    header: list[tuple[int, int, int, int, str]]
    rows: list[list[str]]


@dataclass
class PdfDocument:
    """A constructed document: the file, by view the rows it holds, and its forms' tables."""

    data: bytes
    truth: dict[str, list[Truth]]
    tables: list[Printed]


class _Recorder(Page):
    """Keeps tables whole instead of printing them as lines."""

    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        super().__init__(plan, options, rng)
        self.tables: dict[str, Printed] = {}

    def table(self, form: str, lines: list[Line]) -> None:
        columns = columns_of(form, self.plan, self.options)
        self.lines += ["", *title_of(form, self.plan, self.options), ""]
        rows = [row for line in lines for row in self._physical(form, 0, columns, line)]
        mark = f"\0{len(self.tables)}"
        self.tables[mark] = _printed(columns, self._number_row(columns), rows)
        self.lines += [mark, ""]
        if self.options.source_note:
            self.lines.append(f"Sumber : {self.plan.agency}, {self.plan.year - 1} (data diolah)")


class _PdfRenderer(Renderer):
    """The parts of a document, with tables kept whole."""

    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        super().__init__(plan, options, rng)
        self.page: _Recorder = _Recorder(plan, options, rng)
        self.lines = self.page.lines


def of_pdf(options: Options) -> Options:
    """Without the traits that only pulled text has."""
    return replace(options, **{trait: CHOICES[trait][0] for trait in _OF_TEXT})


def mixed_pdf(seed: int) -> tuple[Options, Print]:
    """A random choice of everything."""
    rng = random.Random(f"pdf {seed}")
    rules = rng.choice(["semua", "semua", "mendatar", "tanpa"])
    split = rng.random() < 0.3
    return of_pdf(mixed(seed)), Print(
        rules=rules,
        size=rng.choice([6.0, 7.0, 9.0]),
        # without standing lines it is the space that parts columns
        padding=rng.choice([1.5, 2.0, 4.0] if rules == "semua" else [3.5, 4.0, 5.5]),
        repeat=split or rng.random() < 0.5,  # else its header may be cut as well
        split=split,
        height=rng.choice([0.0, 420.0, 800.0]),
        running_title=rng.random() < 0.7,
        rotate=rng.choice([0, 0, 90, 270]),
    )


@dataclass
class Parts:
    """A document before it is drawn: its plan, lines of text with marks of tables, and truth."""

    plan: Plan
    lines: list[str]
    tables: dict[str, Printed]
    truth: dict[str, list[Truth]]

    @property
    def blocks(self) -> list[str | Printed]:
        """Lines of text and tables in order."""
        return _blocks(self.lines, self.tables)

    @property
    def title(self) -> str:
        """What runs over all pages."""
        return f"Renja {self.plan.agency} {self.plan.year}"


def construct_parts(seed: int, options: Options, programs: int | None = None) -> Parts:
    """The plan of a seed as the options want it, with what a document of it holds."""
    plan = make_plan(
        seed,
        year=2022 if options.sections else None,
        compound=options.compound,
        agency=options.agency,
        words=options.words,
        second_field=options.second_field,
        twins=options.twins,
        programs=programs,
    )
    renderer = _PdfRenderer(plan, options, random.Random(f"render {seed}"))
    document = renderer.document()
    return Parts(plan, document.lines, renderer.page.tables, document.truth)


def construct_pdf(
    seed: int, options: Options, how: Print, programs: int | None = None
) -> tuple[Plan, PdfDocument]:
    """The plan of a seed as the options want it, and its document as PDF."""
    parts = construct_parts(seed, options, programs)
    data = draw(parts.lines, parts.tables, how, parts.title)
    return parts.plan, PdfDocument(data, parts.truth, list(parts.tables.values()))


def _printed(columns: Sequence[Column], numbers: list[list[str]], rows: list[list[str]]) -> Printed:
    """A table with its header cells over one or two rows."""
    grouped = any(column.group for column in columns)
    header = []
    position = 0
    for group, members in groupby(columns, key=lambda column: column.group or column.id):
        of_group = list(members)
        has_group = bool(of_group[0].group)
        start = position
        for column in of_group:
            first = int(has_group)
            height = 1 if has_group or not grouped else 2
            header.append((first, position, height, column.width, column.own))
            position += column.width
        if has_group:
            header.append((0, start, 1, position - start, group))
    return Printed(position, 1 + grouped, header, [*numbers, *rows])


# ------------------------------------------------------------------------------ drawing


def draw(lines: Sequence[str], tables: dict[str, Printed], how: Print, running: str) -> bytes:
    """The lines of a document, and its tables where their marks stand, as a PDF."""
    blocks = _blocks(lines, tables)
    widths = {id(block): _widths(block, how) for block in blocks if isinstance(block, Printed)}
    margin = 30.0
    wide, high = landscape(A4)
    wide = max([wide, *(sum(each) + 2 * margin + 12 for each in widths.values())])
    high = how.height or high
    text = ParagraphStyle("text", fontName=_FONT, fontSize=10, leading=13)
    story: list[object] = []
    for block in blocks:
        if isinstance(block, Printed):
            story.append(_table(block, widths[id(block)], how))
            story.append(Spacer(1, 14))
        else:
            story.append(Paragraph(escape(block), text) if block else Spacer(1, 9))

    def around(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont(_FONT, 8)
        if how.running_title:
            canvas.drawString(margin, high - 20, f"{running}")
            canvas.drawRightString(wide - margin, high - 20, f"{document.page}")
        if how.rotate:
            canvas.setPageRotation(how.rotate)

    target = io.BytesIO()
    SimpleDocTemplate(
        target, pagesize=(wide, high), leftMargin=margin, rightMargin=margin,
        topMargin=36, bottomMargin=30, invariant=1,
    ).build(story, onFirstPage=around, onLaterPages=around)  # fmt: skip
    return target.getvalue()


def _blocks(lines: Sequence[str], tables: dict[str, Printed]) -> list[str | Printed]:
    """Lines of text and tables in order; lines with tabs are tables of other kinds."""
    blocks: list[str | Printed] = []
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        if not tabbed:
            blocks += [tables.get(line, line) for line in group]
            continue
        rows = [line.split("\t") for line in group]
        columns = max(len(row) for row in rows)
        rows = [row + [""] * (columns - len(row)) for row in rows]
        header = [(0, place, 1, 1, text) for place, text in enumerate(rows[0])]
        blocks.append(Printed(columns, 1, header, rows[1:]))
    return blocks


def _widths(table: Printed, how: Print) -> list[float]:
    """As wide as the longest word needs, and wider for long texts."""

    def longest(texts: list[str]) -> float:
        return max((stringWidth(text, _FONT, how.size) for text in texts), default=0.0)

    widths = []
    for column in range(table.columns):
        texts = [row[column] for row in table.rows if column < len(row) and not _alone(row)]
        texts += [text for _, c, _, width, text in table.header if c == column and width == 1]
        words = longest([word for text in texts for word in text.split()])
        whole = min(longest(texts), 16 * how.size)
        widths.append(max(words, whole, how.size) + 2 * how.padding + 2)
    return widths


def _alone(row: Sequence[str]) -> bool:
    """A row of one text, printed over the columns on its right."""
    return bool(row[0]) and not any(row[1:])


def _table(table: Printed, widths: list[float], how: Print) -> Table:
    style = ParagraphStyle("cell", fontName=_FONT, fontSize=how.size, leading=how.size * 1.15)
    centred = ParagraphStyle("head", parent=style, alignment=1)
    cells: list[list[object]] = [[""] * table.columns for _ in range(table.header_rows)]
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTSIZE", (0, 0), (-1, -1), how.size),
        ("LEADING", (0, 0), (-1, -1), how.size * 1.15),
        ("LEFTPADDING", (0, 0), (-1, -1), how.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), how.padding),
        ("TOPPADDING", (0, 0), (-1, -1), how.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), how.padding),
    ]
    for row, column, height, width, text in table.header:
        cells[row][column] = Paragraph(escape(text), centred)
        commands.append(("SPAN", (column, row), (column + width - 1, row + height - 1)))
    for place, row in enumerate(table.rows, start=table.header_rows):
        cells.append([Paragraph(escape(text), style) if text else "" for text in row])
        if _alone(row):
            commands.append(("SPAN", (0, place), (-1, place)))
    if how.rules == "semua":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    if how.rules == "kotak":
        commands.append(("BOX", (0, 0), (-1, -1), 1.2, colors.black))
        for row in range(len(cells)):
            fill = colors.lightgrey if row < table.header_rows else colors.whitesmoke
            commands.append(("BACKGROUND", (0, row), (-1, row), fill))
            for column in range(table.columns):
                place = (column, row)
                commands.append(("BOX", place, place, 0.3, colors.grey))
    if how.rules == "mendatar":
        commands.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey))
        commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.4, colors.grey))
    return Table(
        cells, colWidths=widths, style=commands, splitInRow=int(how.split),
        repeatRows=table.header_rows if how.repeat else 0,
    )  # fmt: skip
