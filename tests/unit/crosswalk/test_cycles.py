"""Links that go round are seen, however long the way."""

from pipelines.crosswalk.cycles import leads_back


def test_a_way_that_comes_back_is_seen():
    onward = {"a": ["b"], "b": ["c", "d"], "d": ["a"]}

    assert leads_back("a", onward)
    assert not leads_back("c", onward)


def test_a_round_of_others_is_not_ones_own():
    assert not leads_back("a", {"a": ["b"], "b": ["c"], "c": ["b"]})
