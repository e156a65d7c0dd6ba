"""The manifest: what it accepts, what it writes back, and what its errors tell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.manifest import COLUMNS, format_manifest, read_manifest
from pipelines.model import ManifestEntry, Refusal

HEADER = ",".join(COLUMNS)
DIGEST = "0f" * 32


def test_reads_every_column() -> None:
    row = (
        f"plan.txt,{DIGEST.upper()},Kabupaten A,Dinas B,2031,2031-01-02,surel,1,skema-x,"
        "T-C.33=12; KODE = 7"
    )
    assert read_manifest(f"{HEADER}\n{row}\n") == {
        "plan.txt": ManifestEntry(
            file="plan.txt",
            sha256=DIGEST,
            government="Kabupaten A",
            agency="Dinas B",
            year=2031,
            received="2031-01-02",
            source="surel",
            priority=1,
            scheme="skema-x",
            reviewed_rows=(("KODE", 7), ("T-C.33", 12)),
        )
    }


def test_nothing_said_is_empty() -> None:
    assert read_manifest("") == {}
    assert read_manifest(HEADER + "\n\n,,,,,,,,\n") == {}
    assert read_manifest("berkas\nplan.txt\n") == {"plan.txt": ManifestEntry("plan.txt")}


def test_spreadsheets_write_other_separators_and_a_mark() -> None:
    text = '\ufeffberkas;perangkat_daerah;tahun_dokumen\r\nplan.txt;"Dinas B; C";2031\r\n'
    assert read_manifest(text)["plan.txt"] == ManifestEntry(
        "plan.txt", agency="Dinas B; C", year=2031
    )


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("berkas", "../secret.txt"),
        ("berkas", "/etc/hosts"),
        ("berkas", "a\\b.txt"),
        ("berkas", ""),
        ("sha256", "abc"),
        ("tahun_dokumen", "dua ribu"),
        ("tahun_dokumen", "22"),
        ("diterima", "31/01/2022"),
        ("diterima", "2022-02-30"),
        ("prioritas", "tinggi"),
        ("baris_ditinjau", "T-C.33"),
        ("baris_ditinjau", "T-C.33=12; T-C.33=13"),
    ],
)
def test_an_error_names_row_column_and_remedy(column: str, said: str) -> None:
    row = {"berkas": "plan.txt", "sumber": "surel", column: said}
    line = ",".join(row.get(name, "") for name in COLUMNS)
    with pytest.raises(Refusal) as caught:
        read_manifest(f"{HEADER}\nfirst.txt,,,,,,,,\n{line}\n")
    assert f"baris 3 kolom {column}" in caught.value.reason
    assert f"row 3 column {column}" in caught.value.reason_en
    if said:
        assert repr(said) in caught.value.reason


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("berkas,warna\n", "kolom warna"),
        ("sha256,sumber\n", "kolom berkas"),
        ("berkas,berkas\n", "dua kali"),
        ("berkas,sumber\na.txt,x,y\n", "3 isian untuk 2 kolom"),
        ("berkas\na.txt\na.txt\n", "baris 3 kolom berkas"),
        ('berkas\n"a.txt\n', "CSV"),
    ],
)
def test_a_broken_table_is_told(text: str, tells: str) -> None:
    with pytest.raises(Refusal, match=tells):
        read_manifest(text)


words = st.text("abc é,;\"'\n=", max_size=12).map(str.strip)


@given(
    st.lists(
        st.builds(
            ManifestEntry,
            file=st.from_regex(r"[a-z]{1,6}(/[a-z]{1,4})?\.txt", fullmatch=True),
            sha256=st.sampled_from(["", DIGEST]),
            government=words,
            agency=words,
            year=st.none() | st.integers(1945, 2100),
            received=st.just("") | st.dates(min_value=date(2000, 1, 1)).map(str),
            source=words,
            priority=st.none() | st.integers(-9, 99),
            scheme=words,
            reviewed_rows=st.dictionaries(
                st.sampled_from(["KODE", "T-C.29", "T-C.33"]), st.integers(0, 999)
            ).map(lambda rows: tuple(sorted(rows.items()))),
        ),
        unique_by=lambda entry: entry.file,
    )
)
def test_what_is_written_reads_back(entries: list[ManifestEntry]) -> None:
    assert read_manifest(format_manifest(entries)) == {entry.file: entry for entry in entries}
