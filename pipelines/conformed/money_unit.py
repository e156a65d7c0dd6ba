"""Whether the amounts of a table are thousands (millions) of rupiah or full rupiah.

A header may say thousands (``Rp.000``) and be right or wrong; the amounts decide: against
another table of the document about the same nodes where there is one, else by their form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from pipelines.conformed.hierarchy import Place
from pipelines.findings import FindingLog
from pipelines.layouts import layout_of
from pipelines.model import clean
from pipelines.records.raw_records import RawRecord, RawRecords
from pipelines.tables.recognise import Tables
from pipelines.values import is_money_text, parse_money, said_unit

_LARGE = 10_000_000


def multipliers(
    tables: Tables,
    raw: RawRecords,
    node_of: Callable[[RawRecord], Place | None],
    log: FindingLog,
) -> dict[tuple[int, int], int]:
    """(table, side) -> 1000 or 1,000,000 where its amounts are; others are full rupiah.

    All tables of a form are one table cut by pages, and are decided together.
    """
    said: dict[tuple[str, int], tuple[str, list[int]]] = {}
    amounts: dict[tuple[str, int], dict[tuple[str, ...], Decimal]] = {}
    written: dict[tuple[str, int], Counter[bool]] = {}
    printed: dict[tuple[str, int], set[int]] = {}
    titles = {table.number: table for table in tables.tables}
    for record in raw.records:
        key = (record.form, record.side)
        layout = layout_of(record.form)
        printed.setdefault(key, set()).add(record.table)
        for header in record.headers.values():
            kind = layout.column(header.column_id).kind if header.column_id else ""
            if kind == "money" and key not in said and said_unit(header.text):
                # the cell that says so first
                first = sorted(header.cells, key=lambda cell: said_unit(cell.text) is None)
                said[key] = (header.text, [cell.number for cell in first])
        title = titles[record.table].title_text
        if key not in said and said_unit(title):
            rows = titles[record.table].title
            above = sorted(
                (cell for row in rows for cell in row.cells),
                key=lambda cell: said_unit(cell.text) is None,
            )
            said[key] = (title, [cell.number for cell in above])
        place = node_of(record)
        text = record.text("pagu")
        money = parse_money(text).amount if text else None
        if place is not None and money:
            amounts.setdefault(key, {}).setdefault((place.level, *place.path), money)
            written.setdefault(key, Counter())[is_money_text(text or "")] += 1
    result: dict[tuple[int, int], int] = {}
    wrong: dict[str, list[tuple[str, list[int], tuple[str, str]]]] = {}
    for key, (text, cells) in said.items():
        own = amounts.get(key, {})
        if not own:
            continue
        form, side = key
        others = [values for other, values in amounts.items() if other not in said]
        factor = said_unit(text) or 1
        why = _evidence(own, others, written[key], factor)
        if why is None:
            result.update({(table, side): factor for table in printed[key]})
            continue
        wrong.setdefault(form, []).append((text, cells, why))
    for form, sides in wrong.items():
        text, _, why = sides[0]
        log.add(
            "satuan_ribuan", form, [cell for _, cells, _ in sides for cell in cells],
            key=form, printed=clean(text), why=why[0], why_en=why[1],
        )  # fmt: skip
    return result


def _evidence(
    own: dict[tuple[str, ...], Decimal],
    others: list[dict[tuple[str, ...], Decimal]],
    written: Counter[bool],
    factor: int,
) -> tuple[str, str] | None:
    """Why the amounts are full rupiah although the header says thousands; None: they are not."""
    same = multiple = 0
    for values in others:
        for node, amount in own.items():
            other = values.get(node)
            if other:
                same += amount == other
                multiple += amount * factor == other
    if multiple > same:
        return None
    if same:
        return (
            f"{same} jumlah sama dengan tabel lain yang berrupiah penuh",
            f"{same} amounts equal those of another table in full rupiah",
        )
    ordered = sorted(own.values())
    if ordered[len(ordered) // 2] >= _LARGE or written[True] > written[False]:
        return (
            "besarnya jumlah dan cara tulisnya",
            "the size of the amounts and how they are written",
        )
    return None
