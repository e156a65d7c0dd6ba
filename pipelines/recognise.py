"""Find the tables of a document among its prose, and stitch what page breaks cut.

A table begins at a header block (:mod:`pipelines.headers`), goes on over page breaks,
repeated headers and running titles, and ends where prose or another heading begins. Every
cell that is not part of a row of data gets its explanation here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines import codes
from pipelines.headers import Header, header_at, is_number_row
from pipelines.model import Cell, Grid, GridRow, Use, clean, fold
from pipelines.tokens import is_expenditure_label, is_total_label
from pipelines.vocabulary import words

_HEADING = re.compile(
    r"(?:bab\s+[ivx\d]+\b|tabel\s+[\divx]|lampiran\b|pasal\s+\d|gambar\s+\d|grafik\s+\d|"
    r"\d{1,2}\.\d{1,2}\.?(?:\d{1,2}\.?)?\s+[A-Z]|[A-Z]\.\s+[A-Z]|[IVX]+\.\s+[A-Z])",
    re.IGNORECASE,
)
_TABLE_TITLE = re.compile(r"(?:tabel|daftar|formulir|form)\b", re.IGNORECASE)
_LEVEL_WORD = re.compile(r"(?:urusan|bidang|program|kegiatan|sub\s*kegiatan)\b", re.IGNORECASE)
_PAGE_MARK = re.compile(
    r"[-–|\s]*(?:hal(?:aman)?\.?\s*)?(?:\d{1,3}|[ivxlc]{1,7}|[IVXLC]{1,7}|[A-Z]-\d{1,3}|[IVX]+\s*-\s*\d{1,3})"
    r"(?:\s*(?:dari|/)\s*\d{1,3})?[-–|\s]*",
    re.IGNORECASE,
)
_SURE_PAGE_MARK = re.compile(
    r"[IVX]+\s*-\s*\d{1,3}|[-–]\s*\d{1,3}\s*[-–]|hal(?:aman)?\.?\s*\d{1,3}(?:\s*(?:dari|/)\s*\d{1,3})?",
    re.IGNORECASE,
)
_PROSE_LENGTH = 220
_TITLE_ROWS = 10
_RUNNING_LENGTH = 8
_EVERY_PAGE = 4  # the same line alone so often is no heading of one table


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
class Tables:
    """All tables of a document and the explanation of every cell outside their data rows."""

    cells: tuple[Cell, ...]
    tables: tuple[FoundTable, ...]
    explained: dict[int, tuple[Use, str, int | None]]
    headings: tuple[str, ...]
    unknown: tuple[tuple[Cell, ...], ...]


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
        finder.scan(grid)
    cells = tuple(cell for grid in grids for row in grid.rows for cell in row.cells)
    return Tables(
        cells=cells,
        tables=tuple(finder.tables),
        explained=finder.explained,
        headings=tuple(finder.headings),
        unknown=tuple(finder.unknown),
    )


class _Finder:
    def __init__(self) -> None:
        self.tables: list[FoundTable] = []
        self.explained: dict[int, tuple[Use, str, int | None]] = {}
        self.headings: list[str] = []
        self.unknown: list[tuple[Cell, ...]] = []
        self.open: _Open | None = None
        self.pending: list[GridRow] = []  # rows outside tables since the last table

    def scan(self, grid: Grid) -> None:
        """Walk a grid from top to bottom."""
        rows = grid.rows
        running = _running_titles(rows)
        index = 0
        gap = True
        while index < len(rows):
            row = rows[index]
            if not row.cells:
                gap = True
                index += 1
                continue
            if index in running or _is_page_mark(rows, index):
                self._explain(row, Use.RUNNING_TITLE, "judul berjalan atau nomor halaman")
                self.headings.extend(clean(cell.text) for cell in row.cells)
                index += 1
                gap = True
                continue
            if self.open is not None and _is_footnote(row):
                self._explain(row, Use.PROSE, "catatan di bawah tabel", self._number())
                index += 1
                continue
            header = header_at(rows, index)
            if header is not None:
                self._header(header, rows[index].number)
                index += header.length
                gap = False
                continue
            if self.open is not None and self._belongs(rows, index, gap, running):
                if gap or not self.open.runs:
                    self.open.runs.append([])
                if is_number_row(row) and gap:
                    self._explain(row, Use.COLUMN_NUMBERS, "nomor kolom", self._number())
                else:
                    self.open.runs[-1].append(row)
            else:
                self._close()
                self.pending.append(row)
            gap = False
            index += 1
        self._close()
        self._prose()

    # -- tables

    def _number(self) -> int:
        return len(self.tables) + 1

    def _header(self, header: Header, place: int) -> None:
        title = self._take_title(place)
        same = self.open is not None and self.open.form == header.form and not title
        if same and self.open is not None:
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

    def _take_title(self, place: int) -> list[GridRow]:
        """The title lines above a header at ``place``, from the rows that wait for a table."""
        title: list[GridRow] = []
        for row in reversed(self.pending[-_TITLE_ROWS:]):
            text = " ".join(clean(cell.text) for cell in row.cells)
            if len(text) > _PROSE_LENGTH or (len(row.cells) > 1 and ":" not in text):
                break
            title.insert(0, row)
        starts = [
            place for place, row in enumerate(title) if _TABLE_TITLE.match(clean(row.cells[0].text))
        ]
        if starts:
            title = title[starts[0] :]
        else:
            above = [row for row in title if row.number >= place - _TITLE_ROWS]
            title = []
            for row in reversed(above):  # without a title of its own: the lines right above
                if row.number != place - 1 - len(title) and not _says_agency(row):
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
        if len(row.cells) > 1:
            return not _HEADING.match(text) or _starts_with_code(text) or is_expenditure_label(text)
        if _starts_with_code(text):
            return True
        if is_expenditure_label(text) or is_total_label(text) or re.fullmatch(r"20\d{2}", text):
            return True
        if _HEADING.match(text):
            return False
        if not gap:
            return True
        if len(text) > _PROSE_LENGTH:
            return False
        if _LEVEL_WORD.match(re.sub(r"^\d\s+", "", text)) and text.upper() == text:
            return True
        following = next(
            (
                later
                for place, later in enumerate(rows[index + 1 :], start=index + 1)
                if place not in running
            ),
            None,
        )
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

    def _prose(self) -> None:
        """Explain the rows that no table took: prose, or a table of no known form."""
        block: list[GridRow] = []
        for row in self.pending:
            if len(row.cells) > 2:
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
        self.unknown.append(tuple(cell for row in block for cell in row.cells))
        for row in block:
            self._explain(row, Use.UNKNOWN_TABLE, "tabel yang bentuknya tidak dikenal")

    def _explain(self, row: GridRow, use: Use, reason: str, table: int | None = None) -> None:
        for cell in row.cells:
            self.explained[cell.number] = (use, reason, table)


def _starts_with_code(text: str) -> bool:
    """True for ``1.06.01 PROGRAM ...`` and ``1.06.01``, not for ``2.3 Isu-isu ...``."""
    leading = codes.split_leading_code(text)
    code = leading[0] if leading else text
    return codes.level_of(code) is not None or (codes.is_code_like(code) and code.count(".") >= 3)


def _says_agency(row: GridRow) -> bool:
    return bool(re.match(r"(?:nama\s+)?(?:perangkat daerah|opd|skpd)\b", fold(row.cells[0].text)))


def _is_page_mark(rows: tuple[GridRow, ...], index: int) -> bool:
    """A page number alone between gaps: ``- 4 -``, ``iii``, ``Halaman 4``, ``Hal. 4 dari 20``."""
    row = rows[index]
    if len(row.cells) != 1:
        return False
    text = clean(row.cells[0].text)
    if not _is_alone(rows, index):  # only what cannot be anything else
        return bool(_SURE_PAGE_MARK.fullmatch(text))
    return bool(_PAGE_MARK.fullmatch(text))


def _is_footnote(row: GridRow) -> bool:
    """``Sumber : ...`` under a table."""
    if len(row.cells) > 1:
        return False
    text = clean(row.cells[0].text)
    word, colon, _ = text.partition(":")
    return bool(re.match(r"\*+\)", text)) or (
        bool(colon) and word.strip().casefold() in words("footnotes")
    )


def _running_titles(rows: tuple[GridRow, ...]) -> frozenset[int]:
    """Rows that return on every page, alone between gaps: with another page number, or the
    same words each time."""
    numbered: dict[str, dict[int, str]] = defaultdict(dict)
    same: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if not row.cells or len(row.cells) > 3 or not _is_alone(rows, index):
            continue
        text = " ".join(clean(cell.text) for cell in row.cells)
        if len(row.cells) == 1 and not _TABLE_TITLE.match(text) and not _starts_with_code(text):
            same[text].append(index)
        page = re.search(r"(?:^|\s|\|)(\d{1,3})\s*$|^(\d{1,3})(?=\s*\||\s)", text)
        if page is None:
            continue
        title = (text[: page.start()] + text[page.end() :]).strip(" |-")
        if len(title) >= _RUNNING_LENGTH:
            numbered[title][index] = page[1] or page[2]
    found = {
        index
        for pages in numbered.values()
        if len(pages) >= 2 and len(set(pages.values())) == len(pages)
        for index in pages
    }
    for text, places in same.items():
        marked = sum(1 for index in places if _next_is_page_mark(rows, index))
        if len(text) >= _RUNNING_LENGTH and (len(places) >= _EVERY_PAGE or marked >= 2):
            found.update(places)
    return frozenset(found)


def _is_alone(rows: tuple[GridRow, ...], index: int) -> bool:
    """True for a row between gaps."""
    return (index == 0 or not rows[index - 1].cells) and (
        index + 1 >= len(rows) or not rows[index + 1].cells
    )


def _next_is_page_mark(rows: tuple[GridRow, ...], index: int) -> bool:
    following = next((i for i in range(index + 1, len(rows)) if rows[i].cells), None)
    return following is not None and _is_page_mark(rows, following)
