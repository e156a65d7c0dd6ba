"""Figures of a whole level that are printed ten, a thousand ... times too large or too small.

One slip makes one sum fail. Where the sums of several parents fail by the same power of ten, the
figures of one level have another scale (a zero too many, thousands of rupiah), and what else the
document prints decides which level it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from pipelines.codes import LEVELS
from pipelines.model import Fact
from pipelines.rules.equations import CHILDREN, Changed, Equation, common_ratio, plausible
from pipelines.rules.figures import Figures, value_cells
from pipelines.rules.printed_totals import amounts_of_level, printed_amounts, total_of
from pipelines.values import format_money

_ALIKE = 3  # parents whose sums must fail by one power of ten; fewer may be single slips
_POWERS = range(1, 7)
_ROUNDED = Fraction(1, 1000)  # thousands of rupiah are rounded
_OTHER_YEAR = {"rencana": "prakiraan_maju", "prakiraan_maju": "rencana"}


@dataclass(frozen=True)
class _Scaled:
    """The sums of one level of a form and phase that fail by a power of ten.

    ``power``: the parts are 10 ** power times their parents.
    """

    form: str
    phase: str
    power: int
    sums: tuple[Equation, ...]

    @property
    def totals(self) -> list[Fact]:
        """The parents."""
        return [each.total for each in self.sums]

    @property
    def parts(self) -> list[Fact]:
        """The rows below them."""
        return [part for each in self.sums for part in each.parts]


def check_scales(
    figures: Figures, every: Sequence[Equation], tables: Sequence[Equation]
) -> tuple[dict[str, int], set[int]]:
    """A finding a level whose figures have another scale than those around it.

    ``tables`` are the equations between tables. Returns the amounts that are expected instead
    (fact id -> rupiah) and the ids (``id()``) of the equations that need no finding of their
    own.
    """
    expected: dict[str, int] = {}
    explained: set[int] = set()
    for scaled in _scaled(figures, every):
        evidence = _evidence(figures, scaled, every, tables)
        explained.update(map(id, scaled.sums))
        if evidence > 0:
            wrong, power = _with_those_below(scaled.parts, every), scaled.power
        elif evidence < 0:
            wrong, power = _with_those_above(scaled.totals, every), -scaled.power
        else:  # nothing says which: both levels are in doubt
            wrong, power = [*scaled.totals, *scaled.parts], 0
        if power:
            expected.update({fact.fact_id: _moved(fact.rupiah or 0, -power) for fact in wrong})
        _report(figures, scaled, wrong, power, expected)
    return expected, explained


def check_growth(figures: Figures, changed: Changed) -> None:
    """A finding where most forward estimates are no growth of the year's amounts at all."""
    common = common_ratio(figures, changed)
    if common is None or plausible(common[0]):
        return
    factor, rows = common
    facts = [fact for plan, forward in rows for fact in (forward, plan)]
    for fact in facts:
        figures.doubt(fact)
    plan, forward = rows[0]
    figures.log.add(
        "laju_tumbuh", figures.form(forward), value_cells(facts), key=figures.form(forward),
        printed=forward.printed or "", count=len(rows), factor=_number(factor),
        plan=plan.printed, name=figures.name(plan),
    )  # fmt: skip


def _scaled(figures: Figures, every: Iterable[Equation]) -> list[_Scaled]:
    groups: dict[tuple[str, str, int, int], list[Equation]] = defaultdict(list)
    for each in every:
        if each.kind != CHILDREN or each.open or each.holds({}):
            continue
        power = _power(sum(part.rupiah or 0 for part in each.parts), each.total.rupiah or 0)
        if power is not None:
            record = figures.record_of[each.total.record_id]
            level = LEVELS.index(record.level or "")
            groups[record.form, each.total.phase or "", level, power].append(each)
    return [
        _Scaled(form, phase, power, tuple(sums))
        for (form, phase, _, power), sums in groups.items()
        if len(sums) >= _ALIKE
    ]


def _power(parts: int, total: int) -> int | None:
    """The power of ten by which parts exceed their total (negative: fall short), if any."""
    if parts <= 0 or total <= 0:
        return None
    ratio = Fraction(parts, total)
    for power in _POWERS:
        for exponent in (power, -power):
            if abs(ratio / Fraction(10) ** exponent - 1) <= _ROUNDED:
                return exponent
    return None


