"""A plan as a workbook, in the manners in which agencies build theirs, with its truth.

The parts and the truth of a document are those of ``render_text``; here tables stand on sheets,
headers are merged, and what a cell holds may be a true number with a format.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from plans.headers import Column, columns_of, title_of
from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN, Plan, make_plan
from plans.options import CHOICES, Options, mixed
from plans.page import Page
from plans.printing import Truth
from plans.render_text import Renderer
from plans.spots import Line, Mark

#: Traits of pulled text that a workbook does not have.
_OF_TEXT = (
    "wrap_header", "wrap_names", "page_rows", "repeat_header", "running_title", "drift", "ragged",
    "page_mark", "repeat_title", "break_rows", "wrap_values", "dirty", "repeat_review", "spread",
)  # fmt: skip
_MONEY = '#,##0;-#,##0;"-"'
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})*")
_LEVELS = (PROGRAM, KEGIATAN, SUB_KEGIATAN)
_LEVELLED = frozenset({"T-C.31", "T-C.33", "KODE"})


@dataclass(frozen=True, slots=True)
class Book:
    """How a workbook is built.

    ``sheets``: ``formulir`` (a sheet a form), ``satu`` (all on one), ``pecah`` (long tables go on
    in a second sheet, with their header), ``lanjut`` (without it). ``merged``: cells of headers
    are merged. ``numbers``: amounts and measures are true numbers. ``left``, ``top``: empty
    columns and rows. ``spacer``: an empty column after every so many. ``again``: the header is
    printed again after so many rows. ``levels``: names have a column for each level. ``order``:
    columns in another order. ``breaks``: line breaks and hard spaces in cells. ``stale``: a
    hidden sheet holds an old copy. ``gaps``: a blank row after so many.
    """

    sheets: str = "formulir"
    merged: bool = True
    numbers: bool = True
    left: int = 0
    top: int = 0
    spacer: int = 0
    again: int = 0
    levels: bool = False
    order: bool = False
    breaks: bool = False
    stale: bool = False
    gaps: int = 0


@dataclass
class WorkbookDocument:
    """A constructed document: the file and, by view, the rows it holds."""

    data: bytes
    truth: dict[str, list[Truth]]


@dataclass
class _Table:
    form: str
    columns: list[Column]
    numbers: list[list[str]]
    lines: list[tuple[Line, list[list[str]]]]


class _Recorder(Page):
    """Keeps tables whole instead of printing them as lines."""

    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        super().__init__(plan, options, rng)
        self.tables: dict[str, _Table] = {}

    def table(self, form: str, lines: list[Line]) -> None:
        columns = columns_of(form, self.plan, self.options)
        mark = f"\0{len(self.tables)}"
        physical = [(line, self._physical(form, 0, columns, line)) for line in lines]
        self.tables[mark] = _Table(form, columns, self._number_row(columns), physical)
        self.lines += ["", *title_of(form, self.plan, self.options), "", mark, ""]
        if self.options.source_note:
            self.lines.append(f"Sumber : {self.plan.agency}, {self.plan.year - 1} (data diolah)")


class _WorkbookRenderer(Renderer):
    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        super().__init__(plan, options, rng)
        self.page: _Recorder = _Recorder(plan, options, rng)
        self.lines = self.page.lines


def of_workbook(options: Options) -> Options:
    """Without the traits that only pulled text has."""
    return replace(options, **{trait: CHOICES[trait][0] for trait in _OF_TEXT})


def mixed_book(seed: int) -> tuple[Options, Book]:
    """A random choice of everything."""
    rng = random.Random(f"workbook {seed}")
    return of_workbook(mixed(seed)), Book(
        sheets=rng.choice(["formulir", "satu", "pecah", "lanjut"]),
        merged=rng.random() < 0.7,
        numbers=rng.random() < 0.6,
        left=rng.choice([0, 0, 1, 2]),
        top=rng.choice([0, 0, 3]),
        spacer=rng.choice([0, 0, 0, 3]),
        again=rng.choice([0, 0, 15]),
        levels=rng.random() < 0.3,
        order=rng.random() < 0.2,
        breaks=rng.random() < 0.3,
        stale=rng.random() < 0.2,
        gaps=rng.choice([0, 0, 10]),
    )


def construct_workbook(
    seed: int, options: Options, book: Book, programs: int | None = None
) -> tuple[Plan, WorkbookDocument]:
    """The plan of a seed as the options want it, and its document as a workbook."""
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
    renderer = _WorkbookRenderer(plan, options, random.Random(f"render {seed}"))
    document = renderer.document()
    builder = _Builder(book, random.Random(f"book {seed}"))
    return plan, WorkbookDocument(
        builder.build(document.lines, renderer.page.tables), document.truth
    )


class _Builder:
    def __init__(self, book: Book, rng: random.Random) -> None:
        self.book = book
        self.rng = rng
        self.workbook = Workbook()
        self.sheet: Any = None
        self.row = 1

    def build(self, lines: Sequence[str], tables: dict[str, _Table]) -> bytes:
        self.workbook.remove(self.workbook.active)
        self._new("Halaman 1")
        for line in lines:
            if line in tables:
                self._table(tables[line])
                if self.book.sheets != "satu":
                    self._new(f"Halaman {len(self.workbook.worksheets) + 1}")
                continue
            for column, text in enumerate(line.split("\t")):
                if text:
                    self._put(self.row, 1 + self.book.left + column, text)
            self.row += 1
        if self.book.stale:
            self._stale()
        out = io.BytesIO()
        self.workbook.save(out)
        return out.getvalue()

    def _new(self, name: str) -> None:
        self.sheet = self.workbook.create_sheet(name)
        self.row = 1 + self.book.top

    def _stale(self) -> None:
        first = next(s for s in reversed(self.workbook.worksheets) if s.max_row > 12)
        copy = self.workbook.copy_worksheet(first)
        copy.title = "Salinan lama"
        copy.sheet_state = "hidden"

    def _put(self, row: int, column: int, text: str, *, words: bool = False) -> None:
        cell = self.sheet.cell(row, column)
        if self.book.breaks and words and len(text) > 30:
            middle = text.find(" ", len(text) // 2)
            if middle > 0:
                text = f"{text[:middle]}\n{text[middle + 1 :]}"
            text = text.replace(" ", "\u00a0", 1)
        cell.value = text
        cell.alignment = Alignment(wrap_text=True, vertical="top")

    def _table(self, table: _Table) -> None:
        columns, rows = self._arranged(table)
        places, _ = self._places(columns)
        split = len(rows) // 2 if self.book.sheets in {"pecah", "lanjut"} and len(rows) > 8 else 0
        self._header(columns, places, table.numbers)
        for number, (line, cells) in enumerate(rows):
            if split and number == split and line.row in {"simpul", "layanan", "kode"}:
                self._new(f"Halaman {len(self.workbook.worksheets) + 1}")
                if self.book.sheets == "pecah":
                    self._header(columns, places, table.numbers)
            elif split and number == split:
                split += 1
            if self.book.again and number and number % self.book.again == 0:
                self._header(columns, places, table.numbers)
            whole = line.row in {"simpul", "layanan", "kode", "usulan"}
            if self.book.gaps and number and number % self.book.gaps == 0 and whole:
                self.row += 1
            for physical in cells:
                self._data(physical, places)

    def _data(self, cells: Sequence[str], places: Sequence[int]) -> None:
        for place, text in zip(places, cells, strict=False):
            if text and not (self.book.numbers and self._number(place, text)):
                self._put(self.row, place, str(text), words=True)
        self.row += 1

    def _number(self, place: int, text: str) -> bool:
        """Write a true number with its format, where the text is one."""
        if not isinstance(text, Mark):
            return False
        cell = self.sheet.cell(self.row, place)
        amount, value = text.spot.amount, text.spot.value
        if amount is not None and (_DOTTED.fullmatch(text) or text == "-"):
            shown = 0 if text == "-" else int(text.replace(".", ""))
            if shown not in {0, amount}:
                return False
            cell.value, cell.number_format = shown, _MONEY
            return True
        if value is not None and len(value) == 1:
            number, unit = value[0].value, value[0].unit
            digits = "0" * len(text.split(maxsplit=1)[0].partition(",")[2])
            point = f".{digits}" if digits else ""
            if unit == "%" and re.fullmatch(r"[\d.]+(,\d{1,4})? %", text):
                cell.value, cell.number_format = float(number) / 100, f"0{point}\\ %"
                return True
            if (
                re.fullmatch(r"[\d.]+(,\d+)?", text)
                or text == f"{text.split(maxsplit=1)[0]} {unit}"
            ):
                tail = f'\\ "{unit}"' if " " in text else ""
                cell.value, cell.number_format = float(number), f"#,##0{point}{tail}"
                return True
        return False

    # -- columns

    def _arranged(self, table: _Table) -> tuple[list[Column], list[tuple[Line, list[list[str]]]]]:
        """Columns and rows, with a column a level and in another order where wanted."""
        columns, rows = list(table.columns), table.lines
        if self.book.levels and table.form in _LEVELLED:
            columns, rows = _levelled(columns, rows)
        if self.book.order and table.form not in {"T-C.31"}:
            columns, rows = self._shuffled(columns, rows)
        return columns, rows

    def _shuffled(
        self, columns: list[Column], rows: list[tuple[Line, list[list[str]]]]
    ) -> tuple[list[Column], list[tuple[Line, list[list[str]]]]]:
        """Two columns beside each other in one group, not those of names, change places."""
        able = [
            i for i in range(1, len(columns) - 1)
            if columns[i].group == columns[i + 1].group and columns[i].width == 1
            and columns[i + 1].width == 1 and columns[i].own and columns[i + 1].own
            and not any(
                column.id.startswith(("nama", "butir", "nomor", "kode"))
                for column in columns[i : i + 2]
            )
        ]  # fmt: skip
        if not able:
            return columns, rows
        place = self.rng.choice(able)
        at = sum(column.width for column in columns[:place])
        columns[place : place + 2] = columns[place + 1], columns[place]
        return columns, [
            (line, [_swapped(cells, at) for cells in physical]) for line, physical in rows
        ]

    def _places(self, columns: Sequence[Column]) -> tuple[list[int], list[int]]:
        """The sheet's column of every physical column, and those that stay empty."""
        places, empty = [], []
        at = 1 + self.book.left
        for number, column in enumerate(columns, start=1):
            for _ in range(column.width):
                places.append(at)
                at += 1
            if self.book.spacer and number % self.book.spacer == 0:
                empty.append(at)
                at += 1
        return places, empty

    # -- header

    def _header(
        self, columns: Sequence[Column], places: Sequence[int], numbers: list[list[str]]
    ) -> None:
        top = self.row
        grouped = any(column.group for column in columns)
        levels = any("\n" in column.own for column in columns)
        at = 0
        spans = []
        for column in columns:
            spans.append((places[at], places[at + column.width - 1]))
            at += column.width
        index = 0
        height = 1 + grouped + levels
        while index < len(columns):
            column = columns[index]
            end = index
            while (
                column.group and end + 1 < len(columns) and columns[end + 1].group == column.group
            ):
                end += 1
            if column.group:
                self._head(top, 1, spans[index][0], spans[end][1], column.group)
            for each in range(index, end + 1):
                self._own(columns, each, spans, top, height, grouped=bool(column.group))
            index = end + 1
        self.row = top + height
        for line in numbers:
            for place, text in zip(places, line, strict=False):
                if text:
                    self._put(self.row, place, text)
            self.row += 1

    def _own(
        self, columns: Sequence[Column], index: int, spans: Sequence[tuple[int, int]], top: int,
        height: int, *, grouped: bool,
    ) -> None:  # fmt: skip
        words, _, part = columns[index].own.partition("\n")
        first = top + grouped
        left, right = spans[index]
        rest = height - grouped
        if part:
            first_part = index == 0 or columns[index - 1].own.partition("\n")[0] != words
            if first_part:
                last = index
                while last + 1 < len(columns) and columns[last + 1].own.startswith(f"{words}\n"):
                    last += 1
                self._head(first, rest - 1, left, spans[last][1], words)
            self._head(top + height - 1, 1, left, right, part)
        elif words:
            self._head(first, rest, left, right, words)

    def _head(self, row: int, height: int, left: int, right: int, words: str) -> None:
        self._put(row, left, words, words=True)
        self.sheet.cell(row, left).font = Font(bold=True)
        if self.book.merged and (height > 1 or right > left):
            area = f"{get_column_letter(left)}{row}:{get_column_letter(right)}{row + height - 1}"
            self.sheet.merge_cells(area)


