"""Small synthetic readings for tests of the warehouse: invented places, names and numbers."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from pipelines.model import (
    Cell,
    Document,
    Fact,
    Finding,
    Node,
    Reading,
    Record,
    SourceCell,
    SourceTable,
    Use,
    stable_id,
)
from warehouse.candidate import Candidate, build_candidate
from warehouse.checks import CheckRecord, record_checks
from warehouse.database import connect
from warehouse.loader import stage
from warehouse.releases import QuarantineRecord, Release, publish

SCHEME = "permendagri-90-2019"
GOVERNMENT = "Kabupaten Contoh"
AGENCY = "Dinas Contoh"
YEAR = 2031


NOON = datetime(2031, 1, 2, 12, tzinfo=UTC)
#: Nothing in particular is asked of a candidate of these tests.
ASKED: dict[str, Any] = {"required_checks": (), "suite_version": ""}
PASSED = CheckRecord("kunci_utuh", "critical", True)

#: A PostgreSQL database that tests may empty, for example postgresql+psycopg://u@host/test.
POSTGRES = "RENJA_TEST_POSTGRES_URL"
DATABASES = ("sqlite", "postgresql")


@cache
def _empty_warehouse() -> bytes:
    """A new warehouse as a file: copying one is quicker than making one for every test."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kosong.sqlite"
        connect(f"sqlite:///{file}").dispose()
        return file.read_bytes()


def open_warehouse(kind: str, folder: Path) -> Engine:
    """An empty warehouse; PostgreSQL only where the environment names a database."""
    if kind == "sqlite":
        file = folder / "gudang.sqlite"
        file.write_bytes(_empty_warehouse())
        return connect(f"sqlite:///{file}")
    if POSTGRES not in os.environ:
        pytest.skip(f"{POSTGRES} is not set")
    url = os.environ[POSTGRES]
    cleaner = create_engine(url)
    with cleaner.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    cleaner.dispose()
    return connect(url)


def staged(engine: Engine, *readings: Reading, code_version: str = "v1") -> Candidate:
    """A candidate in staging with its one check passed."""
    candidate = build_candidate(readings, code_version)
    stage(engine, candidate)
    record_checks(engine, candidate.candidate_id, [PASSED], NOON)
    return candidate


def published(
    engine: Engine, *readings: Reading, quarantined: Sequence[QuarantineRecord] = ()
) -> Release:
    """The release that follows from readings."""
    candidate = staged(engine, *readings)
    return publish(
        engine, candidate.candidate_id, published_at=NOON, quarantined=quarantined, **ASKED
    )


@dataclass
class Plan:
    """Builds one reading row by row; every figure gets a cell of its own."""

    file: str = "renja.xlsx"
    content: str = ""
    government: str = GOVERNMENT
    agency: str = AGENCY
    year: int = YEAR
    received: str = "2030-06-01"
    priority: int | None = None
    cells: list[SourceCell] = field(default_factory=list)
    tables: dict[str, SourceTable] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def cell(self, form: str | None, text: str, use: Use = Use.VALUE, reason: str = "") -> int:
        """A cell in the table of a form (or outside tables); its number."""
        number = len(self.cells) + 1
        table = self.table(form) if form else None
        cell = Cell(number, number, 0, text, f"Lembar!A{number}")
        self.cells.append(SourceCell(cell, use, reason, table))
        return number

    def table(self, form: str) -> int:
        if form not in self.tables:
            number = len(self.tables) + 1
            self.tables[form] = SourceTable(number, form, f"Tabel {form}", "A1", "A9", 9)
        return self.tables[form].number

    def node(self, code: str, name: str, level: str = "sub_kegiatan", **changes: object) -> Node:
        parent = code.rpartition(".")[0] or None
        node = Node(code, SCHEME, level, code, code, name, parent, parent, None, "T-C.33")
        node = replace(node, **changes)  # type: ignore[arg-type]
        self.nodes.append(node)
        return node

    def record(self, form: str, code: str | None, name: str, **changes: object) -> Record:
        record = Record(
            record_id=stable_id(self.government, self.agency, self.year, form, code, name),
            form=form,
            table=self.table(form),
            phase=None,
            section=None,
            number=None,
            node_key=code,
            scheme=SCHEME if code else None,
            level="sub_kegiatan" if code else None,
            code=code,
            code_printed=code,
            name=name,
            urusan="URUSAN CONTOH",
            bidang="BIDANG CONTOH",
            program="Program Contoh",
            kegiatan="Kegiatan Contoh",
            sub_kegiatan=name,
            indicator=None,
            location=None,
            district=None,
            village=None,
            funding_source=None,
            ikk=None,
            note=None,
            policy=None,
            policy_source=None,
            cells=(self.cell(form, name, Use.LABEL),),
        )
        record = replace(record, **changes)  # type: ignore[arg-type]
        self.records.append(record)
        return record

    def fact(self, view: str, record: Record, printed: str, **changes: object) -> Fact:
        fact = Fact(
            fact_id="",
            view=view,
            record_id=record.record_id,
            year=self.year,
            phase=None,
            kind=None,
            component=1,
            value=None,
            unit=None,
            unit_canonical=None,
            rupiah=None,
            printed=printed,
            expenditure_type=None,
            leaf=None,
            status="terbit",
            lineage=((self.cell(record.form, printed), "value"), (record.cells[0], "label")),
        )
        fact = replace(fact, **changes)  # type: ignore[arg-type]
        identity = stable_id(
            view,
            self.government,
            self.agency,
            self.year,
            record.form,
            record.node_key or record.name,
            fact.year,
            fact.phase,
            fact.kind,
            fact.component,
            fact.expenditure_type,
        )
        fact = replace(fact, fact_id=fact.fact_id or identity)
        self.facts.append(fact)
        return fact

    # ------------------------------------------------------------------ typical rows

    def budget(
        self, code: str, name: str, rupiah: int, forward: int | None = None, **changes: object
    ) -> Fact:
        """A row of T-C.33: the plan and, where given, the forward estimate."""
        self.node(code, name)
        record = self.record("T-C.33", code, name, **changes)
        plan = self.fact("anggaran", record, _dots(rupiah), rupiah=rupiah, phase="rencana")
        if forward is not None:
            self.fact(
                "anggaran",
                record,
                _dots(forward),
                rupiah=forward,
                phase="prakiraan_maju",
                year=self.year + 1,
            )
        return plan

    def target(self, code: str, name: str, value: str, unit: str | None = "Orang") -> Fact:
        """A row of T-C.29 with one target."""
        record = self.record("T-C.29", code, name, indicator=f"Jumlah {name}", location="Contoh")
        return self.fact(
            "kinerja",
            record,
            f"{value} {unit or ''}".strip(),
            value=Decimal(value),
            unit=unit,
            unit_canonical=unit.lower() if unit else None,
            phase="evaluasi",
            kind="target",
        )

    def finding(self, fact: Fact | None, cells: Iterable[int] = (), **changes: object) -> Finding:
        numbers = tuple(cells) or ((fact.lineage[0][0],) if fact else ())
        identity = stable_id(self.file, *numbers, fact.fact_id if fact else None)
        finding = Finding(
            finding_id=identity,
            cause_id=identity,
            rule="contoh",
            severity="warning",
            form="T-C.33",
            cells=numbers,
            printed="",
            expected="",
            message="Contoh temuan.",
            message_en="An example.",
            suggestion="Periksa.",
            suggestion_en="Check.",
            fact_id=fact.fact_id if fact else None,
        )
        finding = replace(finding, **changes)  # type: ignore[arg-type]
        self.findings.append(finding)
        return finding

    def reading(self) -> Reading:
        """The reading; its sha256 follows from file, ``content`` and the cells."""
        said = [self.file, self.content, *(place.cell.text for place in self.cells)]
        sha256 = hashlib.sha256("\n".join(said).encode()).hexdigest()
        document = Document(
            file=self.file,
            sha256=sha256,
            format=self.file.rpartition(".")[2],
            government=self.government,
            agency=self.agency,
            year=self.year,
            received=self.received,
            priority=self.priority,
            scheme=SCHEME,
        )
        return Reading(
            document=document,
            tables=tuple(self.tables.values()),
            cells=tuple(self.cells),
            nodes=tuple(self.nodes),
            records=tuple(self.records),
            facts=tuple(self.facts),
            findings=tuple(self.findings),
        )


