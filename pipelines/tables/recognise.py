"""Find the tables of a document among its prose, and stitch what page breaks cut.

A table begins at a header block (:mod:`pipelines.tables.headers`), goes on over page breaks,
repeated headers and running titles, and ends where prose or another heading begins. Every
cell that is not part of a row of data gets its explanation here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines import codes
from pipelines.labels import is_expenditure_label, is_total_label
from pipelines.layouts import layout_of
from pipelines.model import HIDDEN_SHEET, Cell, Grid, GridRow, Unread, Use, clean, fold
from pipelines.tables.beside import apart
from pipelines.tables.headers import Header, header_at, is_number_row
from pipelines.tables.pages import (
    is_page_mark,
    is_signature,
    is_table_title,
    running_titles,
    says_it_goes_on,
    titled_forms,
)
from pipelines.values import is_money_text, said_unit, special_state
from pipelines.vocabulary import words

# What begins a chapter, a section or another thing than the open table.
_HEADING = re.compile(
    r"""
    bab\s+[ivx\d]+\b
    | tabel\s+[\divx]
    | lampiran\b
    | (?:pasal|gambar|grafik)\s+\d
    | \d{1,2}\.\d{1,2}\.?(?:\d{1,2}\.?)?\s+[a-z]  # 2.3 Isu-isu ..., 2.3.1. Isu-isu ...
    | (?-i:(?:[A-Z]|[IVX]+)\.\s+[A-Z])             # A. Isu-isu ..., IV. Isu-isu ...
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEVEL_WORD = re.compile(r"(?:urusan|bidang|program|kegiatan|sub\s*kegiatan)\b", re.IGNORECASE)
_SECTION_YEAR = re.compile(r"20\d{2}")
_AGENCY_LABEL = re.compile(r"(?:nama\s+)?(?:perangkat daerah|opd|skpd)\b")
_FOOTNOTE_MARK = re.compile(r"\*+\)")
_PROSE_LENGTH = 220  # letters; a longer text is a paragraph, no title and no cell
_SENTENCE_WORDS = 12  # with a full stop behind them
_FIGURES = frozenset({"code", "number", "measure", "percent", "money"})
_TITLE_CELLS = 2  # a line of more is a row of a table
_TITLE_ROWS = 10  # how far above its header a title may begin

Explanation = tuple[Use, str, int | None]


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows under one printed header; ``runs`` are the pieces between page breaks."""

    header: Header
    runs: tuple[tuple[GridRow, ...], ...]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table as found, before its rows are read."""

    number: int
    form: str
    title: tuple[GridRow, ...]
    segments: tuple[Segment, ...]

    @property
    def rows(self) -> list[GridRow]:
        """All rows of data in printed order."""
        return [row for segment in self.segments for run in segment.runs for row in run]

    @property
    def title_text(self) -> str:
        """The title lines as one text."""
        return " ".join(clean(cell.text) for row in self.title for cell in row.cells)


