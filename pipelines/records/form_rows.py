"""Aligned rows to raw records: one for each row of a form, with all its pieces.

Rows that only finish the row above (wrapped names, values on a second line, an activity
that is left empty) are joined to it; lines of expenditure hang under their sub kegiatan;
total rows are kept for checks. Nothing is interpreted yet: names have no level, values are
text.
"""

from __future__ import annotations

import re
from typing import Any

from pipelines import codes
from pipelines.labels import (
    account_type,
    begins_with_agency,
    expenditure_type,
    is_all_expenditure,
    is_other_account,
    without_item_number,
    without_list_mark,
)
from pipelines.layouts import Layout, layout_of
from pipelines.model import clean, fold
from pipelines.records.align import align_table
from pipelines.records.prints import find_prints
from pipelines.records.raw_records import ExpenditureLine, RawRecord, RawRecords, TotalRow
from pipelines.records.row_kinds import AlignedRow
from pipelines.records.tokens import Token, is_open, joined
from pipelines.tables.headers import HeaderColumn
from pipelines.tables.recognise import FoundTable, Tables
from pipelines.values import parse_number
from pipelines.vocabulary import words

_VALUE_KINDS = frozenset({"measure", "percent", "money"})
_HEADING_WORD = re.compile(r"(?:urusan|bidang)\s", re.IGNORECASE)
_LEVEL_WORD = re.compile(r"(?:urusan|bidang|program|kegiatan|sub\s*kegiatan)\b", re.IGNORECASE)
# What ends so goes on in the next line.
_OPEN_END = re.compile(rf"(?:\b(?:{'|'.join(sorted(words('open_endings')))})|[,/(-])$")
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,(?:\d+|-))?")
_UNITS_BESIDE_WORDS = 2  # so many units under numbers are no ends of wrapped names
_BARE = 0.3  # costs of a plain number as a measure, of a short word as a unit


def read_records(tables: Tables) -> RawRecords:
    """The raw records of all tables; tables printed twice are recognised by their rows."""
    result = RawRecords()
    by_form: dict[str, list[FoundTable]] = {}
    for table in tables.tables:
        by_form.setdefault(table.form, []).append(table)
    for form, found in by_form.items():
        layout = layout_of(form)
        # one table cannot be printed twice: no need to read it for comparing
        prints = find_prints([_alone(layout, t) for t in found]) if len(found) > 1 else [[0]]
        for number, print_ in enumerate(prints):
            reader = _FormReader(layout, result)
            for index in print_:
                if number:
                    result.repeats[found[index].number] = found[0].number
                    result.prints[found[index].number] = number
                reader.read(found[index])
    result.records.sort(key=lambda record: record.table)
    return result


def _alone(layout: Layout, table: FoundTable) -> list[RawRecord]:
    """The records of one table, read for comparing."""
    result = RawRecords()
    _FormReader(layout, result).read(table)
    return [record for record in result.records if record.side == 1]


