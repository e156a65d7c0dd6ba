"""From readings to a candidate: every row of the next release, before any database.

Pure: the same readings give the same rows, keys, ids and hashes, in whatever order they
come. Rows are tuples in the order of the columns of their table.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipelines.corrections.accept import accept, accepted, by_finding
from pipelines.corrections.model import Acceptance
from pipelines.crosswalk.model import Link
from pipelines.crosswalk.nodes import by_agency, scope_of
from pipelines.model import Fact, Reading, stable_id
from pipelines.nomenclature import ListedNode
from pipelines.reference import load_reference
from pipelines.rules.whole.years import compare_years
from warehouse.continuity import ContinuityWriter, PublishedFact
from warehouse.disagreement import CrossFinding, compare
from warehouse.document_rows import COLUMNS, DocumentRows, DocumentWriter, hash_rows
from warehouse.errors import BrokenReadingError
from warehouse.facts import VIEW_NAMES
from warehouse.keys import check_keys
from warehouse.members import Members, Row
from warehouse.schema import exact, tidy
from warehouse.shared_findings import share_findings
from warehouse.standing import by_plan, in_standing_order, standing_by_form
from warehouse.views import FACT_VIEWS

_MONEY = ("anggaran", "belanja")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Every row of a possible release.

    ``content_hash`` covers each fact's identity, value, unit and status;
    ``state_hash`` covers all rows, lineage and findings included. ``facts`` counts facts
    by view, ``records`` by form, ``findings`` by severity.
    """

    candidate_id: str
    code_version: str
    content_hash: str
    state_hash: str
    documents: tuple[DocumentRows, ...]
    dimensions: Mapping[str, Sequence[Row]]
    facts: Mapping[str, int]
    records: Mapping[str, int]
    findings: Mapping[str, int]

    def table(self, name: str) -> Iterator[dict[str, Any]]:
        """Rows of one table over all documents, as dictionaries."""
        columns = COLUMNS[name]
        if name in self.dimensions:
            yield from (dict(zip(columns, row, strict=True)) for row in self.dimensions[name])
            return
        for document in self.documents:
            for row in document.rows[name]:
                yield dict(zip(columns, row, strict=True))

    def view_counts(self) -> dict[str, int]:
        """Rows of every view of facts, as they would be published."""
        return {
            name: self._pagu() if name == "bi_pagu" else self.facts[name.removeprefix("bi_")]
            for name in FACT_VIEWS
        }

    def _pagu(self) -> int:
        subs = {
            (record["document_id"], record["record_id"])
            for record in self.table("source_record")
            if record["level"] == "sub_kegiatan"
        }
        return sum(
            fact["phase_key"] == "rencana" and (fact["document_id"], fact["record_id"]) in subs
            for fact in self.table("fact_budget")
        )


def content_line(
    view: str, fact_id: str, value: Decimal | int | None, unit: str | None, status: str
) -> str:
    """One fact as the content hash sees it: 6.50 and 6.5 are one value."""
    if value is None:
        number = ""
    elif isinstance(value, int):
        number = str(value)
    else:
        number = str(tidy(exact(value)))
    return "\x1f".join((view, fact_id, number, unit or "", status))


def _content_of(fact: Fact) -> str:
    if fact.view in _MONEY:
        return content_line(fact.view, fact.fact_id, fact.rupiah, None, fact.status)
    if fact.view == "kebijakan":
        return content_line(fact.view, fact.fact_id, None, None, fact.status)
    # The canonical unit, so that a spelling does not count as content.
    unit = fact.unit_canonical or fact.unit
    return content_line(fact.view, fact.fact_id, fact.value, unit, fact.status)


