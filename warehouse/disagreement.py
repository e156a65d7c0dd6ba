"""Documents of one plan side by side: what corroborates, what differs, what one lacks.

The finding belongs to the document that does not stand, and names both. It does not make
the standing figure doubtful: a corrected file would otherwise doubt every figure that it
corrects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.corrections.apply import CORRECTED
from pipelines.model import Fact, Finding, Reading, Record, fold, stable_id
from pipelines.values import format_money, format_number
from warehouse.schema import exact

DIFFERS = "beda_antar_dokumen"
ONLY_THERE = "hanya_di_dokumen_pendukung"


@dataclass(frozen=True, slots=True)
class CrossFinding:
    """A finding of one document, and the cells of the ``other`` one that it also points to."""

    finding: Finding
    other: Reading | None = None
    other_cells: tuple[int, ...] = ()


@dataclass(slots=True)
class Verdict:
    """What a document adds to facts of others, and what became of its own values.

    ``corroborated``: fact -> cells that repeat its figure; ``cells``: cell -> why its value
    is not published from here; ``settled``: facts whose figure here is what the document that
    stands printed as well, before it was corrected.
    """

    corroborated: dict[str, tuple[int, ...]] = field(default_factory=dict)
    cells: dict[int, str] = field(default_factory=dict)
    findings: list[CrossFinding] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)


def compare(plan: Sequence[Reading], standing: Mapping[str, Reading]) -> dict[str, Verdict]:
    """Verdicts by document id for the documents of one plan."""
    facts: dict[str, tuple[Reading, Fact]] = {}
    before = {
        (reading.document.document_id, fact.fact_id): fact
        for reading in plan
        for fact in reading.uncorrected
    }
    for reading in plan:
        forms = _forms(reading)
        for fact in reading.facts:
            if standing[forms[fact.record_id]] is reading:
                facts[fact.fact_id] = (reading, fact)
    verdicts: dict[str, Verdict] = {}
    for reading in plan:
        verdict = verdicts[reading.document.document_id] = Verdict()
        records = {record.record_id: record for record in reading.records}
        for fact in reading.facts:
            record = records[fact.record_id]
            stands = standing[record.form]
            if stands is reading:
                continue
            published = facts.get(fact.fact_id)
            if published is None:
                verdict.findings.append(_only_there(reading, fact, record, stands))
                reason = f"hanya ada di sini; untuk {record.form} yang berlaku "
                reason += stands.document.file
            else:
                stands, same = published
                verdict.corroborated[fact.fact_id] = _figure_cells(fact)
                reason = f"menguatkan {stands.document.file}"
                if _differs(fact, same):
                    was = before.get((stands.document.document_id, fact.fact_id))
                    known = was is not None and not _differs(fact, was)
                    found = _difference(reading, fact, record, stands, same)
                    verdict.findings.append(_known(found) if known else found)
                    reason = f"berbeda dari {stands.document.file}, yang berlaku"
                    if known:
                        verdict.settled.add(fact.fact_id)
                        reason = f"seperti {stands.document.file} sebelum dikoreksi"
            for number in _figure_cells(fact):
                verdict.cells.setdefault(number, reason)
    return verdicts


def _forms(reading: Reading) -> dict[str, str]:
    return {record.record_id: record.form for record in reading.records}


def _figure_cells(fact: Fact) -> tuple[int, ...]:
    """The cells that hold the figure; all cells of a fact that has no figure of its own."""
    figures = [number for number, role in fact.lineage if role in ("value", "corroborates")]
    return tuple(dict.fromkeys(figures or [number for number, _ in fact.lineage]))


def _differs(one: Fact, other: Fact) -> bool:
    return _figure(one) != _figure(other)


def _figure(fact: Fact) -> tuple[object, str, int | None]:
    value = None if fact.value is None else exact(fact.value)
    return value, fold(fact.unit_canonical or fact.unit), fact.rupiah


def _printed(fact: Fact) -> str:
    """The figure as people read it, where nothing was printed the number itself."""
    if fact.printed and fact.status != CORRECTED:
        return fact.printed
    if fact.rupiah is not None:
        return format_money(fact.rupiah)
    return "" if fact.value is None else f"{format_number(fact.value)} {fact.unit or ''}".strip()


def _subject(fact: Fact, record: Record) -> str:
    parts = (record.code, record.indicator or record.name or record.number, fact.kind, fact.year)
    return ", ".join(str(part) for part in parts if part)


def _difference(
    reading: Reading, fact: Fact, record: Record, stands: Reading, same: Fact
) -> CrossFinding:
    here, there = reading.document, stands.document
    printed, expected = _printed(fact), _printed(same)
    subject = _subject(fact, record)
    finding = Finding(
        finding_id=stable_id(here.document_id, DIFFERS, there.document_id, fact.fact_id),
        cause_id=stable_id(here.document_id, DIFFERS, there.document_id, record.form),
        rule=DIFFERS,
        severity="warning",
        form=record.form,
        cells=_figure_cells(fact),
        printed=printed,
        expected=expected,
        message=f"{subject}: {here.file} memuat '{printed}', "
        f"sedangkan {there.file}, yang berlaku, memuat '{expected}'.",
        message_en=f"{subject}: {here.file} says '{printed}', "
        f"but {there.file}, which stands, says '{expected}'.",
        suggestion=f"Periksa kedua dokumen; bila {here.file} yang benar, "
        "beri prioritas di manifest atau usulkan koreksi.",
        suggestion_en=f"Check both documents; if {here.file} is right, "
        "give it priority in the manifest or propose a correction.",
    )
    return CrossFinding(finding, stands, _figure_cells(same))


def _known(cross: CrossFinding) -> CrossFinding:
    """A difference that a correction of the document that stands has made: nobody need act."""
    return replace(cross, finding=settled(cross.finding))


def settled(finding: Finding) -> Finding:
    """A finding about what is corrected in the document that stands, as information."""
    return replace(
        finding,
        severity="info",
        message=f"{finding.message} Dokumen yang berlaku sudah dikoreksi.",
        message_en=f"{finding.message_en} The document that stands is corrected.",
        suggestion="Tidak perlu tindakan; koreksinya dapat menyebut sel dokumen ini juga.",
        suggestion_en="Nothing to do; the correction may name the cell of this document as well.",
    )


def _only_there(reading: Reading, fact: Fact, record: Record, stands: Reading) -> CrossFinding:
    here, there = reading.document, stands.document
    printed = _printed(fact)
    subject = _subject(fact, record)
    finding = Finding(
        finding_id=stable_id(here.document_id, ONLY_THERE, there.document_id, fact.fact_id),
        cause_id=stable_id(here.document_id, ONLY_THERE, there.document_id, fact.record_id),
        rule=ONLY_THERE,
        severity="warning",
        form=record.form,
        cells=_figure_cells(fact),
        printed=printed,
        expected="",
        message=f"{subject}: '{printed}' hanya ada di {here.file}, tidak di {there.file} "
        f"yang berlaku untuk {record.form}; tidak diterbitkan.",
        message_en=f"{subject}: '{printed}' is only in {here.file}, not in {there.file}, "
        f"which stands for {record.form}; it is not published.",
        suggestion="Periksa apakah baris itu hilang dari dokumen yang berlaku, "
        "atau ejaannya berbeda.",
        suggestion_en="Check whether the row is missing from the document that stands, "
        "or spelt differently.",
    )
    return CrossFinding(finding)
