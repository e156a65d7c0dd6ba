"""The matcher on the sample's own plan, against what two readers say of each old activity."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.crosswalk.matching import newcomers, propose
from pipelines.crosswalk.model import NodeProfile, Proposal

Nodes = tuple[list[NodeProfile], list[NodeProfile]]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """``benchmarks/crosswalk.py``: it reads the sample and counts what the readers accept."""
    file = Path(__file__).resolve().parents[2] / "benchmarks" / "crosswalk.py"
    spec = importlib.util.spec_from_file_location("crosswalk_benchmark", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def nodes(benchmark: ModuleType) -> Nodes:
    found: Nodes = benchmark.sample()
    return found


@pytest.fixture(scope="module")
def proposals(nodes: Nodes) -> list[Proposal]:
    return propose(*nodes)


def test_every_old_activity_has_links_or_a_question(proposals: list[Proposal]) -> None:
    activities = [each for each in proposals if each.old.node.level == "kegiatan"]
    assert len(activities) == 41
    assert all(bool(each.links) != bool(each.question) for each in proposals)


def test_no_link_of_high_confidence_is_one_that_must_not_be(
    benchmark: ModuleType, proposals: list[Proposal]
) -> None:
    score = benchmark.measure(proposals, benchmark.reviewed())
    assert score.forbidden == score.high_forbidden == 0
    assert score.high_wrong * 20 <= score.high
    assert score.high >= 12
    assert score.found >= 18


def test_every_new_sub_kegiatan_has_a_predecessor_or_is_new(
    nodes: Nodes, proposals: list[Proposal]
) -> None:
    new = [each.node for each in nodes[1] if each.node.level == "sub_kegiatan"]
    assert len(new) == 37
    reached = {link.new for each in proposals for link in each.links}
    fresh = {link.new for link in newcomers(nodes[1], proposals)}
    assert set(new) <= reached | fresh
    assert not reached & fresh


def test_a_programme_with_the_name_of_a_new_one_is_split_all_the_same(
    nodes: Nodes, proposals: list[Proposal]
) -> None:
    new_names = {each.node.name for each in nodes[1] if each.node.level == "program"}
    [proposal] = [
        each
        for each in proposals
        if each.old.node.level == "program" and each.old.node.name in new_names
    ]
    assert len(proposal.links) > 1
    assert {link.relation for link in proposal.links} == {"split"}
    assert sum(link.weight or 0 for link in proposal.links) == 1
