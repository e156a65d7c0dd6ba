"""Programs that one table prints under another bidang than the next."""

from __future__ import annotations

from collections import defaultdict

from pipelines.codes import PROGRAM
from pipelines.model import Record, fold
from pipelines.names import likeness, nearly
from pipelines.rules.whole.context import EVALUATION, PLAN, REVIEW, Whole


def check_fields(whole: Whole) -> None:
    """One finding for each program; the sum of a bidang holds it in one table alone."""
    programs: dict[str, list[Record]] = defaultdict(list)
    for record in whole.heads(PLAN, EVALUATION, REVIEW):
        if record.level == PROGRAM and record.node_key and record.bidang:
            programs[record.node_key].append(record)
    for node, records in programs.items():
        first, *others = records
        other = next((each for each in others if not _same(first.bidang, each.bidang)), None)
        if other is None:
            continue
        whole.log.add(
            "program_beda_bidang", other.form, whole.name_cells([other, first]), key=node,
            printed=other.bidang or "", expected=first.bidang or "", name=other.name or "",
            elsewhere=first.form,
        )  # fmt: skip


def _same(one: str | None, other: str | None) -> bool:
    first, second = fold(one), fold(other)
    return bool(likeness(first, second)) or nearly(first, second)
