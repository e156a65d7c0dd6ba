"""Bare numbers in a table that prints units elsewhere."""

from __future__ import annotations

from collections import defaultdict

from pipelines.model import Fact
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, PLAN, RATIOS, REVIEW, Whole, cells


def check_missing_units(whole: Whole) -> None:
    """One finding for the bare numbers of each part of a table."""
    parts: dict[tuple[str, str | None], list[Fact]] = defaultdict(list)
    for record in whole.records(EVALUATION, REVIEW, PLAN):
        for fact in whole.measures(record):
            if fact.kind not in RATIOS and fact.status != "ragu":
                parts[record.form, record.section].append(fact)
    for (form, section), facts in parts.items():
        bare = [fact for fact in facts if not fact.unit]
        if not bare or len(facts) - len(bare) < threshold("satuan_kosong_bersatuan") * len(facts):
            continue
        first = bare[0]
        whole.log.add(
            "satuan_kosong", form, cells(bare), key=str(section),
            printed=first.printed or "", count=len(bare), rows=len(facts),
            name=whole.record(first).indicator or whole.record(first).name or "",
        )  # fmt: skip
