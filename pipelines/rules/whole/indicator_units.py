"""Targets whose unit contradicts what their indicator says that it is.

``Jumlah TMP yang Dipelihara`` of 6,58 % and ``Persentase ...`` of 12 Orang: either the figure
or the indicator belongs elsewhere (Permendagri 86/2017, columns for indicator and target).
"""

from __future__ import annotations

from collections import defaultdict

from pipelines.model import Fact, fold
from pipelines.rules.whole.context import EVALUATION, PLAN, REVIEW, Whole, cells
from pipelines.vocabulary import load

_PERCENT = "%"


def check_indicator_units(whole: Whole) -> None:
    """One finding for each form and kind of contradiction."""
    found: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for record in whole.records(EVALUATION, REVIEW, PLAN):
        said = _said(record.indicator)
        for fact in whole.measures(record, "target"):
            if said and _contradicts(said, fact.unit_canonical):
                found[record.form, said][fold(record.indicator)].append(fact)
    for (form, said), indicators in found.items():
        facts = [fact for each in indicators.values() for fact in each]
        counts = said == "counts"
        whole.log.add(
            "indikator_satuan", form, cells(facts), key=said, cause=f"indikator_satuan|{said}",
            printed=facts[0].printed or "", count=len(indicators),
            name=whole.record(facts[0]).indicator or "",
            said="jumlah" if counts else "persentase",
            said_en="a number" if counts else "a percentage",
            unit=facts[0].unit or "",
        )  # fmt: skip


def _said(indicator: str | None) -> str | None:
    """Whether an indicator begins as a count or as a share."""
    first = fold(indicator).split(" ", 1)[0]
    words = load("indicator_words")
    return next((kind for kind in ("counts", "shares") if first in words[kind]), None)


def _contradicts(said: str, unit: str | None) -> bool:
    if unit is None:
        return False
    return unit == _PERCENT if said == "counts" else unit != _PERCENT
