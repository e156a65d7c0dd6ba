"""From what a matcher says to rows of the decisions file."""

from __future__ import annotations

from dataclasses import replace

from small_agency import DECIDED, MATCHING, TODAY, agency, link, match, newcomers

from pipelines.crosswalk.decisions import read_decisions, write_decisions
from pipelines.crosswalk.edits import applied
from pipelines.crosswalk.model import Proposal
from pipelines.crosswalk.proposing import Matching, propose_for


def proposed(links=(), rejected=(), **changes):
    return propose_for(agency(), links, rejected, MATCHING, TODAY, **changes)


def abouts(made):
    return [edit.about.name for edit in made.edits]


def test_links_questions_and_newcomers():
    made = proposed(DECIDED)
    assert abouts(made) == ["Makam"]
    assert [each.old.node.name for each in made.questions] == ["Panti"]
    assert made.questions[0].said == "Buktinya belum cukup."
    (row,) = made.edits[0].after
    assert (row.proposer, row.status, row.date) == ("aturan:pencocok", "usulan", TODAY)
    assert (row.government, row.agency) == ("Kabupaten Contoh", "Dinas Contoh")
    assert row.history == "2031-02-03 diusulkan: aturan:pencocok"


def test_where_nothing_is_decided_every_new_node_is_called_new_or_led_to():
    made = proposed()
    assert abouts(made) == ["Makam", "Surat", "Rapat Koordinasi", "Permakanan", "Gaji"]
    text = write_decisions(applied((), made.edits))
    assert read_decisions(text).problems == ()


def test_a_second_time_there_is_nothing_to_propose():
    rows = applied((), proposed().edits)
    assert proposed(rows).edits == ()
    assert proposed(rows, again=True).edits == ()


def test_a_person_may_propose_what_the_matcher_says():
    (edit,) = proposed(DECIDED, by="Budi").edits
    assert edit.after[0].proposer == "Budi"


def test_decisions_that_exist_stay_unless_they_are_the_matchers_own():
    mine = link("Makam", "Gaji", proposer="Budi")
    its = link("Makam", "Gaji")
    signed = replace(its, status="disetujui", approver="Ani")
    for standing in (mine, its, signed):
        assert "Makam" not in abouts(proposed((standing,)))
    for standing in (mine, signed):
        assert "Makam" not in abouts(proposed((standing,), again=True))
    assert "Makam" in abouts(proposed((its,), again=True))


def test_what_the_matcher_proposes_no_longer_is_refused_in_its_own_name():
    its = link("Panti", "Permakanan")
    made = proposed((*DECIDED, its), again=True)
    edit = next(each for each in made.edits if each.about.name == "Panti")
    (row,) = edit.after
    assert (row.status, row.proposer) == ("ditolak", "aturan:pencocok")
    again = proposed(DECIDED, rejected=(row,))
    assert [each.old.node.name for each in again.questions] == ["Panti"]


def test_what_a_person_refused_is_a_question_and_not_proposed_again():
    no = link("Makam", "Taman Makam", status="ditolak", proposer="Budi")
    made = proposed(DECIDED, rejected=(no,))
    assert "Makam" not in abouts(made)
    question = next(each for each in made.questions if each.old.node.name == "Makam")
    assert question.said == "usulan pencocok sudah ditolak Budi: Taman Makam"
    not_new = link(None, "Taman Makam", status="ditolak", proposer="Budi")
    assert abouts(proposed(DECIDED, rejected=(no, not_new))) == []


def test_a_node_that_a_person_called_new_is_no_candidate():
    seen = []

    def looking(old, new, decided=()):
        seen.extend(each.node.name for each in new)
        return [Proposal(each, (), ()) for each in old]

    links = (link(None, "Gaji", proposer="Budi"), link(None, "Surat"))
    propose_for(agency(), links, (), Matching(looking, newcomers), TODAY)
    assert "Gaji" not in seen
    assert "Surat" in seen


def test_a_node_called_new_by_the_matcher_gets_its_predecessor():
    links = (*DECIDED, link(None, "Taman Makam"))
    made = propose_for(agency(), links, (), Matching(match, newcomers), TODAY)
    assert abouts(made) == ["Makam", "Taman Makam"]
    assert made.edits[1].after[0].status == "ditolak"
