"""Text files in the encodings that office programs write."""

from __future__ import annotations

import pytest

from pipelines.conformed.unread import unread_findings
from pipelines.findings import FindingLog
from pipelines.model import Refusal
from pipelines.readers import read_grids
from pipelines.readers.encodings import decode
from pipelines.tables.recognise import find_tables

TEXT = "Rencana Kerja – Dinas Sosial\nKafé “Bahagia”\tRp1.000\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_text_reads_the_same_in_every_encoding(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_latin_1_is_read_right_and_not_mangled():
    decoded = decode("Déjà vu, ½ kg\n".encode("latin-1"))
    assert decoded.text == "Déjà vu, ½ kg\n"
    assert decoded.encoding == "cp1252"


def test_addresses_count_lines_in_utf_16_too():
    (grid,) = read_grids(TEXT.encode("utf-16"), "rencana.txt")
    assert [cell.address for row in grid.rows for cell in row.cells][-1] == "baris 2 kolom 2"


@pytest.mark.parametrize(
    ("data", "said", "place"),
    [
        (TEXT.encode() * 3 + b"\xff", "UTF-8 yang rusak", "baris 7"),
        (b"Renja\n\x00\x01\x02\x03\xffPNG", "bukan teks", "baris 2"),
        (b"Renja\nsatu \x81 dua", "tidak dikenal", "baris 2"),
        ("Renja".encode("utf-16") + b"\x00", "rusak", "baris 1"),
    ],
)
def test_what_is_no_sound_text_is_refused_with_its_line(data, said, place):
    with pytest.raises(Refusal) as refused:
        read_grids(data, "rencana.txt")
    assert refused.value.rule == "pengodean"
    assert said in refused.value.reason
    assert refused.value.place == place


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("cp1252", "Windows-1252"), ("utf-8", ""), ("utf-8-sig", "")],
)  # fmt: skip
def test_an_encoding_that_is_not_utf_8_is_named(encoding, name):
    (grid,) = read_grids(TEXT.encode(encoding), "rencana.txt")
    assert [part.place for part in grid.unread] == ([name] if name else [])


def test_its_finding_is_information_for_the_officer():
    tables = find_tables(read_grids(TEXT.encode("cp1252"), "rencana.txt"))
    log = FindingLog(("", "", 2023))
    unread_findings(tables, log)
    (finding,) = log.findings
    assert (finding.rule, finding.severity) == ("pengodean_teks", "info")
    assert "Windows-1252" in finding.message
    assert finding.cells == (1,)
