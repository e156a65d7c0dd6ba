"""Plans of one agency over two years: what was foreseen, aimed at and called (contract, rule 9).

The forward estimate of a plan is the first draft of the next one (Permendagri 86/2017, T-C.33
column 10), and the targets of a plan are those that the next ones evaluate (T-C.29 columns 6
and 9). Nothing of this is wrong in itself: one finding tells each, in the later document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.codes import SUB_KEGIATAN
from pipelines.model import Fact, Finding, Reading, Record, fold
from pipelines.names import likeness, nearly
from pipelines.reference import Reference
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, PLAN, Whole, cells

Node = tuple[str | None, str | None, str | None]  # scheme, level, code
Pair = tuple[Fact, Fact]  # the later document's figure, and that of the year before


@dataclass(frozen=True)
class YearFinding:
    """A finding of a document, and the cells of the ``other`` year's that it points to."""

    reading: Reading
    finding: Finding
    other: Reading
    other_cells: tuple[int, ...]


def compare_years(readings: Sequence[Reading], reference: Reference) -> list[YearFinding]:
    """Findings on every plan whose agency has one for the year before among the readings.

    Of documents of one plan the first is taken: give the one that stands first.
    """
    plans: dict[tuple[str, str], dict[int, Reading]] = defaultdict(dict)
    for reading in readings:
        document = reading.document
        about = (fold(document.government), fold(document.agency))
        plans[about].setdefault(document.year, reading)
    found: list[YearFinding] = []
    for years in plans.values():
        for year in sorted(years):
            if year - 1 in years:
                pair = (Whole(years[year], reference), Whole(years[year - 1], reference))
                for rule in (_amounts, _targets, _names):
                    rule(*pair, found)
    return found


def _amounts(here: Whole, before: Whole, found: list[YearFinding]) -> None:
    """Amounts that left last year's forward estimate behind."""
    foreseen = _by_node(before, PLAN, lambda f: f.view == "anggaran" and f.year == here.year)
    planned = _by_node(here, PLAN, lambda f: f.view == "anggaran" and f.year == here.year)
    pairs = [
        (fact, foreseen[node])
        for node, fact in planned.items()
        if node[1] == SUB_KEGIATAN and node in foreseen
    ]
    limit = threshold("antar_tahun_selisih")
    off = sorted(
        (pair for pair in pairs if _gap(*pair) > limit * (pair[1].rupiah or 0)),
        key=lambda pair: -_gap(*pair),
    )
    if off:
        now, then = off[0]
        here.log.add(
            "prakiraan_antar_tahun", PLAN, cells(fact for fact, _ in off), key="prakiraan",
            printed=now.printed or "", expected=then.printed or "", count=len(off),
            rows=len(pairs), year=here.year, name=here.figures.name(now), limit=f"{limit:.0%}",
        )  # fmt: skip
        found.append(_finding(here, before, [then for _, then in off]))


def _gap(now: Fact, then: Fact) -> int:
    return abs((now.rupiah or 0) - (then.rupiah or 0))


def _targets(here: Whole, before: Whole, found: list[YearFinding]) -> None:
    """Targets of the year before that the evaluation prints otherwise than its plan."""
    year = before.year

    def aimed(fact: Fact) -> bool:
        return fact.kind == "target" and fact.year == year and fact.component == 1

    planned = _by_node(before, PLAN, aimed)
    evaluated = _by_node(here, EVALUATION, aimed)
    pairs = [(fact, planned[node]) for node, fact in evaluated.items() if node in planned]
    off = [(now, then) for now, then in pairs if now.value != then.value]
    if off:
        now, then = off[0]
        here.log.add(
            "target_antar_tahun", EVALUATION, cells(fact for fact, _ in off), key="target",
            printed=now.printed or "", expected=then.printed or "", count=len(off),
            rows=len(pairs), year=year, name=here.figures.name(now),
        )  # fmt: skip
        found.append(_finding(here, before, [then for _, then in off]))


def _names(here: Whole, before: Whole, found: list[YearFinding]) -> None:
    """Codes that have another name than in the year before."""
    then = {_node(record): record for record in before.heads(PLAN) if record.code}
    other = [
        (record, then[_node(record)])
        for record in here.heads(PLAN)
        if record.code and _node(record) in then and not _alike(record, then[_node(record)])
    ]
    if other:
        now, old = other[0]
        here.log.add(
            "nama_antar_tahun", PLAN, here.name_cells(record for record, _ in other), key="nama",
            printed=now.name or "", expected=old.name or "", count=len(other), code=now.code,
        )  # fmt: skip
        at = before.name_cells(record for _, record in other)
        found.append(YearFinding(here.reading, here.log.findings[-1], before.reading, tuple(at)))


def _finding(here: Whole, before: Whole, facts: Sequence[Fact]) -> YearFinding:
    return YearFinding(
        here.reading, here.log.findings[-1], before.reading, tuple(dict.fromkeys(cells(facts)))
    )


def _by_node(whole: Whole, form: str, wanted: Callable[[Fact], bool]) -> dict[Node, Fact]:
    """The one figure that each node with a code has; none where a node has several."""
    several: dict[Node, list[Fact]] = defaultdict(list)
    for record, fact in _facts(whole, form):
        if record.code and wanted(fact):
            several[_node(record)].append(fact)
    return {node: facts[0] for node, facts in several.items() if len(facts) == 1}


def _facts(whole: Whole, form: str) -> Iterator[tuple[Record, Fact]]:
    for record in whole.records(form):
        for fact in whole.facts_of[record.record_id]:
            yield record, fact


def _node(record: Record) -> Node:
    return record.scheme, record.level, record.code


def _alike(one: Record, other: Record) -> bool:
    first, second = fold(one.name), fold(other.name)
    return bool(likeness(first, second)) or nearly(first, second)