class _FormReader:
    """Reads the rows of one form; its state runs on over the tables of that form."""

    def __init__(self, layout: Layout, result: RawRecords) -> None:
        self.layout = layout
        self.result = result
        self.section: int | None = None
        self.last: dict[int, RawRecord] = {}
        self.in_total = False
        self.above: TotalRow | None = None  # a total row directly above
        self.account: ExpenditureLine | None = None  # the last line by account
        self.table = 0

    def read(self, table: FoundTable) -> None:
        """Read the rows of one table."""
        self.table = table.number
        for row in align_table(table.form, table.segments, table.title_text):
            if row.moved:
                self.result.moved.append((self.layout.form, self.table, row.row.cells, row.moved))
            if self.above is not None and self._close_total(self.above, row):
                continue
            self.above = None
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
        self.in_total = False
        self.section = int(re.findall(r"20\d{2}", row.label.text)[0])
        self.result.sections.extend(row.label.cells)
        self.last = {}

    def _total(self, row: AlignedRow) -> None:
        label = clean(row.label.text) if row.label else None
        if row.label is not None and self._sums_accounts(row.label):
            self._line(ExpenditureLine(expenditure_type(row.label.text), row.label, _named(row)))
            self.result.strays.extend((token, self.table) for token in row.numbers.values())
            self._leftover(None, row)
            self._unknown(None, row)
            return
        self.in_total = self.in_total or (label is not None and not self._of_agency())
        self.above = TotalRow(
            self.layout.form,
            self.table,
            label,
            expenditure_type(label) if label else None,
            _named(row),
            row.row.cells,
        )
        self.result.totals.append(self.above)

    def _close_total(self, total: TotalRow, row: AlignedRow) -> bool:
        """Give a row that is nothing but the ends of a total's cut amounts to that total."""
        ends = [*row.pieces.values(), *row.numbers.values(), *row.misplaced]
        if not ends or not all(_DIGITS.fullmatch(clean(end.text)) for end in ends):
            return False
        closed = [_close(total.amounts, end) for end in ends]
        if any(closed):
            total.cells += row.row.cells
        return any(closed)

    def _expenditure(self, row: AlignedRow) -> None:
        assert row.label is not None  # the classifier makes these of their label
        code = row.numbers.get(1) if row.account else None
        in_total = self.in_total and not is_other_account(row.label.text)
        loose = [token for token in row.numbers.values() if in_total or token is not code]
        self.result.strays.extend((token, self.table) for token in loose)
        if in_total:
            self._total(row)
            return
        kind = expenditure_type(row.label.text)
        if row.account and kind is None:
            kind = account_type(row.account)
        owner = self._line(ExpenditureLine(kind, row.label, _named(row), row.account, code))
        self._leftover(owner, row)
        self._unknown(owner, row)

    def _line(self, line: ExpenditureLine) -> RawRecord | None:
        """Give a line to the row above it; None where there is none."""
        owner = self.last.get(1)
        self.account = line
        if owner is None:
            self.result.orphans.append((line, self.layout.form, self.table))
        else:
            owner.expenditure.append(line)
        return owner

    # -- a report by accounts: its lines stand under no node, or under the agency's own row

    def _of_agency(self) -> bool:
        """Whether a line by account would be one of the agency as a whole."""
        if not self.layout.accounts:
            return False
        last = self.last.get(1)
        return last is None or (
            begins_with_agency(last.name or "") and codes.level_of(last.text("kode")) is None
        )

    def _sums_accounts(self, label: Token) -> bool:
        """``Jumlah Belanja Operasi``: the printed line itself, where no line above has amounts."""
        kind = expenditure_type(label.text)
        if not self._of_agency() or not (kind or is_all_expenditure(label.text)):
            return False
        owner = self.last.get(1)
        lines = owner.expenditure if owner else [line for line, *_ in self.result.orphans]
        return not any(
            line.amounts and (line.kind if kind else line.is_all) == (kind or True)
            for line in lines
        )

    def _uncoded_account(self, row: AlignedRow) -> bool:
        """``Dana Alokasi Umum`` below ``PENDAPATAN``: an account that neither code nor word tells.

        The end of a long name, on a line of its own, is joined to the name above it.
        """
        name = row.pieces.get("nama")
        if self.account is None or name is None or not self._of_agency():
            return False
        text = clean(name.text)
        if "kode" in row.pieces or row.codes or _LEVEL_WORD.match(text):
            return False
        if begins_with_agency(text):
            return False
        amounts = {column: token for column, token in _named(row).items() if token is not name}
        if amounts:
            self._line(ExpenditureLine(None, name, amounts, below_other=self.account.is_other))
        else:
            self.account.label = joined(self.account.label, name, " ")
            if self.account.kind is None:
                self.account.kind = expenditure_type(self.account.label.text)
        return True

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
        if self._uncoded_account(row):
            self._leftover(None, row)
            self._unknown(None, row)
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
        uncoded = indicator is None and "kode" not in pieces and last is not None
        if uncoded and values and name is not None and _is_sure_indicator(name.text):
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
        return any(_close(line.amounts, end) for line in last.expenditure[-1:])

    def _close_units(self, row: AlignedRow) -> bool:
        """Units under bare numbers belong to them; True where the row holds nothing else."""
        tokens = [*row.pieces.values(), *row.misplaced]
        numbers = {
            pieces[-1].column: pieces
            for last in self.last.values()
            for pieces in last.pieces.values()
            if pieces[-1].costs["measure"] <= _BARE and parse_number(clean(pieces[-1].text))
        }
        below = [t for t in tokens if t.column in numbers and t.costs["unit"] <= _BARE]
        alone = len(below) == len(tokens)
        words_beside = len(below) >= _UNITS_BESIDE_WORDS and not any(
            any(ch.isdigit() for ch in token.text) for token in tokens
        )
        if not below or row.numbers or not (alone or words_beside):
            return False
        for token in below:
            numbers[token.column][-1] = joined(numbers[token.column][-1], token, " ")
        for column in [column for column, token in row.pieces.items() if token in below]:
            del row.pieces[column]
        row.misplaced[:] = [token for token in row.misplaced if token not in below]
        return alone

    def _close_code(self, row: AlignedRow) -> None:
        """The last digits of a code on the line below it, under their code."""
        last = self.last.get(1)
        if last is None or "kode" not in last.pieces:
            return
        above = last.pieces["kode"][-1]
        if not clean(above.text).endswith(".") or codes.level_of(above.text) == codes.SUB_KEGIATAN:
            return

        def ends(token: Token) -> bool:
            text = clean(token.text)
            return (
                token.column == above.column and re.fullmatch(r"\d{2}(?:\d{2})?", text) is not None
            )

        stores: tuple[dict[Any, Token], ...] = (row.numbers, row.pieces)
        for store in stores:
            for place in [place for place, token in store.items() if ends(token)]:
                last.pieces["kode"][-1] = joined(above, store.pop(place))
                return
        for token in [token for token in row.misplaced if ends(token)]:
            last.pieces["kode"][-1] = joined(above, token)
            row.misplaced.remove(token)
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
                position = int(column.removeprefix("?"))
                found = (record, token, self.layout.form, self.table, position)
                self.result.unknown.append(found)


def _named(row: AlignedRow) -> dict[str, Token]:
    """The pieces of a row in columns of the form."""
    return {column: token for column, token in row.pieces.items() if not column.startswith("?")}


def _close(amounts: dict[str, Token], end: Token) -> bool:
    """Join the end of an amount to the open one above it, if there is one."""
    for column, amount in amounts.items():
        if is_open(amount) and abs(amount.column - end.column) <= 1:
            amounts[column] = joined(amount, end)
            return True
    return False


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
    bare = without_item_number(without_list_mark(text))
    return _begins_indicator(bare) and fold(bare).split()[0] in words("sure_indicator_words")


def _ends(last: RawRecord, indicator: Token) -> bool:
    """True where the indicator above is complete, so that this one is another."""
    above = last.text("indikator")
    return above is None or not _OPEN_END.search(above) or clean(indicator.text)[0].isupper()
