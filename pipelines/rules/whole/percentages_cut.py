"""Percentages that were cut off instead of rounded (T-C.29 columns 8 and 11)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pipelines.model import Fact, Record, fold
from pipelines.rules.whole.context import EVALUATION, Whole, cells
from pipelines.values import format_number

_OF = {
    "tingkat_realisasi": ("realisasi", "target"),
    "tingkat_capaian": ("realisasi_kumulatif", "target_renstra"),
}


def check_cut_percentages(whole: Whole) -> None:
    """One finding for all percentages of a table whose last digit was not rounded up."""
    cut = [pair for record in whole.records(EVALUATION) for pair in _cut(whole, record)]
    if not cut:
        return
    first, rounded = cut[0]
    whole.log.add(
        "persentase_terpotong", EVALUATION, cells(fact for fact, _ in cut), key="terpotong",
        printed=first.printed or "", expected=f"{format_number(rounded)} %", count=len(cut),
        name=whole.record(first).name or "",
    )  # fmt: skip


def _cut(whole: Whole, record: Record) -> Iterator[tuple[Fact, Decimal]]:
    for kind, (upper, lower) in _OF.items():
        ratio = _only(whole, record, kind)
        year = ratio.year if ratio else None
        part = _only(whole, record, upper, year)
        full = _only(whole, record, lower, year if lower == "target" else None)
        if not (ratio and part and full) or not full.value or part.value is None:
            continue
        if fold(part.unit_canonical) != fold(full.unit_canonical) or ratio.value is None:
            continue
        exponent = ratio.value.as_tuple().exponent
        assert isinstance(exponent, int)  # a printed number is finite
        step = Decimal(1).scaleb(min(exponent, 0))
        exact = part.value / full.value * 100
        rounded = exact.quantize(step, ROUND_HALF_UP)
        if ratio.value == exact.quantize(step, ROUND_DOWN) != rounded:
            yield ratio, rounded


def _only(whole: Whole, record: Record, kind: str, year: int | None = None) -> Fact | None:
    found = [f for f in whole.measures(record, kind) if year in {None, f.year}]
    return found[0] if len(found) == 1 else None
