"""Words of headers as the forms spell them."""

import pytest

from pipelines.tables.header_words import header_tokens


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Indikator Kinerja", "indikator kinerja"),
        ("Indiktor Kinrja", "indikator kinerja"),  # a letter lost
        ("Tagret Kegaitan", "target kegiatan"),  # two letters swapped
        ("Prakirran Maju", "prakiraan maju"),  # one letter for another, and one lost
        ("Prog/Keg/Sub Keg.", "program kegiatan sub"),
        ("Subkegitan", "sub kegiatan"),
        ("Renc. Thn 2023", "rencana tahun"),
        ("Pagu Indik.", "pagu indik"),  # two words of the forms begin so
        ("Target SKPD", "target perangkat daerah"),
        ("Forward Estimate", "prakiraan maju"),
        ("Kegi-\natan", "kegiatan"),
        ("Indika tor", "indikator"),
        ("P A G U", "pagu"),
        ("IndikatorKinerja", "indikator kinerja"),
        ("Realisasi s/d Tahun (n-2)", "realisasi sampai dengan tahun"),
    ],
)
def test_words_are_mended(printed, meant):
    assert header_tokens(printed) == set(meant.split())


@pytest.mark.parametrize("word", ["pengadaan", "penataan", "keluarga", "sampah", "warna", "paraf"])
def test_other_words_are_left_as_they_are(word):
    assert header_tokens(word) == {word}


def test_a_short_word_bears_no_slip():
    assert header_tokens("Kote Dona") == {"kote", "dona"}


def test_parts_of_a_code_are_no_word():
    assert header_tokens("U B P") == set()
