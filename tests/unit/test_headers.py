"""Header blocks: the form and its columns by the words that are printed."""

import pytest
from documents import PLAN_HEADER, text

from pipelines.readers import read_grids
from pipelines.tables.headers import header_at, is_number_row

LIST_OF_CODES = "Kode|Program, Kegiatan dan Sub Kegiatan\n"


def rows(lines):
    (grid,) = read_grids(text(lines).encode(), "contoh.txt")
    return grid.rows


def header(lines):
    return header_at(rows(lines), 0)


def columns(found):
    return [column.column_id for column in found.columns]


def test_a_header_of_two_rows_gives_every_column_its_group():
    found = header(PLAN_HEADER)
    assert found.form == "T-C.33"
    assert columns(found) == [
        "kode", "nama", "indikator", "lokasi", "target", "pagu", "sumber_dana", "catatan",
        "target_maju", "pagu_maju",
    ]  # fmt: skip


def test_like_words_under_two_groups_are_two_columns_and_years_come_from_the_group():
    found = header(PLAN_HEADER)
    by_id = {column.column_id: column for column in found.columns}
    assert by_id["pagu"].text == "Rencana Tahun 2024 Pagu Indikatif"
    assert (by_id["pagu"].year, by_id["pagu_maju"].year) == (2024, 2025)


def test_a_flat_header_says_group_and_column_in_one_cell():
    found = header(
        "Kode|Program / Kegiatan|Indikator Kinerja|Rencana 2024 Target|Rencana 2024 Pagu Indikatif"
        "|Prakiraan Maju 2025 Target|Prakiraan Maju 2025 Pagu Indikatif\n"
    )
    assert columns(found)[-4:] == ["target", "pagu", "target_maju", "pagu_maju"]


def test_words_that_wrap_onto_the_next_row_belong_to_their_column():
    found = header("Kode|Program, Kegiatan\n|dan Sub Kegiatan\n")
    assert found.form == "KODE"
    assert [column.own for column in found.columns] == [
        "Kode",
        "Program, Kegiatan dan Sub Kegiatan",
    ]


def test_a_column_of_no_form_stays_unknown():
    lines = PLAN_HEADER.replace("|Catatan|", "|Warna|")
    assert None in columns(header(lines))


def test_a_form_may_lack_a_column_and_says_which():
    found = header(
        PLAN_HEADER.replace("|Indikator Kinerja|", "|Indikator|").replace("Target|", "|", 1)
    )
    assert found.form == "T-C.33"
    assert found.missing == ("target",)


def test_a_header_without_names_is_none_but_may_be_asked_for():
    lines = rows(PLAN_HEADER.replace("Program / Kegiatan / Sub Kegiatan", "Warna"))
    assert header_at(lines, 0) is None
    found = header_at(lines, 0, damaged=True)
    assert (found.form, found.readable, found.missing) == ("T-C.33", False, ("nama",))


def test_a_second_column_of_one_meaning_says_which():
    found = header(PLAN_HEADER.replace("|Catatan|", "|Indikator|"))
    assert [c.double for c in found.columns if c.column_id is None] == ["indikator"]


def test_a_form_may_need_one_of_several_columns():
    columns = "No|Warna|Lokasi|Indikator Kinerja|Besaran/Volume|Catatan\n"
    assert header(columns).missing == ("usulan",)
    assert header(columns.replace("Warna", "Kegiatan")).missing == ()


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Indikator Kinerja", "Indiktor Kinrja"),
        ("Program / Kegiatan / Sub Kegiatan", "Prog/Keg/Sub Keg."),
        ("Sumber Dana", "Source of Funds"),
        ("Rencana Tahun 2024", "Renc. Thn 2024"),
    ],
)
def test_words_may_be_written_otherwise(words, others):
    assert columns(header(PLAN_HEADER.replace(words, others))) == columns(header(PLAN_HEADER))


def test_the_row_of_column_numbers_is_part_of_the_block():
    found = header(LIST_OF_CODES + "(1)|(2)\n")
    assert found.number_row is not None
    assert (len(found.rows), found.length) == (1, 2)


def test_the_rows_below_are_no_header():
    found = header(LIST_OF_CODES + "1.02.01|PROGRAM A\n")
    assert found.length == 1


def test_a_year_alone_heads_the_rows_below_and_is_no_header():
    assert header(LIST_OF_CODES + "Tahun 2020\n1.02.01|PROGRAM A\n").length == 1


@pytest.mark.parametrize(
    "line", ["Nama|Umur|Alamat", "1.02.01|PROGRAM A", "Kode", "Bab ini memuat program."]
)
def test_other_rows_begin_no_header(line):
    assert header(line + "\n") is None


@pytest.mark.parametrize(
    "line", ["1|2|3", "(1)|(2)|(3)", "2|3|4|5", "1|2|3|4=(3/2)", "1|2|3a|3b|4|5"]
)
def test_rows_of_column_numbers(line):
    assert is_number_row(rows(line)[0])


@pytest.mark.parametrize("line", ["1", "12|34|56", "1|Program", "5|4|3|2"])
def test_other_rows_are_no_column_numbers(line):
    assert not is_number_row(rows(line)[0])


def test_a_line_of_expenditure_right_under_a_header_is_no_header():
    header = header_at(rows(PLAN_HEADER + "||||Belanja Pegawai : Rp -|||||Rp -\n"), 0)
    assert header is not None
    assert header.length == len(PLAN_HEADER.splitlines())