def hash_lines(lines: Iterable[str]) -> str:
    """sha256 over sorted lines."""
    digest = hashlib.sha256()
    for line in sorted(lines):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def build_candidate(
    readings: Sequence[Reading],
    code_version: str,
    links: Sequence[Link] = (),
    listed: Sequence[ListedNode] = (),
    acceptances: Sequence[Acceptance] = (),
) -> Candidate:
    """All rows of the next release from the readings of all its documents.

    ``links`` are the decisions of the crosswalk, ``listed`` the nodes of official lists,
    ``acceptances`` the findings that people take as printed.

    Raises :class:`warehouse.errors.BrokenReadingError` (a ``Refusal`` with the document)
    where the keys of a reading do not hold, or two plans claim one fact.
    """
    for reading in readings:
        check_keys(reading)
    said = by_finding(acceptances)
    if said:
        readings = [accept(reading, said) for reading in readings]
    members = Members()
    kept, twins = _without_twins(readings)
    plans = by_plan(kept)
    # A node keeps the wording of the latest plan's standing document.
    for plan in plans:
        for reading in plan:
            members.offer_nodes(reading.nodes)
    for plan in plans:
        for reading in plan:
            for record in reading.records:
                members.offer_node_of(record)

    documents: list[DocumentRows] = []
    content: list[str] = []
    owners: dict[str, Reading] = {}
    finding_ids: set[str] = set()
    published: list[PublishedFact] = []
    over_years = _over_years(plans)
    for plan in plans:
        standing = standing_by_form(plan)
        verdicts = compare(plan, standing)
        for document_id, verdict in verdicts.items():
            verdict.findings = [
                replace(cross, finding=accepted(cross.finding, document_id, said))
                for cross in (*verdict.findings, *over_years.get(document_id, ()))
            ]
        shared = share_findings(plan)
        for reading in plan:
            writer = DocumentWriter(reading, members, standing, verdicts, shared, finding_ids)
            documents.append(writer.write(twins.get(reading.document.document_id, ())))
            for fact in writer.published:
                _claim(owners, fact.fact_id, reading)
                content.append(_content_of(fact))
                record = writer.records[fact.record_id]
                published.append(PublishedFact(reading.document, record, fact))

    documents.sort(key=lambda document: document.document_id)
    mapping = _map(members, kept, published, links, listed)
    dimensions = members.rows() | mapping
    content_hash = hash_lines(content)
    state_hash = hash_lines(
        [
            *(f"{document.document_id} {document.rows_hash}" for document in documents),
            *(f"{name} {hash_rows(rows)}" for name, rows in dimensions.items()),
        ]
    )
    views = Counter(line.split("\x1f", 1)[0] for line in content)
    return Candidate(
        candidate_id=stable_id("candidate", code_version, content_hash, state_hash),
        code_version=code_version,
        content_hash=content_hash,
        state_hash=state_hash,
        documents=tuple(documents),
        dimensions=dimensions,
        facts={view: views.get(view, 0) for view in VIEW_NAMES},
        records=dict(
            sorted(Counter(record.form for reading in kept for record in reading.records).items())
        ),
        findings=_severities(documents),
    )


def _over_years(plans: Sequence[Sequence[Reading]]) -> dict[str, list[CrossFinding]]:
    """What plans of one agency say of each other over the years, by the later document."""
    found: dict[str, list[CrossFinding]] = {}
    readings = [reading for plan in plans for reading in plan]
    for each in compare_years(readings, load_reference()):
        cross = CrossFinding(each.finding, each.other, each.other_cells)
        found.setdefault(each.reading.document.document_id, []).append(cross)
    return found


def _map(
    members: Members,
    readings: Sequence[Reading],
    published: Sequence[PublishedFact],
    links: Sequence[Link],
    listed: Sequence[ListedNode],
) -> dict[str, list[Row]]:
    """Rows of the crosswalk, an agency at a time."""
    writer = ContinuityWriter(members, links, listed)
    facts: dict[tuple[str, str], list[PublishedFact]] = {}
    for each in published:
        facts.setdefault(scope_of(each.document), []).append(each)
    for scope, own in sorted(by_agency(readings).items()):
        writer.write(own, facts.get(scope, ()))
    return writer.rows()


def _without_twins(
    readings: Sequence[Reading],
) -> tuple[list[Reading], dict[str, list[Reading]]]:
    """One reading for each sha256, and the others by document: the same bytes sent again."""
    by_id: dict[str, list[Reading]] = {}
    for reading in in_standing_order(readings):
        by_id.setdefault(reading.document.document_id, []).append(reading)
    # Sending the same bytes again changes nothing: the first received stays.
    for same in by_id.values():
        same.sort(key=lambda reading: (reading.document.received, reading.document.file))
    kept = [same[0] for same in by_id.values()]
    return kept, {key: same[1:] for key, same in by_id.items() if len(same) > 1}


def _claim(owners: dict[str, Reading], fact_id: str, reading: Reading) -> None:
    other = owners.setdefault(fact_id, reading).document
    if other.document_id == reading.document.document_id:
        return
    document = reading.document
    raise BrokenReadingError(
        document.document_id,
        document.file,
        f"Fakta {fact_id} juga milik rencana lain ({other.file}).",
        f"Fact {fact_id} also belongs to another plan ({other.file}).",
    )


def _severities(documents: Sequence[DocumentRows]) -> dict[str, int]:
    place = COLUMNS["finding"].index("severity")
    found = Counter(row[place] for document in documents for row in document.rows["finding"])
    return {severity: found.get(severity, 0) for severity in ("critical", "warning", "info")}
