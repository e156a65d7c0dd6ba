"""Whether the amounts of a table are thousands of rupiah or full rupiah.

A header may say thousands (``Rp.000``) and be right or wrong; the amounts decide: against
another table of the document about the same nodes where there is one, else by their form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from pipelines.findings import FindingLog
from pipelines.hierarchy import Place
from pipelines.layouts import layout_of
from pipelines.model import Document, clean
from pipelines.recognise import Tables
from pipelines.records import RawRecord, RawRecords
from pipelines.values import is_money_text, parse_money

_THOUSANDS = re.compile(
    r"(?:rp\.?\s*\.?\s*0{3}\b|ribu(?:an)?\s*(?:rupiah|rp)?|rp\.?\s*ribu|\(\s*000\s*\)|x\s*1\.?000)",
    re.IGNORECASE,
)
_LARGE = 10_000_000


def thousands(
    document: Document,
    tables: Tables,
    raw: RawRecords,
    node_of: Callable[[RawRecord], Place | None],
    log: FindingLog,
) -> dict[tuple[int, int], int]:
    """(table, side) -> 1000 where its amounts are thousands; others are full rupiah."""
    said: dict[tuple[int, int], tuple[str, list[int]]] = {}
    amounts: dict[tuple[int, int], dict[tuple[str, ...], int]] = {}
    plain: dict[tuple[int, int], Counter[bool]] = {}
    titles = {table.number: table for table in tables.tables}
    for record in raw.records:
        key = (record.table, record.side)
        layout = layout_of(record.form)
        for header in record.headers.values():
            kind = layout.column(header.column_id).kind if header.column_id else ""
            if kind == "money" and key not in said and _THOUSANDS.search(header.text):
                said[key] = (header.text, [cell.number for cell in header.cells])
        title = titles[record.table].title_text
        if key not in said and _THOUSANDS.search(title):
            cells = [cell.number for row in titles[record.table].title for cell in row.cells]
            said[key] = (title, cells)
        place = node_of(record)
        text = record.text("pagu")
        money = parse_money(text).rupiah if text else None
        if place is not None and money:
            amounts.setdefault(key, {})[(place.level, *place.path)] = money
            plain.setdefault(key, Counter())[is_money_text(text or "")] += 1
    result: dict[tuple[int, int], int] = {}
    for key, (text, cells) in said.items():
        own = amounts.get(key, {})
        if not own:
            continue
        others = [values for other, values in amounts.items() if other not in said]
        why = _evidence(own, others, plain[key])
        if why is None:
            result[key] = 1000
        if why is None or key[0] in raw.repeats:
            continue
        log.add(
            "satuan_ribuan", titles[key[0]].form, cells,
            key=f"{titles[key[0]].form}|{key[1]}",
            cause=titles[key[0]].form, printed=clean(text), why=why[0], why_en=why[1],
        )  # fmt: skip
    return result


def _evidence(
    own: dict[tuple[str, ...], int],
    others: list[dict[tuple[str, ...], int]],
    written: Counter[bool],
) -> tuple[str, str] | None:
    """Why the amounts are full rupiah although the header says thousands; None: they are not."""
    same = thousandth = 0
    for values in others:
        for node, amount in own.items():
            other = values.get(node)
            if other:
                same += amount == other
                thousandth += amount * 1000 == other
    if thousandth > same:
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
