"""A correction, an acceptance and an override travel the whole way, and are taken back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from landing_zone import landing_zone, small_plan
from typer.testing import CliRunner

from assets import checks
from assets.cli import app
from assets.execute import run_pipeline
from assets.progress import Silence
from assets.reviewed import OVERRIDES_FILE, own_acceptances, own_corrections
from expectations.outcome import CheckOutcome, FailingRow, Kind
from pipelines.corrections.corrections_file import read_corrections, write_corrections
from pipelines.corrections.model import Correction

pytestmark = pytest.mark.usefixtures("quick_checks")

HISTORY = """
SELECT kind, state, printed, corrected, author, approver, reason, release_id
FROM correction_history ORDER BY entry
"""


def run(settings):
    return run_pipeline(settings, Silence())


def renja(settings, *arguments):
    home = ("--home", str(settings.home))
    return CliRunner().invoke(app, [*arguments, *home], catch_exceptions=False)


def ask(settings, query):
    connection = sqlite3.connect(settings.home / "warehouse.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def correct(settings, *rows: Correction) -> None:
    path = own_corrections(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_corrections(rows), encoding="utf-8")


def proposal(address: str, printed: str, corrected: str) -> Correction:
    return Correction(
        "a.txt", address, printed, corrected, "salah ketik", "DPA hal. 3", "Ani", "2026-11-02"
    )


def place_of(settings, text: str) -> str:
    query = f"SELECT address FROM source_cell WHERE text = '{text}' ORDER BY cell_number LIMIT 1"
    return ask(settings, query)[0][0]


def test_a_correction_travels_the_whole_way_and_back(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan(), b=small_plan("DINAS SOSIAL"))
    first = run(settings)
    place = place_of(settings, "5 5 Laporan")
    correct(settings, proposal(place, "5 5 Laporan", "4 Laporan"))

    unsigned = run(settings)
    assert (unsigned.release, unsigned.content_hash) == (first.release, first.content_hash)
    assert all(document.unchanged for document in unsigned.documents)

    assert renja(settings, "corrections", "approve", "--by", "Ani", "--all").exit_code == 1
    signed = renja(settings, "corrections", "approve", "--by", "Budi", "--row", "2")
    assert signed.exit_code == 0, signed.output
    second = run(settings)
    assert [d.file for d in second.documents if not d.unchanged] == ["a.txt"]
    assert second.content_hash != first.content_hash
    target = f"""
        SELECT nilai, nilai_terbit, status FROM bi_kinerja JOIN bi_jejak USING (fact_id)
        WHERE alamat = '{place}' AND peran = 'value' AND bi_kinerja.dokumen = 'a.txt'"""
    assert ask(settings, target) == [(4, "5 5 Laporan", "koreksi")]
    cell = f"SELECT text FROM source_cell WHERE address = '{place}'"
    assert {text for (text,) in ask(settings, cell)} == {"5 5 Laporan"}
    traced = renja(settings, "trace", "--cell", "a.txt", place)
    assert "'5 5 Laporan' -> '4 Laporan'" in traced.output
    assert "Budi" in traced.output

    own_corrections(settings).unlink()
    third = run(settings)
    assert third.content_hash == first.content_hash
    said = ("5 5 Laporan", "4 Laporan", "Ani", "Budi", "salah ketik")
    assert ask(settings, HISTORY) == [
        ("koreksi", "berlaku", *said, second.release),
        ("koreksi", "dicabut", *said, third.release),
    ]


def test_a_correction_whose_text_is_gone_is_told(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    run(settings)
    place = place_of(settings, "5 5 Laporan")
    correct(settings, proposal(place, "5 5 Laporan", "4 Laporan"))
    renja(settings, "corrections", "approve", "--by", "Budi", "--all")
    run(settings)
    mended = small_plan().replace("5 5 Laporan", "5 Laporan")
    (settings.raw / "a.txt").write_text(mended, encoding="utf-8")
    report = run(settings)
    assert report.release
    (told,) = ask(settings, "SELECT tercetak, seharusnya, alamat FROM bi_temuan "
                  "WHERE aturan = 'koreksi_usang' AND tingkat_keparahan = 'warning'")  # fmt: skip
    assert told == ("5 Laporan", "5 5 Laporan", place)
    assert ask(settings, "SELECT state FROM correction") == [("usang",)]
    status = renja(settings, "corrections", "status")
    assert "1 usang" in status.output


def test_an_acceptance_travels_the_whole_way_and_back(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    first = run(settings)
    ((finding, fact),) = ask(
        settings, "SELECT temuan_id, fact_id FROM bi_temuan WHERE aturan = 'angka_ganda'"
    )
    done = renja(
        settings, "corrections", "accept", finding, "--by", "Citra", "--reason", "memang begitu"
    )
    assert done.exit_code == 0, done.output
    second = run(settings)
    assert all(document.unchanged for document in second.documents)
    shown = f"SELECT tingkat_keparahan, diterima_oleh, alasan_diterima FROM bi_temuan WHERE temuan_id = '{finding}'"
    assert ask(settings, shown) == [("info", "Citra", "memang begitu")]
    status = f"SELECT status FROM bi_kinerja WHERE fact_id = '{fact}'"
    assert ask(settings, status) == [("terbit",)]

    own_acceptances(settings).unlink()
    third = run(settings)
    assert third.content_hash == first.content_hash != second.content_hash
    assert ask(settings, status) == [("ragu",)]
    said = ("5 5 Laporan", "5 Laporan", "Citra", "", "memang begitu")
    assert ask(settings, HISTORY) == [
        ("penerimaan", "berlaku", *said, second.release),
        ("penerimaan", "dicabut", *said, third.release),
    ]


def test_proposals_are_written_once_and_wait_for_a_signature(tmp_path):
    spoilt = small_plan().replace("Rp 33.000.000\n1.02.01.2.01\t", "#REF!\n1.02.01.2.01\t")
    settings = landing_zone(tmp_path, a=spoilt)
    first = run(settings)
    for _ in range(2):
        assert renja(settings, "corrections", "propose").exit_code == 0
    (row,) = read_corrections(own_corrections(settings).read_text(encoding="utf-8")).rows
    assert (row.printed, row.corrected) == ("#REF!", "Rp 33.000.000")
    assert (row.status, row.author) == ("usulan", "aturan:galat_excel")
    assert run(settings).content_hash == first.content_hash
    renja(settings, "corrections", "approve", "--by", "Budi", "--all")
    run(settings)
    corrected = "SELECT rupiah, rupiah_terbit FROM bi_anggaran WHERE status = 'koreksi'"
    assert ask(settings, corrected) == [(33_000_000, "#REF!")]
    assert not ask(settings, "SELECT 1 FROM bi_temuan WHERE aturan = 'galat_excel'")


def test_a_file_with_a_wrong_row_is_told_and_never_written_over(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    run(settings)
    correct(settings, proposal("baris 1 kolom 1", "x", ""), proposal("baris 1 kolom 2", "x", "y"))
    before = own_corrections(settings).read_bytes()
    refused = renja(settings, "corrections", "approve", "--by", "Budi", "--all")
    assert refused.exit_code == 1
    assert own_corrections(settings).read_bytes() == before
    assert "koreksi" in renja(settings, "corrections", "list").output


# --------------------------------------------------------------------------- overrides


@pytest.fixture
def failing(monkeypatch):
    """A gate whose check of the budgets fails for a document."""
    row = FailingRow("a.txt", "0" * 16, "f1", "baris 9 kolom 4", "rupiah=-")
    failed = CheckOutcome("bi_pagu.rupiah_terisi", "critical", Kind.FAILED, 2, 1, (row,))
    check = checks.check_candidate

    def with_a_failure(*given):
        return (*(o for o in check(*given) if o.name != failed.name), failed)

    monkeypatch.setattr(checks, "check_candidate", with_a_failure)


def override(settings, document: str, days: int) -> None:
    today = datetime.now(UTC).date()
    until = today + timedelta(days=days)
    given = today - timedelta(days=30)
    settings.reference.mkdir(parents=True, exist_ok=True)
    (settings.reference / OVERRIDES_FILE).write_text(
        "pemeriksaan,dokumen,pemberi,alasan,tanggal,sampai\n"
        f"bi_pagu.rupiah_terisi,{document},Dewi,ditunggu dari SKPD,{given},{until}\n",
        encoding="utf-8",
    )


def test_an_override_opens_the_gate_until_its_day(tmp_path, failing):
    settings = landing_zone(tmp_path, a=small_plan())
    for document, days in (("a.txt", -1), ("lain.txt", 5)):
        override(settings, document, days)
        assert run(settings).release is None
    override(settings, "a.txt", 0)
    report = run(settings)
    assert report.release
    assert not report.failed_checks()
    status = renja(settings, "status").output
    assert "bi_pagu.rupiah_terisi (a.txt): ditunggu dari SKPD" in status
    assert "Dewi" in status
    assert ask(settings, "SELECT release_id, given_by, document FROM gate_override") == [
        (report.release, "Dewi", "a.txt")
    ]


def test_a_document_that_fails_its_check_is_published_under_an_override(tmp_path, monkeypatch):
    from assets.stages import conformed

    check = conformed.check_document

    def with_a_failure(reading, cells_read):
        made = check(reading, cells_read)
        row = FailingRow(reading.document.file, reading.document.document_id, "", "", "rusak")
        failed = CheckOutcome("ada_tabel", "critical", Kind.FAILED, 1, 1, (row,))
        if reading.document.file != "a.txt":
            return made
        return tuple(failed if each.name == failed.name else each for each in made)

    monkeypatch.setattr(conformed, "check_document", with_a_failure)
    settings = landing_zone(tmp_path, a=small_plan(), b=small_plan("DINAS SOSIAL"))
    refused = run(settings)
    assert [item.file for item in refused.quarantined] == ["a.txt"]
    override(settings, "a.txt", 5)
    path = settings.reference / OVERRIDES_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("bi_pagu.rupiah_terisi", "ada_tabel"))
    report = run(settings)
    assert not report.quarantined
    assert [document.file for document in report.documents] == ["a.txt", "b.txt"]
    path.unlink()
    again = run(settings)
    assert [item.file for item in again.quarantined] == ["a.txt"]
