"""One broken percentage as target of many indicators: it is none of them.

An indicator of a program was carried down to its kegiatan, or a figure of the whole agency to
all of its programs.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pipelines.model import Fact, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, PLAN, REVIEW, Whole, cells
from pipelines.values import format_number


def check_shared_percentages(whole: Whole) -> None:
    """One finding for each such percentage, in the form that prints it most."""
    found: dict[Decimal, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for record in whole.records(EVALUATION, REVIEW, PLAN):
        for fact in whole.measures(record, "target"):
            value = fact.value
            if fact.unit_canonical == "%" and value and value % _step():
                found[value][record.form].append(fact)
    for value, forms in found.items():
        form, facts = max(forms.items(), key=lambda each: len(_indicators(whole, each[1])))
        indicators = _indicators(whole, facts)
        if len(indicators) < threshold("persentase_seragam_indikator"):
            continue
        whole.log.add(
            "persentase_seragam", form, cells(facts), key=format_number(value),
            cause="persentase_seragam", printed=facts[0].printed or "", count=len(indicators),
            value=format_number(value), name=whole.record(facts[0]).indicator or "",
            other=whole.record(facts[-1]).indicator or "",
        )  # fmt: skip


def _step() -> Decimal:
    return Decimal(str(threshold("persentase_seragam_bulat")))


def _indicators(whole: Whole, facts: list[Fact]) -> set[str]:
    return {fold(whole.record(fact).indicator) for fact in facts}
