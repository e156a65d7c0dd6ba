"""Proposals that ask for what the whole plan aims at (T-C.32 column 5)."""

from __future__ import annotations

from collections import defaultdict

from pipelines.model import Fact, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import PLAN, PROPOSALS, Whole, cells


def check_proposals(whole: Whole) -> None:
    """One finding for each sub kegiatan of which several proposals repeat the plan's target."""
    aims: dict[str, set[tuple[object, str]]] = defaultdict(set)
    for record in whole.records(PLAN):
        for fact in whole.measures(record, "target"):
            aims[fold(record.name)].add((fact.value, fold(fact.unit_canonical)))
    asked: dict[tuple[str, object, str], list[Fact]] = defaultdict(list)
    for record in whole.records(PROPOSALS):
        for fact in whole.measures(record):
            key = (fact.value, fold(fact.unit_canonical))
            if key in aims[fold(record.sub_kegiatan)]:
                asked[fold(record.sub_kegiatan), *key].append(fact)
    for (node, value, unit), facts in asked.items():
        if len(facts) < threshold("usulan_sama"):
            continue
        whole.log.add(
            "usulan_salin", PROPOSALS, cells(facts), key=f"{node}|{value}|{unit}",
            cause="usulan_salin", printed=facts[0].printed or "", count=len(facts),
            name=whole.record(facts[0]).sub_kegiatan or "",
        )  # fmt: skip
