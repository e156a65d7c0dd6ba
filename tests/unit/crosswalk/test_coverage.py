"""How far the decisions reach."""

from __future__ import annotations

from small_agency import DECIDED, agency, link

from pipelines.crosswalk.coverage import Size, coverage


def test_every_old_node_is_signed_proposed_or_open():
    found = coverage(agency(), DECIDED)
    assert found.total == Size(5, 5, 1500)
    assert found.approved == Size(1, 1, 100)
    assert found.proposed == Size(2, 2, 200 + 500)
    assert found.open == Size(2, 2, 300 + 400)
    assert found.discontinued == Size(1, 1, 500)
    assert [each.node.name for each in found.open_old] == ["Makam", "Panti"]
    assert [each.node.name for each in found.waiting] == ["Rapat", "Bibit"]


def test_new_nodes_have_a_predecessor_are_called_new_or_are_open():
    found = coverage(agency(), DECIDED)
    assert (found.new_nodes, found.new_decided) == (5, 4)
    assert [each.node.name for each in found.open_new] == ["Taman Makam"]
    assert found.questions == 3


def test_a_decision_is_signed_only_where_all_its_links_are():
    half = (link("Rapat", "Gaji", "0.5", status="disetujui", approver="Ani"),)
    found = coverage(agency(), (*half, link("Rapat", "Surat", "0.5")))
    assert (found.approved.nodes, found.proposed.nodes) == (0, 1)


def test_decisions_of_other_agencies_do_not_count():
    others = [link("Makam", "Taman Makam", agency="Dinas Lain")]
    everyones = [link("Makam", "Taman Makam", government="", agency="")]
    assert coverage(agency(), others).open.nodes == 5
    assert coverage(agency(), everyones).open.nodes == 4
