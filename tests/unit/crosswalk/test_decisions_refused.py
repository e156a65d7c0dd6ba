"""Refused rows of the decisions file, and nodes that share a name."""

from __future__ import annotations

from dataclasses import replace

from small_agency import DECIDED, link, new_name

from pipelines.crosswalk.decisions import overlay, read_decisions, write_decisions
from pipelines.crosswalk.edits import Edit, applied, holding
from pipelines.crosswalk.model import NodeName

NO = link("Rapat", "Permakanan", "0.25", status="ditolak", proposer="Budi")


def test_refused_rows_hold_nothing_but_are_kept():
    text = write_decisions((*DECIDED, link("Makam", "Taman Makam", "0.3", status="ditolak")))
    read = read_decisions(text)
    assert read.problems == ()
    assert len(read.links) == len(DECIDED)
    assert [each.new for each in read.rejected] == [new_name("Taman Makam")]
    assert write_decisions(read.rows) == text


def test_refused_rows_alone_take_away_what_is_beneath():
    assert overlay(DECIDED, (), (NO,)) == (DECIDED[0], *DECIDED[3:])
    assert overlay(DECIDED, DECIDED[1:3], (NO,)) == (DECIDED[0], *DECIDED[3:], *DECIDED[1:3])


def test_two_new_nodes_of_one_name_and_programme_are_told_apart_by_their_codes():
    one = new_name("Gaji")
    other: NodeName = replace(one, code="1.06.02.2.02.07")
    rows = (link(None, "Gaji"), replace(link(None, "Gaji"), new=other))
    assert read_decisions(write_decisions(rows)).problems == ()
    half = link("Rapat", "Gaji", "0.5")
    assert read_decisions(write_decisions((half, replace(half, new=other)))).problems == ()
    assert read_decisions(write_decisions((half, half))).problems


def test_an_edit_takes_the_place_of_its_decision_and_keeps_what_was_refused():
    own = (*DECIDED, NO)
    now = (link("Rapat", "Gaji", proposer="Cici"),)
    edit = Edit(rapat(), DECIDED[1:3], now)
    assert applied(own, [edit]) == (DECIDED[0], *now, *DECIDED[3:], NO)
    assert holding(DECIDED, [edit]) == (DECIDED[0], *DECIDED[3:], *now)


def test_a_refused_pair_that_is_chosen_is_refused_no_more():
    now = (link("Rapat", "Permakanan", proposer="Cici"),)
    assert applied((NO,), [Edit(rapat(), (), now)]) == now


def rapat():
    from pipelines.crosswalk.decisions import key_of

    return key_of(DECIDED[1])
