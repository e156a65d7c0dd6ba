"""The equations between the amounts of a document.

A form prints the same money several times: at every level, in its breakdown, as this year and
as forward estimate, in the RKPD review and in the plan. Each relation is an equation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipelines.model import Fact, fold
from pipelines.rules.figures import OPERATING, Figures, top_lines

CHILDREN, BREAKDOWN, FORWARD, TABLES = "jumlah_anak", "rincian_belanja", "prakiraan_maju", "tabel"
_COMMON_GROWTH = 0.75  # share of rows that must grow alike to speak of the document's factor
_FEW_ROWS = 5
_ROUNDED = Fraction(1, 1000)  # forward estimates are rounded


@dataclass(frozen=True, eq=False)
class Equation:
    """``total`` = sum of ``parts`` times ``factor``.

    Where one that is not ``hard`` does not hold, it gives no finding: it only speaks for or
    against a figure that another equation puts in doubt.
    """

    kind: str
    total: Fact
    parts: tuple[Fact, ...]
    factor: Fraction = Fraction(1)
    hard: bool = True

    def holds(self, changed: Mapping[str, int]) -> bool:
        """Whether it holds with some amounts replaced (fact id -> rupiah)."""
        total = changed.get(self.total.fact_id, self.total.rupiah or 0)
        parts = sum(changed.get(part.fact_id, part.rupiah or 0) for part in self.parts)
        if self.factor == 1:
            return total == parts
        tolerance = max(Fraction(1), abs(total) * _ROUNDED)
        return abs(total - parts * self.factor) <= tolerance

    def suggestion(self, fact: Fact, changed: Mapping[str, int]) -> int:
        """The amount of one member that would make the equation hold."""
        parts = sum(changed.get(part.fact_id, part.rupiah or 0) for part in self.parts)
        if fact.fact_id == self.total.fact_id:
            return round(parts * self.factor)
        total = changed.get(self.total.fact_id, self.total.rupiah or 0)
        own = changed.get(fact.fact_id, fact.rupiah or 0)
        return round(total / self.factor) - (parts - own)

    @property
    def members(self) -> tuple[Fact, ...]:
        """All figures of the equation, the total first."""
        return (self.total, *self.parts)


def equations(figures: Figures) -> Iterator[Equation]:
    """Every equation of the document whose figures are all known."""
    for phase in figures.phases:
        for parent, children in figures.children_of.items():
            total = figures.amount(parent, phase)
            parts = [figures.amount(child, phase) for child in children]
            if total and total.status != "turunan" and None not in parts:
                yield Equation(CHILDREN, total, tuple(part for part in parts if part))
    for (record_id, phase), lines in figures.lines_of.items():
        if record_id in figures.open_lines:
            continue
        total = figures.amount(record_id, phase)
        top = tuple(top_lines(lines))
        if total and top and total.status != "turunan":
            yield Equation(BREAKDOWN, total, top)
        kinds = tuple(lines[kind] for kind in OPERATING if kind in lines)
        if "operasi" in lines and kinds and lines["operasi"].status != "turunan":
            yield Equation(BREAKDOWN, lines["operasi"], kinds)
    factor = growth(figures)
    if factor is not None and factor != 1:
        for plan, forward in _pairs(figures):
            if plan.rupiah and "turunan" not in {plan.status, forward.status}:
                # what a row grows by, its lines and the rows above it grow by too
                leaf = plan.view == "anggaran" and plan.record_id not in figures.children_of
                yield Equation(FORWARD, forward, (plan,), factor, hard=leaf)
    yield from _same_node(figures)


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


def _same_node(figures: Figures) -> Iterator[Equation]:
    """What the RKPD review (either side) and the plan print of one node."""
    same: dict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
    for (record_id, phase), fact in figures.amount_of.items():
        record = figures.record_of[record_id]
        if phase in {"rancangan_rkpd", "analisis_kebutuhan", "rencana"}:
            about = (record.level or "", record.node_key or fold(record.name))
            same[about].setdefault(phase, fact)
    for phases in same.values():
        facts = list(phases.values())
        for place, fact in enumerate(facts):
            for other in facts[place + 1 :]:
                yield Equation(TABLES, fact, (other,), hard=False)
