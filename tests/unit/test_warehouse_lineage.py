"""Both ways: from a figure to the page, from a cell to what it became."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from readings import DATABASES, Plan, every_form, open_warehouse, published
from sqlalchemy import Engine

from pipelines.model import Use
from warehouse.lineage import trace_cell, trace_fact


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_warehouse(request.param, tmp_path)
    yield engine
    engine.dispose()


def test_from_a_fact_to_its_cells_and_back(engine: Engine) -> None:
    plan = Plan()
    fact = plan.budget("1.01.02", "Pelatihan", 40_000_000)
    plan.finding(fact)
    release = published(engine, plan.reading())

    trace = trace_fact(engine, fact.fact_id)
    assert trace is not None
    assert trace.view == "bi_anggaran"
    assert trace.fact["rupiah"] == 40_000_000
    assert trace.document["file"] == "renja.xlsx"
    assert trace.record["name"] == "Pelatihan"
    assert [(cell.address, cell.text, cell.role) for cell in trace.cells] == [
        ("Lembar!A2", "40.000.000", "value"),
        ("Lembar!A1", "Pelatihan", "label"),
    ]
    assert [(found["rule"], found["doubts"]) for found in trace.findings] == [("contoh", True)]
    assert trace.release == release

    back = trace_cell(engine, "renja.xlsx", "Lembar!A2")
    assert back is not None
    assert [(used.fact_id, used.view, used.role) for used in back.facts] == [
        (fact.fact_id, "bi_anggaran", "value")
    ]
    assert (back.text, back.use, back.form) == ("40.000.000", "value", "T-C.33")
    assert [found["rule"] for found in back.findings] == ["contoh"]


def test_a_label_leads_to_its_row_and_every_fact_of_it(engine: Engine) -> None:
    plan = Plan()
    plan.budget("1.01.02", "Pelatihan", 40_000_000, 41_000_000)
    published(engine, plan.reading())
    trace = trace_cell(engine, "renja.xlsx", "Lembar!A1")
    assert trace is not None
    assert sorted(used.fact["fase"] for used in trace.facts) == ["prakiraan_maju", "rencana"]
    assert [record["name"] for record in trace.records] == ["Pelatihan"]


def test_a_cell_that_was_not_used_says_why(engine: Engine) -> None:
    plan = every_form()
    number = plan.cell(None, "Halaman 7", Use.RUNNING_TITLE, "judul berjalan")
    published(engine, plan.reading())
    trace = trace_cell(engine, "renja.xlsx", f"Lembar!A{number}")
    assert trace is not None
    assert (trace.use, trace.reason) == ("running_title", "judul berjalan")
    assert (trace.facts, trace.form, trace.table) == ((), None, None)


def test_a_cell_of_a_list_of_codes_leads_to_the_node(engine: Engine) -> None:
    plan = Plan()
    number = plan.cell("KODE", "Pelatihan", Use.LABEL)
    plan.node("1.01.02", "Pelatihan", origin="KODE", cells=(number,))
    published(engine, plan.reading())
    trace = trace_cell(engine, "renja.xlsx", f"Lembar!A{number}")
    assert trace is not None
    assert [node["code"] for node in trace.nodes] == ["1.01.02"]


def test_the_corroborating_document_is_part_of_the_trace(engine: Engine) -> None:
    workbook, text = Plan(file="renja.xlsx"), Plan(file="renja.txt")
    fact = workbook.budget("1.01.02", "Pelatihan", 40)
    text.budget("1.01.02", "Pelatihan", 41)
    published(engine, text.reading(), workbook.reading())

    trace = trace_fact(engine, fact.fact_id)
    assert trace is not None
    assert [(cell.document, cell.text, cell.role) for cell in trace.cells] == [
        ("renja.xlsx", "40", "value"),
        ("renja.xlsx", "Pelatihan", "label"),
        ("renja.txt", "41", "corroborates"),
    ]
    assert [(found["rule"], found["doubts"]) for found in trace.findings] == [
        ("beda_antar_dokumen", False)
    ]
    cell = trace_cell(engine, "renja.txt", "Lembar!A2")
    assert cell is not None
    assert cell.use == "corroborates"
    assert [(used.fact["rupiah"], used.role) for used in cell.facts] == [(40, "corroborates")]


@pytest.mark.parametrize("address", ["lembar!a2", " LEMBAR!A2 "])
def test_addresses_are_found_however_they_are_typed(engine: Engine, address: str) -> None:
    plan = Plan()
    plan.budget("1.01.02", "Pelatihan", 40)
    reading = plan.reading()
    published(engine, reading)
    for file in (reading.document.file, reading.document.document_id, reading.document.sha256):
        trace = trace_cell(engine, file, address)
        assert trace is not None
        assert trace.text == "40"


def test_what_is_not_there_has_no_trace(engine: Engine) -> None:
    published(engine, every_form().reading())
    assert trace_fact(engine, "tidak ada") is None
    assert trace_cell(engine, "renja.xlsx", "Lembar!ZZ99") is None
    assert trace_cell(engine, "lain.xlsx", "Lembar!A1") is None
