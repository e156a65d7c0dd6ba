"""Rules on whole columns of money: another scale, cells left blank, totals of another level."""

import re

from documents import facts
from rule_documents import PLAN, SECOND, doubted, found, plan, rules_of, spoilt, texts

ROWS = PLAN + SECOND
TOTAL = "||||Jumlah : Rp 110.000.000||||Rp 121.000.000\n"
YEAR, AHEAD = 5, 9
PROGRAM, KEGIATAN, SUB_KEGIATAN = 2, 4, 5  # points in a code


def scaled(points, factor, columns=(YEAR, AHEAD)):
    """The rows with the amounts of some levels multiplied."""
    rows = []
    for row in ROWS.splitlines():
        cells = row.split("|")
        if cells[0] and cells[0].count(".") in points:
            for column in columns:
                rupiah = int(re.sub(r"\D", "", cells[column])) * factor
                cells[column] = f"Rp {int(rupiah):,}".replace(",", ".")
        rows.append("|".join(cells))
    return "\n".join(rows) + "\n"


def test_sub_kegiatan_ten_times_too_large_are_one_finding_and_all_in_doubt():
    assert not found(plan(rows=ROWS, total=TOTAL))
    read = plan(rows=scaled([SUB_KEGIATAN], 10, [YEAR]), total=TOTAL)
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("pagu_kelipatan", "Rp 10.000.000")
    assert "10 kali induknya" in finding.message
    levels = {(f["level"], f["phase"]) for f in facts(read, "anggaran") if f["status"] == "ragu"}
    assert levels == {("sub_kegiatan", "rencana")}
    assert len(doubted(read)) == 10


def test_the_level_is_in_doubt_that_its_forward_estimate_speaks_against():
    read = plan(rows=scaled([PROGRAM, KEGIATAN], 1000, [YEAR]))
    (finding,) = found(read)
    assert "1/1000 kali induknya" in finding.message
    levels = {f["level"] for f in facts(read, "anggaran") if f["status"] == "ragu"}
    assert levels == {"program", "kegiatan"}


def test_where_nothing_says_which_level_is_wrong_both_are_in_doubt():
    read = plan(rows=scaled([PROGRAM, KEGIATAN], 10))
    assert set(rules_of(read)) == {"pagu_kelipatan"}
    assert all("kedua tingkat" in finding.message for finding in found(read))


def test_a_single_sum_that_fails_by_ten_is_a_slip_of_one_figure():
    read = plan(("12 Bulan|Rp 12.000.000", "12 Bulan|Rp 120.000.000"), rows=ROWS)
    assert rules_of(read) == ["jumlah_anak"]


def test_a_forward_estimate_of_a_tenth_is_no_growth():
    read = plan(rows=scaled([PROGRAM, KEGIATAN, SUB_KEGIATAN], 10, [YEAR]))
    finding = found(read, "laju_tumbuh")[0]
    assert "adalah 0,11 kali" in finding.message
    assert not found(plan(rows=scaled([PROGRAM, KEGIATAN, SUB_KEGIATAN], 10)), "laju_tumbuh")


BLANK = ("4 Laporan|Rp 8.000.000", "4 Laporan|")


def test_an_amount_that_is_not_printed_is_what_its_parent_leaves():
    read = plan(BLANK, rows=ROWS, total=TOTAL)
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("pagu_kosong", "Rp 8.000.000")
    assert "prakiraan majunya Rp 8.800.000" in finding.message
    assert texts(read, finding)[0] == "2 Akuntansi"
    assert not doubted(read)


def test_an_amount_that_is_not_printed_is_what_its_expenditure_adds_up_to():
    read = plan(("6 Dokumen|Rp 10.000.000", "6 Dokumen|"), BLANK, rows=ROWS, total=TOTAL)
    assert [f.expected for f in found(read)] == ["Rp 10.000.000", "Rp 8.000.000"]


def test_of_several_blank_rows_only_the_sum_is_known():
    read = plan(BLANK, ("12 Laporan|Rp 10.000.000", "12 Laporan|"), rows=ROWS, total=TOTAL)
    assert rules_of(read) == ["pagu_kosong", "pagu_kosong"]
    assert all("sisanya Rp 18.000.000" in f.message and not f.expected for f in found(read))


def test_the_printed_rows_beside_a_blank_one_may_not_exceed_their_parent():
    large = ("12 Laporan|Rp 10.000.000", "12 Laporan|Rp 100.000.000")
    read = plan(BLANK, large, rows=ROWS, total=TOTAL)
    assert rules_of(read) == ["jumlah_anak", "pagu_kosong"]
    assert [name for name, _, _ in doubted(read)] == ["Laporan Bulanan"]
    assert found(read, "pagu_kosong")[0].expected == "Rp 8.000.000"


def test_a_dash_is_an_amount_of_nothing():
    row = "1.02.01.2.02.04|4 Pelatihan|Jumlah Peserta|Kota|4 Orang|{}|DAU||4 Orang|{}\n"
    before = "1.02.02|Program Kesehatan Masyarakat"
    read = plan((before, row.format("-", "-") + before), rows=ROWS)
    assert {(f.rule, f.severity) for f in read.findings} == {("target_tanpa_pagu", "info")}
    read = plan((before, row.format("", "") + before), rows=ROWS)
    assert {(f.rule, f.severity) for f in read.findings} == {("tanpa_pagu", "info")}


def test_a_column_that_nobody_fills_in_is_not_left_blank_row_by_row():
    rows = "".join(
        row.rsplit("|", 1)[0] + "|\n" for row in ROWS.splitlines() if not row.startswith("|")
    )
    assert not plan(rows=rows).findings


def test_a_total_that_the_sub_kegiatan_do_not_reach_names_the_branch_without_any():
    rows = "".join(f"{row}\n" for row in ROWS.splitlines() if "1.02.02.2.01.0" not in row)
    read = plan(rows=rows, total=TOTAL)
    assert rules_of(read) == ["jumlah_tingkat", "jumlah_tingkat"]
    assert "selisihnya pagu 'Layanan Kesehatan'" in found(read)[0].message
    assert texts(read, found(read)[0])[:2] == ["Jumlah : Rp 110.000.000", "Rp 50.000.000"]


def test_an_absurd_number_is_unreadable_and_gives_no_value():
    absurd = "20.000.000.000.000.000.000.000.000"
    changes = (
        ("4 Laporan|Rp 8.000.000", f"4 Laporan|Rp {absurd}"),
        ("4 Laporan|Rp 8.800.000", f"{'4' * 29} Laporan|Rp 8.800.000"),
    )
    read = plan(*changes, rows=ROWS, total=TOTAL)
    assert rules_of(read) == ["nilai_tak_terbaca", "nilai_tak_terbaca"]
    assert [f.printed for f in found(read)] == [f"Rp {absurd}", f"{'4' * 29} Laporan"]
    about = [f for f in facts(read, "anggaran") if f["name"] == "Akuntansi"]
    assert [f["phase"] for f in about] == ["prakiraan_maju"]
    assert not plan(rows=spoilt(ROWS, ())).findings
