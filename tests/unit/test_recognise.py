"""Tables among prose, over page breaks, under repeated headers."""

from documents import CODES, HEADING, PLAN_HEADER, tables

from pipelines.model import Use


def forms(found):
    return [table.form for table in found.tables]


def uses(found):
    return {use for use, _, _ in found.explained.values()}


def test_a_form_is_known_by_its_header_words_not_by_its_title():
    found = tables(HEADING + "Lampiran yang tidak lazim\n\n" + PLAN_HEADER + "1.02|BIDANG X\n")
    assert forms(found) == ["T-C.33"]


def test_a_wrapped_header_is_put_together_and_gives_the_years():
    (table,) = tables(
        HEADING
        + "Kode|Uraian|Indikator|Rencana Tahun||||Prakiraan Maju|\n"
        + "||Kinerja|2024||||Tahun 2025|\n"
        + "|||Target|Pagu Indikatif|Sumber Dana|Lokasi|Target|Pagu Indikatif\n"
        + "1.02.01|PROGRAM A|Indeks|1 Indeks|10.000.000|DAU|Kota|1 Indeks|11.000.000\n"
    ).tables
    years = {c.column_id: c.year for c in table.segments[0].header.columns}
    assert years["pagu"] == 2024
    assert years["pagu_maju"] == 2025


def test_a_repeated_header_goes_on_with_its_table():
    header, *rows = CODES.splitlines(keepends=True)
    found = tables(HEADING + header + "".join(rows[:2]) + "\n" + header + "".join(rows[2:]))
    assert forms(found) == ["KODE"]
    assert len(found.tables[0].rows) == 4
    assert Use.REPEATED_HEADER in uses(found)


def test_running_titles_with_page_numbers_do_not_end_a_table():
    header, *rows = CODES.splitlines(keepends=True)
    found = tables(
        HEADING
        + header
        + "".join(rows[:2])
        + "\nRenja Dinas Kesehatan|4\n\n"
        + "".join(rows[2:])
        + "\nRenja Dinas Kesehatan|5\n"
    )
    assert len(found.tables[0].rows) == 4
    assert Use.RUNNING_TITLE in uses(found)


def test_prose_ends_a_table_and_numbered_headings_are_not_codes():
    found = tables(
        HEADING + CODES + "\n2.5 Penelaahan Usulan Masyarakat\n\nBab ini memuat usulan.\n"
    )
    assert len(found.tables[0].rows) == 4


def test_a_name_that_wraps_onto_a_line_of_its_own_stays_in_the_table():
    found = tables(HEADING + CODES + "Kesehatan Masyarakat\n1.02.02|PROGRAM B\n")
    assert len(found.tables[0].rows) == 6


def test_a_table_whose_header_lacks_too_much_is_not_read_but_known():
    header = PLAN_HEADER.replace("Program / Kegiatan / Sub Kegiatan", "Warna")
    row = "1.02.01|PROGRAM A|Indeks|Kota|1 Indeks|10.000.000|DAU||1 Indeks|11.000.000\n"
    found = tables(HEADING + CODES + "\nTabel 4\n\n" + header + row)
    assert forms(found) == ["KODE"]
    (unknown,) = found.unknown
    assert unknown.header is not None
    assert unknown.header.form == "T-C.33"
    assert (unknown.cells[0].text, unknown.cells[-1].text) == ("Kode", "11.000.000")


def test_a_table_of_no_known_form_is_said_so():
    found = tables(HEADING + CODES + "\nTabel 9\n\nNama|Umur|Alamat|Hobi\nAnu|12|Sini|Ikan\n")
    assert Use.UNKNOWN_TABLE in uses(found)
    assert len(found.unknown) == 1
