"""Rules of arithmetic: parent and children, breakdown, growth, totals, sections, Excel errors."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, facts, reading
from rule_documents import PLAN, SECOND, doubted, found, plan, rules_of, spoilt, texts

PARENT = ("||100 %|Rp 33.000.000\n1.02.01.2.01.01", "||100 %|Rp 35.000.000\n1.02.01.2.01.01")


def test_a_plan_that_adds_up_has_no_findings():
    assert not plan().findings
    assert not plan(rows=PLAN + SECOND).findings


@pytest.mark.parametrize(
    ("change", "name", "phase", "printed", "expected"),
    [
        (  # the program, against its kegiatan and its growth
            ("||80 %|Rp 60.000.000", "||80 %|Rp 61.000.000"),
            "Program Penunjang Urusan Pemerintahan Daerah", "rencana", 61_000_000, "Rp 60.000.000",
        ),
        (PARENT, "Perencanaan dan Evaluasi", "prakiraan_maju", 35_000_000, "Rp 33.000.000"),
        (  # the sub kegiatan, against its kegiatan and its growth
            ("12 Bulan|Rp 12.000.000", "12 Bulan|Rp 21.000.000"),
            "Penyediaan Gaji", "rencana", 21_000_000, "Rp 12.000.000",
        ),
    ],
)  # fmt: skip
def test_a_figure_that_its_parent_or_children_speak_against(change, name, phase, printed, expected):
    read = plan(change)
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("jumlah_anak", expected)
    assert texts(read, finding)[0] == finding.printed
    assert doubted(read) == [(name, phase, printed)]


def test_where_the_evidence_is_even_the_parent_is_doubted():
    alone = "".join(
        row.rsplit("|", 2)[0] + "||\n" for row in PLAN.splitlines() if "Belanja" not in row
    )
    read = plan(("12 Bulan|Rp 12.000.000", "12 Bulan|Rp 21.000.000"), rows=alone)
    assert [name for name, _, _ in doubted(read)] == ["Administrasi Keuangan"]


SPOILT = (
    ("||80 %|Rp 60.0", "||80 %|Rp 1.060.0"), ("||82 %|Rp 66.0", "||82 %|Rp 1.066.0"),
    ("||90 %|Rp 50.000.000|||90 %|Rp 55.000.000\n1.02.02.2.01|",
     "||90 %|Rp 1.050.000.000|||90 %|Rp 1.055.000.000\n1.02.02.2.01|"),
    ("||100 %|Rp 30.000.000|||100 %|Rp 33.000.000\n1.02.01.2.01.01",
     "||100 %|Rp 730.000.000|||100 %|Rp 733.000.000\n1.02.01.2.01.01"),
    ("||100 %|Rp 30.000.000|||100 %|Rp 33.000.000\n1.02.01.2.02.01",
     "||100 %|Rp 630.000.000|||100 %|Rp 633.000.000\n1.02.01.2.02.01"),
)  # fmt: skip


def test_where_most_sums_fail_levels_without_codes_are_in_doubt():
    rows = "".join(
        f"|{row.partition('|')[2]}\n" for row in spoilt(PLAN + SECOND, SPOILT).splitlines()
    )
    read = reading(HEADING + PLAN_HEADER + rows)
    assert "jumlah_anak" not in rules_of(read)
    (finding,) = found(read, "susunan_tak_pasti")
    assert finding.severity == "warning"
    assert doubted(read)


def test_where_most_sums_fail_below_printed_codes_the_figures_are_in_doubt():
    read = plan(*SPOILT, rows=PLAN + SECOND)
    assert not found(read, "susunan_tak_pasti")
    assert set(rules_of(read)) == {"jumlah_anak"}


def test_a_line_against_its_breakdown():
    read = plan(("6 Dokumen|Rp 10.000.000", "6 Dokumen|Rp 10.500.000"))
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("rincian_belanja", "Rp 10.000.000")
    assert "rincian belanjanya Rp 10.000.000" in finding.message
    assert "other rows grow by 1,1" in finding.message_en


def test_a_line_of_expenditure_against_its_parts():
    read = plan(("barang dan jasa : Rp 6.000.000", "barang dan jasa : Rp 9.000.000"))
    (finding,) = found(read)
    assert finding.rule == "rincian_belanja"
    assert finding.message.startswith("Belanja barang dan jasa 'Penyusunan Dokumen' tercetak")
    (doubt,) = [f for f in facts(read, "belanja") if f["status"] == "ragu"]
    assert (doubt["expenditure"], doubt["rupiah"]) == ("barang_jasa", 9_000_000)


def test_a_forward_estimate_that_grows_unlike_the_others():
    read = plan(
        ("4 Laporan|Rp 8.800.000", "4 Laporan|Rp 9.800.000"),
        ("12 Laporan|Rp 11.000.000", "12 Laporan|Rp 10.000.000"),
        rows=PLAN + SECOND,
    )
    assert rules_of(read) == ["prakiraan_maju", "prakiraan_maju"]
    assert {f.printed for f in found(read)} == {"Rp 9.800.000", "Rp 10.000.000"}


def test_a_forward_estimate_that_repeats_the_year():
    read = plan(("4 Laporan|Rp 8.800.000", "4 Laporan|Rp 8.000.000"))
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("prakiraan_maju", "Rp 8.800.000")


def test_rows_that_grow_in_many_ways_have_no_factor():
    changes = [
        (f"{unit}|Rp 11.000.000\n{code}", f"{unit}|Rp {amount}.000\n{code}")
        for unit, code, amount in (
            ("700 Orang", "1.02.02.2.01.02", "10.500"), ("910 Orang", "1.02.02.2.01.03", "11.900"),
            ("330 Orang", "1.02.02.2.01.04", "10.100"), ("480 Orang", "1.02.02.2.01.05", "11.500"),
        )
    ]  # fmt: skip
    assert not found(plan(*changes, rows=PLAN + SECOND))


TOTAL = "||||Jumlah : Rp 60.000.000||||Rp 66.000.000\n"


def test_a_total_that_leaves_a_row_out_names_it():
    assert not found(plan(total=TOTAL))
    read = plan(total=TOTAL.replace("60.", "48."))
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("jumlah_total", "Rp 60.000.000")
    assert "tidak memuat 'Penyediaan Gaji'" in finding.message
    assert texts(read, finding)[1] == "Rp 12.000.000"


def test_totals_that_lack_the_same_amount_are_one_finding():
    kinds = "||||Total Belanja operasi : Rp 9.000.000||||Rp 11.000.000\n||||Total Belanja PD : Rp 59.000.000||||Rp 66.000.000\n"
    (finding,) = found(plan(total=kinds))
    assert finding.message.startswith("Baris 'Total Belanja PD' mencetak Rp 59.000.000")
    assert "selisih yang sama pada 'Total Belanja operasi'" in finding.message


def test_totals_of_a_table_in_thousands():
    header = PLAN_HEADER.replace("Pagu Indikatif", "Pagu Indikatif (Rp.000)")
    rows = (PLAN + TOTAL).replace("Rp ", "").replace(".000.000", ".000").replace("00.000", "00")
    read = reading(HEADING + CODES + "\n" + header + rows)
    assert not found(read, "jumlah_total", "satuan_ribuan")
    assert {f["rupiah"] for f in facts(read, "anggaran") if f["level"] == "program"} == {
        60_000_000,
        66_000_000,
    }


def test_an_amount_without_a_label_in_the_middle_is_no_total():
    stray = "|||||Rp 7.000.000||||\n"
    read = plan(rows=PLAN + stray + SECOND)
    (finding,) = found(read)
    assert (finding.rule, finding.printed) == ("jumlah_ganda", "Rp 7.000.000")
    assert texts(read, finding)[1] == "Rp 10.000.000"
    assert doubted(read) == [("Laporan Bulanan", "rencana", 10_000_000)]


def test_a_row_that_closes_one_part_of_the_table_is_a_subtotal():
    part = "||||Jumlah : Rp 50.000.000||||Rp 55.000.000\n"
    whole = "||||Jumlah : Rp 110.000.000||||Rp 121.000.000\n"
    assert not found(plan(total=part + whole, rows=PLAN + SECOND))


SECTIONS = (
    "|BIDANG URUSAN PENUNJANG||||Rp 60.000.000||||Rp 66.000.000\n"
    + PLAN
    + "|BIDANG URUSAN KESEHATAN||||Rp 50.000.000||||Rp 55.000.000\n"
    + SECOND
)
WHOLE = "||||Jumlah : Rp 110.000.000||||Rp 121.000.000\n"


def test_sections_make_up_the_total_of_the_document():
    assert not found(plan(rows=SECTIONS, total=WHOLE))
    # the program below the section has no amount, so that only the total speaks against it
    read = plan(
        ("KESEHATAN||||Rp 50.000.000", "KESEHATAN||||Rp 45.000.000"),
        ("Angka Kesehatan||90 %|Rp 50.000.000", "Angka Kesehatan||90 %|"),
        rows=SECTIONS, total=WHOLE,
    )  # fmt: skip
    (finding,) = found(read, "bagian_total")
    assert "Rp 105.000.000" in finding.message
    assert "Rp 45.000.000" in texts(read, finding)


def test_an_excel_error_is_the_sum_of_the_rows_below_it():
    read = plan(("||82 %|Rp 66.000.000", "||82 %|#REF!"))
    (derived,) = [f for f in read.facts if f.status == "turunan"]
    assert (derived.rupiah, derived.printed) == (66_000_000, "#REF!")
    text_of = {source.cell.number: source.cell.text for source in read.cells}
    cells = [(text_of[number], role) for number, role in derived.lineage]
    assert cells.count(("Rp 33.000.000", "value")) == 2
    assert ("#REF!", "label") in cells
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("galat_excel", "Rp 66.000.000")
    assert texts(read, finding) == ["#REF!"]


def test_an_excel_error_in_a_line_is_the_sum_of_its_kinds():
    read = plan(("operasi : Rp 10.000.000", "operasi : #REF!"))
    derived = [(f.expenditure_type, f.rupiah) for f in read.facts if f.status == "turunan"]
    assert derived == [("operasi", 10_000_000)]
    assert rules_of(read) == ["galat_excel"]


def test_an_excel_error_without_rows_below_it_stays_without_value():
    read = plan(("12 Laporan|Rp 11.000.000", "12 Laporan|#REF!"))
    assert not [f for f in read.facts if f.status == "turunan"]
    (finding,) = found(read)
    assert "tidak ada nilai yang diterbitkan" in finding.message


def test_an_excel_error_in_a_total_says_what_it_would_be():
    (finding,) = found(plan(total=TOTAL.replace("Rp 66.000.000", "#REF!")))
    assert (finding.rule, finding.expected) == ("galat_excel", "Rp 66.000.000")
