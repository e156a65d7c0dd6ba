"""A plan as PDF gives the facts of its text, whatever rules its pages draw."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

import gold
import pytest
from plans.evaluate import rows_of, score
from plans.options import Options
from plans.render_pdf import Print, construct_pdf, mixed_pdf, of_pdf

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables

SECOND = gold.SECOND.with_suffix(".pdf")
shared = pytest.mark.skipif(
    not gold.SECOND_TRUTH.is_dir(), reason="the truth beside the project (../shared) is not here"
)


def read(data: bytes, file: str) -> Reading:
    tables = find_tables(read_grids(data, file))
    document = identify(tables, file=file, sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def facts(reading: Reading) -> set[tuple[object, ...]]:
    return {(f.view, f.fact_id, f.value, f.unit, f.rupiah, f.status) for f in reading.facts}


@pytest.fixture(scope="module")
def second() -> tuple[Reading, Reading]:
    """The second document from its text and from its PDF."""
    files = [gold.SECOND, SECOND]
    text, pdf = (read(file.read_bytes(), file.name) for file in files)
    return text, pdf


@shared
def test_facts_of_the_pdf_are_those_of_the_text(second):
    text, pdf = second
    assert facts(pdf) == facts(text)


@shared
def test_findings_of_the_pdf_are_those_of_the_text(second):
    def said(reading: Reading) -> list[tuple[str, ...]]:
        return sorted((f.rule, f.severity, f.printed, f.expected) for f in reading.findings)

    text, pdf = second
    assert said(pdf) == said(text)


@shared
def test_every_planted_defect_is_named_on_its_page(second):
    _, pdf = second
    address = {source.cell.number: source.cell.address for source in pdf.cells}
    warned = {address[f.cells[0]].split(" baris")[0] for f in pdf.findings if f.cells}
    with (gold.SECOND_TRUTH / "temuan.csv").open(encoding="utf-8", newline="") as lines:
        for defect in csv.DictReader(lines):
            assert defect["alamat_pdf"].split("; ")[0] in warned, defect["temuan_id"]


@shared
def test_what_is_published_of_the_pdf_is_the_truth(tmp_path: Path):
    connection = gold.publish([SECOND], tmp_path)
    scores = {each.table: each for each in gold.second_document(connection)}
    connection.close()
    assert {table: each.missing for table, each in scores.items() if each.missing} == {}
    extra = {table: len(each.extra) for table, each in scores.items() if each.extra}
    assert extra == {"bi_nomenklatur (2023)": 2}  # nodes that the forms alone print


RULED = Print(rules="semua")
LYING = Print(rules="mendatar", padding=4.0)
WITHOUT = Print(rules="tanpa", padding=4.0)

CASES: dict[str, tuple[int, Options, Print]] = {
    "rules around every cell": (0, Options(), RULED),
    "lying rules": (1, Options(), LYING),
    "no rules": (5, Options(), WITHOUT),
    "no rules, no repeated header": (7, Options(), Print("tanpa", padding=4.0, repeat=False)),
    "low pages, rows cut by page breaks": (
        3, Options(code="sel", expenditure="nama"), Print("semua", split=True, height=420.0),
    ),
    "pages turned to the left": (4, Options(family="tirtabumi", code="gabung"), Print(rotate=90)),
    "pages turned to the right, no rules": (
        0, Options(family="skpd"), Print("tanpa", padding=4.0, rotate=270),
    ),
    "large type in narrow columns": (9, Options(compound=True), Print(size=9.0, padding=1.5)),
    "prose, other tables, sources, signature": (
        8,
        Options(prose=True, other_tables=True, source_note=True, signature=True, totals=True),
        RULED,
    ),
    "header over one row, spread columns": (
        13, Options(family="datar", spread="semua", proposal="kolom"), RULED,
    ),
    "old and new nomenclature": (7, Options(sections=True, items="sel"), RULED),
}  # fmt: skip


def differences(seed: int, options: Options, how: Print) -> dict[str, object]:
    """By view the rows that were printed and not read so, and those read and not printed."""
    plan, document = construct_pdf(seed, of_pdf(options), how)
    reading = read(document.data, "rencana.pdf")
    assert reading.document.plan == (plan.government, plan.agency, plan.year)
    scores = score(document.truth, rows_of(reading))
    return {
        view: (each.missing, each.wrong)
        for view, each in scores.items()
        if each.missing or each.wrong
    }


@pytest.mark.parametrize("name", CASES)
def test_a_constructed_plan_is_read_as_it_is_printed(name: str):
    assert differences(*CASES[name]) == {}


#: Seeds of manners that the text of the same plan does not say all of either.
_AS_IN_TEXT = {6, 31}


@pytest.mark.long
@pytest.mark.parametrize("seed", sorted(set(range(60)) - _AS_IN_TEXT))
def test_a_ruled_plan_in_any_manner(seed: int):
    options, how = mixed_pdf(seed)
    ruled = Print("semua", size=how.size, padding=2.0, split=how.split, height=how.height)
    assert differences(seed, options, ruled) == {}


#: Seeds of manners of which something is lost where no standing rules say where columns are.
_WITHOUT_RULES = _AS_IN_TEXT | {14, 15, 36}


def _without_rules(how: Print, rules: str) -> Print:
    """Without standing rules it is the space that parts columns: not less than people leave."""
    wider = {1.5: 3.5, 2.0: 4.0, 4.0: 5.5}
    padding = wider[how.padding] if how.rules == "semua" else how.padding
    return replace(how, rules=rules, padding=padding)


@pytest.mark.parametrize("seed", [0, 3, 22, 26, 35])
def test_a_plan_without_rules_whose_pages_fill_few_columns(seed: int):
    options, how = mixed_pdf(seed)
    assert differences(seed, options, _without_rules(how, "tanpa")) == {}


@pytest.mark.long
@pytest.mark.parametrize("rules", ["mendatar", "tanpa"])
@pytest.mark.parametrize("seed", sorted(set(range(40)) - _WITHOUT_RULES))
def test_a_plan_without_rules_in_any_manner(seed: int, rules: str):
    options, how = mixed_pdf(seed)
    assert differences(seed, options, _without_rules(how, rules)) == {}
