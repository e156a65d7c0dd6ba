"""Lines by account that stand under no node are those of the agency as a whole.

A report may print accounts alone (``5 BELANJA DAERAH``, ``5.1 BELANJA OPERASI``; PP 71/2010,
Lampiran I.03), or sum them up above its programmes. Such lines become one row at the level of
the agency; the line of all expenditure is its amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.codes import AGENCY
from pipelines.conformed.hierarchy import Place
from pipelines.findings import FindingLog
from pipelines.layouts import Layout, layout_of
from pipelines.model import Document, Fact, Record, clean, fold
from pipelines.records.raw_records import ExpenditureLine, RawRecord, RawRecords
from pipelines.tables.headers import HeaderColumn
from pipelines.tables.recognise import FoundTable, Tables

NodeOf = Callable[[RawRecord], Place | None]


def attach_to_agency(
    document: Document, tables: Tables, raw: RawRecords, node_of: NodeOf, scheme: str
) -> list[Place]:
    """Give such lines to the row of the agency, printed or made for them; the rows made."""
    below: dict[tuple[str, int], list[ExpenditureLine]] = defaultdict(list)
    for line, form, number in raw.orphans:
        if layout_of(form).accounts:
            below[form, number].append(line)
    made = []
    for (form, number), lines in below.items():
        if all(line.is_other for line in lines):
            continue
        table = next(each for each in tables.tables if each.number == number)
        printed = [r for r in raw.records if r.table == number and _is_agency(node_of(r))]
        record = printed[0] if printed else _row(form, table)
        record.expenditure[:0] = lines
        if not printed:
            after = [place for place, r in enumerate(raw.records) if r.table >= number]
            raw.records.insert(after[0] if after else len(raw.records), record)
            path = (fold(document.agency),)
            made.append(Place(record, document.agency, AGENCY, scheme, None, path=path))
        raw.orphans = [each for each in raw.orphans if each[1:] != (form, number)]
    for record in raw.records:
        if layout_of(record.form).accounts:
            _take_amount(record, layout_of(record.form), named=record.name is not None)
    return made


def _is_agency(place: Place | None) -> bool:
    return place is not None and place.level == AGENCY


def _row(form: str, table: FoundTable) -> RawRecord:
    """A row that is not printed, in front of those of its table."""
    headers: dict[str, HeaderColumn] = {}
    for column in table.segments[0].header.columns:
        if column.column_id is not None:
            headers.setdefault(column.column_id, column)
    return RawRecord(form, table.number, 1, None, new_node=True, row=-1, headers=headers)


def _take_amount(record: RawRecord, layout: Layout, *, named: bool) -> None:
    """The line of all expenditure is the amount of a row that prints none of its own."""
    money = {column.id for column in layout.columns if column.fact is not None}
    line = next((line for line in record.expenditure if line.is_all and line.amounts), None)
    if line is None or money & set(record.pieces):
        return
    record.pieces.update({column: [token] for column, token in line.amounts.items()})
    line.amounts = {}
    if not named:
        record.pieces["nama"] = [line.label]
        if line.code is not None:
            record.pieces["kode"] = [line.code]
        record.expenditure.remove(line)


def sums_of_the_agency(records: Sequence[Record], facts: dict[str, Fact]) -> None:
    """Lines of the agency are no details where its nodes print theirs: both would count twice."""
    level = {record.record_id: (record.form, record.level) for record in records}
    lines = [fact for fact in facts.values() if fact.view == "belanja"]
    below = {level[f.record_id][0] for f in lines if level[f.record_id][1] != AGENCY}
    for fact in lines:
        form, of = level[fact.record_id]
        if of == AGENCY and form in below:
            facts[fact.fact_id] = replace(fact, leaf=False)


def other_accounts(raw: RawRecords, log: FindingLog) -> None:
    """One finding a table for the lines of revenue, financing and balances: no view holds them."""
    found: dict[tuple[str, int], list[ExpenditureLine]] = defaultdict(list)
    for record in raw.records:
        found[record.form, record.table] += [line for line in record.expenditure if line.is_other]
    for line, form, table in raw.orphans:
        found[form, table] += [line] if line.is_other else []
    for (form, table), lines in found.items():
        if lines:
            log.add(
                "rekening_lain", form,
                [cell.number for line in lines for token in line.tokens for cell in token.cells],
                key=f"{form}|{table}", count=len(lines), printed=clean(lines[0].label.text),
            )  # fmt: skip
