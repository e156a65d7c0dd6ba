"""A plan as a Word document, in the manners in which agencies write theirs, with its truth.

The parts and the truth of a document are those of ``render_text``; here paragraphs and tables
are elements of WordprocessingML, with all that Word leaves in them.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plans.headers import Column, columns_of, title_of
from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN, Plan, make_plan
from plans.options import CHOICES, Options, mixed
from plans.page import Page
from plans.printing import Truth
from plans.render_text import Renderer
from plans.spots import Line

#: Traits of pulled text that a Word document does not have.
_OF_TEXT = (
    "wrap_header", "wrap_names", "page_rows", "repeat_header", "running_title", "drift", "ragged",
    "page_mark", "repeat_title", "break_rows", "wrap_values", "dirty", "repeat_review", "spread",
)  # fmt: skip
_LEVELS = (PROGRAM, KEGIATAN, SUB_KEGIATAN)
_LEVELLED = frozenset({"T-C.31", "T-C.33", "KODE"})
_WHOLE = frozenset({"simpul", "layanan", "kode", "usulan"})
_LEAST = 8  # rows of a table that is split
_NS = nsdecls("w")
_ODD, _EVEN = 1300, 1500  # twips; columns of a table are of several widths


@dataclass(frozen=True, slots=True)
class Paper:
    """How a Word document is written.

    ``tables``: ``utuh`` (one element a table), ``pecah`` (split, the header again), ``lanjut``
    (split without it, a blank line between), ``rapat`` (nothing between), ``judul`` (a line that
    says it goes on). ``merged``: cells of headers are merged. ``again``: the header is printed
    again after so many rows. ``levels``: names have a column for each level. ``frame``: tables
    stand in a frame. ``dragged``: borders do not quite meet. ``breaks``: several paragraphs, line
    breaks and hard spaces in cells. ``runs``: text is cut into runs, some in fields, links and
    content controls. ``tracked``: changes are tracked. ``hidden``: hidden text stands in cells.
    ``box``: the cover stands in a text box. ``running``: header and footer of pages.
    """

    tables: str = "utuh"
    merged: bool = True
    again: int = 0
    levels: bool = False
    frame: bool = False
    dragged: bool = False
    breaks: bool = False
    runs: bool = False
    tracked: bool = False
    hidden: bool = False
    box: bool = False
    running: bool = False


@dataclass
class WordDocument:
    """A constructed document: the file and, by view, the rows it holds."""

    data: bytes
    truth: dict[str, list[Truth]]


@dataclass
class _Cell:
    """A cell between two columns; ``down``: it begins (``restart``) or goes on (``continue``)."""

    text: str
    width: int = 1
    down: str = ""


@dataclass
class _Table:
    form: str
    columns: list[Column]
    numbers: list[list[str]]
    rows: list[tuple[Line, list[str]]]


class _Recorder(Page):
    """Keeps tables whole instead of printing them as lines."""

    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        super().__init__(plan, options, rng)
        self.tables: dict[str, _Table] = {}

    def table(self, form: str, lines: list[Line]) -> None:
        columns = columns_of(form, self.plan, self.options)
        rows = [(line, cells) for line in lines for cells in self._physical(form, 0, columns, line)]
        mark = f"\0{len(self.tables)}"
        self.tables[mark] = _Table(form, columns, self._number_row(columns), rows)
        self.lines += ["", *title_of(form, self.plan, self.options), "", mark, ""]
        if self.options.source_note:
            self.lines.append(f"Sumber : {self.plan.agency}, {self.plan.year - 1} (data diolah)")


class _WordRenderer(Renderer):
    """The parts of a document, with tables kept whole."""

    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        super().__init__(plan, options, rng)
        self.page: _Recorder = _Recorder(plan, options, rng)
        self.lines = self.page.lines


def of_word(options: Options) -> Options:
    """Without the traits that only pulled text has."""
    return replace(options, **{trait: CHOICES[trait][0] for trait in _OF_TEXT})


def mixed_word(seed: int) -> tuple[Options, Paper]:
    """A random choice of everything."""
    rng = random.Random(f"word {seed}")
    return of_word(mixed(seed)), Paper(
        tables=rng.choice(["utuh", "utuh", "pecah", "lanjut", "rapat", "judul"]),
        merged=rng.random() < 0.8,
        again=rng.choice([0, 0, 15]),
        levels=rng.random() < 0.3,
        frame=rng.random() < 0.2,
        dragged=rng.random() < 0.3,
        breaks=rng.random() < 0.4,
        runs=rng.random() < 0.5,
        tracked=rng.random() < 0.3,
        hidden=rng.random() < 0.2,
        box=rng.random() < 0.2,
        running=rng.random() < 0.5,
    )


def construct_word(seed: int, options: Options, paper: Paper) -> tuple[Plan, WordDocument]:
    """The plan of a seed as the options want it, and its document as .docx."""
    plan = make_plan(
        seed,
        year=2022 if options.sections else None,
        compound=options.compound,
        agency=options.agency,
        words=options.words,
        second_field=options.second_field,
        twins=options.twins,
    )
    renderer = _WordRenderer(plan, options, random.Random(f"render {seed}"))
    document = renderer.document()
    builder = _Builder(plan, paper, random.Random(f"paper {seed}"))
    return plan, WordDocument(builder.build(document.lines, renderer.page.tables), document.truth)


class _Builder:
    def __init__(self, plan: Plan, paper: Paper, rng: random.Random) -> None:
        self.plan = plan
        self.paper = paper
        self.rng = rng
        self.document: Any = Document()
        self.parts: list[str] = []

    def build(self, lines: Sequence[str], tables: dict[str, _Table]) -> bytes:
        cover = lines.index("") if self.paper.box and "" in lines else 0
        if cover:
            inside = "".join(self._paragraph(line) for line in lines[:cover])
            self.parts.append(f"<w:p><w:r>{_text_box(inside)}</w:r></w:p>")
        for line in _with_tables(lines[cover:]):
            if isinstance(line, list):
                self._plain_table(line)
            elif line in tables:
                self._table(tables[line])
            else:
                self.parts.append(self._paragraph(line))
        if self.paper.running:
            section = self.document.sections[0]
            section.header.paragraphs[0].text = f"Renja {self.plan.agency} {self.plan.year}"
            section.footer.paragraphs[0].text = "12"
        body = self.document.element.body
        for element in parse_xml(f"<w:body {_NS}>{''.join(self.parts)}</w:body>"):
            body.insert(len(body) - 1, element)  # before the properties of the section
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    # -- tables

    def _plain_table(self, rows: list[list[str]]) -> None:
        """A table of another kind."""
        columns = max(len(row) for row in rows)
        cells = [[_Cell(text) for text in [*row, *[""] * (columns - len(row))]] for row in rows]
        self._write(cells, columns)

    def _table(self, table: _Table) -> None:
        columns, rows = table.columns, table.rows
        if self.paper.levels and table.form in _LEVELLED:
            columns, rows = _levelled(columns, rows)
        count = sum(column.width for column in columns)
        header = self._header(columns)
        header += [[_Cell(text) for text in _padded(line, count)] for line in table.numbers]
        split = len(rows) // 2 if self.paper.tables != "utuh" and len(rows) > _LEAST else 0
        body = [*header]
        for number, (line, cells) in enumerate(rows):
            if split and number == split and line.row in _WHOLE:
                self._write(body, count)
                self.parts.append(
                    {"rapat": "", "judul": self._paragraph(f"Lanjutan {table.form}")}.get(
                        self.paper.tables, "<w:p/>"
                    )
                )
                body = [*header] if self.paper.tables == "pecah" else []
            elif split and number == split:
                split += 1
            if self.paper.again and number and number % self.paper.again == 0:
                body += header
            body.append([_Cell(text) for text in _padded(cells, count)])
        self._write(body, count)

    def _header(self, columns: Sequence[Column]) -> list[list[_Cell]]:
        """Groups over columns, columns over their levels; what has none goes down."""
        grouped = any(column.group for column in columns)
        levels = any("\n" in column.own for column in columns)
        height = 1 + grouped + levels
        rows: list[list[_Cell]] = [[] for _ in range(height)]
        for (group, words), run in groupby(
            columns, key=lambda column: (column.group, column.own.partition("\n")[0])
        ):
            members = list(run)
            width = sum(member.width for member in members)
            parts = [member.own.partition("\n")[2] for member in members]
            first, last = int(bool(group)), height - any(parts)
            if group:
                rows[0].append(_Cell(group, width))
            rows[first].append(_Cell(words, width, "restart" if last - first > 1 else ""))
            for row in rows[first + 1 : last]:
                row.append(_Cell("", width, "continue"))
            if any(parts):
                rows[last] += [
                    _Cell(part, member.width) for part, member in zip(parts, members, strict=True)
                ]
        if grouped:
            rows[0] = _joined(rows[0], [column.group for column in columns])
        if not self.paper.merged:
            return [[each for cell in row for each in _apart(cell)] for row in rows]
        return rows

    def _write(self, rows: Sequence[Sequence[_Cell]], columns: int) -> None:
        widths = [_ODD if place % 2 else _EVEN for place in range(columns)]
        edges = [sum(widths[:place]) for place in range(columns + 1)]
        lines: list[list[int]] = []
        for row in rows:
            goes_on = any(cell.down == "continue" for cell in row)  # its borders are those above
            off = [self._off(edge, place) for place, edge in enumerate(edges)]
            lines.append(lines[-1] if goes_on else off)
        grid = sorted({edge for line in lines for edge in line})
        index = {edge: place for place, edge in enumerate(grid)}
        xml = [
            f"<w:tbl {_NS}><w:tblPr><w:tblW w:w='{edges[-1]}' w:type='dxa'/>"
            "<w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>"
        ]
        xml += [f"<w:gridCol w:w='{after - before}'/>" for before, after in pairwise(grid)]
        xml.append("</w:tblGrid>")
        for row, line in zip(rows, lines, strict=True):
            xml.append("<w:tr>")
            at = 0
            for cell in row:
                end = at + cell.width
                span = index[line[end]] - index[line[at]]
                down = f"<w:vMerge w:val='{cell.down}'/>" if cell.down else ""
                width = f"<w:tcW w:w='{line[end] - line[at]}' w:type='dxa'/>"
                properties = f"<w:tcPr>{width}<w:gridSpan w:val='{span}'/>{down}</w:tcPr>"
                content = self._content(str(cell.text))
                xml.append(f"<w:tc>{properties}{content}</w:tc>")
                at = end
            xml.append("</w:tr>")
        xml.append("</w:tbl>")
        text = "".join(xml)
        if self.paper.frame:
            text = (
                "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid><w:tr><w:tc>"
                f"<w:tcPr/>{text}<w:p/></w:tc></w:tr></w:tbl>"
            )
        self.parts.append(text)

    def _off(self, edge: int, place: int) -> int:
        """Where a row has an edge: dragged by hand, not quite where the others have it."""
        if not self.paper.dragged or not place or self.rng.random() < 0.7:
            return edge
        return edge + self.rng.choice([-60, -25, 10, 35, 70])

    # -- text

    def _content(self, text: str) -> str:
        """The paragraphs of a cell."""
        lines = text.split("\n")
        if self.paper.breaks and len(text) > 30:
            middle = text.find(" ", len(text) // 2)
            if middle > 0:
                lines = [text[:middle], text[middle + 1 :]]
            lines[0] = lines[0].replace(" ", "\u00a0", 1)
            if self.rng.random() < 0.5:
                return f"<w:p>{_run(lines[0])}<w:r><w:br/></w:r>{_run(' '.join(lines[1:]))}</w:p>"
        return "".join(self._paragraph(line) for line in lines)

    def _paragraph(self, text: str) -> str:
        if not text:
            return "<w:p/>"
        parts = self._runs(text)
        if self.paper.tracked and self.rng.random() < 0.2:
            parts.insert(
                self.rng.randrange(len(parts) + 1),
                "<w:del w:id='1' w:author='a'><w:r><w:delText>1.234</w:delText></w:r></w:del>",
            )
            parts[0] = (
                f"<w:ins w:id='2' w:author='a'>{parts[0]}</w:ins>"
                if (parts[0].startswith("<w:r>"))
                else parts[0]
            )
        if self.paper.hidden and self.rng.random() < 0.1:
            parts.append("<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia 99</w:t></w:r>")
        return f"<w:p>{''.join(parts)}</w:p>"

    def _runs(self, text: str) -> list[str]:
        if not self.paper.runs or len(text) < 4:
            return [_run(text)]
        cut = self.rng.randrange(1, len(text))
        first, second = _run(text[:cut]), _run(text[cut:])
        wrapped = self.rng.choice(
            [
                "{}",
                "<w:hyperlink>{}</w:hyperlink>",
                "<w:smartTag w:element='a'>{}</w:smartTag>",
                "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
                "<w:fldSimple w:instr=' REF x '>{}</w:fldSimple>",
                "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
                "<w:r><w:instrText> REF _Ref12 </w:instrText></w:r>"
                "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}"
                "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            ]
        )
        return [first, wrapped.format(second)]


def _run(text: str) -> str:
    words = "<w:tab/>".join(
        f"<w:t xml:space='preserve'>{escape(part)}</w:t>" if part else ""
        for part in text.split("\t")
    )
    return f"<w:r>{words}</w:r>"


def _text_box(inside: str) -> str:
    return (
        "<w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        f"<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def _with_tables(lines: Sequence[str]) -> list[str | list[list[str]]]:
    """Lines of text in order; those with tabs are the rows of tables of other kinds."""
    found: list[str | list[list[str]]] = []
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            found.append([line.split("\t") for line in group])
        else:
            found.extend(group)
    return found


def _padded(cells: Sequence[str], count: int) -> list[str]:
    return [*cells, *[""] * (count - len(cells))]


def _joined(row: Sequence[_Cell], groups: Sequence[str]) -> list[_Cell]:
    """Cells of one group side by side as one cell."""
    known = {group for group in groups if group}
    joined: list[_Cell] = []
    for cell in row:
        if joined and cell.text in known and joined[-1].text == cell.text:
            joined[-1].width += cell.width
        else:
            joined.append(cell)
    return joined


def _apart(cell: _Cell) -> list[_Cell]:
    """The cells that a merged cell takes, the text in the first."""
    return [_Cell(cell.text), *(_Cell("") for _ in range(cell.width - 1))]


def _levelled(
    columns: Sequence[Column], rows: Sequence[tuple[Line, list[str]]]
) -> tuple[list[Column], list[tuple[Line, list[str]]]]:
    """Every column of names as three: program, kegiatan, sub kegiatan."""
    out: list[Column] = []
    at = []
    position = 0
    for column in columns:
        if column.id in {"nama", "nama_kanan"} and column.own:
            out += [
                Column(f"{column.id}{level}", f"{column.own}\n{part}", column.group)
                for level, part in enumerate(("Program", "Kegiatan", "Sub Kegiatan"))
            ]
            at.append(position)
        else:
            out.append(column)
        position += column.width
    spread = []
    for line, cells in rows:
        row: list[str] = []
        for place, text in enumerate(cells):
            names = [text]
            if place in at:
                names = ["", "", ""]
                names[_LEVELS.index(line.node.level) if line.node else 0] = text
            row += names
        spread.append((line, row))
    return out, spread
