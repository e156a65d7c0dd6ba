"""The rows of one document: source, records, facts, lineage and findings, table by table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.model import Fact, Finding, Reading, Record, Use, stable_id
from warehouse.corrections import APPLIED, STALE
from warehouse.disagreement import CrossFinding, Verdict, settled
from warehouse.members import Members, Row
from warehouse.models import DOCUMENT_TABLES, SHARED_TABLES
from warehouse.schema import NOT_APPLICABLE_YEAR, UNKNOWN_YEAR, exact
from warehouse.shared_findings import Shared
from warehouse.standing import plan_key

#: Rule of the finding that a file holds the bytes of another.
TWIN = "berkas_kembar"

#: Names of the columns of every loaded table, in the order of a row.
COLUMNS: dict[str, tuple[str, ...]] = {
    t.name: tuple(t.columns.keys()) for t in (*SHARED_TABLES, *DOCUMENT_TABLES)
}


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """All rows that belong to one document, by table. ``rows_hash`` covers every one."""

    document_id: str
    file: str
    sha256: str
    rows_hash: str
    rows: Mapping[str, Sequence[Row]]


def hash_rows(rows: Iterable[Row]) -> str:
    """sha256 over rows in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


class DocumentWriter:
    """Writes the rows of one document; ``published`` are the facts that it stands for."""

    def __init__(
        self,
        reading: Reading,
        members: Members,
        standing: Mapping[str, Reading],
        verdicts: Mapping[str, Verdict],
        shared: Mapping[str, Shared],
        finding_ids: set[str],
    ) -> None:
        self.reading = reading
        self.members = members
        self.id = reading.document.document_id
        self.verdict = verdicts[self.id]
        self.shared = shared[self.id]
        self.finding_ids = finding_ids
        self.records = {record.record_id: record for record in reading.records}
        self.addresses = {s.cell.number: s.cell.address for s in reading.cells}
        self.others: dict[str, dict[int, str]] = {}  # addresses of other documents
        self.published = [
            fact for fact in reading.facts if standing[self.records[fact.record_id].form] is reading
        ]
        self.rows: dict[str, list[Row]] = {t.name: [] for t in DOCUMENT_TABLES}

    def add(self, into: str, /, **values: Any) -> None:
        """Append a row; a column without a value is an error."""
        self.rows[into].append(tuple([values[column] for column in COLUMNS[into]]))

    def write(self, twins: Sequence[Reading]) -> DocumentRows:
        """All rows of the document."""
        self._source()
        self._records()
        for fact in self.published:
            self._fact(fact, self.records[fact.record_id])
        self._lineage()
        self._findings(twins)
        self._corrections()
        document = self.reading.document
        # The hash stands for all rows and for who, when and where of the document itself.
        identity = (document.file, *document.plan, document.scheme)
        rows_hash = hash_rows(
            [identity, *((name, *row) for name, rows in self.rows.items() for row in rows)]
        )
        self._document(rows_hash)
        return DocumentRows(self.id, document.file, document.sha256, rows_hash, self.rows)

    def _document(self, rows_hash: str) -> None:
        document = self.reading.document
        self.add(
            "dim_document",
            document_id=self.id,
            file=document.file,
            government_key=self.members.government(document.government),
            agency_key=self.members.agency(document),
            plan_year_key=self.members.year(document.year),
            scheme_key=self.members.scheme(document.scheme),
            rows_hash=rows_hash,
        )

    # ------------------------------------------------------------------ source

    def _source(self) -> None:
        document = self.reading.document
        self.add(
            "source_file",
            document_id=self.id,
            sha256=document.sha256,
            format=document.format,
            received=document.received,
            origin=document.source,
            priority=document.priority,
        )
        for source in self.reading.tables:
            self.add(
                "source_table",
                document_id=self.id,
                table_number=source.number,
                form=source.form,
                title=source.title,
                first_address=source.first_address,
                last_address=source.last_address,
                row_count=source.rows,
                repeats_table_number=source.repeats,
            )
        cells = self.rows["source_cell"]
        explained = self.verdict.cells
        for place in self.reading.cells:
            cell = place.cell
            use, reason = place.use.value, place.reason
            if cell.number in explained and place.use is Use.VALUE:
                use, reason = Use.CORROBORATES.value, explained[cell.number]
            cells.append((self.id, cell.number, cell.address, cell.text, use, reason, place.table))

    def _records(self) -> None:
        cells = self.rows["record_cell"]
        for record in self.reading.records:
            self.add(
                "source_record",
                document_id=self.id,
                record_id=record.record_id,
                form=record.form,
                table_number=record.table,
                phase=record.phase,
                section=record.section,
                number=record.number,
                nomenclature_key=self.members.node(record.scheme, record.node_key),
                scheme=record.scheme,
                level=record.level,
                code=record.code,
                code_printed=record.code_printed,
                name=record.name,
                urusan=record.urusan,
                bidang=record.bidang,
                program=record.program,
                kegiatan=record.kegiatan,
                sub_kegiatan=record.sub_kegiatan,
                indicator=record.indicator,
                location=record.location,
                district=record.district,
                village=record.village,
                funding_source=record.funding_source,
                ikk=record.ikk,
                note=record.note,
            )
            for ordinal, number in enumerate(dict.fromkeys(record.cells)):
                cells.append((self.id, record.record_id, number, ordinal))
        nodes: dict[tuple[str, int], int] = {}
        for node in self.reading.nodes:
            for number in node.cells:
                nodes.setdefault((self.members.node(node.scheme, node.key), number), len(nodes))
        self.rows["nomenclature_cell"].extend(
            (self.id, key, number, ordinal) for (key, number), ordinal in nodes.items()
        )

    # ------------------------------------------------------------------ facts

    def _fact(self, fact: Fact, record: Record) -> None:
        members = self.members
        common = {
            "fact_id": fact.fact_id,
            "document_id": self.id,
            "record_id": fact.record_id,
            "status": fact.status,
        }
        self.rows["published_fact"].append((fact.fact_id, fact.view, self.id))
        node = members.node(record.scheme, record.node_key)
        if fact.view == "kinerja":
            self.add(
                "fact_performance",
                **common,
                **self._measure(fact),
                nomenclature_key=node,
                indicator_key=members.indicator(record.indicator),
                location_key=members.location(record.location),
                year_key=members.year(fact.year),
                phase_key=members.phase(fact.phase),
                kind_key=members.kind(fact.kind),
            )
        elif fact.view == "anggaran":
            self.add(
                "fact_budget",
                **common,
                nomenclature_key=node,
                location_key=members.location(record.location),
                funding_source_key=members.funding_source(record.funding_source),
                year_key=members.year(fact.year),
                phase_key=members.phase(fact.phase),
                amount=fact.rupiah,
                amount_published=fact.printed,
            )
        elif fact.view == "belanja":
            kind, leaf = members.expenditure_type(fact.expenditure_type or "", fact.leaf)
            self.add(
                "fact_expenditure",
                **common,
                nomenclature_key=node,
                expenditure_type_key=kind,
                leaf=leaf,
                year_key=members.year(fact.year),
                phase_key=members.phase(fact.phase),
                amount=fact.rupiah,
                amount_published=fact.printed,
            )
        elif fact.view == "spm":
            absent = NOT_APPLICABLE_YEAR if fact.kind == "standar" else UNKNOWN_YEAR
            self.add(
                "fact_service_performance",
                **common,
                **self._measure(fact),
                indicator_key=members.indicator(record.indicator),
                year_key=members.year(fact.year, absent),
                kind_key=members.kind(fact.kind),
            )
        elif fact.view == "usulan":
            self.add(
                "fact_proposal",
                **common,
                **self._measure(fact),
                nomenclature_key=node,
                indicator_key=members.indicator(record.indicator),
                location_key=members.location(record.location, record.district, record.village),
            )
        else:
            self.add(
                "ref_policy",
                **common,
                policy=record.policy,
                policy_source=record.policy_source,
                policy_published=fact.printed,
            )

    def _measure(self, fact: Fact) -> dict[str, Any]:
        return {
            "component": fact.component,
            "value": None if fact.value is None else exact(fact.value),
            "unit_key": self.members.unit(fact.unit, fact.unit_canonical),
            "value_published": fact.printed,
        }

    def _lineage(self) -> None:
        cells = self.rows["fact_cell"]
        for fact in self.published:
            for ordinal, (number, role) in enumerate(dict.fromkeys(fact.lineage)):
                cells.append((fact.fact_id, self.id, number, role, ordinal))
        for fact_id, numbers in self.verdict.corroborated.items():
            for ordinal, number in enumerate(numbers):
                cells.append((fact_id, self.id, number, Use.CORROBORATES.value, ordinal))

    def _corrections(self) -> None:
        for each in self.reading.corrections:
            said = (each.address, each.printed, each.corrected, each.reason, each.evidence)
            identity = stable_id(
                self.id, "correction", *said, each.author, each.approver, each.date
            )
            self.add(
                "correction",
                correction_id=identity,
                document_id=self.id,
                cell_number=each.cell,
                address=each.address,
                state=APPLIED if each.applied else STALE,
                printed=each.printed,
                found=each.found,
                corrected=each.corrected,
                reason=each.reason,
                evidence=each.evidence,
                author=each.author,
                approver=each.approver,
                decided_on=each.date,
            )

    # ------------------------------------------------------------------ findings

    def _findings(self, twins: Sequence[Reading]) -> None:
        published = {fact.fact_id for fact in self.published}
        seen: set[Finding] = set()
        for finding in self.reading.findings:
            if finding in seen or finding.finding_id in self.shared.left:
                continue
            seen.add(finding)
            # A finding may doubt only a fact that this document publishes.
            fact_id = finding.fact_id if finding.fact_id in published else None
            places = [(self.id, number) for number in finding.cells]
            addresses = [self.addresses[number] for number in finding.cells]
            for other, numbers in self.shared.held.get(finding.finding_id, ()):
                self._of_other(other, numbers, places, addresses)
            known = finding.fact_id in self.verdict.settled and finding.severity == "warning"
            self._finding(settled(finding) if known else finding, fact_id, places, addresses)
        for cross in self.verdict.findings:
            self._cross_finding(cross)
        for twin in twins:
            self._twin(twin)

    def _cross_finding(self, cross: CrossFinding) -> None:
        other = cross.other
        places = [(self.id, number) for number in cross.finding.cells]
        addresses = [self.addresses[number] for number in cross.finding.cells]
        if other is not None:
            self._of_other(other, cross.other_cells, places, addresses)
        self._finding(cross.finding, None, places, addresses)

    def _of_other(
        self,
        other: Reading,
        numbers: Sequence[int],
        places: list[tuple[str, int]],
        addresses: list[str],
    ) -> None:
        """Point to cells of another document; its address names it, like a link of a workbook."""
        text = self.others.get(other.document.document_id)
        if text is None:
            text = {s.cell.number: s.cell.address for s in other.cells}
            self.others[other.document.document_id] = text
        for number in numbers:
            places.append((other.document.document_id, number))
            addresses.append(f"[{other.document.file}] {text[number]}")

    def _twin(self, twin: Reading) -> None:
        document, other = self.reading.document, twin.document
        same = plan_key(document) == plan_key(other)
        identity = stable_id(self.id, TWIN, other.file)
        finding = Finding(
            finding_id=identity,
            cause_id=stable_id(self.id, TWIN),
            rule=TWIN,
            severity="info" if same else "warning",
            form="",
            cells=(),
            printed=other.file,
            expected=document.file,
            message=f"Berkas {other.file} sama persis dengan {document.file}; "
            f"yang dibaca {document.file}.",
            message_en=f"The file {other.file} is identical to {document.file}; "
            f"{document.file} was read.",
            suggestion="Hapus salah satu berkas."
            if same
            else "Manifest menyebut rencana yang berbeda untuk isi yang sama: periksa manifest.",
            suggestion_en="Remove one of the files."
            if same
            else "The manifest names different plans for the same bytes: check the manifest.",
        )
        self._finding(finding, None, [], [])

    def _finding(
        self,
        finding: Finding,
        fact_id: str | None,
        places: Sequence[tuple[str, int]],
        addresses: Sequence[str],
    ) -> None:
        # Ids are unique over the warehouse, also where documents of one plan agree on them.
        identity = finding.finding_id
        while identity in self.finding_ids:
            identity = stable_id(identity, self.id)
        self.finding_ids.add(identity)
        by, why, since = finding.accepted or (None, None, None)
        self.add(
            "finding",
            finding_id=identity,
            document_id=self.id,
            cause_id=finding.cause_id,
            rule=finding.rule,
            severity=finding.severity,
            form=finding.form,
            addresses="; ".join(addresses),
            printed=finding.printed,
            expected=finding.expected,
            message=finding.message,
            message_en=finding.message_en,
            suggestion=finding.suggestion,
            suggestion_en=finding.suggestion_en,
            fact_id=fact_id,
            accepted_by=by,
            accepted_reason=why,
            accepted_on=since,
        )
        for ordinal, (document_id, number) in enumerate(places):
            self.rows["finding_cell"].append((identity, ordinal, self.id, document_id, number))
