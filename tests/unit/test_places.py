"""Kecamatan and desa out of printed places."""

import pytest

from pipelines.conformed.places import read_place


@pytest.mark.parametrize(
    ("printed", "district", "village"),
    [
        ("SDN 2, Desa Karanglo, Kec. Tirtasari", "Tirtasari", "Karanglo"),
        ("Kelurahan Sekarjaya, Kec. Tirtasari", "Tirtasari", "Sekarjaya"),
        ("Dusun Krajan, Kab. Anu, Puspo, Palangsari", "Puspo", "Palangsari"),
        ("Kecamatan Pandaan", "Pandaan", None),
        ("Desa Damai Kec. Sentosa", "Sentosa", "Damai"),
        ("Kab. Tirtabumi", None, None),
        ("Tersebar", None, None),
        (None, None, None),
    ],
)
def test_a_place_names_its_kecamatan_and_desa(printed, district, village):
    place = read_place(printed)
    assert (place.district, place.village) == (district, village)
