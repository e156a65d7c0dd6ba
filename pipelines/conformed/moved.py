"""Rows of a sheet that stood beside their headings and were read under them: all of it doubted."""

from __future__ import annotations

from dataclasses import replace

from pipelines.findings import FindingLog
from pipelines.model import Fact, clean
from pipelines.records.raw_records import RawRecords

_DOUBTED = "ragu"
_RIGHT, _LEFT = ("kanan", "right"), ("kiri", "left")


def moved_rows(raw: RawRecords, facts: dict[str, Fact], log: FindingLog) -> None:
    """Doubt every fact of a moved row, with a finding; a row without facts has one of its own."""
    by_cell: dict[int, list[str]] = {}
    for fact in facts.values():
        for number, role in fact.lineage:
            if role == "value":
                by_cell.setdefault(number, []).append(fact.fact_id)
    for form, table, cells, by in raw.moved:
        numbers = [cell.number for cell in cells]
        side, side_en = _RIGHT if by > 0 else _LEFT
        printed = clean(cells[0].text)
        own = dict.fromkeys(fact_id for number in numbers for fact_id in by_cell.get(number, ()))
        for fact_id in own or [None]:
            first = []
            if fact_id is not None:
                fact = facts[fact_id] = replace(facts[fact_id], status=_DOUBTED)
                first = [number for number, role in fact.lineage if role == "value"]
            log.add(
                "baris_bergeser", form, [*first, *numbers], fact_id=fact_id,
                key=f"{fact_id or printed}|{by}", cause=f"bergeser|{form}|{table}|{by}",
                printed=printed, count=abs(by), side=side, side_en=side_en,
            )  # fmt: skip
