"""What a list says, in whatever form it comes: columns, parts of codes, decrees, authorities."""

from __future__ import annotations

import io

import pytest
from official_lists import OLD_SCHEME, SCHEME, read
from openpyxl import Workbook

from pipelines.model import Refusal
from pipelines.nomenclature import grid_sheets, read_list
from pipelines.readers import read_grids


def workbook(*sheets, formats=()):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cell, shape in formats:
        book.worksheets[0][cell].number_format = shape
    data = io.BytesIO()
    book.save(data)
    return grid_sheets(read_grids(data.getvalue(), "daftar.xlsx"))


def codes(found):
    return [node.code for node in found.nodes]


def rules(found, kind):
    return [each.rule for each in found.findings if each.kind == kind]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_usual_separator(mark):
    found = read(mark.join(["kode", "uraian"]) + "\n" + mark.join(["1.06", "Bidang Sosial"]))
    assert [(node.code, node.level, node.name) for node in found.nodes] == [
        ("1.06", "bidang", "Bidang Sosial")
    ]


def test_titles_repeated_headers_and_column_numbers_are_no_nodes():
    found = read(
        "LAMPIRAN,,\nKODE REKENING,NOMENKLATUR,TINGKAT\n(1),(2),(3)\n1.06,Sosial,bidang\n,,\n\n"
        "KODE REKENING,NOMENKLATUR,TINGKAT\n1.07,Tenaga Kerja,bidang\n"
    )
    assert codes(found) == ["1.06", "1.07"]
    assert found.row_uses == {
        "di_atas_kepala": 1, "kepala": 2, "nomor_kolom": 1, "dimuat": 2, "kosong": 2,
    }  # fmt: skip
    assert sum(found.row_uses.values()) == found.rows == 8


def test_a_file_without_a_header_is_refused_with_what_is_needed():
    with pytest.raises(Refusal) as refusal:
        read("1.06,Sosial\n1.07,Tenaga Kerja\n")
    assert "kode rekening" in refusal.value.reason
    assert "name the columns" in refusal.value.reason_en


def test_one_code_over_several_columns_as_the_lampiran_prints_it():
    sheets = workbook(
        (
            "Lampiran",
            [
                ["KODE", None, None, None, None, "NOMENKLATUR URUSAN KABUPATEN/KOTA"],
                ["URUSAN", "BIDANG URUSAN", "PROGRAM", "KEGIATAN", "SUB KEGIATAN", None],
                [1, None, None, None, None, "Urusan wajib"],
                [1, "06", None, None, None, "Bidang Sosial"],
                [1, "06", "02", None, None, "Program Pemberdayaan"],
                [1, "06", "02", "2.10", None, "Kegiatan sepuluh"],
                [None, None, None, "2.10", "01", "Sub kegiatan pertama"],
            ],
        )
    )
    found = read_list(sheets, SCHEME)
    assert codes(found) == ["1", "1.06", "1.06.02", "1.06.02.2.10", "1.06.02.2.10.01"]
    assert rules(found, "diperbaiki") == ["bagian_atas"]
    assert found.nodes[3].place == "Lampiran baris 6"


def test_numbers_in_columns_of_parts_are_repaired_where_the_list_says_which():
    rows = [
        ["Kode Urusan", "Kode Bidang", "Kode Program", "Kode Kegiatan", "Kode Sub Kegiatan", "Nama"],
        [1, 6, None, None, None, "Sosial"],
        [1, 6, 2, None, None, "Program Pemberdayaan"],
        [1, 6, 2, 2.01, None, "Kegiatan satu"],
        [1, 6, 2, 2.09, None, "Kegiatan sembilan"],
        [1, 6, 2, 2.1, None, "Kegiatan sepuluh"],
        [1, 6, 2, 2.11, None, "Kegiatan sebelas"],
        [1, 6, 2, 2.11, 1, "Sub kegiatan"],
    ]  # fmt: skip
    found = read_list(workbook(("Daftar", rows)), SCHEME)
    assert codes(found) == [
        "1.06", "1.06.02", "1.06.02.2.01", "1.06.02.2.09", "1.06.02.2.10", "1.06.02.2.11",
        "1.06.02.2.11.01",
    ]  # fmt: skip
    assert "angka" in rules(found, "diperbaiki")


def test_a_number_that_its_format_shows_whole_is_not_damaged():
    rows = [["kode", "nama"], [1.1, "Pertanahan"]]
    found = read_list(workbook(("Daftar", rows), formats=[("A2", "0.00")]), SCHEME)
    assert codes(found) == ["1.10"]
    assert rules(found, "diperbaiki") == ["koma"]


def test_a_row_that_skips_a_part_is_refused():
    found = read(
        "urusan,bidang,program,kegiatan,sub kegiatan,nama\n1,06,,,,Sosial\n2,,02,,,Program lain\n"
    )
    assert codes(found) == ["1.06"]
    assert rules(found, "ditolak") == ["putus"]


