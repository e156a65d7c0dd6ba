"""Why a sum does not agree: what the gap is, and where a figure seems to come from.

A finding of a sum says what is expected (:mod:`pipelines.rules.sums`). Often the difference
says more: it is the amount of a row that was left out or counted twice, a factor of a thousand,
two digits that changed places; or the figure is the forward estimate of an older amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from pipelines.model import Fact, Finding
from pipelines.rules.equations import growth
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import Whole, cells
from pipelines.values import format_money, parse_money

_SUMS = ("jumlah_anak", "rincian_belanja", "prakiraan_maju")
_TENS = (1000, 100, 10)


def check_explanations(whole: Whole) -> None:
    """One finding for each doubted sum whose difference says where it comes from."""
    for finding in whole.said(*_SUMS):
        fact = whole.figures.facts.get(finding.fact_id or "")
        expected = parse_money(finding.expected).rupiah
        if fact is None or fact.rupiah is None or expected is None:
            continue
        older = _older(whole, fact, expected)
        if older is not None:
            _report_older(whole, finding, fact, older, expected)
            continue
        reason = next(_reasons(whole, fact, expected), None)
        if reason is not None:
            said, said_en, others = reason
            whole.log.add(
                "selisih_terjelaskan", finding.form, cells([fact, *others]),
                key=fact.fact_id, printed=finding.printed, expected=finding.expected,
                name=whole.figures.name(fact), said=said, said_en=said_en,
                gap=format_money(abs(fact.rupiah - expected)),
            )  # fmt: skip


def _older(whole: Whole, fact: Fact, expected: int) -> int | None:
    """The amount whose forward estimate a figure is, near to what is expected of it."""
    factor = growth(whole.figures, {})
    if factor is None or factor == 1 or not fact.rupiah or fact.phase != "rencana":
        return None
    before = int((Decimal(fact.rupiah) / _decimal(factor)).to_integral_value(ROUND_HALF_UP))
    exact = before * factor == fact.rupiah
    near = abs(before - expected) <= threshold("versi_lama_dekat") * expected
    return before if exact and near and before != expected else None


def _decimal(factor: Fraction) -> Decimal:
    return Decimal(factor.numerator) / Decimal(factor.denominator)


def _report_older(whole: Whole, finding: Finding, fact: Fact, older: int, expected: int) -> None:
    factor = growth(whole.figures, {})
    assert factor is not None  # an older amount was found by it
    whole.log.add(
        "versi_lama", finding.form, cells([fact]), key=fact.fact_id,
        printed=finding.printed, expected=finding.expected, name=whole.figures.name(fact),
        older=format_money(older), now=format_money(expected),
        factor=f"{float(factor):.4g}".replace(".", ","),
    )  # fmt: skip


def _reasons(whole: Whole, fact: Fact, expected: int) -> Iterator[tuple[str, str, list[Fact]]]:
    """What a difference may be, most telling first, in both languages."""
    printed = fact.rupiah or 0
    for times in _TENS:
        if expected and printed in {expected * times, expected // times}:
            yield f"faktor {times}", f"a factor of {times}", []
    gap = printed - expected
    below = _below(whole, fact)
    for count in range(1, int(threshold("selisih_baris")) + 1):
        for some in combinations(below, count):
            if sum(each.rupiah or 0 for each in some) == abs(gap):
                names = ", ".join(f"'{whole.figures.name(each)}'" for each in some)
                if gap < 0:
                    yield f"tidak memuat {names}", f"it leaves out {names}", list(some)
                else:
                    yield f"memuat {names} dua kali", f"it holds {names} twice", list(some)
    one, other = str(printed), str(expected)
    if len(one) == len(other):
        places = [at for at in range(len(one)) if one[at] != other[at]]
        if len(places) == 2 and sorted(one) == sorted(other):
            yield "dua angka bertukar tempat", "two digits changed places", []


def _below(whole: Whole, fact: Fact) -> list[Fact]:
    """The amounts of the rows one level below."""
    rows = whole.figures.children_of.get(fact.record_id, [])
    found = [whole.figures.amount(row, fact.phase or "") for row in rows]
    return [each for each in found if each is not None and each.rupiah]
