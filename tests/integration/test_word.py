"""Word documents as agencies send them, from the file to facts and findings."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from plans import evaluate
from plans.options import Options
from plans.render_text import construct
from plans.render_word import Paper, construct_word, mixed_word, of_word
from plans.render_workbook import Book, construct_workbook
from plans.retyped.printed import printed_tables
from plans.retyped.word import word
from plans.word_files import package
from word_documents import TITLE, hidden, p, plan, plan_rows, r, tbl, tc, tr
from workbooks import plan as workbook_plan

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading, Refusal, Use
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables
from warehouse.candidate import build_candidate
from warehouse.standing import in_standing_order

SAMPLE = (
    Path(__file__).resolve().parents[2] / "raw" / "renja-2022-dinas-sosial-kabupaten-pasuruan.txt"
)
MANNERS: dict[str, dict[str, Any]] = {
    "plain": {}, "split_with_header": {"tables": "pecah"}, "split_by_a_blank_line": {"tables": "lanjut"},
    "split_by_nothing": {"tables": "rapat"}, "split_by_a_line": {"tables": "judul"},
    "not_merged": {"merged": False}, "header_printed_again": {"again": 15},
    "a_column_a_level": {"levels": True}, "in_a_frame": {"frame": True},
    "borders_that_do_not_meet": {"dragged": True}, "breaks_and_hard_spaces": {"breaks": True},
    "fields_links_and_controls": {"runs": True}, "tracked_changes": {"tracked": True},
    "hidden_text": {"hidden": True}, "cover_in_a_text_box": {"box": True},
    "running_titles": {"running": True},
}  # fmt: skip


def read(data: bytes, file: str = "renja.docx") -> Reading:
    tables = find_tables(read_grids(data, file))
    document = identify(tables, file=file, sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def facts(reading: Reading) -> set[tuple[object, ...]]:
    return {(fact.fact_id, fact.value, fact.rupiah, fact.unit) for fact in reading.facts}


def rules(reading: Reading) -> dict[str, list[str]]:
    """The main cell of every finding, by rule."""
    address = {source.cell.number: source.cell.address for source in reading.cells}
    found: dict[str, list[str]] = {}
    for finding in reading.findings:
        found.setdefault(finding.rule, []).append(address[finding.cells[0]])
    return found


def content_hash(reading: Reading) -> str:
    return build_candidate([reading], "uji").content_hash


# --------------------------------------------------------------------------- whole plans


@pytest.mark.parametrize("manner", MANNERS)
def test_a_plan_is_read_whole_however_its_document_is_written(manner):
    _, document = construct_word(1, of_word(Options()), Paper(**MANNERS[manner]))
    reading = read(document.data)
    scores = evaluate.score(document.truth, evaluate.rows_of(reading))
    assert {view: (s.right, s.found) for view, s in scores.items()} == {
        view: (s.truth, s.truth) for view, s in scores.items()
    }
    assert {s.use for s in reading.cells} & {Use.MISPLACED, Use.UNREADABLE} == set()


@pytest.mark.parametrize("seed", [0, 4, 7, 19])
def test_a_plan_of_many_traits_is_read_whole(seed):
    _, document = construct_word(seed, *mixed_word(seed))
    scores = evaluate.score(document.truth, evaluate.rows_of(read(document.data)))
    assert all(s.right == s.truth == s.found for s in scores.values())


#: Seeds of manners that the text of the same plan does not say all of either.
_AS_IN_TEXT = {6, 31}


@pytest.mark.long
@pytest.mark.parametrize("seed", sorted(set(range(60)) - _AS_IN_TEXT))
def test_a_plan_in_any_manner(seed):
    _, document = construct_word(seed, *mixed_word(seed))
    scores = evaluate.score(document.truth, evaluate.rows_of(read(document.data)))
    assert all(s.right == s.truth == s.found for s in scores.values())


def test_text_workbook_and_word_give_the_same_facts():
    options = of_word(Options(expenditure="nama"))
    text = read(construct(2, options)[1].text.encode(), "renja.txt")
    workbook = read(construct_workbook(2, options, Book())[1].data, "renja.xlsx")
    document = read(construct_word(2, options, Paper(tables="lanjut"))[1].data)
    assert content_hash(document) == content_hash(workbook) == content_hash(text)
    assert facts(document) == facts(workbook) == facts(text)
    order = in_standing_order([text, document, workbook])
    assert [reading.document.format for reading in order] == ["xlsx", "docx", "txt"]


@pytest.mark.parametrize("split", [pytest.param(0, marks=pytest.mark.long), 40])
def test_the_sample_as_a_word_document_gives_the_facts_of_its_text(split):
    text = SAMPLE.read_bytes()
    document = word(printed_tables(text, SAMPLE.name), split)
    by_text = build_candidate([read(text, SAMPLE.name)], "uji")
    by_word = build_candidate([read(document)], "uji")
    assert by_word.content_hash == by_text.content_hash
    assert by_word.facts == by_text.facts


# --------------------------------------------------------------------------- single defects

CLEAN = facts(read(workbook_plan(), "renja.xlsx"))


def test_a_clean_plan_has_no_warning():
    reading = read(package(plan()))
    assert facts(reading) == CLEAN
    assert not [f.message for f in reading.findings if f.severity == "warning"]
    assert reading.document.plan == ("Kabupaten Contoh", "Dinas Pertanian", 2023)
    assert reading.facts[0].lineage[0][0] in {source.cell.number for source in reading.cells}


def test_deleted_text_is_named_and_not_loaded():
    rows = plan_rows()
    deleted = "<w:del w:id='1'><w:r><w:delText>125.000.000</w:delText></w:r></w:del>"
    inserted = f"<w:ins w:id='2'>{r(rows[2][4])}</w:ins>"
    lines = [tr(*row) for row in rows]
    lines[2] = tr(*rows[2][:4], tc(p(deleted, inserted)), *rows[2][5:])
    reading = read(package(plan(lines)))
    assert facts(reading) == CLEAN
    assert rules(reading)["perubahan_terlacak"] == ["tabel 1 baris 5 kolom 5 (dihapus)"]


def test_hidden_rows_are_named_and_not_loaded():
    lines = [tr(*row) for row in plan_rows()]
    lines[3] = tr(*plan_rows()[3], properties="<w:hidden/>")
    reading = read(package(plan(lines)))
    assert facts(reading) < CLEAN
    assert rules(reading)["sel_tersembunyi"] == ["tabel 1 baris 6 kolom 1"]


def test_comments_are_named_and_running_titles_explained():
    parts = {
        "comments": f"<w:comment w:id='0'>{p('pagu belum final')}</w:comment>",
        "header": p("Renja Dinas Pertanian"), "footer": p("7"),
    }  # fmt: skip
    reading = read(package(plan(), parts=parts))
    assert facts(reading) == CLEAN
    assert rules(reading)["komentar_dokumen"] == ["komentar 1 paragraf 1"]
    uses = {source.cell.text: source.use for source in reading.cells}
    assert uses["Renja Dinas Pertanian"] is uses["7"] is Use.RUNNING_TITLE


def test_numbers_that_word_prints_are_no_part_of_names():
    listed = "<w:numPr><w:numId w:val='1'/></w:numPr>"
    lines = [
        tr(row[0], tc(p(row[1], properties=listed if number else "")), *row[2:])
        for number, row in enumerate(plan_rows())
    ]
    levels = "<w:lvl w:ilvl='0'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.'/></w:lvl>"
    assert facts(read(package(plan(lines), levels=levels))) == CLEAN


@pytest.mark.parametrize("between", ["", p(), p("Tabel 4.1 (lanjutan)"), p("14")])
def test_a_table_that_its_author_split_is_one(between):
    assert facts(read(package(plan(split=2, between=between)))) == CLEAN


def test_a_table_of_another_kind_does_not_go_on_with_the_plan():
    staff = tbl(tr("No", "Golongan", "Laki-laki", "Perempuan"), tr("1", "IV", "4", "3"))
    laws = tbl(tr("1", "Undang-Undang Nomor 23 Tahun 2014"), tr("2", "Permendagri 86"))
    for other in (staff, laws):
        for between in ("", p(), p("Dasar hukum"), p("Dasar hukum") + p("Uraian.")):
            assert facts(read(package(plan() + between + other))) == CLEAN


def test_a_workbook_that_is_embedded_is_named():
    sheet = "<w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' ProgID='Excel.Sheet.12'/></w:object></w:r>"
    reading = read(package(p("Tabel 4.2") + p(sheet) + plan()))
    assert facts(reading) == CLEAN
    assert [f.message.split(" tersisip")[0] for f in reading.findings if f.rule == "objek_sisipan"] == [
        "Di paragraf 2"
    ]  # fmt: skip


def test_a_document_of_libreoffice_is_read_to_the_same_facts():
    fixture = Path(__file__).resolve().parents[1] / "fixtures" / "word" / "tabel_libreoffice.docx"
    assert facts(read(fixture.read_bytes())) == CLEAN


def test_a_document_without_a_table_of_a_form_is_refused():
    with pytest.raises(Refusal) as refused:
        read(package("".join(TITLE) + p("Uraian tanpa tabel.")))
    assert refused.value.rule == "tanpa_formulir"


def test_every_cell_is_accounted_for():
    body = p("sampul") + plan(split=1, between=p(r("x", "<w:vanish/>"))) + p("penutup")
    reading = read(package(body, parts={"footer": p("7")}))
    account = reading.account()
    assert account["read"] == account["used"] + account["explained"] == len(reading.cells)
    assert account["hidden"] == sum(map(len, hidden(body).values())) == 1
