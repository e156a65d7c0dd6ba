"""Sums that must agree, and the figure that the other evidence speaks against.

A form prints the same money several times: at every level, in its breakdown, as this year
and as forward estimate. Each relation is an equation. Where one does not hold, the figure
is doubted whose suggested value would put most other equations right; where the evidence is
even, the parent (contract, rule 10).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipelines.model import Fact, fold
from pipelines.rules.figures import OPERATING, Figures, top_lines, value_cells
from pipelines.values import format_money

_COMMON_GROWTH = 0.6  # share of rows that must grow alike to speak of the document's factor
_FEW_ROWS = 5
_ROUNDED = Fraction(1, 1000)  # forward estimates are rounded


@dataclass(frozen=True)
class Equation:
    """``total`` = sum of ``parts`` times ``factor``; ``hard`` ones give findings."""

    rule: str
    total: Fact
    parts: tuple[Fact, ...]
    factor: Fraction = Fraction(1)
    hard: bool = True

    def holds(self, changed: dict[str, int]) -> bool:
        """Whether it holds with some amounts replaced (fact id -> rupiah)."""
        total = changed.get(self.total.fact_id, self.total.rupiah or 0)
        parts = sum(changed.get(part.fact_id, part.rupiah or 0) for part in self.parts)
        if self.factor == 1:
            return total == parts
        tolerance = max(Fraction(1), abs(total) * _ROUNDED)
        return abs(total - parts * self.factor) <= tolerance

    def suggestion(self, fact: Fact) -> int:
        """The amount of one member that would make the equation hold."""
        parts = sum(part.rupiah or 0 for part in self.parts)
        if fact.fact_id == self.total.fact_id:
            return round(parts * self.factor)
        others = parts - (fact.rupiah or 0)
        return round((self.total.rupiah or 0) / self.factor) - others

    @property
    def members(self) -> tuple[Fact, ...]:
        """All figures of the equation, the total first."""
        return (self.total, *self.parts)


def check_sums(figures: Figures) -> None:
    """Findings where parent and children, line and breakdown, or growth do not agree."""
    equations = list(_equations(figures))
    by_fact: dict[str, list[Equation]] = defaultdict(list)
    for equation in equations:
        for fact in equation.members:
            by_fact[fact.fact_id].append(equation)
    for equation in equations:
        if equation.hard and not equation.holds({}):
            culprit = _culprit(equation, by_fact)
            _report(figures, equation, culprit)


def growth(figures: Figures) -> Fraction | None:
    """The factor by which most sub kegiatan grow from the year to its forward estimate."""
    ratios: Counter[Fraction] = Counter()
    count = 0
    for plan, forward in _pairs(figures):
        if plan.rupiah and figures.record_of[plan.record_id].level == "sub_kegiatan":
            count += 1
            ratios[Fraction(forward.rupiah or 0, plan.rupiah).limit_denominator(1000)] += 1
    if count < _FEW_ROWS:
        return None
    factor, rows = ratios.most_common(1)[0]
    return factor if rows >= _COMMON_GROWTH * count and factor > 0 else None


def _pairs(figures: Figures) -> Iterator[tuple[Fact, Fact]]:
    """Amounts and lines of the plan year with their forward estimates."""
    for record in figures.records:
        plan = figures.amount(record.record_id, "rencana")
        forward = figures.amount(record.record_id, "prakiraan_maju")
        if plan and forward:
            yield plan, forward
        lines = figures.lines_of.get((record.record_id, "rencana"), {})
        ahead = figures.lines_of.get((record.record_id, "prakiraan_maju"), {})
        for kind, line in lines.items():
            if kind in ahead:
                yield line, ahead[kind]


def _equations(figures: Figures) -> Iterator[Equation]:
    for phase in figures.phases:
        for parent, children in figures.children_of.items():
            total = figures.amount(parent, phase)
            parts = [figures.amount(child, phase) for child in children]
            if total and total.status != "turunan" and None not in parts:
                yield Equation("jumlah_anak", total, tuple(part for part in parts if part))
    for (record_id, phase), lines in figures.lines_of.items():
        total = figures.amount(record_id, phase)
        top = tuple(top_lines(lines))
        if total and top:
            yield Equation("rincian_belanja", total, top)
        parts_of_operating = tuple(lines[kind] for kind in OPERATING if kind in lines)
        if "operasi" in lines and parts_of_operating:
            yield Equation("rincian_belanja", lines["operasi"], parts_of_operating)
    factor = growth(figures)
    if factor is not None and factor != 1:
        for plan, forward in _pairs(figures):
            if plan.rupiah and forward.status != "turunan":
                yield Equation("prakiraan_maju", forward, (plan,), factor)
    yield from _same_node(figures)


def _same_node(figures: Figures) -> Iterator[Equation]:
    """What the RKPD review prints of a node supports what the plan prints of it, no more."""
    review: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for (record_id, phase), fact in figures.amount_of.items():
        record = figures.record_of[record_id]
        if phase in {"rancangan_rkpd", "analisis_kebutuhan"}:
            review[record.level or "", record.node_key or fold(record.name)].append(fact)
    for (record_id, phase), fact in figures.amount_of.items():
        record = figures.record_of[record_id]
        if phase == "rencana":
            for other in review.get((record.level or "", record.node_key or fold(record.name)), ()):
                yield Equation("antar_tabel", fact, (other,), hard=False)


def _culprit(equation: Equation, by_fact: dict[str, list[Equation]]) -> Fact:
    """The member against which most evidence speaks; the total where it is even."""
    best, best_score = equation.total, _evidence(equation, equation.total, by_fact)
    for part in equation.parts:
        score = _evidence(equation, part, by_fact)
        if score > best_score:
            best, best_score = part, score
    return best


def _evidence(equation: Equation, fact: Fact, by_fact: dict[str, list[Equation]]) -> int:
    """Other equations that the suggested amount would put right, less those it would break."""
    changed = {fact.fact_id: equation.suggestion(fact)}
    if changed[fact.fact_id] < 0:
        return -len(by_fact[fact.fact_id])
    score = 0
    for other in by_fact[fact.fact_id]:
        if other is not equation:
            score += other.holds(changed) - other.holds({})
    return score


def _report(figures: Figures, equation: Equation, culprit: Fact) -> None:
    figures.doubt(culprit)
    members = [culprit, *(fact for fact in equation.members if fact is not culprit)]
    parts = sum(part.rupiah or 0 for part in equation.parts)
    figures.log.add(
        equation.rule,
        figures.form(equation.total),
        value_cells(members),
        key=f"{equation.total.fact_id}|{equation.rule}|{_first(equation.parts)}",
        fact_id=culprit.fact_id,
        cause=culprit.fact_id,
        printed=culprit.printed or "",
        expected=format_money(equation.suggestion(culprit)),
        name=figures.name(equation.total),
        culprit=figures.name(culprit),
        total=format_money(equation.total.rupiah or 0),
        parts=format_money(parts),
        factor=f"{float(equation.factor):.3f}".rstrip("0").rstrip(".").replace(".", ","),
    )


def _first(parts: Sequence[Fact]) -> str:
    return parts[0].fact_id if parts else ""
