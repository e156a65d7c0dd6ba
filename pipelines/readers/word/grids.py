"""A document to grids: tables and the paragraphs between them, each cell with its address.

A grid is a table with what goes on with it, or the paragraphs between two tables. Tables count
from 1 in the order in which they begin, and so do the paragraphs outside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from pipelines.model import (
    COMMENT,
    DELETED_TEXT,
    HIDDEN_TEXT,
    UNREAD_BY_EMBEDDING,
    Cell,
    Grid,
    GridRow,
    Unread,
)
from pipelines.readers.word.columns import are_all_equal, same_edges
from pipelines.readers.word.flow import blocks, cells_of, is_frame, rows_of
from pipelines.readers.word.names import TBL, P, W
from pipelines.readers.word.numbering import Numbering
from pipelines.readers.word.package import Package
from pipelines.readers.word.styles import Styles
from pipelines.readers.word.tables import Table, read_table
from pipelines.readers.word.text import Text, TextReader

_TITLE_LINES, _TITLE_LENGTH = 3, 200  # of what may stand between two parts of one table
_TABBED = 3  # pieces of a line that tabs part as they part the columns of a table
_RUNNING = {"header": "kepala halaman", "footer": "kaki halaman"}
_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell before it has a number and a row."""

    column: int
    text: str
    address: str
    width: int = 1
    height: int = 1


#: Pieces of a line of text from left to right; none: a blank line.
_Line = list[_Piece]


@dataclass
class _Open:
    """The grid of a table that may go on; ``edges`` are those of its columns."""

    edges: list[float]
    columns: int
    rows: list[GridRow] = field(default_factory=list)


def grids_of(package: Package) -> tuple[Grid, ...]:
    """The grids of a document in reading order, then notes, running titles and what is hidden."""
    styles = Styles(package.styles)
    builder = _GridBuilder(TextReader(styles, Numbering(package.numbering, styles)))
    builder.flow(package.body)
    builder.close()
    for word, root in (("catatan kaki", package.footnotes), ("catatan akhir", package.endnotes)):
        notes = root if root is not None else ()
        texts = [note for note in notes if note.get(f"{W}type") not in _NOTES]
        builder.aside(word, texts)
    counts: dict[str, list[Element]] = {}
    for kind, root in package.running:
        counts.setdefault(_RUNNING[kind], []).append(root)
    for word, roots in counts.items():
        builder.aside(word, roots, running=True)
    comments = package.comments
    builder.aside("komentar", list(comments) if comments is not None else [], hidden=COMMENT)
    grids = [*builder.grids, *builder.hidden_grids()]
    if grids and builder.unread:
        grids[0] = replace(grids[0], unread=tuple(builder.unread))
    return tuple(grids)


