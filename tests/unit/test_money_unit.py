"""Thousands of rupiah, said in a header: what else the document prints decides."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, facts, reading

THOUSANDS = PLAN_HEADER.replace("Pagu Indikatif", "Pagu Indikatif (Rp.000)")
CHAIN = (
    ("1.02.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
    ("1.02.01.2.01", "Perencanaan dan Evaluasi"),
    ("1.02.01.2.01.01", "Penyusunan Dokumen"),
)
REVIEW = (
    "\nTabel 2.3\n\nRancangan Awal RKPD|||||Hasil Analisis Kebutuhan||||\n"
    "Program/Kegiatan|Lokasi|Indikator|Target|Pagu Indikatif{0}|"
    "Program/Kegiatan|Lokasi|Indikator|Target|Kebutuhan Dana{0}\n"
)


def plan(header, amount, lines=""):
    rows = "".join(
        f"{code}|{name}|Indeks|Kota|8 Dokumen|{amount}|DAU||8 Dokumen|{amount}\n"
        for code, name in CHAIN
    )
    return HEADING + CODES + "\nTabel 4.1\n\n" + header + rows + lines


def review(said, amount):
    side = "{}||Indeks|8 Dokumen|{}"
    rows = "".join(
        f"{side.format(name, amount)}|{side.format(name, amount)}\n" for _, name in CHAIN
    )
    return REVIEW.format(said) + rows


def rupiah(read, form="T-C.33"):
    of = {record.record_id: record.form for record in read.records}
    return {f.rupiah for f in read.facts if f.view == "anggaran" and of[f.record_id] == form}


def units(read):
    return {f.rule: f for f in read.findings if f.rule.startswith("satuan_")}


@pytest.mark.parametrize("amount", ["30.000", "Rp 30.000", "30.000,-"])
def test_small_amounts_are_thousands_whatever_stands_before_them(amount):
    read = reading(plan(THOUSANDS, amount))
    assert rupiah(read) == {30_000_000}
    assert not units(read)


def test_large_amounts_are_full_rupiah_and_the_finding_says_why():
    read = reading(plan(THOUSANDS, "30.000.000"))
    assert rupiah(read) == {30_000_000}
    assert "median pagu sub kegiatan 30.000.000" in units(read)["satuan_ribuan"].message


def test_another_table_about_the_same_nodes_is_stronger_than_size():
    small = reading(plan(PLAN_HEADER, "3.000.000") + review(" (Rp.000)", "3.000"))
    assert rupiah(small, "T-C.31") == {3_000_000}
    assert not units(small)
    same = reading(plan(PLAN_HEADER, "3.000.000") + review(" (Rp.000)", "3.000.000"))
    assert rupiah(same, "T-C.31") == {3_000_000}
    assert "sama dengan tabel lain" in units(same)["satuan_ribuan"].message


def test_a_table_that_is_decided_decides_the_next():
    read = reading(plan(THOUSANDS, "30.000") + review(" (Rp.000)", "30.000"))
    assert rupiah(read, "T-C.31") == rupiah(read, "T-C.33") == {30_000_000}
    assert not units(read)


def test_lines_of_expenditure_in_full_rupiah_below_thousands():
    lines = (
        "||||Belanja Pegawai : Rp 2.000.000|||||Rp 2.000.000\n"
        "||||Belanja Modal : Rp 1.000.000|||||Rp 1.000.000\n"
    )
    read = reading(plan(THOUSANDS, "3.000", lines))
    assert rupiah(read) == {3_000_000}
    assert {f["rupiah"] for f in facts(read, "belanja")} == {2_000_000, 1_000_000}
    assert not [f for f in read.findings if f.severity == "warning"]


def test_where_nothing_decides_the_header_is_believed_and_all_is_in_doubt():
    read = reading(plan(THOUSANDS, "3.000.500"))
    assert rupiah(read) == {3_000_500_000}
    assert set(units(read)) == {"satuan_tak_pasti"}
    assert {f.status for f in read.facts if f.view == "anggaran"} == {"ragu"}


@pytest.mark.parametrize(
    ("amount", "full", "rules"),
    [("3.000.500", 3_000_500_000, set()), ("3.000.000", 3_000_000, {"satuan_ribuan"})],
)
def test_many_amounts_of_a_size_that_may_be_either_are_told_by_their_last_digits(
    amount, full, rules
):
    more = "".join(
        f"1.02.01.2.01.{n:02}|Layanan {n}|Indeks|Kota|8 Dokumen|{amount}|DAU||8 Dokumen|{amount}\n"
        for n in range(2, 9)
    )
    read = reading(plan(THOUSANDS, amount, more))
    assert rupiah(read) == {full}
    assert set(units(read)) == rules


def test_a_few_amounts_that_no_plan_holds_tell_which_unit_the_others_have():
    more = "".join(
        f"1.02.01.2.01.{n:02}|Layanan {n}|Indeks|Kota|8 Dokumen|{amount}|DAU||8 Dokumen|{amount}\n"
        for n, amount in ((2, "400.000"), (3, "500.000"))
    )
    read = reading(plan(THOUSANDS, "3.000.000", more))
    assert 400_000_000 in rupiah(read)
    assert not units(read)


def test_millions_in_a_line_above_the_table():
    header = "(dalam jutaan rupiah)\n" + PLAN_HEADER
    assert rupiah(reading(plan(header, "30"))) == {30_000_000}
    assert set(units(reading(plan(header, "30.000.000")))) == {"satuan_ribuan"}


def test_thousands_that_no_header_says_are_published_as_printed_and_doubted():
    read = reading(plan(PLAN_HEADER, "30.000"))
    assert rupiah(read) == {30_000}
    assert set(units(read)) == {"satuan_tak_disebut"}
    assert {f.status for f in read.facts if f.view == "anggaran"} == {"ragu"}


def test_one_column_in_thousands_beside_one_that_says_nothing_is_doubted():
    read = reading(
        plan(PLAN_HEADER.replace("Pagu Indikatif", "Pagu Indikatif (Rp.000)", 1), "30.000")
    )
    assert {f.status for f in read.facts if f.view == "anggaran"} == {"ragu"}
    assert "keduanya dibaca sebagai ribuan" in units(read)["satuan_campur"].message