def _levelled(
    columns: list[Column], rows: list[tuple[Line, list[list[str]]]]
) -> tuple[list[Column], list[tuple[Line, list[list[str]]]]]:
    """Every column of names as three: program, kegiatan, sub kegiatan."""
    out: list[Column] = []
    at = []
    position = 0
    for column in columns:
        if column.id in {"nama", "nama_kanan"} and column.own:
            words = column.own
            out += [
                Column(f"{column.id}{i}", f"{words}\n{part}", column.group)
                for i, part in enumerate(("Program", "Kegiatan", "Sub Kegiatan"))
            ]
            at.append(position)
        else:
            out.append(column)
        position += column.width
    made = []
    for line, physical in rows:
        spread = []
        for cells in physical:
            row: list[str] = []
            for place, text in enumerate(cells):
                if place not in at:
                    row.append(text)
                    continue
                level = _LEVELS.index(line.node.level) if line.node else 0
                names = ["", "", ""]
                names[level] = text
                row += names
            spread.append(row)
        made.append((line, spread))
    return out, made


def _swapped(cells: list[str], at: int) -> list[str]:
    if len(cells) <= at + 1:
        cells = [*cells, *[""] * (at + 2 - len(cells))]
    return [*cells[:at], cells[at + 1], cells[at], *cells[at + 2 :]]