class _GridBuilder:
    def __init__(self, reader: TextReader) -> None:
        self.reader = reader
        self.grids: list[Grid] = []
        self.lines: list[_Line] = []  # since the last table
        self.open: _Open | None = None
        self.hidden: dict[str, list[tuple[str, str]]] = {}  # what hides it -> text, address
        self.unread: list[Unread] = []
        self.cells = self.places = self.paragraphs = self.tables = self.boxes = 0
        self.joined: Text | None = None  # a paragraph that goes on in the next

    # -- the text of the document

    def flow(self, parent: Element) -> None:
        """Read paragraphs and tables one after another."""
        for block in blocks(parent):
            if block.tag == P:
                self._paragraph(block)
            elif is_frame(block):
                self.tables += 1
                for row in rows_of(block):
                    for cell in cells_of(row):
                        self.flow(cell)
            else:
                self._table(block)

    def close(self) -> None:
        """End the grid of the last table and write the paragraphs that follow it."""
        self._end_joined()
        self._close_table()
        self._write_lines()

    def _paragraph(self, element: Element) -> None:
        self.paragraphs += 1
        text = self.reader.paragraph(element)
        address = f"paragraf {self.paragraphs}"
        self._keep_hidden(text.hidden, address)
        self._keep_unread(address, text.embedded)
        if self.joined is not None:
            text.shown = self.joined.shown + text.shown
            text.boxes = self.joined.boxes + text.boxes
        self.joined = text
        if not text.joins:
            self._end_joined()

    def _end_joined(self) -> None:
        """Write the paragraph that was read last."""
        text, self.joined = self.joined, None
        if text is None:
            return
        self.lines += _lines(text.shown, f"paragraf {self.paragraphs}")
        for box in text.boxes:
            self.boxes += 1
            self._box(box, f"kotak teks {self.boxes}")

    def _box(self, box: Element, name: str) -> None:
        count = 0
        for block in blocks(box):
            if block.tag == TBL:
                self._table(block)
                continue
            count += 1
            text = self.reader.paragraph(block)
            self._keep_hidden(text.hidden, f"{name} paragraf {count}")
            self._keep_unread(f"{name} paragraf {count}", text.embedded)
            self.lines += _lines(text.shown, f"{name} paragraf {count}")
            for inner in text.boxes:
                self.boxes += 1
                self._box(inner, f"kotak teks {self.boxes}")

    def _table(self, element: Element) -> None:
        self._end_joined()
        self.tables += 1
        number = self.tables
        table = read_table(element, self.reader)
        said = [line for line in self.lines if line]
        if self.open is None or said or not _is_more_of(self.open, table):
            near = self.open is not None and said and _may_go_on(self.open, table, said)
            self._close_table()
            if not near:
                self._write_lines()
            self.open = _Open(table.edges, _width(table))
        rows = self.open.rows
        for line in self.lines:
            rows.append(self._row(line))
        self.lines = []
        for place, cells in table.rows:
            pieces = [
                _Piece(
                    cell.column, cell.text, _address(number, place, cell.column), cell.width,
                    cell.height,
                )
                for cell in cells
            ]  # fmt: skip
            rows.append(self._row(pieces))
        for row in table.embedded:
            self._keep_unread(f"tabel {number} baris {row + 1}", 1)
        for cell in table.hidden:
            address = _address(number, cell.row, cell.column)
            self._keep_hidden([(cell.hidden, cell.text)], address)
        for inner in table.inside:
            self._table(inner)

    def _close_table(self) -> None:
        if self.open is not None:
            if any(row.cells for row in self.open.rows):
                self.grids.append(Grid("", tuple(self.open.rows), ruled=True))
            self.open = None

    def _write_lines(self) -> None:
        """The paragraphs between two tables as a grid; pieces that tabs part are its columns."""
        rows = [self._row(line) for line in self.lines]
        if any(row.cells for row in rows):
            tabbed = sum(len(line) >= _TABBED for line in self.lines) > 1
            self.grids.append(Grid("", tuple(rows), ruled=not tabbed))
        self.lines = []

    def _row(self, pieces: Iterable[_Piece]) -> GridRow:
        place = self.places
        self.places += 1
        cells = []
        for piece in pieces:
            self.cells += 1
            cells.append(
                Cell(
                    self.cells, place, piece.column, piece.text, piece.address, piece.width,
                    piece.height,
                )
            )  # fmt: skip
        return GridRow(place, tuple(cells))

    # -- beside the text

    def aside(
        self, word: str, parts: Iterable[Element], *, running: bool = False, hidden: str = ""
    ) -> None:
        """Notes, running titles or comments: their lines, in a grid of their own."""
        for number, part in enumerate(parts, start=1):
            self._aside(part, f"{word} {number}", [0], hidden)
        rows = [self._row(line) for line in self.lines if line]
        if rows:
            self.grids.append(Grid("", tuple(rows), ruled=True, running=running))
        self.lines = []

    def _aside(self, parent: Element, name: str, count: list[int], hidden: str) -> None:
        for block in blocks(parent):
            if block.tag == TBL:
                for row in rows_of(block):
                    for cell in cells_of(row):
                        self._aside(cell, name, count, hidden)
                continue
            count[0] += 1
            address = f"{name} paragraf {count[0]}"
            text = self.reader.paragraph(block)
            self._keep_hidden(text.hidden, address)
            if hidden:
                self._keep_hidden([(hidden, text.shown)], address)
            else:
                self.lines += _lines(text.shown, address)
            for box in text.boxes:
                self._aside(box, name, count, hidden)

    def _keep_unread(self, place: str, count: int) -> None:
        if count:
            self.unread.append(Unread(place, UNREAD_BY_EMBEDDING, self.cells))

    def _keep_hidden(self, texts: Iterable[tuple[str, str]], address: str) -> None:
        for how, text in texts:
            if text.strip():
                # beside it in its cell others may be seen
                where = f"{address} ({how})" if how in {HIDDEN_TEXT, DELETED_TEXT} else address
                self.hidden.setdefault(how, []).append((text, where))

    def hidden_grids(self) -> list[Grid]:
        """What nobody sees, a grid for each thing that hides it."""
        return [
            Grid(
                "dokumen",
                tuple(self._row([_Piece(0, text, address)]) for text, address in texts),
                ruled=True,
                hidden=how,
            )
            for how, texts in sorted(self.hidden.items())
        ]


def _address(table: int, row: int, column: int) -> str:
    return f"tabel {table} baris {row + 1} kolom {column + 1}"


def _width(table: Table) -> int:
    """How many columns of a table hold something."""
    return len({cell.column for _, cells in table.rows for cell in cells})


def _is_more_of(open_: _Open, table: Table) -> bool:
    """Whether a table right below another has its very columns: it is more of it."""
    return same_edges(open_.edges, table.edges) and not are_all_equal(table.edges)


def _may_go_on(open_: _Open, table: Table, said: list[_Line]) -> bool:
    """Whether a table may go on below a few short lines (a page number, "Lanjutan Tabel ...")."""
    texts = [piece.text for line in said for piece in line]
    short = len(texts) <= _TITLE_LINES and all(len(text) <= _TITLE_LENGTH for text in texts)
    return short and (
        same_edges(open_.edges, table.edges) or _width(table) == open_.columns > _TABBED
    )


def _lines(text: str, address: str) -> list[_Line]:
    """The lines of a paragraph; what tabs part as columns do are pieces of one line."""
    shown = text.split("\n")
    several = sum(bool(line.strip()) for line in shown) > 1
    lines: list[_Line] = []
    for number, line in enumerate(shown, start=1):
        place = f"{address} baris {number}" if several else address
        parts = [(at, part) for at, part in enumerate(line.split("\t")) if part.strip()]
        if len(parts) >= _TABBED:
            lines.append([_Piece(at, part, f"{place} kolom {at + 1}") for at, part in parts])
        else:
            lines.append([_Piece(0, line, place)] if line.strip() else [])
    return lines
