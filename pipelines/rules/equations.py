"""The equations between the amounts of a document.

A form prints the same money several times: at every level, in its breakdown, as this year and
as forward estimate, in the RKPD review and in the plan. Each relation is an equation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipelines.codes import SUB_KEGIATAN
from pipelines.model import Fact, fold
from pipelines.rules.figures import OPERATING, Figures, top_lines

CHILDREN, BREAKDOWN, FORWARD, TABLES = "jumlah_anak", "rincian_belanja", "prakiraan_maju", "tabel"
CHECKED = "kolom_pemeriksa"
_COMMON_GROWTH = 0.75  # share of rows that must grow alike to speak of the document's factor
_FEW_ROWS = 5
_ROUNDED = Fraction(1, 1000)  # forward estimates are rounded
# A forward estimate is what the same node needs a year later. Ceilings and prices move it by a
# few per cent, seldom by half; where most rows are beyond this the columns differ in scale.
_PLAUSIBLE = (Fraction(1, 2), Fraction(2))
Changed = Mapping[str, int]  # fact id -> the rupiah that stand in for those printed
Pair = tuple[Fact, Fact]  # of the year and of its forward estimate


@dataclass(frozen=True, eq=False)
class Equation:
    """``total`` = sum of ``parts`` times ``factor``.

    Where one that is not ``hard`` does not hold, it gives no finding: it only speaks for or
    against a figure that another equation puts in doubt. An ``open`` one has parts that are not
    printed: those that are may not exceed the total.
    """

    kind: str
    total: Fact
    parts: tuple[Fact, ...]
    factor: Fraction = Fraction(1)
    hard: bool = True
    open: bool = False

    def holds(self, changed: Changed) -> bool:
        """Whether it holds with some amounts replaced (fact id -> rupiah)."""
        total = changed.get(self.total.fact_id, self.total.rupiah or 0)
        parts = sum(changed.get(part.fact_id, part.rupiah or 0) for part in self.parts)
        if self.open:
            return total >= parts
        if self.factor == 1:
            return total == parts
        tolerance = max(Fraction(1), abs(total) * _ROUNDED)
        return abs(total - parts * self.factor) <= tolerance

    def suggestion(self, fact: Fact, changed: Changed) -> int:
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
    """Every sum of a form; one with unprinted parts is ``open``."""
    for phase in figures.phases:
        for parent, children in figures.children_of.items():
            total = figures.amount(parent, phase)
            parts = [figures.amount(child, phase) for child in children]
            known = tuple(part for part in parts if part)
            if total and total.status != "turunan" and known:
                yield Equation(CHILDREN, total, known, open=None in parts)
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


def growth_equations(figures: Figures, changed: Changed) -> Iterator[Equation]:
    """Every forward estimate as the year's amount times the factor of the document."""
    factor = growth(figures, changed)
    if factor is not None and factor != 1:
        for plan, forward in _pairs(figures):
            if plan.rupiah and "turunan" not in {plan.status, forward.status}:
                # what a row grows by, its lines and the rows above it grow by too
                leaf = plan.view == "anggaran" and plan.record_id not in figures.children_of
                yield Equation(FORWARD, forward, (plan,), factor, hard=leaf)


def growth(figures: Figures, changed: Changed) -> Fraction | None:
    """The factor by which most sub kegiatan grow from the year to its forward estimate."""
    common = common_ratio(figures, changed)
    return common[0] if common and plausible(common[0]) else None


def plausible(factor: Fraction) -> bool:
    """Whether amounts may grow by a factor from one year to the next."""
    return _PLAUSIBLE[0] <= factor <= _PLAUSIBLE[1]


def common_ratio(figures: Figures, changed: Changed) -> tuple[Fraction, list[Pair]] | None:
    """What most forward estimates of sub kegiatan are of their year's amount, and those rows."""
    rows: dict[Fraction, list[Pair]] = defaultdict(list)
    for plan, forward in _pairs(figures):
        own = changed.get(plan.fact_id, plan.rupiah or 0)
        ahead = changed.get(forward.fact_id, forward.rupiah or 0)
        if own and figures.record_of[plan.record_id].level == SUB_KEGIATAN:
            rows[_ratio(ahead, own)].append((plan, forward))
    count = sum(map(len, rows.values()))
    if count < _FEW_ROWS:
        return None
    factor = max(rows, key=lambda each: len(rows[each]))
    many = len(rows[factor]) >= _COMMON_GROWTH * count and factor > 0
    return (factor, rows[factor]) if many else None


def _ratio(ahead: int, own: int) -> Fraction:
    """Rounded to three digits after the comma or before it, so that rounded rows are alike."""
    if abs(ahead) < abs(own) and ahead:
        return 1 / Fraction(own, ahead).limit_denominator(1000)
    return Fraction(ahead, own).limit_denominator(1000)


def _pairs(figures: Figures) -> Iterator[Pair]:
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


def table_equations(figures: Figures) -> Iterator[Equation]:
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