@dataclass(frozen=True, slots=True)
class HiddenPart:
    """Cells of a sheet that nobody sees; ``how`` as in ``Grid.hidden``.

    ``form`` is the form of a table in a hidden sheet (empty: none).
    """

    name: str
    how: str
    form: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """A table that is not read: of no known form, or (``header``) of one whose header lacks too
    much."""

    cells: tuple[Cell, ...]
    header: Header | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a document and the explanation of every cell outside their data rows."""

    cells: tuple[Cell, ...]
    tables: tuple[FoundTable, ...]
    explained: dict[int, Explanation]
    headings: tuple[str, ...]
    unknown: tuple[UnknownTable, ...]
    hidden: tuple[HiddenPart, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass
class _Open:
    """The table that is being collected."""

    form: str
    title: list[GridRow]
    header: Header
    segments: list[Segment] = field(default_factory=list)
    runs: list[list[GridRow]] = field(default_factory=list)

    def close_segment(self) -> None:
        runs = tuple(tuple(run) for run in self.runs if run)
        self.segments.append(Segment(self.header, runs))
        self.runs = []


def find_tables(grids: Iterable[Grid]) -> Tables:
    """Every table of the grids in reading order, with the account of the other cells."""
    finder = _Finder()
    grids = tuple(grids)
    for grid in grids:
        for part in apart(grid):
            finder.scan(part)
    finder.finish()
    cells = tuple(cell for grid in grids for row in grid.rows for cell in row.cells)
    return Tables(
        cells=cells,
        tables=tuple(finder.tables),
        explained=finder.explained,
        headings=tuple(finder.headings),
        unknown=tuple(finder.unknown),
        hidden=tuple(finder.hidden),
        unread=tuple(part for grid in grids for part in grid.unread),
    )


class _Finder:
    def __init__(self) -> None:
        self.tables: list[FoundTable] = []
        self.explained: dict[int, Explanation] = {}
        self.headings: list[str] = []
        self.unknown: list[UnknownTable] = []
        self.damaged: dict[int, Header] = {}  # by number of a cell of theirs
        self.hidden: list[HiddenPart] = []
        self.open: _Open | None = None
        self.titled: set[str] = set()  # forms that need a title, and have it
        self.pending: list[GridRow] = []  # rows outside tables since the last table

    def scan(self, grid: Grid) -> None:
        """Walk a grid from top to bottom."""
        self.titled.update(titled_forms(grid.name))
        if grid.hidden:
            self._hidden(grid)
            return
        if grid.running:
            for row in grid.rows:
                self._explain(row, Use.RUNNING_TITLE, "judul berjalan atau nomor halaman")
                self.headings.extend(clean(cell.text) for cell in row.cells)
            return
        rows = grid.rows
        running = running_titles(rows)
        index = 0
        gap = True
        if self.open is not None:
            goes_on = _goes_on(self.open.header, grid)
            if goes_on is None:
                self.finish()
            else:
                for row in rows[:goes_on]:
                    self._explain(row, Use.TITLE, "judul lanjutan", self._number())
                index = goes_on
        while index < len(rows):
            row = rows[index]
            if not row.cells:
                gap = True
                index += 1
                continue
            self._note_title(row)
            if index in running or is_page_mark(rows, index):
                self._explain(row, Use.RUNNING_TITLE, "judul berjalan atau nomor halaman")
                self.headings.extend(clean(cell.text) for cell in row.cells)
                index += 1
                gap = True
                continue
            if self.open is not None and _is_footnote(row):
                self._explain(row, Use.PROSE, "catatan di bawah tabel", self._number())
                index += 1
                continue
            header = header_at(rows, index, ruled=grid.ruled, titled=self.titled)
            if header is not None:
                self._header(header, rows[index].number)
                index += header.length
                gap = False
                continue
            if self.open is None or gap:
                damaged = header_at(rows, index, ruled=grid.ruled, damaged=True, titled=self.titled)
                if damaged is not None:
                    self._damaged(damaged)
                    index += len(damaged.rows)
                    gap = False
                    continue
            if self.open is not None and (
                _introduces(self.open.header, row) and _interrupts(self.open.header, rows, index)
            ):
                self._explain(row, Use.PROSE, "teks di antara baris tabel", self._number())
            elif self.open is not None and self._belongs(rows, index, gap, running):
                if gap or not self.open.runs:
                    self.open.runs.append([])
                if is_number_row(row) and (gap or _numbers_again(self.open.header, row)):
                    self._explain(row, Use.COLUMN_NUMBERS, "nomor kolom", self._number())
                else:
                    self.open.runs[-1].append(row)
            elif self.open is not None and _interrupts(self.open.header, rows, index):
                self._explain(row, Use.PROSE, "teks di antara baris tabel", self._number())
            else:
                self._close()
                self.pending.append(row)
            gap = False
            index += 1
        if not grid.ruled:
            self.finish()

    def finish(self) -> None:
        """Close what is open: nothing of it follows."""
        self._close()
        self._prose()

    # -- tables

    def _number(self) -> int:
        return len(self.tables) + 1

    def _header(self, header: Header, place: int) -> None:
        title = self._take_title(place, header.form)
        if self.open is not None and self.open.form == header.form and not title:
            self.open.close_segment()
            self.open.header = header
            use, reason = Use.REPEATED_HEADER, "kepala tabel tercetak ulang"
        else:
            self._close()
            self._prose()
            self.open = _Open(header.form, title, header)
            use, reason = Use.HEADER, "kepala tabel"
            for row in title:
                self._explain(row, Use.TITLE, "judul tabel", self._number())
        for row in header.rows:
            self._explain(row, use, reason, self._number())
        if header.number_row is not None:
            self._explain(header.number_row, Use.COLUMN_NUMBERS, "nomor kolom", self._number())

    def _damaged(self, header: Header) -> None:
        """A header that lacks too much to be read: one printed again, or of a table apart."""
        if self.open is not None and self.open.form == header.form:
            for row in header.rows:
                self._explain(
                    row, Use.REPEATED_HEADER, "kepala tabel tercetak ulang", self._number()
                )
            return
        self._close()
        self.pending.extend(header.rows)
        self.damaged.update((cell.number, header) for row in header.rows for cell in row.cells)

    def _note_title(self, row: GridRow) -> None:
        """Remember the forms whose title a line is."""
        for cell in row.cells if len(row.cells) <= _TITLE_CELLS else ():
            if len(cell.text) <= _PROSE_LENGTH:
                self.titled.update(titled_forms(cell.text))

    def _take_title(self, place: int, form: str) -> list[GridRow]:
        """The title lines above a header at ``place``, from the rows that wait for a table."""
        title: list[GridRow] = []
        for row in reversed(self.pending[-_TITLE_ROWS:]):
            text = " ".join(clean(cell.text) for cell in row.cells)
            if len(text) > _PROSE_LENGTH or (len(row.cells) > 1 and ":" not in text):
                break
            title.insert(0, row)
        starts = [
            i
            for i, row in enumerate(title)
            if is_table_title(clean(row.cells[0].text)) or form in titled_forms(row.cells[0].text)
        ]
        if starts:
            title = title[starts[0] :]
        else:
            above = [row for row in title if row.number >= place - _TITLE_ROWS]
            title = []
            for row in reversed(above):  # without a title of its own: the lines right above
                apart = row.number != place - 1 - len(title)
                if apart and not _says_agency(row) and said_unit(row.cells[0].text) is None:
                    break
                title.insert(0, row)
        if title:
            first = self.pending.index(title[0])
            del self.pending[first:]
        return title

    def _belongs(
        self, rows: tuple[GridRow, ...], index: int, gap: bool, running: frozenset[int]
    ) -> bool:
        """True where a row goes on with the open table."""
        row = rows[index]
        text = clean(row.cells[0].text)
        if is_signature([clean(cell.text) for cell in row.cells]):
            return False
        if len(row.cells) > 2:
            return True
        if len(row.cells) > 1:
            return (
                not _HEADING.match(text)
                or codes.begins_with_code(text)
                or is_expenditure_label(text)
            )
        if codes.begins_with_code(text):
            return True
        if is_expenditure_label(text) or is_total_label(text) or _SECTION_YEAR.fullmatch(text):
            return True
        if _HEADING.match(text):
            return False
        if not gap:
            return True
        if len(text) > _PROSE_LENGTH:
            return False
        unnumbered = re.sub(r"^\d\s+", "", text)
        if _LEVEL_WORD.match(unnumbered) and text.upper() == text:
            return True
        later = (i for i in range(index + 1, len(rows)) if i not in running)
        following = next((rows[i] for i in later), None)
        return following is not None and len(following.cells) > 1 and not _says_agency(row)

    def _close(self) -> None:
        if self.open is None:
            return
        self.open.close_segment()
        self.tables.append(
            FoundTable(
                self._number(), self.open.form, tuple(self.open.title), tuple(self.open.segments)
            )
        )
        self.open = None

    # -- everything else

    def _hidden(self, grid: Grid) -> None:
        """What nobody sees is not read, but said; of a sheet also the form that it holds."""
        form = ""
        for index, row in enumerate(grid.rows):
            self._explain(row, Use.HIDDEN, f"tersembunyi: {grid.hidden}")
            if grid.hidden == HIDDEN_SHEET and not form and row.cells:
                self._note_title(row)
                header = header_at(grid.rows, index, ruled=grid.ruled, titled=self.titled)
                form = header.form if header else ""
        cells = tuple(cell for row in grid.rows for cell in row.cells)
        self.hidden.append(HiddenPart(grid.name, grid.hidden, form, cells))

    def _prose(self) -> None:
        """Explain the rows that no table took: prose, or a table of no known form."""
        block: list[GridRow] = []
        for row in self.pending:
            damaged = any(self._header_of(each) for each in (*block[:1], row))
            if len(row.cells) > (1 if damaged else 2):
                block.append(row)
                continue
            self._unknown(block)
            block = []
            self._explain(row, Use.PROSE, "teks di luar tabel")
            if len(row.cells) == 1 and len(row.cells[0].text) <= _PROSE_LENGTH:
                self.headings.append(clean(row.cells[0].text))
        self._unknown(block)
        self.pending = []

    def _unknown(self, block: list[GridRow]) -> None:
        if not block:
            return
        cells = tuple(cell for row in block for cell in row.cells)
        header = next((header for row in block if (header := self._header_of(row))), None)
        self.unknown.append(UnknownTable(cells, header))
        reason = "tabel yang bentuknya tidak dikenal"
        if header is not None:
            reason = f"tabel {header.form} yang kepalanya tidak lengkap"
        for row in block:
            self._explain(row, Use.UNKNOWN_TABLE, reason)

    def _header_of(self, row: GridRow) -> Header | None:
        """The header, if any, that lacks too much and that a row outside tables is part of."""
        return self.damaged.get(row.cells[0].number)

    def _explain(self, row: GridRow, use: Use, reason: str, table: int | None = None) -> None:
        for cell in row.cells:
            self.explained[cell.number] = (use, reason, table)


def _goes_on(header: Header, grid: Grid) -> int | None:
    """The row with which a table goes on in the next sheet without a header of its own.

    Its cells stand under the headings of the sheet before; None where another thing begins.
    """
    if not grid.ruled:
        return None
    for index, row in enumerate(grid.rows):
        if row.cells and header_at(grid.rows, index, ruled=True) is not None:
            return None
        if is_number_row(row) or (len(row.cells) > 1 and _is_data_row(header, row)):
            return index
        texts = [clean(cell.text) for cell in row.cells]
        titled = any(is_table_title(text) and not says_it_goes_on(text) for text in texts)
        if titled or len(texts) > 2:
            return None
    return None


def _interrupts(header: Header, rows: tuple[GridRow, ...], start: int) -> bool:
    """True for words on a sheet behind which its table goes on, under the same headings."""
    if not header.ruled:
        return False
    for index in range(start, min(start + _TITLE_ROWS, len(rows))):
        row = rows[index]
        texts = [clean(cell.text) for cell in row.cells]
        if len(texts) > 2:
            return header_at(rows, index, ruled=True) is None and _is_data_row(header, row)
        if is_signature(texts) or any(_HEADING.match(t) or is_table_title(t) for t in texts):
            return False
    return False


def _introduces(header: Header, row: GridRow) -> bool:
    """A paragraph, or words that end in a colon, alone in the first column of a sheet's table."""
    if not header.ruled or len(row.cells) > 1:
        return False
    text = clean(row.cells[0].text)
    first = header.columns[0]
    at_edge = row.cells[0].column < first.position + first.width
    sentence = text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS
    return at_edge and (text.endswith(":") or sentence or len(text) > _PROSE_LENGTH)


