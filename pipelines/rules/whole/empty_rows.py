"""Rows without a figure, services without what was reached, values that answer half a target."""

from __future__ import annotations

from collections import defaultdict

from pipelines.model import Fact, Record, fold
from pipelines.rules.whole.context import EVALUATION, NODES, PLAN, REVIEW, SERVICES, Whole, cells

#: What must answer every part of a target in the same row (T-C.29 columns 6 and 7, 9 and 10).
_ANSWERS = {"realisasi": "target", "realisasi_kumulatif": "target_renstra"}


def check_empty_rows(whole: Whole) -> None:
    """One finding a table for each of the three."""
    _without_figures(whole)
    _without_realisation(whole)
    _half_answered(whole)


def _without_figures(whole: Whole) -> None:
    empty: dict[str, list[Record]] = defaultdict(list)
    for record in whole.records(EVALUATION, REVIEW, PLAN):
        if record.level in NODES and record.indicator and not whole.facts_of[record.record_id]:
            empty[record.form].append(record)
    for form, records in empty.items():
        whole.log.add(
            "baris_tanpa_angka", form, whole.indicator_cells(records), key=form,
            printed=records[0].indicator or "", count=len(records),
        )  # fmt: skip


def _without_realisation(whole: Whole) -> None:
    """Services with targets for years gone by, but with nothing reached in any (T-C.30)."""
    lacking: list[list[Fact]] = []
    for record in whole.records(SERVICES):
        due = [
            fact
            for fact in whole.measures(record, "target_renstra")
            if fact.year is not None and fact.year < whole.year
        ]
        if due and not whole.measures(record, "realisasi"):
            lacking.append(due)
    if lacking:
        first = lacking[0][0]
        whole.log.add(
            "capaian_kosong", SERVICES, [cell for facts in lacking for cell in cells(facts)],
            key="capaian", printed=first.printed or "", count=len(lacking),
            name=whole.record(first).indicator or "",
        )  # fmt: skip


def _half_answered(whole: Whole) -> None:
    """A target of two parts whose realisation and percentage have one (T-C.29)."""
    rows: list[tuple[Record, list[Fact], list[Fact]]] = []
    for record in whole.records(EVALUATION):
        for kind, aimed in _ANSWERS.items():
            given = whole.measures(record, kind)
            year = given[0].year if given else None
            parts = [
                fact for fact in whole.measures(record, aimed)
                if fact.year == year or aimed == "target_renstra"
            ]  # fmt: skip
            units = {fold(fact.unit_canonical) for fact in parts}
            if given and len(given) < len(parts) and len(units) > 1:
                rows.append((record, given, parts))
    if rows:
        record, given, parts = rows[0]
        whole.log.add(
            "komponen_kurang", EVALUATION,
            cells(fact for _, some, every in rows for fact in (*some, *every)),
            key="komponen", printed=given[0].printed or "", count=len(rows),
            expected=" / ".join(dict.fromkeys(fact.printed or "" for fact in parts)),
            name=record.name or "",
        )  # fmt: skip
