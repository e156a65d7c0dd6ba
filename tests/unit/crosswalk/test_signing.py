"""Signing: whole decisions, by somebody else, with history."""

from __future__ import annotations

from small_agency import DECIDED, TODAY, link

from pipelines.crosswalk.edits import person
from pipelines.crosswalk.signing import meant_by, sign, unsigned


def names(keys, decisions):
    return sorted((decisions[key][0].old or decisions[key][0].new).name for key in keys)


def test_what_is_signed_already_does_not_wait():
    waiting = unsigned(DECIDED)
    assert names(waiting, waiting) == ["Bibit", "Gaji", "Rapat"]


def test_all_links_of_a_decision_are_signed_together():
    signing = sign(unsigned(DECIDED), "Ani", TODAY)
    assert signing.refused == ()
    rapat = next(edit for edit in signing.edits if edit.about.name == "Rapat")
    assert [(each.status, each.approver, each.date) for each in rapat.after] == [
        ("disetujui", "Ani", TODAY)
    ] * 2
    assert rapat.after[0].history == "2031-02-03 disetujui: Ani"


def test_who_proposes_may_not_approve_in_whatever_spelling():
    mine = (link("Rapat", "Gaji", proposer="Budi S.Sos"), link("Bibit", None))
    signing = sign(unsigned(mine), "BUDI, S. Sos", TODAY)
    assert [each.about.name for each in signing.edits] == ["Bibit"]
    ((refused),) = signing.refused
    assert "minta orang lain" in refused.said


def test_a_link_signed_before_keeps_its_signature():
    first = link("Rapat", "Gaji", "0.5", status="disetujui", approver="aturan:nama_sama")
    other = link("Rapat", "Surat", "0.5")
    (edit,) = sign(unsigned((first, other)), "Ani", TODAY).edits
    assert [each.approver for each in edit.after] == ["aturan:nama_sama", "Ani"]


def test_a_text_means_a_whole_name_before_a_part_and_what_it_became_last():
    waiting = unsigned((*DECIDED, link("Panti", "Permakanan"), link("Makam", "Taman Makam")))
    assert names(meant_by("rapat", waiting), waiting) == ["Rapat"]
    assert names(meant_by("a", waiting), waiting) == ["Gaji", "Makam", "Panti", "Rapat"]
    assert names(meant_by("1.06.02.2.01.03", waiting), waiting) == ["Makam"]
    assert meant_by("", waiting) == meant_by("tidak ada", waiting) == []


def test_names_of_rules_are_no_names_of_people():
    assert person("  Dra.  Ani, M.Si ") == "Dra. Ani, M.Si"
    assert person("aturan:nama_sama") == person("a | b") == person(" ") == ""
