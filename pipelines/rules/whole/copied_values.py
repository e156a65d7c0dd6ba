"""Figures that were copied from another row or year, where each should have its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from pipelines.model import Fact, Record, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, SERVICES, Whole, cells
from pipelines.values import format_number

_FULL = Decimal(100)


def check_copied_values(whole: Whole) -> None:
    """Realisations and percentages of another row, years of a service that are all one."""
    _realisations(whole)
    _percentages(whole)
    _years(whole)


def _realisations(whole: Whole) -> None:
    """One large, uneven number as realisation of two indicators with different targets."""
    same: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for record in whole.records(EVALUATION):
        for fact in whole.measures(record, "realisasi"):
            if _digits(fact) >= threshold("nilai_salin_angka"):
                same[record.section, fact.year, fact.value].append(fact)
    for (section, _, value), facts in same.items():
        subjects = {(*whole.node(r), fold(r.indicator)) for r in map(whole.record, facts)}
        if len(subjects) < 2 or len(_targets(whole, facts)) < 2:
            continue
        whole.log.add(
            "nilai_salin", EVALUATION, cells(facts),
            key=f"{section}|{value}", printed=facts[0].printed or "", count=len(facts),
            name=_about(whole.record(facts[0])), other=_about(whole.record(facts[1])),
        )  # fmt: skip


def _about(record: Record) -> str:
    return f"{record.name or ''}: {record.indicator or ''}".strip(": ")


def _digits(fact: Fact) -> int:
    """How many digits a figure has, without noughts at its ends."""
    return len("".join(ch for ch in f"{fact.value or 0:f}" if ch.isdigit()).strip("0"))


def _targets(whole: Whole, facts: Sequence[Fact]) -> set[Decimal | None]:
    return {
        target.value
        for fact in facts
        for target in whole.measures(whole.record(fact), "target")
        if target.year == fact.year
    }


def _percentages(whole: Whole) -> None:
    """A percentage with decimals that is right in one row and wrong in others was copied."""
    wrong = {finding.fact_id for finding in whole.said("persentase")}
    same: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for record in whole.records(EVALUATION):
        for fact in whole.measures(record, "tingkat_realisasi", "tingkat_capaian"):
            if fact.value is not None and fact.value != fact.value.to_integral_value():
                same[record.section, fact.kind, fact.value].append(fact)
    for (section, kind, value), facts in same.items():
        copies = [fact for fact in facts if fact.fact_id in wrong]
        own = [fact for fact in facts if fact.fact_id not in wrong]
        if not copies or len(facts) < 2:
            continue
        source = own or copies[:1]
        whole.log.add(
            "persentase_salin", EVALUATION, cells([*copies, *own]),
            key=f"{section}|{kind}|{value}", printed=facts[0].printed or "", count=len(facts),
            wrong=len(copies), name=whole.record(source[0]).name or "",
        )  # fmt: skip


def _years(whole: Whole) -> None:
    """Services whose realisations and projections are one percentage in all years (T-C.30)."""
    alike: list[list[Fact]] = []
    for record in whole.records(SERVICES):
        shown = whole.measures(record, "realisasi", "proyeksi")
        standard = {fact.value for fact in whole.measures(record, "standar")}
        values = {fact.value for fact in shown}
        years = {fact.year for fact in shown}
        if (
            len(years) >= threshold("deret_salin_tahun")
            and len(values) == 1
            and not values <= standard | {Decimal(0), _FULL}
            and _digits(shown[0]) >= threshold("deret_salin_angka")
        ):
            alike.append(shown)
    if not alike:
        return
    first = alike[0][0]
    whole.log.add(
        "deret_salin", SERVICES, [cell for facts in alike for cell in cells(facts)],
        key="deret", printed=first.printed or "", count=len(alike),
        name=whole.record(first).indicator or "", years=len({f.year for f in alike[0]}),
        value=format_number(first.value or Decimal(0)),
    )  # fmt: skip