def _is_data_row(header: Header, row: GridRow) -> bool:
    """True where every cell stands under a heading, and no words stand where figures do."""
    layout = layout_of(header.form)
    figures = 0
    for cell in row.cells:
        column = next(
            (c for c in header.columns if c.position <= cell.column < c.position + c.width), None
        )
        if column is None:
            return False
        if column.column_id and layout.column(column.column_id).kind in _FIGURES:
            kind = layout.column(column.column_id).kind
            if kind == "number" and codes.level_of(clean(cell.text)) not in {None, codes.URUSAN}:
                return False
            has_digits = any(ch.isdigit() for ch in cell.text)
            figures += has_digits
            if not (has_digits or special_state(cell.text) or is_money_text(cell.text)):
                return False
    return figures > 0


def _numbers_again(header: Header, row: GridRow) -> bool:
    """True for the column numbers of a header, printed once more without it."""
    known = header.number_row
    return known is not None and [clean(c.text) for c in known.cells] == [
        clean(c.text) for c in row.cells
    ]


def _says_agency(row: GridRow) -> bool:
    return bool(_AGENCY_LABEL.match(fold(row.cells[0].text)))


def _is_footnote(row: GridRow) -> bool:
    """``Sumber : ...`` under a table."""
    if len(row.cells) > 1:
        return False
    text = clean(row.cells[0].text)
    word, colon, _ = text.partition(":")
    said = bool(colon) and word.strip().casefold() in words("footnotes")
    return said or bool(_FOOTNOTE_MARK.match(text))
