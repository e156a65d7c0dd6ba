"""What the matcher proposes of an old activity, and when it asks."""

from __future__ import annotations

from decimal import Decimal

from crosswalk.matching_nodes import SOCIAL, activity, measured, program, sub

from pipelines.codes import NEW_SCHEME, OLD_SCHEME
from pipelines.crosswalk.matching import newcomers, propose
from pipelines.crosswalk.model import SAME_NAME_RULE, NodeProfile, Proposal

LETTERS = sub("1.06.01.2.08.01", "Penyediaan Jasa Surat Menyurat")
VEHICLES = sub("1.06.01.2.09.02", "Pemeliharaan Kendaraan Dinas Operasional")
BUILDINGS = sub("1.06.01.2.09.09", "Pemeliharaan Gedung Kantor dan Bangunan Lainnya")
TRAINING = sub("1.06.01.2.05.09", "Pendidikan dan Pelatihan Pegawai")
HEROES = sub(
    "1.06.07.2.01.02",
    "Pemeliharaan Taman Makam Pahlawan Nasional",
    measured("Jumlah TMP yang Terpelihara", 11, "TMP", 2021),
    program="Program Pengelolaan Taman Makam Pahlawan",
)
NEW = [LETTERS, VEHICLES, BUILDINGS, TRAINING, HEROES]


def only(old: NodeProfile, new: list[NodeProfile] | None = None) -> Proposal:
    [proposal] = propose([old], new or NEW)
    return proposal


def test_the_same_name_is_approved_by_the_rule_itself() -> None:
    [link] = only(activity("penyediaan jasa surat-menyurat")).links
    assert link.new == LETTERS.node
    assert (link.relation, link.weight) == ("exact", Decimal(1))
    assert (link.status, link.approver) == ("disetujui", SAME_NAME_RULE)


def test_an_official_list_beside_the_documents_does_not_make_two_of_one_node() -> None:
    listed = [sub(f"X.XX.{each.node.code[5:]}", each.node.name) for each in NEW]
    [link] = only(activity("Penyediaan Jasa Surat Menyurat"), [*listed, *NEW]).links
    assert (link.new, link.relation) == (LETTERS.node, "exact")
    [link] = only(activity("Penyediaan Jasa Surat Menyurat"), listed).links
    assert (link.new and link.new.code, link.relation) == ("X.XX.01.2.08.01", "exact")


def test_another_name_is_a_proposal_for_a_person() -> None:
    [link] = only(activity("Diklat Aparatur")).links
    assert link.new == TRAINING.node
    assert (link.relation, link.status, link.approver) == ("renamed", "usulan", "")


def test_abbreviations_slips_of_the_pen_and_figures_that_go_on() -> None:
    old = activity(
        "Pemeliharaan dan Rehab Taman Makan Pahlawan",
        measured("Jumlah TMP yang dirawat", 11, "TMP"),
        program="Program Keluarga Pahlawan",
    )
    [link] = only(old).links
    assert link.new == HEROES.node
    assert "angka berlanjut: 11 TMP (2020) -> 11 TMP (2021)" in link.evidence
    assert "figure goes on: 11 TMP (2020) -> 11 TMP (2021)" in link.evidence


def test_words_that_must_not_be_confused() -> None:
    proposal = only(activity("Pemeliharaan Rutin/Berkala Kendaraan Dinas"))
    scores = {each.new.key: each.score for each in proposal.ranked}
    assert proposal.ranked[0].new == VEHICLES
    assert scores[BUILDINGS.key] < scores[VEHICLES.key] / 3
    against = next(each for each in proposal.ranked if each.new == BUILDINGS).evidence[-1]
    assert against.points < 0
    assert against.said == "benda berbeda: kendaraan dinas / bangunan, gedung kantor"


