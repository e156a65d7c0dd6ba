"""Workbooks with one defect or habit each: read as ``fixtures/workbooks/expected.yaml`` says."""

from __future__ import annotations

import hashlib
import importlib.util
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading, Refusal, Use
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
FOLDER = FIXTURES / "workbooks"
EXPECTED: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))
FILES: dict[str, dict[str, Any]] = EXPECTED["files"]
#: What needs no explaining: read, or the words around what is read.
READ = {Use.VALUE, Use.LABEL, Use.HEADER, Use.TITLE}

Row = tuple[Any, ...]


def read(name: str) -> Reading:
    data = (FOLDER / name).read_bytes()
    tables = find_tables(read_grids(data, name))
    document = identify(tables, file=name, sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def rows(reading: Reading) -> Counter[Row]:
    """Every fact as view, code, year, number and unit."""
    code = {record.record_id: record.code for record in reading.records}
    return Counter(
        (
            fact.view,
            code[fact.record_id],
            fact.year,
            fact.value if fact.rupiah is None else Decimal(fact.rupiah),
            fact.unit if fact.rupiah is None else "rupiah",
        )
        for fact in reading.facts
    )


def expected_rows(said: dict[str, Any]) -> Counter[Row]:
    """The facts of the plan with what is said of a file."""
    before, after = said.get("rename", ("", ""))
    times = Decimal(str(said.get("times", 1)))
    found: Counter[Row] = Counter()
    for view, code, year, number, unit in EXPECTED["rencana"]:
        if any(_fits((view, code, year), left) for left in said.get("without", ())):
            continue
        amount = number * times if unit == "rupiah" else Decimal(number)
        found[view, code.replace(before, after, 1), year, amount, unit] += 1
    for view, code, year, number, unit in said.get("with", ()):
        found[view, code, year, None if number is None else Decimal(number), unit] += 1
    return found


def _fits(row: Row, pattern: list[Any]) -> bool:
    return all(wanted is None or wanted == got for wanted, got in zip(pattern, row, strict=False))


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_is_read_as_expected(name):
    said = FILES[name]
    if "refused" in said:
        with pytest.raises(Refusal) as refused:
            read(name)
        assert refused.value.rule == said["refused"]
        return
    reading = read(name)
    assert [table.form for table in reading.tables] == said.get("forms", ["T-C.33"])
    assert rows(reading) == expected_rows(said)
    address = {source.cell.number: source.cell.address for source in reading.cells}
    findings: dict[str, list[str]] = {}
    for finding in reading.findings:
        findings.setdefault(finding.rule, []).append(address[finding.cells[0]])
    assert {rule: sorted(cells) for rule, cells in findings.items()} == said.get("findings", {})
    statuses = Counter(fact.status for fact in reading.facts)
    assert (statuses["ragu"], statuses["turunan"]) == (said.get("ragu", 0), said.get("turunan", 0))
    uses = Counter(source.reason for source in reading.cells if source.use not in READ)
    assert dict(uses) == said.get("uses", {})


def test_every_cell_of_every_workbook_is_accounted_for():
    for name, said in FILES.items():
        if "refused" not in said:
            account = read(name).account()
            assert account["read"] == account["used"] + account["explained"]


def test_every_workbook_is_expected_and_made_by_the_script():
    files = {file.name for file in FOLDER.iterdir() if file.suffix != ".yaml"}
    assert files == set(FILES)
    path = FIXTURES / "make_workbooks.py"
    spec = importlib.util.spec_from_file_location("make_workbooks", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert set(script.names()) == files
    for name in script.names():
        if name.endswith(".xls"):
            continue  # made by a library that is not needed otherwise
        made = read_grids(script.make(name), name)
        assert made == read_grids((FOLDER / name).read_bytes(), name), name
