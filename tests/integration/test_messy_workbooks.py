"""Clean workbooks after a sequence of small mutations: the same facts, or a finding at the place.

``tests/plans/mess`` has the mutations. Every case is a workbook and up to four of them, chosen by
Hypothesis; the ordinary run has 50, ``--long`` 500. Sequences that once failed are kept in
``tests/fixtures/mess.yaml``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plans.mess import MUTATIONS, PLANS, Mutation, describe, make

KEPT = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "fixtures" / "mess.yaml").read_text(encoding="utf-8")
)
mutations = st.builds(
    Mutation, st.sampled_from(sorted(MUTATIONS)), st.integers(0, 2999), st.integers(0, 59)
)
messes = given(st.integers(0, PLANS - 1), st.lists(mutations, min_size=1, max_size=4))
common = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


def check(workbook: int, steps: list[Mutation]) -> None:
    outcome = make(workbook, steps)
    assert outcome.good, "\n".join(["changed in silence", *describe(outcome)])


@messes
@settings(common, max_examples=50)
def test_a_mess_changes_nothing_in_silence(workbook: int, steps: list[Mutation]) -> None:
    check(workbook, steps)


@pytest.mark.long
@messes
@settings(common, max_examples=500)
def test_many_a_mess_changes_nothing_in_silence(workbook: int, steps: list[Mutation]) -> None:
    check(workbook, steps)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in KEPT])
def test_what_once_failed(case: dict[str, object]) -> None:
    check(int(str(case["workbook"])), [Mutation.parse(str(step)) for step in case["steps"]])


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_every_mutation_finds_a_place(name: str) -> None:
    outcomes = (make(workbook, [Mutation(name, workbook)]) for workbook in range(PLANS))
    assert any(outcome.steps[0][1] is not None for outcome in outcomes)