def every_form(file: str = "renja.xlsx", **changes: object) -> Plan:
    """A plan with at least one fact of every view, a finding, and a cell outside tables."""
    plan = Plan(file=file, **changes)  # type: ignore[arg-type]
    plan.cell(None, "RENCANA KERJA", Use.TITLE, "judul dokumen")
    plan.node("1", "URUSAN CONTOH", "urusan", parent_key=None, parent_code=None)
    plan.node("1.01", "BIDANG CONTOH", "bidang")
    plan.target("1.01.02", "peserta", "6.50")
    money = plan.budget(
        "1.01.02.2.01.01", "Pelatihan", 40_000_000, 42_000_000, funding_source="APBD"
    )
    doubted = plan.budget("1.01.02.2.01.02", "Pendampingan", 60_000_000)
    plan.finding(doubted)
    row = next(record for record in plan.records if record.record_id == money.record_id)
    for code, rupiah, leaf in (("operasi", 40_000_000, False), ("barang_jasa", 40_000_000, True)):
        plan.fact(
            "belanja",
            row,
            _dots(rupiah),
            rupiah=rupiah,
            phase="rencana",
            expenditure_type=code,
            leaf=leaf,
        )
    service = plan.record("T-C.30", None, "Layanan", indicator="Cakupan layanan", ikk="ya")
    plan.fact(
        "spm",
        service,
        "100 %",
        value=Decimal(100),
        unit="%",
        unit_canonical="%",
        kind="standar",
        year=None,
    )
    proposal = plan.record(
        "T-C.32",
        None,
        "Usulan",
        number="1",
        location="Desa Satu Kec. Dua",
        district="Dua",
        village="Satu",
    )
    plan.fact("usulan", proposal, "3 Unit", value=Decimal(3), unit="Unit", year=None)
    policy = plan.record(
        "KEBIJAKAN", None, "Kebijakan", number="2", policy="Kebijakan A", policy_source="RPJMD"
    )
    plan.fact("kebijakan", policy, "Kebijakan A", year=None)
    return plan


def wide(facts: int, labels: int, file: str = "besar.xlsx") -> Reading:
    """A large document: ``facts`` performance facts with ``labels`` label cells each."""
    plan = Plan(file=file)
    headers = [plan.cell("T-C.29", f"kolom {n}", Use.HEADER) for n in range(labels)]
    for number in range(facts):
        fact = plan.target(f"1.01.{number}", f"kegiatan {number}", str(number))
        plan.facts[-1] = replace(
            fact, lineage=(*fact.lineage, *((header, "header") for header in headers))
        )
        plan.cell("T-C.29", "-", Use.NONE, "tidak ada nilai")
        plan.cell("T-C.29", str(number), Use.ITEM_NUMBER, "nomor baris")
    return plan.reading()


def cells_with(reading: Reading, text: str) -> Sequence[SourceCell]:
    """Cells of a reading that hold exactly a text."""
    return [place for place in reading.cells if place.cell.text == text]


def _dots(rupiah: int) -> str:
    return f"{rupiah:,}".replace(",", ".")
