"""Acceptances in a reading: a finding taken as printed is information, and doubts nothing.

It holds as long as the finding says the same; where what is printed or expected has changed, the
finding stands again and another says whose acceptance has ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from pipelines.corrections.model import Acceptance
from pipelines.findings import FindingLog
from pipelines.model import Finding, Reading, fold, stable_id
from pipelines.vocabulary import load

_OPEN = frozenset({"warning", "critical"})
_DOUBTED, _PUBLISHED = "ragu", "terbit"


def accept(reading: Reading, acceptances: Mapping[str, Acceptance]) -> Reading:
    """The reading with its accepted findings as information; ``acceptances`` by finding.

    A fact in doubt is published as printed again where no other finding doubts it.
    """
    document = reading.document
    plan = (fold(document.government), fold(document.agency), document.year)
    log = FindingLog(plan)
    findings: list[Finding] = []
    for finding in reading.findings:
        said = _said_of(finding, document.document_id, acceptances)
        if said is not None and not _holds(said, finding) and finding.severity == "warning":
            _tell_stale(log, finding, said)
        findings.append(accepted(finding, document.document_id, acceptances))
    if tuple(findings) == reading.findings and not log.findings:
        return reading
    free = _no_longer_doubted(reading, findings)
    return replace(
        reading,
        findings=(*findings, *log.findings),
        facts=tuple(
            replace(fact, status=_PUBLISHED) if fact.fact_id in free else fact
            for fact in reading.facts
        ),
    )


def accepted(finding: Finding, document_id: str, acceptances: Mapping[str, Acceptance]) -> Finding:
    """A warning as information where a person takes it as printed; else as it is."""
    said = _said_of(finding, document_id, acceptances)
    if said is None or finding.severity != "warning" or not _holds(said, finding):
        return finding
    return replace(finding, severity="info", accepted=(said.by, said.reason, said.date))


def by_finding(acceptances: Iterable[Acceptance]) -> dict[str, Acceptance]:
    """Acceptances by what they are about."""
    return {each.finding_id: each for each in acceptances}


def _said_of(
    finding: Finding, document_id: str, acceptances: Mapping[str, Acceptance]
) -> Acceptance | None:
    """What is said of a finding, under its own name or that of this document's of several."""
    own = acceptances.get(finding.finding_id)
    return own or acceptances.get(stable_id(finding.finding_id, document_id))


def _holds(said: Acceptance, finding: Finding) -> bool:
    """How formats write a figure does not count."""
    same = (said.rule, fold(said.printed), fold(said.expected))
    return same == (finding.rule, fold(finding.printed), fold(finding.expected))


def _tell_stale(log: FindingLog, finding: Finding, said: Acceptance) -> None:
    log.add(
        "penerimaan_usang", finding.form, finding.cells, key=finding.finding_id,
        printed=finding.printed, expected=finding.expected,
        by=said.by, before=said.printed, then=said.expected, about=finding.rule,
    )  # fmt: skip


def _no_longer_doubted(reading: Reading, findings: Iterable[Finding]) -> set[str]:
    """Facts in doubt that accepted findings doubted, and no open one does."""
    released: set[str] = set()
    held: set[str] = set()
    for finding, doubted in doubts(reading, findings):
        if finding.accepted is not None:
            released |= doubted
        elif finding.severity in _OPEN:
            held |= doubted
    return released - held


def doubts(reading: Reading, findings: Iterable[Finding]) -> Iterator[tuple[Finding, set[str]]]:
    """Every finding with the facts in doubt that it may doubt.

    Most name their fact; those of some rules doubt the figures of their cells, or of their form
    (``vocabulary/corrections.yaml``).
    """
    in_doubt = [fact for fact in reading.facts if fact.status == _DOUBTED]
    known = {fact.fact_id for fact in in_doubt}
    at_cell: dict[int, set[str]] = defaultdict(set)
    of_form: dict[str, set[str]] = defaultdict(set)
    form_of = {record.record_id: record.form for record in reading.records}
    for fact in in_doubt:
        of_form[form_of[fact.record_id]].add(fact.fact_id)
        for number, role in fact.lineage:
            if role == "value":
                at_cell[number].add(fact.fact_id)
    for finding in findings:
        if finding.fact_id is not None:
            yield finding, {finding.fact_id} & known
        elif finding.rule in _rules("ragukan_formulir"):
            yield finding, set(of_form[finding.form])
        elif finding.rule in _rules("ragukan_sel"):
            yield finding, {fact for number in finding.cells for fact in at_cell[number]}


@cache
def _rules(name: str) -> frozenset[str]:
    return frozenset(load("corrections")[name])
