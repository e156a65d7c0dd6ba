"""Sums that must agree, and the figure that the other evidence speaks against.

Where an equation does not hold, the figure is doubted whose suggested amount would put most
equations right; where the evidence is even, the parent (contract, rule 10). A figure in doubt
has one finding, which names all that speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines import codes
from pipelines.model import Fact
from pipelines.rules.checking import checking_equations
from pipelines.rules.equations import (
    BREAKDOWN,
    CHECKED,
    CHILDREN,
    FORWARD,
    TABLES,
    Changed,
    Equation,
    equations,
    growth_equations,
    table_equations,
)
from pipelines.rules.figures import Figures, value_cells
from pipelines.rules.scales import check_growth, check_scales
from pipelines.values import format_money
from pipelines.vocabulary import load

_RULES = (BREAKDOWN, CHILDREN, FORWARD)  # the nearer evidence names the finding
_MANY = 5  # sums that fail before inferred levels are in doubt
ByFact = Mapping[str, Sequence[Equation]]


@dataclass(frozen=True)
class Doubt:
    """A figure in doubt, the amount that is expected of it, and the equations it explains."""

    fact: Fact
    expected: int
    broken: tuple[Equation, ...]
    supported: tuple[Equation, ...]


def check_sums(figures: Figures) -> None:
    """Findings where parent and children, line and breakdown, or growth do not agree."""
    every = _with_structure(figures, list(equations(figures)))
    tables = list(table_equations(figures))
    scaled, explained = check_scales(figures, every, tables)
    figures.expected.update(scaled)
    every = [each for each in every if id(each) not in explained]
    every += [*growth_equations(figures, scaled), *tables, *checking_equations(figures)]
    check_growth(figures, scaled)
    for doubt in doubts(every, scaled):
        _report(figures, doubt)


def doubts(all_equations: Sequence[Equation], known: Changed) -> list[Doubt]:
    """The figures in doubt, those that explain most first.

    ``known`` are amounts expected already (fact id -> rupiah).
    """
    by_fact: dict[str, list[Equation]] = defaultdict(list)
    for equation in all_equations:
        for fact in equation.members:
            by_fact[fact.fact_id].append(equation)
    changed: dict[str, int] = dict(known)
    broken = [each for each in all_equations if each.hard and not each.holds(changed)]
    found: list[Doubt] = []
    ranked = {id(each): _culprit(each, by_fact, changed) for each in broken}
    while broken:
        equation = max(broken, key=lambda each: ranked[id(each)][1])
        fact, score = _culprit(equation, by_fact, changed)
        if score < ranked[id(equation)][1]:  # another doubt has explained part of it
            ranked[id(equation)] = (fact, score)
            continue
        expected = equation.suggestion(fact, changed)
        after = {**changed, fact.fact_id: expected}
        put_right = [
            each for each in by_fact[fact.fact_id] if each.holds(after) and not each.holds(changed)
        ]
        explained = [each for each in put_right if each.hard and each is not equation]
        supported = [each for each in put_right if not each.hard]
        found.append(Doubt(fact, expected, (equation, *explained), tuple(supported)))
        if score > 0:
            changed = after
        done = {id(equation), *map(id, explained)}
        broken = [each for each in broken if id(each) not in done]
    return found


def _with_structure(figures: Figures, every: list[Equation]) -> list[Equation]:
    """The equations without the sums of rows whose levels are a guess that proves wrong.

    Levels that codes confirm are certain: there it is the figures that are wrong. Where they
    were inferred and most sums fail, it is what is below what.
    """
    guessed = [each for each in every if each.kind == CHILDREN and not _certain(figures, each)]
    failing = [each for each in guessed if not each.holds({})]
    if len(failing) < _MANY or len(failing) * 2 <= len(guessed):
        return every
    for fact in (fact for each in failing for fact in each.members):
        figures.doubt(fact)
    form = figures.form(failing[0].total)
    figures.guessed.update(figures.form(each.total) for each in failing)
    figures.log.add(
        "susunan_tak_pasti", form, value_cells(each.total for each in failing), key=form,
        failing=len(failing), count=len(guessed),
    )  # fmt: skip
    left_out = set(map(id, guessed))
    return [each for each in every if id(each) not in left_out]


def _certain(figures: Figures, equation: Equation) -> bool:
    """Whether codes say that the rows have these levels and belong below this parent."""
    parent, *rows = (figures.record_of[fact.record_id] for fact in equation.members)
    return all(
        record.code is not None and codes.level_of(record.code) == record.level
        for record in (parent, *rows)
    ) and all(str(row.code).startswith(f"{parent.code}.") for row in rows)


def _culprit(equation: Equation, by_fact: ByFact, changed: Changed) -> tuple[Fact, int]:
    """The member against which most evidence speaks; the total where it is even."""
    total = (equation.total, _score(equation, equation.total, by_fact, changed))
    parts = [(part, _score(equation, part, by_fact, changed)) for part in equation.parts]
    best = max(parts, key=lambda each: each[1], default=total)
    even = sum(score == best[1] for _, score in parts) > 1
    return total if even or total[1] >= best[1] else best


def _score(equation: Equation, fact: Fact, by_fact: ByFact, changed: Changed) -> int:
    """Equations that the suggested amount would put right, less those it would break."""
    suggestion = equation.suggestion(fact, changed)
    if suggestion < 0 <= (fact.rupiah or 0):  # no figure is negative but a correction
        return -len(by_fact[fact.fact_id])
    after = {**changed, fact.fact_id: suggestion}
    return sum(each.holds(after) - each.holds(changed) for each in by_fact[fact.fact_id])


def _report(figures: Figures, doubt: Doubt) -> None:
    fact = doubt.fact
    figures.doubt(fact)
    figures.expected[fact.fact_id] = doubt.expected
    involved = [*doubt.broken, *doubt.supported]
    members = [fact, *(each for equation in involved for each in equation.members)]
    said = [_evidence(figures, equation, fact) for equation in involved]
    subject, subject_en = _subject(fact)
    repeats = fact.phase == "prakiraan_maju" and any(
        each.kind == FORWARD and each.total is fact and each.parts[0].rupiah == fact.rupiah
        for each in doubt.broken
    )
    nearest = next(rule for rule in _RULES if any(each.kind == rule for each in doubt.broken))
    figures.log.add(
        FORWARD if repeats else nearest,  # the year's amount was printed again
        figures.form(fact),
        value_cells(members),
        key=fact.fact_id,
        fact_id=fact.fact_id,
        printed=fact.printed or "",
        expected=format_money(doubt.expected),
        name=figures.name(fact),
        subject=subject,
        subject_en=subject_en,
        evidence="; ".join(dict.fromkeys(text for text, _ in said)),
        evidence_en="; ".join(dict.fromkeys(text for _, text in said)),
    )


def _subject(fact: Fact) -> tuple[str, str]:
    """What the figure is: pagu or a kind of expenditure, of the year or forward."""
    ahead = fact.phase == "prakiraan_maju"
    if fact.expenditure_type:
        kind = next(each for each in load("belanja") if each["id"] == fact.expenditure_type)
        name = str(kind["nama"])
        return (f"{name} prakiraan maju" if ahead else name), (
            f"{name} of the forward estimate" if ahead else name
        )
    return ("Prakiraan maju", "The forward estimate") if ahead else ("Pagu", "The amount")


def _evidence(figures: Figures, equation: Equation, fact: Fact) -> tuple[str, str]:
    """What one equation says of a figure, in both languages."""
    parts = format_money(sum(part.rupiah or 0 for part in equation.parts))
    total = format_money(equation.total.rupiah or 0)
    is_total = equation.total.fact_id == fact.fact_id
    if equation.kind == TABLES:
        other = equation.parts[0] if is_total else equation.total
        form, amount = figures.form(other), format_money(other.rupiah or 0)
        return f"{form} mencetak {amount}", f"{form} prints {amount}"
    if equation.kind == CHECKED:
        column, printed = equation.parts[-1].kind, format_money(equation.parts[-1].rupiah or 0)
        return f"kolom {column} mencetak {printed}", f"the column {column} prints {printed}"
    if equation.kind == FORWARD:
        factor = f"{float(equation.factor):.3f}".rstrip("0").rstrip(".").replace(".", ",")
        if is_total:
            return (
                f"baris lain tumbuh {factor} kali, tahun rencananya {parts}",
                f"other rows grow by {factor}, its plan year is {parts}",
            )
        return (
            f"baris lain tumbuh {factor} kali, prakiraan majunya {total}",
            f"other rows grow by {factor}, its forward estimate is {total}",
        )
    if equation.kind == BREAKDOWN:
        if is_total:
            return f"rincian belanjanya {parts}", f"its expenditure adds up to {parts}"
        return (
            f"rincian belanja berjumlah {parts}, induknya {total}",
            f"the lines add up to {parts}, what they break down is {total}",
        )
    if is_total:
        return f"baris di bawahnya berjumlah {parts}", f"the rows below it add up to {parts}"
    parent = figures.name(equation.total)
    return (
        f"induknya '{parent}' {total}, baris-barisnya berjumlah {parts}",
        f"its parent '{parent}' is {total}, the rows add up to {parts}",
    )