def test_province_and_regency_are_told_apart_where_their_names_differ():
    found = read(
        "kode,uraian,jns_pemda\n7.01,Kecamatan Administrasi,1\n7.01,Kecamatan,2\n"
        "1.06,Sosial,1\n1.06,SOSIAL,2\n1.06.02.1.01,Izin,1\n"
    )
    assert [(node.code, node.name, node.authority) for node in found.nodes] == [
        ("7.01", "Kecamatan Administrasi", "provinsi"),
        ("7.01", "Kecamatan", "kabupaten_kota"),
        ("1.06", "Sosial", ""),
        ("1.06.02.1.01", "Izin", "provinsi"),
    ]
    assert found.row_uses["sama_dengan_baris_lain"] == 1


def test_the_later_decree_names_a_code_that_has_two_names():
    found = read(
        "kode,uraian,id_hkm\n1.06.02,Program Pemberdayaan,90\n1.06.02,Program Pemberdayaan Sosial,50\n"
    )
    (node,) = found.nodes
    assert (node.name, node.basis) == ("Program Pemberdayaan Sosial", "Kepmendagri 050-3708/2020")
    assert found.row_uses == {"kepala": 1, "dimuat": 1, "kalah_dari_baris_lain": 1}
    assert rules(found, "temuan") == ["ganda_edit", "tingkat_tiada"]


def test_two_names_without_a_decree_keep_the_first_and_say_so():
    found = read("kode,uraian\n1.06.02,Program A\n1.06.02,Program B\n1.06.02,PROGRAM A\n")
    assert [node.name for node in found.nodes] == ["Program A"]
    told = found.findings[0]
    assert (
        told.message
        == "kode sama dengan nama lain; dimuat 'Program A' (baris 2), bukan 'Program B'"
    )


def test_a_parent_that_is_not_listed_is_told_of():
    found = read("kode,uraian\n1.06.02,Program\n1.06.03.2.01,Kegiatan tanpa induk\n")
    assert codes(found) == ["1.06.02", "1.06.03.2.01"]
    assert sorted(rules(found, "temuan")) == ["tingkat_tiada", "yatim"]
    assert any("its parent 1.06.03 is not listed" in each.message_en for each in found.findings)


def test_a_footnote_mark_is_no_part_of_the_name():
    (node,) = read("kode,uraian\n1.06.02,Program Khusus******)\n").nodes
    assert (node.name, node.note) == ("Program Khusus", "******)")


def test_an_urusan_of_two_digits_stands_where_it_is_not_alone():
    found = read("kode,uraian\n10.01,Kekhususan\n10.01.02,Program Khusus\n1.06,Sosial\n")
    assert codes(found) == ["10.01", "10.01.02", "1.06"]
    assert "urusan_dua_angka" in rules(found, "temuan")
    assert codes(read("kode,uraian\n10.01,Kekhususan\n1.06,Sosial\n")) == ["1.06"]


def test_a_quotation_mark_that_is_not_closed_loses_no_row():
    found = read('kode,uraian\n1.05,"Ketertiban\n1.06,Sosial\n1.07,Tenaga Kerja\n')
    assert codes(found) == ["1.05", "1.06", "1.07"]
    assert rules(found, "temuan")[0] == "kutip"
    assert sum(found.row_uses.values()) == found.rows == 4


def test_a_bidang_keeps_generic_codes_and_refuses_one_that_is_not_there():
    text = "kode,uraian\nX.XX.01,Penunjang\n1.06.02,Sosial\n1.05.02,Ketertiban\n"
    found = read(text, bidang=["1.06"])
    assert codes(found) == ["X.XX.01", "1.06.02"]
    assert found.row_uses["bidang_lain"] == 1
    with pytest.raises(Refusal) as refusal:
        read(text, bidang=["1.07"])
    assert "1.05, 1.06" in refusal.value.reason


def test_the_older_nomenclature_has_codes_of_its_own():
    found = read(
        "kode,level,uraian,bidang\n1.13.15,program,Program A,Sosial\n1.13.15.01,kegiatan,Keg,Sosial\n",
        OLD_SCHEME,
    )
    assert [(n.code, n.level, n.parent_code, n.note) for n in found.nodes] == [
        ("1.13.15", "program", "", "bidang Sosial"),
        ("1.13.15.01", "kegiatan", "1.13.15", "bidang Sosial"),
    ]
    assert [(n.valid_from, n.valid_to) for n in found.nodes] == [(2007, 2020)] * 2


def test_rows_that_a_filter_hides_are_read_and_a_hidden_sheet_is_counted():
    book = Workbook()
    sheet = book.active
    for row in (["kode", "nama"], ["1.05", "Ketertiban"], ["1.06", "Sosial"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    other = book.create_sheet("lama")
    other.append(["kode", "nama"])
    other.append(["1.07", "Tenaga Kerja"])
    other.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    found = read_list(grid_sheets(read_grids(data.getvalue(), "daftar.xlsx")), SCHEME)
    assert codes(found) == ["1.05", "1.06"]
    assert found.row_uses["lembar_tersembunyi"] == 2
