"""Aligned rows to raw records: one for each row of a form, with all its pieces.

Rows that only finish the row above (wrapped names, values on a second line, an activity
that is left empty) are joined to it; lines of expenditure hang under their sub kegiatan;
total rows are kept for checks. Nothing is interpreted yet: names have no level, values are
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipelines import codes
from pipelines.align import AlignedRow, align_table
from pipelines.headers import HeaderColumn
from pipelines.layouts import Layout, layout_of
from pipelines.model import Cell, clean, fold
from pipelines.names import likeness
from pipelines.recognise import FoundTable, Tables
from pipelines.tokens import (
    Token,
    expenditure_type,
    is_open,
    joined,
    without_item_number,
    without_list_mark,
)
from pipelines.values import parse_number
from pipelines.vocabulary import words

_VALUE_KINDS = frozenset({"measure", "percent", "money"})
_HEADING_WORD = re.compile(r"(?:urusan|bidang)\s", re.IGNORECASE)
_SAME_PRINT = 0.6
_NAME_START = 8
_SURE_INDICATOR = frozenset({"jumlah", "jml", "persentase", "prosentase", "presentase", "rasio"})
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,(?:\d+|-))?")
_BARE = 0.3  # costs of a plain number as a measure, of a short word as a unit


@dataclass
class ExpenditureLine:
    """One printed line of belanja: its kind (None: not known) and its amounts by column."""

    kind: str | None
    label: Token
    amounts: dict[str, Token]


@dataclass
class RawRecord:
    """One row of a form, all its pieces by column id (without the suffix of the side).

    ``new_node`` is False for a further indicator of the node above. ``section`` is the year
    that heads a part of the table, ``side`` 1 or 2 (T-C.31).
    """

    form: str
    table: int
    side: int
    section: int | None
    new_node: bool
    row: int
    number: Token | None = None
    pieces: dict[str, list[Token]] = field(default_factory=dict)
    headers: dict[str, HeaderColumn] = field(default_factory=dict)
    expenditure: list[ExpenditureLine] = field(default_factory=list)

    def text(self, column: str) -> str | None:
        """The text of a column as published (joined, single-spaced), None where empty."""
        texts = [token.text for token in self.pieces.get(column, [])]
        if column == "indikator" and texts:
            texts[0] = without_list_mark(texts[0])
        return clean(" ".join(texts)) or None

    def values(self) -> list[str]:
        """The texts with digits that are no words: amounts and measures, for comparing."""
        return [
            fold(token.text)
            for tokens in self.pieces.values()
            for token in tokens
            if token.costs["name"] > 1.0 and any(ch.isdigit() for ch in token.text)
        ]

    @property
    def name(self) -> str | None:
        """The name without its item number."""
        text = self.text("nama")
        return without_item_number(text) if text else None

    def cells(self, *columns: str) -> tuple[int, ...]:
        """Cell numbers of the given columns (of all where none are given), in order."""
        chosen = columns or tuple(self.pieces)
        found = [
            cell.number
            for column in chosen
            for token in self.pieces.get(column, [])
            for cell in token.cells
        ]
        if not columns and self.number is not None:
            found = [cell.number for cell in self.number.cells] + found
        return tuple(dict.fromkeys(found))


@dataclass
class TotalRow:
    """A printed total: label, kind of expenditure where it is one, and amounts by column."""

    form: str
    table: int
    label: str | None
    kind: str | None
    amounts: dict[str, Token]
    cells: tuple[Cell, ...]


@dataclass
class RawRecords:
    """Everything that the rows of a document's tables hold, in printed order.

    ``repeats`` gives for a table that is printed again the number of its first print, and
    ``prints`` the number of the print (0: the first) of each such table.
    """

    records: list[RawRecord] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    sections: list[Cell] = field(default_factory=list)
    misplaced: list[tuple[RawRecord | None, Token, str, int]] = field(default_factory=list)
    strays: list[tuple[Token, int]] = field(default_factory=list)  # item numbers of no record
    orphans: list[tuple[ExpenditureLine, str, int]] = field(default_factory=list)
    repeats: dict[int, int] = field(default_factory=dict)
    prints: dict[int, int] = field(default_factory=dict)


def read_records(tables: Tables) -> RawRecords:
    """The raw records of all tables; tables printed twice are recognised by their rows."""
    result = RawRecords()
    by_form: dict[str, list[FoundTable]] = {}
    for table in tables.tables:
        by_form.setdefault(table.form, []).append(table)
    for form, found in by_form.items():
        layout = layout_of(form)
        prints = _prints(layout, found)
        for number, own in enumerate(prints):
            reader = _FormReader(layout, result)
            for table in own:
                if number:
                    result.repeats[table.number] = prints[0][0].number
                    result.prints[table.number] = number
                reader.read(table, align_table(table.form, table.segments, table.title_text))
    order = {table.number: table.number for table in tables.tables}
    result.records.sort(key=lambda record: order[record.table])
    return result


def _prints(layout: Layout, tables: list[FoundTable]) -> list[list[FoundTable]]:
    """The tables of a form as prints of one table: mostly one print, cut by pages.

    A second print begins with the row with which the first began, and most of its rows are
    known.
    """
    read = [_alone(layout, table) for table in tables]
    starts = [0]
    for index in range(1, len(tables)):
        if read[index] and read[0] and _same(read[0][0], read[index][0]):
            starts.append(index)
    prints: list[list[FoundTable]] = []
    known: list[RawRecord] = []
    for start, end in zip(starts, [*starts[1:], len(tables)], strict=True):
        rows = [record for records in read[start:end] for record in records]
        again = _known_again(rows, known)
        if prints and again < _SAME_PRINT * len(rows):
            prints[0].extend(tables[start:end])
            known.extend(rows)
        else:
            prints.append(tables[start:end])
            known.extend(() if known else rows)
    return prints


def _alone(layout: Layout, table: FoundTable) -> list[RawRecord]:
    """The records of one table, read for comparing."""
    result = RawRecords()
    reader = _FormReader(layout, result)
    reader.read(table, align_table(table.form, table.segments, table.title_text))
    return [record for record in result.records if record.side == 1]


def _subject(record: RawRecord) -> str:
    columns = ("nama", "usulan", "program", "kegiatan", "sub_kegiatan", "kebijakan", "lokasi")
    if record.form in {"T-C.32", "KEBIJAKAN"}:
        return fold(" ".join(record.text(column) or "" for column in columns))
    return fold(record.name)


def _same(first: RawRecord, second: RawRecord) -> bool:
    """Whether two records are prints of one row: like words, or like names and equal values."""
    names = likeness(_subject(first), _subject(second))
    about = likeness(fold(first.text("indikator")), fold(second.text("indikator")))
    if names and about:
        return True
    values = [first.values(), second.values()]
    beginning = _subject(first)[:_NAME_START] == _subject(second)[:_NAME_START]
    return beginning and len(values[0]) >= 2 and values[0] == values[1]


def _known_again(rows: list[RawRecord], known: list[RawRecord]) -> int:
    """How many rows of a print stand in an earlier one, in the order in which they stand there."""
    place = count = 0
    for row in rows:
        found = next(
            (index for index in range(place, len(known)) if _same(known[index], row)), None
        )
        if found is not None:
            place, count = found + 1, count + 1
    return count


class _FormReader:
    """Reads the rows of one form; its state runs on over the tables of that form."""

    def __init__(self, layout: Layout, result: RawRecords) -> None:
        self.layout = layout
        self.result = result
        self.section: int | None = None
        self.last: dict[int, RawRecord] = {}
        self.in_total = False
        self.table = 0

    def read(self, table: FoundTable, rows: Iterable[AlignedRow]) -> None:
        """Read the aligned rows of one table."""
        self.table = table.number
        for row in rows:
            if row.kind == "section":
                self._section(row)
            elif row.kind == "total":
                self._total(row)
            elif row.kind == "expenditure":
                self._expenditure(row)
            else:
                before = len(self.result.records)
                if self.layout.rows == "list":
                    self._list_row(row)
                else:
                    self._hierarchy_row(row)
                taken = [record.number for record in self.result.records[before:]]
                self.result.strays.extend(
                    (token, self.table) for token in row.numbers.values() if token not in taken
                )

    # -- rows that are not records

    def _section(self, row: AlignedRow) -> None:
        assert row.label is not None  # the classifier makes sections of their label
        self.section = int(re.findall(r"20\d{2}", row.label.text)[0])
        self.result.sections.extend(row.label.cells)
        self.last = {}

    def _total(self, row: AlignedRow) -> None:
        label = clean(row.label.text) if row.label else None
        self.in_total = self.in_total or label is not None
        self.result.totals.append(
            TotalRow(
                self.layout.form,
                self.table,
                label,
                expenditure_type(label) if label else None,
                dict(row.pieces),
                row.row.cells,
            )
        )

    def _expenditure(self, row: AlignedRow) -> None:
        assert row.label is not None  # the classifier makes these of their label
        self.result.strays.extend((token, self.table) for token in row.numbers.values())
        if self.in_total:
            self._total(row)
            return
        line = ExpenditureLine(expenditure_type(row.label.text), row.label, dict(row.pieces))
        owner = self.last.get(1)
        if owner is None:
            self.result.orphans.append((line, self.layout.form, self.table))
        else:
            owner.expenditure.append(line)
        self._leftover(owner, row)

    def _leftover(self, record: RawRecord | None, row: AlignedRow) -> None:
        for token in row.misplaced:
            self.result.misplaced.append((record, token, self.layout.form, self.table))

    # -- records

    def _new(self, row: AlignedRow, side: int, *, new_node: bool) -> RawRecord:
        record = RawRecord(
            form=self.layout.form,
            table=self.table,
            side=side,
            section=self.section,
            new_node=new_node,
            row=row.row.number,
            number=row.numbers.get(side),
            headers=_headers(self.layout, row, side),
        )
        self.result.records.append(record)
        self.last[side] = record
        return record

    def _pieces(self, row: AlignedRow, side: int) -> dict[str, Token]:
        """The pieces of one side with plain column ids; shared columns go to every side."""
        suffix = self.layout.sides[side - 1].suffix
        chosen = {}
        for column, token in row.pieces.items():
            if column.startswith("?"):
                continue
            spec = self.layout.column(column.split("@")[0])
            if spec.side in {0, side}:
                chosen[column.removesuffix(suffix) if spec.side else column] = token
        if side in row.codes:
            chosen["kode"] = row.codes[side]
        return chosen

    def _list_row(self, row: AlignedRow) -> None:
        pieces = self._pieces(row, 1)
        if not pieces and not row.misplaced:
            return
        if self.layout.starts_with == "nomor":
            starts = 1 in row.numbers or "nomor" in pieces
        else:
            starts = "indikator" in pieces and (1 in row.numbers or len(pieces) > 1)
        record = self.last.get(1)
        if starts or record is None:
            record = self._new(row, 1, new_node=True)
        for column, token in pieces.items():
            record.pieces.setdefault(column, []).append(token)
        self._leftover(record, row)
        self._unknown(record, row)

    def _hierarchy_row(self, row: AlignedRow) -> None:
        owner: RawRecord | None = None
        self._close_code(row)
        if self._close_units(row):
            return
        sides = [side for side in self.layout.sides if self._own(row, side.number)]
        row_pieces = {side.number: self._pieces(row, side.number) for side in sides}
        if len(self.layout.sides) == 2:
            row_pieces = self._to_shorter_side(row, row_pieces)
        for side, pieces in row_pieces.items():
            owner = self._one_side(row, side, pieces)
        self._leftover(owner, row)
        self._unknown(owner, row)

    def _own(self, row: AlignedRow, side: int) -> bool:
        """True where a row holds something of this side, not only of both."""
        if len(self.layout.sides) == 1:
            return bool(row.pieces) or side in row.numbers
        return any(
            not column.startswith("?") and self.layout.column(column).side == side
            for column in row.pieces
        )

    def _to_shorter_side(
        self, row: AlignedRow, pieces: dict[int, dict[str, Token]]
    ) -> dict[int, dict[str, Token]]:
        """A lone end of a name belongs to the side whose name still lacks it."""
        if len(pieces) != 1 or len(row.pieces) != 1:
            return pieces
        ((side, own),) = pieces.items()
        token = own.get("nama")
        other = 3 - side
        if token is None or side not in self.last or other not in self.last:
            return pieces
        end = fold(token.text)
        here, there = fold(self.last[side].name), fold(self.last[other].name)
        if here.endswith(end) and here == f"{there} {end}":
            return {other: own}
        return pieces

    def _one_side(self, row: AlignedRow, side: int, pieces: dict[str, Token]) -> RawRecord | None:
        last = self.last.get(side)
        if last is not None:
            pieces = self._close_amounts(last, pieces)
            if not pieces:
                return last
        kinds = {column: self.layout.column(self._full_id(column, side)).kind for column in pieces}
        values = [column for column, kind in kinds.items() if kind in _VALUE_KINDS]
        numbered = side in row.numbers or "kode" in pieces
        name = pieces.get("nama")
        indicator = pieces.get("indikator")
        plain = name is not None and indicator is None and not numbered and last is not None
        if plain and values and name is not None and _is_sure_indicator(name.text):
            pieces["indikator"] = indicator = pieces.pop("nama")
            kinds["indikator"] = kinds.pop("nama")
            name = None
        if name is not None:
            heading = _is_heading(name.text)
            continues = (
                last is not None
                and not numbered
                and not values
                and not heading
                and without_item_number(name.text) == clean(name.text)
                and (indicator is None or not _begins_indicator(indicator.text))
            )
            if not continues:
                self.in_total = False
                record = self._new(row, side, new_node=True)
            else:
                assert last is not None  # part of the condition above
                record = last
        elif indicator is not None and (
            values or numbered or _begins_indicator(indicator.text) or last is None
        ):
            if last is not None and not values and not numbered and not _ends(last, indicator):
                record = last
            else:
                coded = "kode" in pieces and clean(pieces["kode"].text) != (
                    last.text("kode") if last else None
                )
                record = self._new(row, side, new_node=last is None or coded)
        elif last is not None:
            record = last
        else:
            record = self._new(row, side, new_node=True)
        wrapped = record is last and not values
        for column, token in pieces.items():
            # the end of a wrapped text may have drifted into an empty neighbour
            drifted = kinds[column] in {"place", "fund", "note"} and column not in record.pieces
            own = "indikator" if wrapped and drifted and "indikator" in record.pieces else column
            record.pieces.setdefault(own, []).append(token)
        return record

    def _close_amounts(self, last: RawRecord, pieces: dict[str, Token]) -> dict[str, Token]:
        """Give the ends of cut values back to their beginnings in the row above."""
        rest = dict(pieces)
        for name, token in pieces.items():
            if _DIGITS.fullmatch(clean(token.text)) and self._close(last, token):
                del rest[name]
        return rest

    def _close(self, last: RawRecord, end: Token) -> bool:
        """Join the end of an amount to the open amount above it, if there is one."""
        for tokens in last.pieces.values():
            if is_open(tokens[-1]) and abs(tokens[-1].column - end.column) <= 1:
                tokens[-1] = joined(tokens[-1], end)
                return True
        for line in last.expenditure[-1:]:
            for column, amount in line.amounts.items():
                if is_open(amount) and abs(amount.column - end.column) <= 1:
                    line.amounts[column] = joined(amount, end)
                    return True
        return False

    def _close_units(self, row: AlignedRow) -> bool:
        """A row of units alone belongs to the bare numbers that stand above them."""
        tokens = [*row.pieces.values(), *row.misplaced]
        numbers = {
            pieces[-1].column: pieces
            for last in self.last.values()
            for pieces in last.pieces.values()
            if pieces[-1].costs["measure"] <= _BARE and parse_number(clean(pieces[-1].text))
        }
        below = [token for token in tokens if token.column in numbers]
        if not tokens or row.numbers or len(below) != len(tokens):
            return False
        if any(token.costs["unit"] > _BARE for token in tokens):
            return False
        for token in tokens:
            numbers[token.column][-1] = joined(numbers[token.column][-1], token, " ")
        return True

    def _close_code(self, row: AlignedRow) -> None:
        """The last digits of a code on the line below it, under their code."""
        last = self.last.get(1)
        if last is None or "kode" not in last.pieces:
            return
        above = last.pieces["kode"][-1]
        if not clean(above.text).endswith(".") or codes.level_of(above.text) == codes.SUB_KEGIATAN:
            return
        stores: tuple[dict[Any, Token], ...] = (row.numbers, row.pieces)
        for store in stores:
            for place, token in list(store.items()):
                ends = re.fullmatch(r"\d{2}(?:\d{2})?", clean(token.text))
                if token.column == above.column and ends:
                    last.pieces["kode"][-1] = joined(above, token)
                    del store[place]
                    return

    def _full_id(self, column: str, side: int) -> str:
        suffix = self.layout.sides[side - 1].suffix
        base = column.split("@", maxsplit=1)[0]
        try:
            spec = self.layout.column(f"{base}{suffix}")
        except KeyError:
            return base
        return spec.id

    def _unknown(self, record: RawRecord | None, row: AlignedRow) -> None:
        for column, token in row.pieces.items():
            if column.startswith("?"):
                self.result.misplaced.append((record, token, self.layout.form, self.table))


def _headers(layout: Layout, row: AlignedRow, side: int) -> dict[str, HeaderColumn]:
    """Header columns by plain column id (with position where a column repeats)."""
    suffix = layout.sides[side - 1].suffix
    found = {}
    for physical in row.header.columns:
        if physical.column_id is None:
            continue
        spec = layout.column(physical.column_id)
        if spec.side in {0, side}:
            key = f"{spec.id}@{physical.position}" if spec.repeats else spec.id
            found[key.removesuffix(suffix) if spec.side else key] = physical
    return found


def _is_heading(text: str) -> bool:
    """``URUSAN ...`` or ``BIDANG ...`` heads the programmes below it; so does ``PROGRAM``."""
    plain = clean(text)
    if _HEADING_WORD.match(plain):
        return plain == plain.upper() or fold(plain).startswith("urusan pemerintahan")
    return fold(plain).startswith("program ") and (plain == plain.upper())


def _begins_indicator(text: str) -> bool:
    plain = without_list_mark(text)
    first = fold(plain).split(" ", 1)[0]
    return first in words("indicator_words") and (plain[0].isupper() or plain != clean(text))


def _is_sure_indicator(text: str) -> bool:
    return _begins_indicator(text) and fold(text).split()[0] in _SURE_INDICATOR


def _ends(last: RawRecord, indicator: Token) -> bool:
    """True where the indicator above is complete, so that this one is another."""
    above = last.text("indikator")
    return (
        above is None
        or not re.search(
            r"(?:\b(?:dan|atau|serta|yang|di|ke|dari|dengan|untuk|oleh|pada|dalam)|[,/(-])$", above
        )
        or clean(indicator.text)[0].isupper()
    )
