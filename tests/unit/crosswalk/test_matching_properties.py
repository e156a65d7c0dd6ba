"""What holds of proposals for any nodes: weights, levels, and no dependence on order."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from crosswalk.matching_nodes import activity, program, sub
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.codes import NEW_SCHEME, OLD_SCHEME
from pipelines.crosswalk.matching import newcomers, propose
from pipelines.crosswalk.model import Measured, NodeProfile

WORDS = [
    "pengadaan",
    "pemeliharaan",
    "pembinaan",
    "pendataan",
    "bantuan",
    "gedung",
    "kendaraan",
    "peralatan",
    "kantor",
    "anak",
    "lansia",
    "korban",
    "bencana",
    "tagana",
    "TMP",
    "BPNT",
    "KUBE",
    "PMKS",
    "karang",
    "taruna",
    "fakir",
    "miskin",
    "surat",
    "listrik",
]
PROGRAMS = ("Program Pelayanan Administrasi Perkantoran", "Program Sosial", "Program Bencana")
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
indicators = st.lists(
    st.builds(
        lambda text, unit, year, value: Measured(
            f"Jumlah {text}", unit, ((year, "target", Decimal(value)),)
        ),
        names,
        st.sampled_from(["Orang", "Jiwa", "Unit", ""]),
        st.sampled_from([2019, 2020, 2021]),
        st.integers(1, 99),
    ),
    max_size=3,
).map(tuple)


@st.composite
def nodes(draw: st.DrawFn) -> tuple[list[NodeProfile], list[NodeProfile]]:
    old = [
        activity(name, *draw(indicators), program=draw(st.sampled_from(PROGRAMS)))
        for name in draw(st.lists(names, min_size=1, max_size=6, unique=True))
    ]
    old += [program(OLD_SCHEME, name) for name in PROGRAMS]
    new = [
        sub(
            f"1.06.0{draw(st.integers(1, 3))}.2.01.{number:02}",
            name,
            *draw(indicators),
            program=draw(st.sampled_from(PROGRAMS)),
        )
        for number, name in enumerate(draw(st.lists(names, min_size=1, max_size=6)), 1)
    ]
    new += [program(NEW_SCHEME, name, f"1.06.0{number}") for number, name in enumerate(PROGRAMS, 1)]
    return old, new


@settings(max_examples=60, deadline=None)
@given(nodes())
def test_weights_sum_to_one_and_levels_correspond(
    drawn: tuple[list[NodeProfile], list[NodeProfile]],
) -> None:
    old, new = drawn
    proposals = propose(old, new)
    assert {each.old.key for each in proposals} == {each.key for each in old}
    for proposal in proposals:
        assert bool(proposal.links) != bool(proposal.question)
        going = [link for link in proposal.links if link.new is not None]
        assert sum(link.weight or 0 for link in going) == (1 if going else 0)
        for link in going:
            assert link.new is not None
            expected = {"kegiatan": "sub_kegiatan", "program": "program"}
            assert link.new.level == expected[proposal.old.node.level]
            assert 0 <= link.confidence <= 1
            assert link.relation not in ("new", "discontinued")
    reached = {link.new for each in proposals for link in each.links}
    fresh = {link.new for link in newcomers(new, proposals)}
    assert not reached & fresh
    assert {each.node for each in new} <= reached | fresh


@settings(max_examples=30, deadline=None)
@given(nodes(), st.randoms(use_true_random=False))
def test_order_of_the_arguments_does_not_matter(
    drawn: tuple[list[NodeProfile], list[NodeProfile]], chance: Random
) -> None:
    old, new = drawn
    expected = propose(old, new)
    old, new = list(old), list(new)
    chance.shuffle(old)
    chance.shuffle(new)
    assert propose(old, new) == expected
    assert propose(old, new) == propose(old, new)
