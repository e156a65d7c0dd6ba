"""The sample as text, workbook and PDF: one plan, the same facts, told once."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import pytest
from plans.retyped.pdf import pdf
from plans.retyped.printed import Table, printed_tables
from plans.retyped.workbook import measure, money, workbook

from assets.landing import load_manifest
from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading, clean
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables
from warehouse.candidate import Candidate, build_candidate

RAW = Path(__file__).resolve().parents[2] / "raw"
TEXT = RAW / "renja-2022-dinas-sosial-kabupaten-pasuruan.txt"
RETYPED = (".xlsx", ".pdf")
#: Markup that extraction left in the text is on no page.
_OF_THE_TEXT_ALONE = {"markah_html"}


def read(file: Path) -> Reading:
    data = file.read_bytes()
    tables = find_tables(read_grids(data, file.name))
    document = identify(
        tables,
        file=file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        entry=load_manifest(RAW)[file.name],
    )
    return conform(document, tables, read_records(tables), load_reference())


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {suffix: read(TEXT.with_suffix(suffix)) for suffix in (".txt", *RETYPED)}


@pytest.fixture(scope="module")
def alone(readings: dict[str, Reading]) -> dict[str, Candidate]:
    return {suffix: build_candidate([reading], "uji") for suffix, reading in readings.items()}


@pytest.fixture(scope="module")
def together(readings: dict[str, Reading]) -> Candidate:
    return build_candidate(list(readings.values()), "uji")


@pytest.fixture(scope="module")
def tables() -> list[Table]:
    return printed_tables(TEXT.read_bytes(), TEXT.name)


def findings(candidate: Candidate) -> Counter[tuple[str, ...]]:
    return Counter(
        (row["rule"], row["severity"], row["form"], row["printed"], row["expected"])
        for row in candidate.table("finding")
        if row["rule"] not in _OF_THE_TEXT_ALONE
    )


# ------------------------------------------------------------------------------ alone


@pytest.mark.parametrize("suffix", RETYPED)
def test_each_document_alone_gives_the_facts_of_the_text(suffix, alone):
    assert alone[suffix].content_hash == alone[".txt"].content_hash
    assert alone[suffix].facts == alone[".txt"].facts
    assert alone[suffix].records == alone[".txt"].records


@pytest.mark.parametrize("suffix", RETYPED)
def test_each_document_alone_shows_the_defects_of_the_text(suffix, alone):
    assert findings(alone[suffix]) == findings(alone[".txt"])


@pytest.mark.parametrize("suffix", RETYPED)
def test_every_printed_cell_is_shown_as_it_is_printed(suffix, readings, tables):
    texts = [text for table in tables for row in table.rows for text in row.cells.values()]
    printed = Counter(map(closed_up, texts))
    shown = Counter(closed_up(source.cell.text) for source in readings[suffix].cells)
    assert printed - shown == Counter()


def closed_up(text: str) -> str:
    """A text without spaces: the end of a line does not say whether there was one."""
    return clean(text).replace(" ", "")


# --------------------------------------------------------------------------- together


def test_all_three_publish_the_same_facts_once(together, alone):
    assert together.content_hash == alone[".txt"].content_hash
    assert together.facts == alone[".txt"].facts


def test_the_text_stands_and_both_others_corroborate_every_fact(together, readings):
    ids = {suffix: reading.document.document_id for suffix, reading in readings.items()}
    assert {row["document_id"] for row in together.table("published_fact")} == {ids[".txt"]}
    facts = {row["fact_id"] for row in together.table("published_fact")}
    corroborated = {
        (row["fact_id"], row["document_id"])
        for row in together.table("fact_cell")
        if row["role"] == "corroborates"
    }
    for suffix in RETYPED:
        assert {fact for fact in facts if (fact, ids[suffix]) not in corroborated} == set()


def test_nothing_differs_and_every_defect_is_told_once_with_its_cells_in_all_three(
    together, alone, readings
):
    assert findings(together) == findings(alone[".txt"])
    documents: dict[str, set[str]] = {}
    for row in together.table("finding_cell"):
        documents.setdefault(row["finding_id"], set()).add(row["cell_document_id"])
    ids = {reading.document.document_id for reading in readings.values()}
    for row in together.table("finding"):
        assert row["rule"] in _OF_THE_TEXT_ALONE or documents[row["finding_id"]] == ids, row


# ------------------------------------------------------------------------- the script


def test_the_workbook_is_what_the_script_makes(tables):
    made, kept = workbook(tables), TEXT.with_suffix(".xlsx").read_bytes()
    assert members(made) == members(kept)


def test_the_pdf_is_what_the_script_makes(tables):
    made, kept = pdf(tables), TEXT.with_suffix(".pdf").read_bytes()
    assert streams(made) == streams(kept)


def members(data: bytes) -> dict[tuple[str, tuple[int, ...]], bytes]:
    """The parts of a workbook with their times, however well they are compressed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {(info.filename, info.date_time): archive.read(info) for info in archive.infolist()}


def streams(data: bytes) -> list[bytes]:
    """The objects of a PDF, however well they are compressed."""
    # lengths and places follow from the compression
    objects = re.split(rb"\nxref\n", data)[0]
    objects = re.sub(rb"/Length \d+", b"", objects)
    parts = re.split(rb"(?s)stream\r?\n(.*?)endstream", objects)
    return [
        zlib.decompress(base64.a85decode(b"<~" + part.strip(), adobe=True)) if index % 2 else part
        for index, part in enumerate(parts)
    ]


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("6,58%", 0.0658, "0.00%"),
        ("100 %", 1, "0\\ %"),
        ("6 Dokumen", 6, '0" Dokumen"'),
        ("109.031 KPM", 109031, '#,##0" KPM"'),
        ("6,5", 6.5, "0.0"),
    ],
)
def test_a_plain_measure_is_a_number_under_a_format(text, value, number_format):
    assert measure(text) == (value, number_format)


@pytest.mark.parametrize(
    "text", ["48 Orang / 4 Laporan", "12 Orang/1 1 TMP", "75 Unit -", "600 M2"]
)
def test_another_measure_stays_text(text):
    assert measure(text) is None


def test_money_is_a_number_under_an_accounting_format():
    assert money("Rp. 1.983.000.000,00") == (
        1_983_000_000,
        '_-"Rp."* #,##0.00_-;_-"Rp."* -#,##0.00_-;_-"Rp."* "-"_-;_-@_-',
    )
    assert money(": Rp -")[0] == 0
    assert money("#REF!") is None