def test_support_of_the_agency_does_not_become_one_of_its_affairs() -> None:
    food = sub("1.06.06.2.01.01", "Penyediaan Makanan", program="Program Penanganan Bencana")
    proposal = only(activity("Penyediaan Makanan Rapat"), [food, LETTERS])
    assert not proposal.links
    assert "rumpun" in {each.kind for each in proposal.ranked[0].evidence}


def test_what_is_for_the_council_alone_is_not_for_an_agency() -> None:
    dress = sub("1.06.01.2.05.02", "Pengadaan Pakaian Dinas Beserta Atribut Kelengkapannya")
    council = sub("1.06.01.2.15.02", "Penyediaan Pakaian Dinas dan Atribut DPRD")
    [link] = only(
        activity("Pengadaan pakaian dinas beserta kelengkapannya"), [dress, council]
    ).links
    assert link.new == dress.node


def test_two_that_fit_alike_are_a_question() -> None:
    bought = sub("1.06.01.2.06.02", "Penyediaan Peralatan dan Perlengkapan Kantor")
    hired = sub("1.06.01.2.08.03", "Penyediaan Jasa Peralatan dan Perlengkapan Kantor")
    proposal = only(activity("Pengadaan Mebelair"), [bought, hired])
    assert not proposal.links
    assert proposal.question.startswith("'Penyediaan")
    assert "atau" in proposal.question
    assert "Both fit almost alike" in proposal.question_en
    assert {each.new for each in proposal.ranked} == {bought, hired}


def test_two_of_one_name_are_a_question() -> None:
    twice = [
        sub("1.06.04.2.01.12", "Pemberian Layanan Rujukan", program=SOCIAL),
        sub("1.06.04.2.02.13", "Pemberian Layanan Rujukan", program=SOCIAL),
    ]
    assert not only(activity("Pemberian Layanan Rujukan", program=SOCIAL), twice).links


def test_a_name_without_a_matter_says_nothing() -> None:
    assert not only(activity("Pengadaan ……")).links


def test_discontinued_needs_figures_that_stop() -> None:
    stopped = activity("Upacara", measured("Jumlah Upacara", 2, "Kali", 2019))
    silent = activity("Lokakarya")
    goes_on = activity("Diklat Aparatur", measured("Jumlah Peserta Diklat", 30, "Orang", 2020))
    found = {each.old.node.name: each for each in propose([stopped, silent, goes_on], NEW)}
    [link] = found["Upacara"].links
    assert (link.relation, link.new, link.weight) == ("discontinued", None, Decimal(0))
    assert not found["Lokakarya"].links
    assert "dihentikan, atau dilanjutkan" in found["Lokakarya"].question


def test_two_old_ones_of_one_name_merge() -> None:
    here = activity("Penyediaan Jasa Surat Menyurat")
    there = activity(
        "Penyediaan Jasa Surat Menyurat", program="Program Peningkatan Disiplin Aparatur"
    )
    links = [link for each in propose([here, there], NEW) for link in each.links]
    assert [(link.relation, link.status) for link in links] == [("merged", "disetujui")] * 2


def test_an_indicator_that_clearly_is_of_another_node_splits() -> None:
    volunteers = sub(
        "1.06.06.2.02.02",
        "Pelaksanaan Taruna Siaga Bencana",
        measured("Jumlah Anggota Tagana", 45, "Orang", 2021),
        program="Program Penanganan Bencana",
    )
    victims = sub(
        "1.06.06.2.01.01",
        "Bantuan Makanan Korban Bencana",
        measured("Jumlah Korban Bencana yang Mendapat Bantuan Makanan", 255, "Orang", 2021),
        program="Program Penanganan Bencana",
    )
    old = activity(
        "Kesiapsiagaan Bencana dan Pembinaan Tagana",
        measured("Jumlah Anggota Tagana", 45, "Orang"),
        measured("Jumlah Korban Bencana yang Mendapat Bantuan Makanan", 255, "Orang"),
        program="Program Perlindungan Sosial",
    )
    links = only(old, [volunteers, victims, LETTERS]).links
    assert {(link.new, link.relation, link.weight, link.method) for link in links} == {
        (volunteers.node, "split", Decimal("0.15"), "target"),
        (victims.node, "split", Decimal("0.85"), "target"),
    }


