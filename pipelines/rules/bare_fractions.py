"""Percentages that lost their sign: 0,65 where 65 % is meant.

A spreadsheet holds 65 % as 0.65; without the format of percents the fraction is what is seen.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pipelines.model import Fact, fold
from pipelines.rules.figures import Figures, value_cells
from pipelines.values import format_number

_RATIOS = frozenset({"tingkat_realisasi", "tingkat_capaian"})
_NEAR = (30, 300)  # times a fraction: what else its row prints, if that is its percentage
_PERCENT_WORDS = ("persen", "prosen")


def check_bare_fractions(figures: Figures) -> None:
    """A fraction of one among percentages, or of an indicator that says it is one."""
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in figures.facts.values():
        if fact.value is not None and fact.kind and fact.kind not in _RATIOS:
            rows[fact.record_id].append(fact)
    for facts in rows.values():
        percents = [f.value for f in facts if f.unit_canonical == "%" and f.value is not None]
        for fact in facts:
            if fact.unit_canonical not in {None, "%"} or not fact.value or not 0 < fact.value < 1:
                continue
            low, high = (fact.value * times for times in _NEAR)
            said = fold(figures.record_of[fact.record_id].indicator).startswith(_PERCENT_WORDS)
            if any(low <= each <= high for each in percents) or (said and fact.unit is None):
                _report(figures, fact, fact.value)


def _report(figures: Figures, fact: Fact, value: Decimal) -> None:
    figures.doubt(fact)
    percent = (value * 100).normalize()
    figures.log.add(
        "persen_tanpa_tanda", figures.form(fact), value_cells([fact]), key=fact.fact_id,
        fact_id=fact.fact_id, printed=fact.printed or "", name=figures.name(fact),
        expected=f"{format_number(Decimal(f'{percent:f}'))} %",
    )  # fmt: skip
