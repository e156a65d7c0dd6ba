"""Figures that are many times what stands beside them, and are no slip that others show."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipelines.model import Fact, Record, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, SERVICES, Whole, cells
from pipelines.values import format_number


def check_jumps(whole: Whole) -> None:
    """Realisations of many times their target; services whose targets fall or rise so."""
    for record in whole.records(EVALUATION):
        for fact in whole.measures(record, "realisasi"):
            target = next(
                (
                    each
                    for each in whole.measures(record, "target")
                    if (each.year, each.component) == (fact.year, fact.component)
                ),
                None,
            )
            if target and _alike(fact, target) and _times(fact, target) >= _many():
                whole.log.add(
                    "realisasi_melompat", EVALUATION, cells([fact, target]),
                    key=fact.fact_id, cause=f"realisasi_melompat|{fact.fact_id}",
                    printed=fact.printed or "", expected=target.printed or "",
                    name=record.indicator or record.name or "",
                    times=format_number(_times(fact, target).quantize(Decimal("0.1"))),
                )  # fmt: skip
    jumping = [pair for record in whole.records(SERVICES) for pair in _service(whole, record)]
    if jumping:
        before, after = jumping[0]
        whole.log.add(
            "layanan_melompat", SERVICES, cells(f for pair in jumping for f in reversed(pair)),
            key="layanan", printed=after.printed or "", expected=before.printed or "",
            name=whole.record(after).indicator or "", count=len(jumping),
            from_year=before.year, to_year=after.year,
        )  # fmt: skip


def _service(whole: Whole, record: Record) -> Iterator[tuple[Fact, Fact]]:
    years = sorted(whole.measures(record, "target_renstra"), key=lambda fact: fact.year or 0)
    for before, after in pairwise(years):
        if before.status != "ragu" != after.status and _times(before, after) >= _many():
            yield before, after


def _many() -> float:
    return threshold("melompat_kali")


def _alike(one: Fact, other: Fact) -> bool:
    """One unit, or one that is not printed."""
    units = {fold(fact.unit_canonical) for fact in (one, other) if fact.unit_canonical}
    return len(units) <= 1 and "ragu" not in {one.status, other.status}


def _times(one: Fact, other: Fact) -> Decimal:
    small, large = sorted((abs(one.value or Decimal(0)), abs(other.value or Decimal(0))))
    return large / small if small else Decimal(1)
