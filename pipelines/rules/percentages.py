"""Percentages of the evaluation (T-C.29) against what they are percentages of.

Column 8 is realisasi / target, column 11 realisasi kumulatif / target Renstra (Permendagri
86/2017, T-C.29). The published figure stays; a rounded or truncated one is right. Where less is
better (deaths, poverty) agencies count target / realisasi or (2 target - realisasi) / target.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from pipelines.model import Fact, fold
from pipelines.rules.figures import Figures, value_cells
from pipelines.values import format_number
from pipelines.vocabulary import words

_RATIOS = {
    "tingkat_realisasi": ("realisasi", "target"),
    "tingkat_capaian": ("realisasi_kumulatif", "target_renstra"),
}
_FULL = Decimal(100)


def check_percentages(figures: Figures) -> None:
    """Findings for percentages that are wrong, capped at 100, or printed as fractions."""
    fractions: dict[str, list[Fact]] = defaultdict(list)
    for facts in _by_record(figures).values():
        for kind, (upper, lower) in _RATIOS.items():
            ratio = _only(facts, kind)
            if ratio is None or ratio.value is None:
                continue
            pair = _operands(facts, upper, lower, ratio.year)
            if pair is None:
                continue
            exact = pair[0] / pair[1] * _FULL
            ways = [exact, *_other_ways(figures, ratio, *pair)]
            if any(_agrees(ratio.value, way) for way in ways):
                continue
            if ratio.value == _FULL and len(ways) > 1:
                exact = max(ways)
            if _agrees(ratio.value * _FULL, exact):
                fractions[kind].append(ratio)
            elif ratio.value == _FULL and exact > _FULL:
                _report(figures, "persentase_dibatasi", ratio, exact, facts)
            else:
                figures.doubt(ratio)
                _report(figures, "persentase", ratio, exact, facts)
    for kind, ratios in fractions.items():
        first = ratios[0]
        figures.log.add(
            "persentase_pecahan", figures.form(first), value_cells(ratios),
            key=kind, printed=first.printed or "", expected="100 %" if first.value == 1 else "",
            count=len(ratios),
        )  # fmt: skip


def _other_ways(figures: Figures, ratio: Fact, upper: Decimal, lower: Decimal) -> Iterator[Decimal]:
    """The percentages of an indicator of which less is better, if it is one."""
    words_of_it = set(fold(figures.record_of[ratio.record_id].indicator).split())
    if words_of_it & words("less_is_better") and upper:
        yield lower / upper * _FULL
        yield (2 * lower - upper) / lower * _FULL


def _by_record(figures: Figures) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in figures.facts.values():
        if fact.view == "kinerja" and figures.form(fact) == "T-C.29":
            found[fact.record_id].append(fact)
    return found


def _only(facts: list[Fact], kind: str, year: int | None = None) -> Fact | None:
    """The one fact of a kind (and year); None where there are none or several."""
    found = [f for f in facts if f.kind == kind and (year is None or f.year == year)]
    return found[0] if len(found) == 1 else None


def _operands(
    facts: list[Fact], upper: str, lower: str, year: int | None
) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of one unit; None where a ratio would mean nothing."""
    above = _only(facts, upper, year)
    below = _only(facts, lower, year if lower == "target" else None)
    if above is None or below is None or above.value is None or not below.value:
        return None
    units = {fold(fact.unit_canonical) for fact in (above, below) if fact.unit_canonical}
    return (above.value, below.value) if len(units) <= 1 else None


def _agrees(printed: Decimal, exact: Decimal) -> bool:
    """Equal within the printed decimals, rounded or cut off."""
    exponent = printed.normalize().as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return abs(printed - exact) <= Decimal(1).scaleb(-decimals)


def _report(figures: Figures, rule: str, ratio: Fact, exact: Decimal, facts: list[Fact]) -> None:
    upper, lower = _RATIOS[ratio.kind or ""]
    operands = [fact for fact in facts if fact.kind in {upper, lower}]
    figures.log.add(
        rule,
        figures.form(ratio),
        value_cells([ratio, *operands]),
        key=ratio.fact_id,
        fact_id=ratio.fact_id if rule == "persentase" else None,
        printed=ratio.printed or "",
        expected=f"{format_number(exact.quantize(Decimal('0.01')))} %",
        name=figures.name(ratio),
    )
