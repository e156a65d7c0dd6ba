"""One defect at a random place of a plan without any: that finding at that cell, little else.

Every case is named after its kind of defect (``tests/plans/defects``) and a seed, which
decides the plan, its manner of printing and the place. The ordinary run has every kind once;
``--long`` has 500 cases.
"""

from __future__ import annotations

from functools import cache

import pytest
from plans.defects import KINDS, plant
from plans.evaluate_defects import Outcome, cases, describe, judge

ORDINARY = max(50, len(KINDS))
CASES = [
    pytest.param(*case, id="-".join(map(str, case)), marks=[pytest.mark.long] * (n >= ORDINARY))
    for n, case in enumerate(cases(500))
]


@cache
def outcome_of(kind: str, seed: int) -> Outcome:
    return judge(plant(kind, seed))


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_finds_a_planted_defect(kind: str, seed: int) -> None:
    outcome = outcome_of(kind, seed)
    assert [finding.message_en for finding in outcome.clean] == []
    assert outcome.found, "\n".join(describe(outcome))


def test_says_little_else_of_a_planted_defect() -> None:
    outcomes = [outcome_of(*case) for case in cases(ORDINARY)]
    further = sum(len(outcome.others) for outcome in outcomes)
    assert further <= len(outcomes)


def test_a_planted_defect_changes_one_thing() -> None:
    planted = plant("jumlah_kegiatan", 1)
    clean, spoilt = planted.clean.text.split("\n"), planted.text.split("\n")
    assert len(clean) == len(spoilt)
    assert sum(a != b for a, b in zip(clean, spoilt, strict=True)) == 1
