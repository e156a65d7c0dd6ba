"""What an officer's answers make of the decisions."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from small_agency import (
    AGENCY,
    DECIDED,
    Officer,
    agency,
    answered,
    link,
    match,
    new_name,
    old_name,
    reviewed,
    workbook,
)

from pipelines.crosswalk.decisions import read_decisions, write_decisions
from pipelines.crosswalk.edits import applied, holding
from pipelines.crosswalk.review import review_edits
from pipelines.crosswalk.review_reading import ReviewRefused, read_review
from pipelines.crosswalk.review_rows import review_sheet


def of(edits, about):
    """The rows that an edit about a node leaves: (new name, status, relation, weight)."""
    (edit,) = [each for each in edits if each.about.name == about]
    return [
        (each.new.name if each.new else None, each.status, each.relation, each.weight)
        for each in edit.after
    ]


def refusal(change, links=DECIDED):
    """(row, reason) of everything that a workbook is refused for."""
    with pytest.raises(ReviewRefused) as raised:
        reviewed(change, links)
    assert all(each.sheet == AGENCY for each in raised.value.problems)
    assert all(each.said_en for each in raised.value.problems)
    return [(each.line, each.said) for each in raised.value.problems]


def test_a_round_trip_without_answers_changes_nothing():
    edits = reviewed(lambda officer: None)
    assert edits == ()
    assert applied(DECIDED, edits) == DECIDED


def test_every_old_node_has_its_links_its_candidates_and_a_free_answer():
    sheet = review_sheet(agency(), DECIDED, (), match(agency().old, ()))
    kinds = [
        (row.kind, row.new.name if row.new else None)
        for row in sheet.rows
        if row.old == old_name("Panti")
    ]
    assert kinds == [("calon", "Permakanan"), ("calon", "Taman Makam"), ("bebas", None)]
    signed = [row.kind for row in sheet.rows if row.old == old_name("Surat")]
    assert signed == ["tautan", "bebas"]
    assert [row.kind for row in sheet.rows if row.old is None] == ["calon", "tautan"]


def test_a_candidate_is_chosen_in_the_name_of_the_officer():
    edits = reviewed(lambda o: o.say("Panti", "Permakanan", pilih="ya", komentar="sesuai DPA"))
    (edit,) = edits
    (made,) = edit.after
    assert (made.proposer, made.status, made.method) == ("Budi", "usulan", "petugas")
    assert (made.weight, made.confidence) == (1, 1)
    assert made.relation == "merged"  # the meeting leads there too
    assert made.note == "sesuai DPA"
    assert made.history == "2031-02-03 dipilih: Budi"
    assert "nilai pencocok 0,50" in made.evidence


def test_two_candidates_share_equally_and_say_split():
    def choose(officer):
        officer.say("Panti", "Permakanan", pilih="ya")
        officer.say("Panti", "Taman Makam", pilih="YA")

    assert of(reviewed(choose), "Panti") == [
        ("Permakanan", "usulan", "split", Decimal("0.5")),
        ("Taman Makam", "usulan", "split", Decimal("0.5")),
    ]


def test_thirds_are_parted_so_that_they_sum_to_one():
    def choose(officer):
        officer.say("Panti", "Permakanan", pilih="ya")
        officer.say("Panti", "Taman Makam", pilih="ya")
        officer.say("Panti", "", calon="1.06.02.2.01.01")

    weights = [weight for *_, weight in of(reviewed(choose), "Panti")]
    assert sum(weights) == 1
    assert set(weights) == {Decimal("0.333334"), Decimal("0.333333")}


@pytest.mark.parametrize("said", ["1.06.02.2.01.03", "taman makam", "1.06.02.2.01.03 Taman Makam"])
def test_a_free_answer_may_be_a_code_a_name_or_what_the_list_shows(said):
    edits = reviewed(lambda o: o.say("Panti", "", calon=said))
    assert of(edits, "Panti") == [("Taman Makam", "usulan", "renamed", Decimal(1))]


def test_a_free_answer_may_end_a_node():
    edits = reviewed(lambda o: o.say("Panti", "", calon="(dihentikan, tidak ada penerusnya)"))
    assert of(edits, "Panti") == [(None, "usulan", "discontinued", Decimal(0))]


def test_a_refused_link_of_a_split_leaves_all_to_the_other():
    def refuse(officer):
        officer.say("Rapat", "Permakanan", pilih="tidak", komentar="tidak ada hubungannya")

    edits = reviewed(refuse)
    assert of(edits, "Rapat") == [
        ("Rapat Koordinasi", "usulan", "renamed", Decimal(1)),
        ("Permakanan", "ditolak", "split", Decimal("0.25")),
    ]
    kept, refused = next(each for each in edits if each.about.name == "Rapat").after
    assert "dahulu 1.06.02.2.01.02 bobot 0.75, split dari aturan:pencocok" in kept.history
    assert refused.note == "tidak ada hubungannya"


def test_all_links_refused_is_an_open_question_again():
    edits = reviewed(lambda o: o.say("Bibit", "(dihentikan, tidak ada penerusnya)", pilih="tidak"))
    assert of(edits, "Bibit") == [(None, "ditolak", "discontinued", Decimal(0))]
    own = applied((), edits)
    text = write_decisions(own)
    assert read_decisions(text).problems == ()
    assert all(each.old != old_name("Bibit") for each in holding(DECIDED, edits))


def test_weights_are_changed_and_must_sum_to_one():
    def weigh(first, second):
        def change(officer):
            officer.say("Rapat", "Rapat Koordinasi", bobot=first)
            officer.say("Rapat", "Permakanan", bobot=second)

        return change

    assert [row[3] for row in of(reviewed(weigh(0.6, "0,4")), "Rapat")] == [
        Decimal("0.6"),
        Decimal("0.4"),
    ]
    ((_, said),) = refusal(weigh(0.6, 0.6))
    assert "berjumlah 1.2 (0.6 + 0.6), seharusnya 1" in said
    ((_, said),) = refusal(weigh(0.6, None))
    assert "Bobot kosong di samping bobot yang terisi" in said


def test_weights_that_are_emptied_are_parted_as_proposed():
    def clear(officer):
        officer.say("Rapat", "Rapat Koordinasi", bobot=None)
        officer.say("Rapat", "Permakanan", bobot=None)

    assert reviewed(clear) == ()


def test_a_comment_alone_takes_no_signature_away():
    (edit,) = reviewed(lambda o: o.say("Surat", "Surat", komentar="dicek dengan DPA"))
    (after,) = edit.after
    assert (after.status, after.approver, after.note) == ("disetujui", "Ani", "dicek dengan DPA")
    assert after.history == "2031-02-03 catatan: Budi"


def test_a_changed_decision_loses_its_signature_and_its_history_says_whose():
    def change(officer):
        officer.say("Surat", "Surat", pilih="tidak")
        officer.say("Surat", "", calon="Taman Makam")

    edits = reviewed(change)
    made = next(each for each in edits if each.about.name == "Surat").after[0]
    assert (made.status, made.proposer, made.approver) == ("usulan", "Budi", "")
    assert "disetujui Ani" in made.history


def test_a_node_that_gets_a_predecessor_is_no_longer_new():
    edits = reviewed(lambda o: o.say("Panti", "", calon="Gaji"))
    assert of(edits, "Gaji") == [("Gaji", "ditolak", "new", None)]
    assert holding(DECIDED, edits)[-1].new == new_name("Gaji")


def test_a_node_may_be_called_new():
    edits = reviewed(lambda o: o.say("(simpul baru, tanpa pendahulu)", "Taman Makam", pilih="ya"))
    assert of(edits, "Taman Makam") == [("Taman Makam", "usulan", "new", None)]


def test_a_refused_pair_may_be_chosen_later_and_keeps_its_history():
    no = link("Panti", "Permakanan", status="ditolak", proposer="Cici", history="dahulu")
    edits = reviewed(lambda o: o.say("Panti", "Permakanan", pilih="ya"), rejected=(no,))
    own = applied((no,), edits)
    assert [each.status for each in own if each.old == old_name("Panti")] == ["usulan"]
    assert own[0].history == "dahulu | 2031-02-03 dipilih: Budi"


@pytest.mark.parametrize(
    ("old", "new", "answers", "reason"),
    [
        ("Panti", "Permakanan", {"pilih": "mungkin"}, "bukan ya atau tidak"),
        ("Panti", "Permakanan", {"pilih": "ya", "relasi": "sama"}, "bukan salah satu dari"),
        ("Panti", "Permakanan", {"pilih": "ya", "relasi": "discontinued"}, "tidak sesuai"),
        ("Panti", "Permakanan", {"pilih": "ya", "relasi": "new"}, "hanya untuk simpul tanpa"),
        ("Panti", "Permakanan", {"pilih": "ya", "bobot": 1.5}, "bukan angka 0 sampai 1"),
        ("Panti", "Permakanan", {"pilih": "ya", "bobot": 0.5}, "berjumlah 0.5"),
        ("Panti", "Permakanan", {"pilih": "ya", "bobot": "=1/2"}, "berisi rumus"),
        ("Panti", "Permakanan", {"komentar": "entahlah"}, "Pilih kosong"),
        ("Rapat", "Permakanan", {"pilih": None}, "Pilih kosong"),
        ("Panti", "", {"calon": "9.99.99"}, "bukan simpul baru yang dikenal"),
        ("Panti", "", {"pilih": "ya"}, "belum menyebut penerusnya"),
    ],
)
def test_a_wrong_answer_is_refused_with_its_row(old, new, answers, reason):
    line = Officer(load_workbook(io.BytesIO(workbook()))).row(old, new)
    found = refusal(lambda officer: officer.say(old, new, **answers))
    assert (line, True) in [(row, reason in said) for row, said in found]


def test_one_new_node_twice_and_an_end_beside_a_link_are_refused():
    def twice(officer):
        officer.say("Panti", "Permakanan", pilih="ya")
        officer.say("Panti", "", calon="Permakanan")

    def ended(officer):
        officer.say("Panti", "Permakanan", pilih="ya")
        officer.say("Panti", "", calon="discontinued")

    assert "sudah dipilih di baris lain" in refusal(twice)[0][1]
    assert "dihentikan, tetapi baris lain juga dipilih" in refusal(ended)[0][1]


def test_a_workbook_made_before_a_decision_changed_is_refused():
    data = answered(lambda o: o.say("Rapat", "Permakanan", pilih="tidak"))
    since = (*DECIDED[:1], link("Rapat", "Taman Makam"), *DECIDED[3:])
    with pytest.raises(ReviewRefused) as raised:
        review_edits(read_review(data), since, (), "Budi", "2031-02-03")
    (problem,) = raised.value.problems
    assert problem.line > 1
    assert "berubah sejak buku kerja dibuat" in problem.said


def test_other_decisions_may_have_changed_since():
    data = answered(lambda o: o.say("Panti", "Permakanan", pilih="ya"))
    since = (*DECIDED[:1], link("Rapat", "Taman Makam"), *DECIDED[3:])
    assert len(review_edits(read_review(data), since, (), "Budi", "2031-02-03")) == 1
