"""What names mean to the matcher: roots, terms, rare words."""

from __future__ import annotations

import pytest

from pipelines.crosswalk.matching.likeness import Rarity, likeness, rarity
from pipelines.crosswalk.matching.vocabulary import confusions, terms
from pipelines.crosswalk.matching.words import Reading, meaning, root

EQUAL = Rarity({})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("pemeliharaan", "terpelihara", "memelihara"), "pelihara"),
        (("penanganan", "tertangani"), "tangan"),
        (("pengelolaan", "pengelola"), "kelola"),
        (("cetakan", "pencetakan", "cetak"), "cetak"),
    ],
)
def test_affixes_do_not_count(words: tuple[str, ...], expected: str) -> None:
    assert {root(word) for word in words} == {expected}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TMP", "Taman Makam Pahlawan"),
        ("Taman Makan Pahlawan", "Taman Makam Pahlawan"),
        ("PMKS", "PPKS"),
        ("Lansia", "Lanjut Usia"),
        ("Pengadaan Mebelair", "Pengadaan Mebel"),
        ("Rapat-Rapat Koordinasi", "Rapat Koordinasi"),
        ("WRSE", "Wanita Rawan Sosial Ekonomi"),
        ("Verval BDT", "Verifikasi dan Validasi Data Terpadu Kesejahteraan Sosial"),
    ],
)
def test_two_ways_to_say_one_thing(one: str, other: str) -> None:
    assert likeness(meaning(one), meaning(other), EQUAL).score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kampung Siaga Bencana", "Karang Taruna"),
        ("Penyandang Disabilitas", "Penyediaan Sandang"),
        ("Alat Bantu", "Bantuan Uang"),
    ],
)
def test_words_that_only_look_alike(one: str, other: str) -> None:
    assert likeness(meaning(one), meaning(other), EQUAL).score < 0.1


def test_a_kind_of_a_thing_resembles_the_thing_but_less_than_itself() -> None:
    kind, thing = meaning("Karang Taruna"), meaning("PSKS Kelembagaan Masyarakat")
    assert 0.5 < likeness(kind, thing, EQUAL).score < 0.8


def test_rare_words_weigh_more() -> None:
    names = ["Jasa Kantor", "Jasa Surat", "Jasa Listrik", "Jasa Kebersihan"]
    weight = rarity([meaning(name)] for name in names)
    old = meaning("Jasa Surat Kantor")
    by_rare = likeness(old, meaning("Surat Kantor"), weight).score
    by_common = likeness(old, meaning("Jasa"), weight).score
    assert by_rare > 3 * by_common


def test_what_an_aside_names_counts_for_half() -> None:
    read = meaning("Pemantapan Relawan Terkait Dengan Pendataan")
    assert read.factors[root("relawan")] == 2 * read.factors[root("pendataan")]


def test_evidence_shows_the_words_as_they_stood_there() -> None:
    assert likeness(meaning("Verval BDT"), meaning("DTKS"), EQUAL).shared == ("bdt",)


def test_words_can_be_read_without_terms_and_roots() -> None:
    plain = meaning("Pemeliharaan TMP", Reading(with_terms=False, with_roots=False))
    assert set(plain.factors) == {"pemeliharaan", "tmp"}


def test_every_word_of_the_reviewed_data_is_one_term() -> None:
    """No spelling stands under two terms, and every side of a confusion can be found."""
    spelled = [(phrase.words, phrase.term) for each in terms().phrases.values() for phrase in each]
    assert len({words for words, _ in spelled}) == len(spelled)
    for matter in confusions():
        for side in matter.sides:
            assert all(meaning(word) for word in side)