def test_a_programme_follows_its_activities_and_not_its_name() -> None:
    name = "Program Perlindungan Sosial"
    old = [
        program(OLD_SCHEME, name),
        activity("Diklat Tagana", program=name),
        activity("Pembinaan Karang Taruna", program=name),
    ]
    disaster, society = "Program Penanganan Bencana", SOCIAL
    new = [
        program(NEW_SCHEME, name, "1.06.05"),
        program(NEW_SCHEME, disaster, "1.06.06"),
        program(NEW_SCHEME, society, "1.06.02"),
        sub("1.06.06.2.02.02", "Diklat Taruna Siaga Bencana", program=disaster),
        sub("1.06.02.2.03.04", "Pemberdayaan Karang Taruna", program=society),
        sub("1.06.05.2.02.02", "Pengelolaan Data Fakir Miskin", program=name),
    ]
    found = {each.old.key: each for each in propose(old, new)}
    links = found[old[0].key].links
    half = Decimal("0.5")
    assert {(link.new and link.new.name, link.weight) for link in links} == {
        (disaster, half),
        (society, half),
    }
    assert {(link.relation, link.method) for link in links} == {("split", "kegiatan")}


def test_a_programme_waits_while_most_of_its_activities_are_open() -> None:
    name = "Program Kesejahteraan"
    old = [program(OLD_SCHEME, name)]
    old += [
        activity(each, program=name) for each in ("Lokakarya", "Apel", "Pembinaan Karang Taruna")
    ]
    new = [
        program(NEW_SCHEME, SOCIAL, "1.06.02"),
        sub("1.06.02.2.03.04", "Pemberdayaan Karang Taruna", program=SOCIAL),
    ]
    proposal = next(each for each in propose(old, new) if each.old.node.level == "program")
    assert not proposal.links
    assert "putuskan kegiatannya dahulu" in proposal.question
    assert [each.new.node.name for each in proposal.ranked] == [SOCIAL]


def test_what_is_decided_is_not_proposed_again_and_programmes_follow_it() -> None:
    name = "Program Kesejahteraan"
    old = [program(OLD_SCHEME, name), activity("Lokakarya", program=name)]
    new = [program(NEW_SCHEME, SOCIAL, "1.06.02"), sub("1.06.02.2.03.04", "Temu", program=SOCIAL)]
    [first] = propose([activity("Temu", program=name)], new[1:])
    decided = [first.links[0]]
    proposals = propose([old[0], activity("Temu", program=name)], new, decided)
    [proposal] = proposals
    assert proposal.old == old[0]
    assert [link.new and link.new.name for link in proposal.links] == [SOCIAL]
    assert newcomers(new, proposals, decided) == ()


def test_new_nodes_without_a_predecessor() -> None:
    proposals = propose([activity("Penyediaan Jasa Surat Menyurat")], NEW)
    links = newcomers(NEW, proposals)
    assert {link.new for link in links} == {each.node for each in NEW} - {LETTERS.node}
    assert {(link.relation, link.old, link.weight) for link in links} == {("new", None, None)}


def test_a_new_node_that_may_answer_a_question_is_the_less_surely_new() -> None:
    bought = sub("1.06.01.2.06.02", "Penyediaan Peralatan dan Perlengkapan Kantor")
    hired = sub("1.06.01.2.08.03", "Penyediaan Jasa Peralatan dan Perlengkapan Kantor")
    proposals = propose([activity("Pengadaan Mebelair")], [bought, hired, HEROES])
    sure = {link.new: link.confidence for link in newcomers([bought, hired, HEROES], proposals)}
    assert sure[bought.node] < sure[HEROES.node]
    link = next(each for each in newcomers([bought], proposals))
    assert "'Pengadaan Mebelair'" in link.evidence
