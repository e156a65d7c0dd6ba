"""The reviewed files of corrections, acceptances and overrides: what may stand in them."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.corrections.acceptances_file import read_acceptances, write_acceptances
from pipelines.corrections.corrections_file import (
    COLUMNS,
    overlay,
    read_corrections,
    write_corrections,
)
from pipelines.corrections.overrides_file import covering, read_overrides, valid_on
from pipelines.corrections.sign import sign

ROW = {
    "dokumen": "renja.txt",
    "alamat": "baris 9 kolom 4",
    "tercetak": "5 5 Orang",
    "koreksi": "5 Orang",
    "alasan": "salah ketik",
    "bukti": "DPA 2024, hal. 3",
    "status": "disetujui",
    "pengusul": "Ani",
    "penyetuju": "Budi",
    "tanggal": "2026-11-02",
}


def file_of(*rows: dict[str, str]) -> str:
    lines = [",".join(f'"{({**ROW, **row}).get(name, "")}"' for name in COLUMNS) for row in rows]
    return "\n".join([",".join(COLUMNS), *lines]) + "\n"


def wrong(**row: str) -> tuple[int, str]:
    (problem,) = read_corrections(file_of(row)).problems
    return problem.line, problem.column


def test_a_row_is_read_and_written_again():
    text = file_of({}, {"alamat": "baris 10 kolom 4", "tercetak": "-", "koreksi": "=1+1"})
    found = read_corrections(text)
    assert not found.problems
    assert [row.corrected for row in found.approved] == ["5 Orang", "=1+1"]
    written = write_corrections(found.rows)
    assert "'=1+1" in written  # no formula for a spreadsheet
    assert read_corrections(written) == found


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"alamat": ""}, "alamat"),
        ({"tercetak": ""}, "tercetak"),
        ({"koreksi": ""}, "koreksi"),
        ({"koreksi": "5 5 Orang"}, "koreksi"),
        ({"alasan": ""}, "alasan"),
        ({"bukti": ""}, "bukti"),
        ({"dokumen": ""}, "dokumen"),
        ({"dokumen": "", "pemerintah": "Kabupaten Contoh", "tahun": "2024"}, "dokumen"),
        ({"sha256": "abc"}, "sha256"),
        ({"tahun": "24"}, "tahun"),
        ({"status": "setuju"}, "status"),
        ({"tanggal": "2 November"}, "tanggal"),
        ({"penyetuju": ""}, "penyetuju"),
        ({"penyetuju": "ANI"}, "penyetuju"),
        ({"penyetuju": "aturan:galat_excel"}, "penyetuju"),
        ({"status": "usulan"}, "penyetuju"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(row, column):
    assert wrong(**row) == (2, column)


def test_a_wrong_row_leaves_the_others():
    found = read_corrections(file_of({}, {"alamat": "baris 1 kolom 1", "alasan": ""}))
    assert [row.line for row in found.rows] == [2]
    assert [problem.line for problem in found.problems] == [3]


def test_two_approved_corrections_of_one_cell_contradict_each_other():
    found = read_corrections(file_of({}, {"koreksi": "6 Orang"}))
    assert not found.rows
    assert [problem.line for problem in found.problems] == [2, 3]


def test_a_missing_column_is_told_once():
    (problem,) = read_corrections("dokumen,alamat\n").problems
    assert (problem.line, problem.column) == (1, "tercetak")


def test_cells_of_several_documents_are_named_as_findings_name_them():
    (row,) = read_corrections(file_of({"alamat": "Lembar!C3; [b.pdf] hal. 1 baris 2 kolom 3"})).rows
    assert row.places == (("", "Lembar!C3"), ("b.pdf", "hal. 1 baris 2 kolom 3"))


def test_the_officers_own_row_replaces_the_shipped_one_about_the_same_cell():
    shipped = read_corrections(file_of({}, {"alamat": "baris 10 kolom 4"})).rows
    own = read_corrections(file_of({"status": "ditolak", "penyetuju": ""})).rows
    assert [(row.status, row.places[0][1]) for row in overlay(shipped, own)] == [
        ("disetujui", "baris 10 kolom 4"),
        ("ditolak", "baris 9 kolom 4"),
    ]


def test_who_proposes_may_not_sign():
    proposed = {"status": "usulan", "penyetuju": ""}
    rows = read_corrections(
        file_of(proposed, {**proposed, "alamat": "baris 1 kolom 1", "pengusul": "Citra"})
    ).rows
    done = sign(rows, {2, 3}, "Ani", "2026-11-03")
    assert [row.line for row in done.refused] == [2]
    (signed,) = done.signed
    assert (signed.status, signed.approver, signed.date) == ("disetujui", "Ani", "2026-11-03")
    assert signed.history == "2026-11-03 disetujui: Ani"
    assert not read_corrections(write_corrections(done.rows)).problems


# --------------------------------------------------------------------------- acceptances

ACCEPTED = (
    "temuan_id,aturan,dokumen,alamat,tercetak,seharusnya,alasan,penerima,tanggal,catatan\n"
    "f1,angka_ganda,renja.txt,baris 9 kolom 4,5 5 Orang,5 Orang,memang begitu,Budi,2026-11-02,\n"
)


def test_an_acceptance_is_read_and_written_again():
    found = read_acceptances(ACCEPTED)
    assert not found.problems
    assert write_acceptances(found.rows) == ACCEPTED


def test_an_acceptance_needs_a_name_and_a_reason():
    found = read_acceptances(ACCEPTED.replace("memang begitu,Budi", ","))
    assert not found.rows
    assert [problem.column for problem in found.problems] == ["alasan", "penerima"]


# --------------------------------------------------------------------------- overrides

OVERRIDES = """\
pemeriksaan,dokumen,pemberi,alasan,tanggal,sampai
bi_pagu.rupiah_terisi,a.txt,Budi,ditunggu dari SKPD,2026-11-02,2026-11-30
dokumen.akun,,Budi,sudah ditinjau,2026-11-02,2026-11-30
"""


def test_an_override_counts_from_its_day_to_its_last():
    rows = read_overrides(OVERRIDES).rows
    days = [date(2026, 11, day) for day in (1, 2, 30)] + [date(2026, 12, 1)]
    assert [len(valid_on(rows, day)) for day in days] == [0, 2, 2, 0]


@pytest.mark.parametrize("documents", [(), ("b.txt",), ("a.txt", "b.txt")])
def test_an_override_of_one_document_covers_no_other(documents):
    rows = read_overrides(OVERRIDES).rows
    assert not covering(rows, "bi_pagu.rupiah_terisi", documents)
    assert covering(rows, "bi_pagu.rupiah_terisi", ["a.txt"])
    assert covering(rows, "dokumen.akun", documents)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("Budi,ditunggu dari SKPD", ",ditunggu", "pemberi"),
        ("ditunggu dari SKPD", "", "alasan"),
        ("2026-11-30\ndok", "\ndok", "sampai"),
        ("2026-11-30\ndok", "2026-11-01\ndok", "sampai"),
        ("bi_pagu.rupiah_terisi", "bi_pagu.salah", "pemeriksaan"),
    ],
)
def test_an_override_needs_check_name_reason_and_end(old, new, column):
    checks = {"bi_pagu.rupiah_terisi", "dokumen.akun"}
    found = read_overrides(OVERRIDES.replace(old, new, 1), checks)
    assert [(problem.line, problem.column) for problem in found.problems] == [(2, column)]
    assert len(found.rows) == 1
