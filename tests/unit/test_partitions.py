"""Partitions: exactly the documents, with those of one run side by side."""

from __future__ import annotations

import dagster as dg
from hypothesis import given
from hypothesis import strategies as st

from assets.partitions import arrange, in_range, registered

keys = st.sets(st.sampled_from("abcdefgh"))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), keys, st.data())
def test_one_range_holds_what_is_read_together_and_nothing_else(present, wanted, data):
    together = data.draw(st.sets(st.sampled_from(sorted(wanted)))) if wanted else set()
    arrangement = arrange(present, wanted, together)
    order = [key for key in present if key not in arrangement.delete]
    order += [key for key in arrangement.add if key not in order]
    assert set(order) == wanted
    assert set(in_range(order, arrangement.tags)) == together


def test_nothing_moves_that_lies_together_already():
    arrangement = arrange(["a", "b", "c"], ["a", "b", "c", "d"], ["c", "d"])
    assert (arrangement.delete, arrangement.add) == ((), ("d",))


def test_partitions_that_are_moved_come_last():
    arrangement = arrange(["a", "b", "c"], ["b", "c", "d"], ["b", "d"])
    with dg.DagsterInstance.ephemeral() as instance:
        arrange([], ["a", "b", "c"]).apply(instance)
        arrangement.apply(instance)
        assert list(registered(instance)) == ["c", "b", "d"]


def test_the_documents_of_a_run_by_its_tags():
    assert in_range(["a", "b"], {"dagster/partition": "b"}) == ["b"]
    assert in_range(["a"], arrange(["z"], ["z"], ["z"]).tags) == []
    assert in_range(["a"], {}) == []