def _evidence(
    figures: Figures, scaled: _Scaled, every: Sequence[Equation], tables: Sequence[Equation]
) -> int:
    """Positive where more speaks against the rows below, negative against the parents."""
    parents = {fact.fact_id for fact in scaled.totals}
    below = {fact.fact_id for fact in scaled.parts}
    sums = [each for each in every if not each.open]
    above_hold = _mostly(each for each in sums if _any_in(each.parts, parents))
    below_hold = _mostly(each for each in sums if each.total.fact_id in below)
    return (
        above_hold
        - below_hold
        + _side(_mostly(t for t in tables if _any_in(t.members, parents)) > 0,
                _mostly(t for t in tables if _any_in(t.members, below)) > 0)
        + _side(_grows(figures, scaled.totals, scaled.phase),
                _grows(figures, scaled.parts, scaled.phase))
        + _side(_printed(figures, scaled, scaled.totals), _printed(figures, scaled, scaled.parts))
    )  # fmt: skip


def _any_in(facts: Iterable[Fact], ids: set[str]) -> bool:
    return any(fact.fact_id in ids for fact in facts)


def _mostly(sums: Iterable[Equation]) -> int:
    """1 where most of the equations hold, else 0."""
    held = [each.holds({}) for each in sums]
    return int(sum(held) * 2 > len(held))


def _side(parents: bool, below: bool) -> int:
    return int(parents) - int(below)


def _grows(figures: Figures, facts: Iterable[Fact], phase: str) -> bool:
    """Whether year and forward estimate of these rows are as far apart as growth can be."""
    other = _OTHER_YEAR.get(phase)
    pairs = [(f.rupiah, figures.amount(f.record_id, other)) for f in facts] if other else []
    ratios = [Fraction(a.rupiah, own) for own, a in pairs if own and a and a.rupiah]
    return bool(ratios) and plausible(median(ratios))


def _printed(figures: Figures, scaled: _Scaled, facts: Sequence[Fact]) -> bool:
    """Whether a total row prints what all rows of this level add up to."""
    level = figures.record_of[facts[0].record_id].level or ""
    rows = total_of(amounts_of_level(figures, scaled.form, scaled.phase, level))
    return any(
        amount.rupiah == rows
        for amount in printed_amounts(figures)
        if (amount.row.form, amount.phase, amount.row.kind) == (scaled.form, scaled.phase, None)
    )


def _with_those_below(facts: Sequence[Fact], every: Sequence[Equation]) -> list[Fact]:
    """Figures and those that they agree with as their sums: they have the same scale."""
    return _spread(facts, [(each.total, each.parts) for each in every if _agrees(each)])


def _with_those_above(facts: Sequence[Fact], every: Sequence[Equation]) -> list[Fact]:
    """Figures and the sums that they agree with."""
    links = [(part, (each.total,)) for each in every if _agrees(each) for part in each.parts]
    return _spread(facts, links)


def _agrees(each: Equation) -> bool:
    return not each.open and each.holds({})


def _spread(facts: Sequence[Fact], links: Iterable[tuple[Fact, tuple[Fact, ...]]]) -> list[Fact]:
    onward: Mapping[str, list[Fact]] = defaultdict(list)
    for fact, others in links:
        onward[fact.fact_id].extend(others)
    found = {fact.fact_id: fact for fact in facts}
    waiting = list(facts)
    while waiting:
        for other in onward[waiting.pop().fact_id]:
            if other.fact_id not in found:
                found[other.fact_id] = other
                waiting.append(other)
    return list(found.values())


def _moved(rupiah: int, power: int) -> int:
    return round(rupiah * Fraction(10) ** power)


def _report(
    figures: Figures, scaled: _Scaled, wrong: Sequence[Fact], power: int, expected: Changed
) -> None:
    for fact in wrong:
        figures.doubt(fact)
    level = str(figures.record_of[wrong[0].record_id].level).replace("_", " ")
    main = wrong[0]
    total, parts = scaled.sums[0].total, scaled.sums[0].parts
    added = format_money(sum(part.rupiah or 0 for part in parts))
    members = [*wrong, *scaled.totals, *scaled.parts]
    figures.log.add(
        "pagu_kelipatan", scaled.form, value_cells(members),
        key=f"{scaled.phase}|{level}|{scaled.power}", cause=f"kelipatan|{level}|{scaled.power}",
        printed=main.printed or "",
        expected=format_money(expected[main.fact_id]) if power else "",
        count=len(scaled.sums),
        factor=_number(Fraction(10) ** scaled.power),
        name=figures.name(total), total=format_money(total.rupiah or 0), parts=added,
        level=level if power else "kedua tingkat", level_en=level if power else "both levels",
        phase=" prakiraan maju" if scaled.phase == "prakiraan_maju" else "",
        phase_en=" of the forward estimate" if scaled.phase == "prakiraan_maju" else "",
    )  # fmt: skip


def _number(factor: Fraction) -> str:
    """``1000``, ``1/1000``, ``0,11``."""
    if factor.denominator == 1 or factor.numerator == 1:
        return str(factor)
    return f"{float(factor):.3g}".replace(".", ",")
