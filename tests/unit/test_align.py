"""Columns that drift: what a piece is decides more than where it stands."""

from documents import HEADING, PLAN_HEADER, tables

from pipelines.records.align import align_table

EVALUATION = """\
Kode|Program / Kegiatan|Indikator Kinerja|Target Renstra Tahun 2026|Realisasi Target Kinerja s/d Tahun 2021|Target dan Realisasi Kinerja Tahun 2022|||Target Renja Tahun Berjalan 2023|Perkiraan Realisasi Capaian Target Renstra s/d Tahun 2023|
|||||Target|Realisasi|Tingkat Realisasi (%)||Realisasi Capaian|Tingkat Capaian (%)
"""


def aligned(document):
    (table,) = tables(HEADING + document).tables
    return [
        {column: token.text for column, token in row.pieces.items()}
        for row in align_table(table.form, table.segments)
    ]


def test_money_torn_over_cells_is_one_piece():
    (row,) = aligned(
        PLAN_HEADER + "1.02.01.2.01.01|Penyusunan|Jumlah|Kota|6 Dokumen|:|Rp|5.000|DAU\n"
    )
    assert row["pagu"] == ": Rp 5.000"
    assert row["sumber_dana"] == "DAU"


def test_code_and_name_in_one_cell_are_two_pieces_and_the_rest_shifts():
    (row,) = aligned(
        PLAN_HEADER
        + "1.02.01.2.01.01 Penyusunan Dokumen|Jumlah|Kota|6 Dokumen|5.000.000|DAU||7 Dokumen|6.000.000\n"
    )
    assert row["kode"] == "1.02.01.2.01.01"
    assert row["nama"] == "Penyusunan Dokumen"
    assert row["pagu_maju"] == "6.000.000"


def test_a_page_that_lost_an_empty_column_reads_like_the_others():
    rows = aligned(
        EVALUATION
        + "|Pelayanan A|Jumlah A||10 Orang|10 Orang|9 Orang|90%\n"
        + "|Pelayanan B|Jumlah B||20 Orang|20 Orang|10 Orang|50%\n"
        + "|Pelayanan C|Jumlah C||30 Orang|30 Orang|15 Orang|50%\n"
        + "\n"
        + "|Pelayanan D|Jumlah D|40 Orang|40 Orang|20 Orang|50%\n"
        + "|Pelayanan E|Jumlah E|50 Orang|50 Orang|25 Orang|50%\n"
    )
    for row in rows:
        assert set(row) == {
            "nama", "indikator", "realisasi_kumulatif_lalu", "target_lalu", "realisasi_lalu",
            "tingkat_realisasi",
        }  # fmt: skip


def test_a_value_outside_the_columns_is_misplaced_not_squeezed_in():
    (table,) = tables(
        HEADING
        + PLAN_HEADER
        + "1.02.01.2.01|Perencanaan|Persentase||100%|5.000.000|||100%|6.000.000\n"
        + "1.02.01.2.02|Keuangan|Persentase||100%|4 Unit|5.000.000|||100%|6.000.000\n"
        + "1.02.01.2.03|Umum|Persentase||100%|5.000.000|||100%|6.000.000\n"
    ).tables
    rows = align_table(table.form, table.segments)
    assert [[token.text for token in row.misplaced] for row in rows] == [[], ["4 Unit"], []]
    assert rows[1].pieces["target"].text == "100%"


def test_a_column_of_no_form_keeps_its_pieces_from_the_empty_notes_beside_it():
    header = PLAN_HEADER.replace("|\n|||", "|Kelompok Sasaran\n|||").rstrip("\n") + "|\n"
    (row,) = aligned(
        header
        + "1.02.01.2.01.01|Penyusunan|Jumlah|Kota|6 Dokumen|5.000|DAU||6 Dokumen|5.500|Petani\n"
    )
    assert "catatan" not in row
    assert row["pagu_maju"] == "5.500"
