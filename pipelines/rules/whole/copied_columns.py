"""Columns that print another column again: a year, a side or a realisation that was copied.

The form asks for what was aimed at and what was reached in different years
(Permendagri 86/2017, T-C.29 columns 4, 5, 9, 10; T-C.33 columns 5 and 9). Where nearly all
rows print one figure in both, one was copied. The two sides of T-C.31 are one where nothing
was found to be changed, as in most plans: that says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

from pipelines.model import Fact, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, PLAN, RATIOS, Whole, cells

Column = tuple[str, int | None, str]  # kind, year, phase
Subject = tuple[object, ...]  # node, indicator and its count, component
_REACHED = "realisasi_kumulatif"
_NAMES = {
    "target": ("target", "target"),
    "target_renstra": ("target Renstra", "target of the Renstra"),
    "realisasi_kumulatif": ("realisasi s/d", "realisation up to"),
}


def check_copied_columns(whole: Whole) -> None:
    """One finding for each column of a table that is another one again."""
    for (form, section), columns in _columns(whole).items():
        copied: set[Column] = set()
        for first, second in combinations(columns, 2):
            if second in copied:
                continue
            both = columns[first].keys() & columns[second].keys()
            alike = [key for key in both if _same(columns[first][key], columns[second][key])]
            if not _is_copy(columns[first], len(both), alike, first, second):
                continue
            copied.add(second)
            _report(whole, form, section, (first, second), columns, len(both), alike)


def _columns(
    whole: Whole,
) -> dict[tuple[str, str | None], dict[Column, dict[Subject, Fact]]]:
    found: dict[tuple[str, str | None], dict[Column, dict[Subject, Fact]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for record in whole.records(EVALUATION, PLAN):
        for fact in whole.measures(record):
            if fact.kind in RATIOS or fact.kind == "realisasi":
                continue
            column = (fact.kind or "", fact.year, fact.phase or "")
            subject = (*whole.node(record), fold(record.indicator), fact.component)
            found[record.form, record.section][column].setdefault(subject, fact)
    return found


def _same(one: Fact, other: Fact) -> bool:
    return one.value == other.value


def _is_copy(
    column: Mapping[Subject, Fact],
    both: int,
    alike: list[Subject],
    first: Column,
    second: Column,
) -> bool:
    if both < threshold("kolom_salin_baris"):
        return False
    values = {column[key].value for key in alike}
    if len(values) < threshold("kolom_salin_nilai"):
        return False
    reached = _REACHED in {first[0], second[0]}
    share = threshold("kolom_salin_realisasi" if reached else "kolom_salin_rencana")
    return len(alike) >= share * both


def _report(
    whole: Whole,
    form: str,
    section: str | None,
    pair: tuple[Column, Column],
    columns: Mapping[Column, Mapping[Subject, Fact]],
    both: int,
    alike: list[Subject],
) -> None:
    first, second = pair
    order = list(columns[second])
    keys = sorted(alike, key=order.index)
    facts = [columns[second][key] for key in keys]
    (one, one_en), (other, other_en) = _called(first), _called(second)
    whole.log.add(
        "kolom_salin", form, cells(facts),
        key=f"{section}|{first}|{second}", cause=f"kolom_salin|{form}|{section}",
        printed=facts[0].printed or "", count=len(alike), rows=both,
        column=other, column_en=other_en, other=one, other_en=one_en,
    )  # fmt: skip


def _called(column: Column) -> tuple[str, str]:
    kind, year, _ = column
    name, name_en = _NAMES[kind]
    return (f"{name} {year}", f"{name_en} {year}") if year else (name, name_en)
