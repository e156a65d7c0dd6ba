"""Whether the amounts of a table are thousands (millions) of rupiah or full rupiah.

A header, or a line above the table, may say thousands and be right or wrong. What else the
document prints decides, the stronger evidence first: another table about the same nodes, the
lines of expenditure, the size of the amounts, how they are written
(``vocabulary/money_unit.yaml``).
A currency word in front says nothing: it stands before thousands too. Where nothing decides,
the header is believed, and a finding says that it is only believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from pipelines.codes import KEGIATAN, PROGRAM, SUB_KEGIATAN
from pipelines.conformed.hierarchy import Place
from pipelines.findings import FindingLog
from pipelines.layouts import layout_of
from pipelines.model import clean
from pipelines.records.amounts import amount_of
from pipelines.records.raw_records import RawRecord, RawRecords
from pipelines.tables.recognise import FoundTable, Tables
from pipelines.values import format_money, format_number, parse_money, said_unit
from pipelines.vocabulary import load

_LEVELS = (SUB_KEGIATAN, KEGIATAN, PROGRAM)  # the lowest has most rows and says most
_THOUSAND = 1000
_UNITS = {1000: ("ribuan", "thousands"), 1_000_000: ("jutaan", "millions")}

_Key = tuple[str, int]  # form, side
_Node = tuple[str, ...]


@dataclass
class MoneyUnits:
    """What the amounts of a document are multiplied by, by (table, side); else 1.

    ``lines`` are tables whose lines of expenditure are full rupiah although their amounts are
    not; ``doubted`` are (table, side) of whose unit nothing is certain.
    """

    factors: dict[tuple[int, int], int] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    doubted: set[tuple[int, int]] = field(default_factory=set)

    def factor(self, table: int, side: int, *, line: bool = False) -> int:
        """What an amount, or a line of expenditure, is multiplied by."""
        return 1 if line and table in self.lines else self.factors.get((table, side), 1)


@dataclass
class _Amounts:
    """The amounts of one side of a form: all its tables are one table cut by pages."""

    form: str
    side: int
    tables: set[int] = field(default_factory=set)
    said: str = ""  # the words that say thousands or millions
    cells: list[int] = field(default_factory=list)  # where they stand
    header: list[int] = field(default_factory=list)  # cells above the amounts
    silent: tuple[str, list[int]] | None = None  # a column whose own words do not say so
    by_node: dict[_Node, Decimal] = field(default_factory=dict)
    by_level: dict[str, list[Decimal]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    with_lines: list[tuple[Decimal, Decimal]] = field(default_factory=list)  # and their sum
    above: bool = False  # they stand above the table, for all its columns
    by_format: bool = False  # cells of a workbook that show thousands of what they hold

    @property
    def factor(self) -> int:
        """What the words multiply by; 1 where they say nothing."""
        return (said_unit(self.said) if self.said else None) or 1


@dataclass(frozen=True)
class _Verdict:
    """What the amounts are multiplied by, and why, in both languages."""

    factor: int
    why: str
    why_en: str


def money_units(
    tables: Tables,
    raw: RawRecords,
    node_of: Callable[[RawRecord], Place | None],
    log: FindingLog,
) -> MoneyUnits:
    """The unit of every table of money; findings where a header is wrong, silent or alone."""
    every = [each for each in _gather(tables, raw, node_of) if each.by_node or each.by_format]
    verdicts = _decide(every)
    units = MoneyUnits()
    wrong: dict[str, list[_Amounts]] = {}
    for each in every:
        verdict = verdicts.get((each.form, each.side))
        factor = each.factor if verdict is None else verdict.factor
        sides = {(table, each.side) for table in each.tables}
        if not each.said:
            if verdict is not None and verdict.factor != 1:  # as printed: no header says so
                units.doubted |= sides
                _unsaid(each, verdict, log)
            continue
        if factor != 1:
            units.factors.update(dict.fromkeys(sides, factor))
            if _lines_are_full(each):
                units.lines |= each.tables
            if each.silent and not each.above:
                units.doubted |= sides
                _mixed(each, log)
        if verdict is None:
            units.doubted |= sides
            _only_said(each, log)
        elif factor != each.factor:
            wrong.setdefault(each.form, []).append(each)
    for form, those in wrong.items():
        first = those[0]
        why = verdicts[form, first.side]
        log.add(
            "satuan_ribuan", form, [cell for each in those for cell in each.cells],
            key=form, printed=clean(first.said), why=why.why, why_en=why.why_en,
            unit=_UNITS[first.factor][0], unit_en=_UNITS[first.factor][1],
        )  # fmt: skip
    return units


# --------------------------------------------------------------------------- what is printed


def _gather(
    tables: Tables, raw: RawRecords, node_of: Callable[[RawRecord], Place | None]
) -> Iterable[_Amounts]:
    found: dict[_Key, _Amounts] = {}
    titles = {table.number: table for table in tables.tables}
    for record in raw.records:
        key = (record.form, record.side)
        each = found.setdefault(key, _Amounts(*key))
        each.tables.add(record.table)
        _learn_header(each, record, titles[record.table])
        column = layout_of(record.form).amount or ""
        text = record.text(column)
        pieces = record.pieces.get(column, [])
        if any(amount_of(piece).scale != 1 for piece in pieces):
            each.by_format = True
            continue
        money = parse_money(text).amount if text else None
        place = node_of(record)
        if place is None or not money or place.level not in _LEVELS:
            continue
        each.by_node.setdefault((place.level, *place.path), money)
        each.by_level.setdefault(place.level, []).append(money)
        each.texts.append(text or "")
        lines = _sum_of_lines(record)
        if lines:
            each.with_lines.append((money, lines))
    return found.values()


def _learn_header(each: _Amounts, record: RawRecord, table: FoundTable) -> None:
    layout = layout_of(record.form)
    for header in record.headers.values():
        if not header.column_id or layout.column(header.column_id).kind != "money":
            continue
        each.header = each.header or [cell.number for cell in header.cells][::-1]
        if said_unit(header.text) is None and each.silent is None:
            each.silent = header.text, [cell.number for cell in header.cells][::-1]
        if not each.said and said_unit(header.text):
            # the cell that says so first
            first = sorted(header.cells, key=lambda cell: said_unit(cell.text) is None)
            each.said, each.cells = header.text, [cell.number for cell in first]
    if not each.said and said_unit(table.title_text):
        above = [cell for row in table.title for cell in row.cells]
        above.sort(key=lambda cell: said_unit(cell.text) is None)
        one = said_unit(above[0].text) is not None  # else it is spread over several
        each.said = above[0].text if one else table.title_text
        each.above = True
        each.cells = [cell.number for cell in above]


def _sum_of_lines(record: RawRecord) -> Decimal:
    """What the lines of expenditure of a row that may be added up come to."""
    leaves = {kind["id"] for kind in load("belanja") if kind["rincian"]}
    column = layout_of(record.form).amount or ""
    amounts = [
        parse_money(line.amounts[column].text).amount
        for line in record.expenditure
        if line.kind in leaves and column in line.amounts
    ]
    return sum((amount for amount in amounts if amount), Decimal(0))


# --------------------------------------------------------------------------- what it says


def _decide(every: list[_Amounts]) -> dict[_Key, _Verdict]:
    """The verdicts that evidence gives; a table without one is not in it."""
    found: dict[_Key, _Verdict] = {}
    known: list[tuple[_Amounts, int]] = []
    open_: list[_Amounts] = []
    for each in every:
        size = _by_size(each)
        if not each.by_node:
            if each.said:
                found[each.form, each.side] = _Verdict(each.factor, "format sel", "cell format")
        elif each.said:
            open_.append(each)
        elif size is not None:
            found[each.form, each.side] = size
        else:
            known.append((each, 1))
    # a table that is decided decides those about the same nodes
    for evidence in (_by_lines, _by_size, _by_extremes, _by_writing, None):
        for each in list(open_):
            verdict = _by_others(each, known) or (evidence(each) if evidence else None)
            if verdict is not None:
                found[each.form, each.side] = verdict
                known.append((each, verdict.factor))
                open_.remove(each)
    return found


def _by_others(each: _Amounts, known: list[tuple[_Amounts, int]]) -> _Verdict | None:
    """Other tables about the same nodes: the same amounts, or so many times as much."""
    full = times = 0
    for other, factor in known:
        for node, amount in each.by_node.items():
            here, there = amount, other.by_node.get(node, Decimal(0)) * factor
            full += here == there
            times += here * each.factor == there
    least = load("money_unit")["same_nodes"]
    if times > full and times >= least:
        return _Verdict(
            each.factor,
            f"{times} jumlah kali {format_number(Decimal(each.factor))} sama dengan tabel lain",
            f"{times} amounts times {each.factor:,} equal those of another table",
        )
    if full > times and full >= least:
        return _Verdict(
            1,
            f"{full} jumlah sama dengan tabel lain yang berrupiah penuh",
            f"{full} amounts equal those of another table in full rupiah",
        )
    return None


def _by_lines(each: _Amounts) -> _Verdict | None:
    """Lines of expenditure in full rupiah below amounts that are not."""
    if not _lines_are_full(each):
        return None
    return _Verdict(
        each.factor,
        "rincian belanjanya berrupiah penuh",
        "their lines of expenditure are full rupiah",
    )


def _lines_are_full(each: _Amounts) -> bool:
    times = sum(amount * each.factor == lines for amount, lines in each.with_lines)
    same = sum(amount == lines for amount, lines in each.with_lines)
    return each.factor != 1 and times > same


def _by_size(each: _Amounts) -> _Verdict | None:
    """The one reading under which half of the amounts are neither too small nor too large."""
    factors = (1, each.factor) if each.said else (1, _THOUSAND)
    verdicts = []
    for level in _LEVELS:
        if level not in each.by_level:
            continue
        middle = median(each.by_level[level])
        bounds = load("money_unit")["plausible"][level]
        fits = [factor for factor in factors if bounds["low"] <= middle * factor <= bounds["high"]]
        if len(fits) == 1:
            other = factors[1 - factors.index(fits[0])]
            verdicts.append(_Verdict(fits[0], *_size_words(level, middle, fits[0], other)))
        elif not each.said:
            return None  # a level that fits: what is odd is not the unit of the table
    factors_found = {verdict.factor for verdict in verdicts}
    if len(factors_found) != 1 or (not each.said and factors_found == {1}):
        return None
    return verdicts[0]


def _size_words(level: str, middle: Decimal, factor: int, other: int) -> tuple[str, str]:
    name, printed = level.replace("_", " "), format_number(middle)
    money, not_money = (format_money(int(middle * each)) for each in (factor, other))
    return (
        f"median pagu {name} {printed}: {money} wajar, {not_money} tidak",
        f"the median amount of a {name} is {printed}: {money} is plausible, {not_money} is not",
    )


def _by_extremes(each: _Amounts) -> _Verdict | None:
    """The one reading under which no amount is one that no plan holds."""
    bounds = load("money_unit")["possible"]
    wrong = {
        factor: [
            amount
            for amount in each.by_node.values()
            if not bounds["low"] <= amount * factor <= bounds["high"]
        ]
        for factor in (1, each.factor)
    }
    fits = [factor for factor, amounts in wrong.items() if not amounts]
    if len(fits) != 1:
        return None
    other, amounts = next(item for item in wrong.items() if item[0] != fits[0])
    if len(amounts) < bounds["amounts"]:
        return None
    example = format_money(int(amounts[0] * other))
    return _Verdict(
        fits[0],
        f"{len(amounts)} jumlah di luar kewajaran, mis. {format_number(amounts[0])} = {example}",
        f"{len(amounts)} amounts out of all bounds, e.g. {format_number(amounts[0])} = {example}",
    )


def _by_writing(each: _Amounts) -> _Verdict | None:
    """Full rupiah have no decimals but zeros, and in plans they mostly end in three zeros."""
    amounts = list(each.by_node.values())
    if any(amount != amount.to_integral_value() for amount in amounts):
        return _Verdict(
            each.factor,
            "jumlahnya berdesimal, rupiah penuh tidak",
            "the amounts have decimals, full rupiah have none",
        )
    if len(amounts) < load("money_unit")["many_amounts"]:
        return None
    uneven = sum(amount % _THOUSAND != 0 for amount in amounts)
    if not uneven:
        return _Verdict(
            1,
            f"ke-{len(amounts)} jumlahnya kelipatan seribu",
            f"all {len(amounts)} amounts are multiples of a thousand",
        )
    if uneven * 2 > len(amounts):
        return _Verdict(
            each.factor,
            f"{uneven} dari {len(amounts)} jumlahnya bukan kelipatan seribu",
            f"{uneven} of {len(amounts)} amounts are no multiples of a thousand",
        )
    return None


# --------------------------------------------------------------------------- findings


def _only_said(each: _Amounts, log: FindingLog) -> None:
    unit, unit_en = _UNITS[each.factor]
    level = next(level for level in _LEVELS if level in each.by_level)
    middle = median(each.by_level[level])
    amounts = [format_money(int(middle * factor)) for factor in (each.factor, 1)]
    log.add(
        "satuan_tak_pasti", each.form, each.cells, key=f"{each.form}|{each.side}",
        printed=clean(each.said), unit=unit, unit_en=unit_en, level=level.replace("_", " "),
        middle=format_number(middle), as_said=amounts[0], as_printed=amounts[1],
    )  # fmt: skip


def _mixed(each: _Amounts, log: FindingLog) -> None:
    """One column of money says thousands and another beside it says nothing."""
    assert each.silent is not None  # the caller looked
    words, cells = each.silent
    unit, unit_en = _UNITS[each.factor]
    log.add(
        "satuan_campur", each.form, [*cells[:1], *each.cells[:1]], key=f"{each.form}|{each.side}",
        printed=clean(words), said=clean(each.said), unit=unit, unit_en=unit_en,
    )  # fmt: skip


def _unsaid(each: _Amounts, verdict: _Verdict, log: FindingLog) -> None:
    log.add(
        "satuan_tak_disebut", each.form, each.header, key=f"{each.form}|{each.side}",
        printed=next(iter(each.texts)), why=verdict.why, why_en=verdict.why_en,
    )  # fmt: skip
