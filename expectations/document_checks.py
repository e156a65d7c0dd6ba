"""What must hold for a document before it is published.

Plain functions: a reading goes in, problems come out. They are about the whole of a reading,
where the suites of forms are about its rows. A document with a problem is put in quarantine;
the others are published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from expectations.outcome import CheckOutcome, Examined, repeated, run_check
from pipelines.model import Reading, Use
from warehouse.errors import BrokenReadingError
from warehouse.keys import check_keys


@dataclass(frozen=True)
class Check:
    """A rule by name, what it means, and the function that lists its problems."""

    name: str
    meaning: str
    meaning_en: str
    examine: Callable[[Reading, int], Examined]


def account_closes(reading: Reading, cells_read: int) -> Examined:
    """Every cell that the reader found has exactly one use, and an explanation."""
    problems = []
    if len(reading.cells) != cells_read:
        problems.append(f"terbaca {cells_read} sel, dipertanggungjawabkan {len(reading.cells)}")
    account = reading.account()
    if account["read"] != account["used"] + account["explained"]:
        problems.append(f"selisih akun sel: {account}")
    problems += repeated("sel", (source.cell.number for source in reading.cells))
    for source in reading.cells:
        if not isinstance(source.use, Use) or not source.reason.strip():
            problems.append(f"{source.cell.address}: tanpa kegunaan atau alasan")
    return len(reading.cells), problems


def keys_hold(reading: Reading, cells_read: int) -> Examined:
    """Identities do not repeat, references point at something, codes are known ones."""
    problems: list[str] = []
    try:
        check_keys(reading)
    except BrokenReadingError as broken:
        problems.append(broken.reason)
    nodes = {node.key for node in reading.nodes}
    facts = {fact.fact_id for fact in reading.facts}
    problems += repeated("simpul", ((node.scheme, node.key) for node in reading.nodes))
    problems += repeated("temuan", (finding.finding_id for finding in reading.findings))
    for node in reading.nodes:
        if node.parent_key is not None and node.parent_key not in nodes:
            problems.append(f"simpul {node.key}: induk {node.parent_key} tidak ada")
    for record in reading.records:
        if record.node_key is not None and record.node_key not in nodes:
            problems.append(f"baris {record.record_id}: simpul {record.node_key} tidak ada")
    for finding in reading.findings:
        if finding.fact_id is not None and finding.fact_id not in facts:
            problems.append(f"temuan {finding.finding_id}: fakta {finding.fact_id} tidak ada")
    examined = len(reading.nodes) + len(reading.records) + len(reading.facts)
    return examined + len(reading.findings), problems


def lineage_complete(reading: Reading, cells_read: int) -> Examined:
    """Every measure has the cell that gave it, and every value cell gives something."""
    texts = {source.cell.number: source.cell.text for source in reading.cells}
    problems = []
    led_on: set[int] = set()
    for fact in reading.facts:
        led_on.update(cell for cell, _ in fact.lineage)
        values = [cell for cell, role in fact.lineage if role == "value"]
        if fact.value is not None or fact.rupiah is not None:
            if not any(texts.get(cell, "").strip() for cell in values):
                problems.append(f"fakta {fact.fact_id} ({fact.view}): tanpa sel nilai")
        elif not fact.lineage:
            problems.append(f"fakta {fact.fact_id} ({fact.view}): tanpa jejak")
    for source in reading.cells:
        if source.use is Use.VALUE and source.cell.number not in led_on:
            problems.append(f"{source.cell.address}: sel nilai tanpa fakta")
    return len(reading.facts), problems


def tables_give_records(reading: Reading, cells_read: int) -> Examined:
    """A document has tables, and none of its forms is left without a row."""
    if not reading.tables:
        return 0, ["tidak ada tabel formulir yang dikenali"]
    gave = {record.form for record in reading.records} | {node.origin for node in reading.nodes}
    forms = {table.form: table for table in reading.tables if table.repeats is None}
    problems = [
        f"{form} ({table.first_address}): tabel tanpa satu baris pun"
        for form, table in forms.items()
        if form not in gave
    ]
    return len(forms), problems


def no_critical_finding(reading: Reading, cells_read: int) -> Examined:
    """Nothing was found that makes the document one that cannot be vouched for."""
    problems = [f.message for f in reading.findings if f.severity == "critical"]
    return len(reading.findings), problems


DOCUMENT_CHECKS = (
    Check(
        "akun_sel_tertutup",
        "Setiap sel terbaca punya tepat satu kegunaan; terbaca = terpakai + dijelaskan.",
        "Every cell read has exactly one use; read = used + explained.",
        account_closes,
    ),
    Check(
        "kunci_utuh",
        "Identitas tidak berulang dan setiap rujukan menunjuk sesuatu yang ada.",
        "Identities do not repeat and every reference points at something that exists.",
        keys_hold,
    ),
    Check(
        "jejak_lengkap",
        "Setiap nilai punya sel asal, dan setiap sel nilai menjadi fakta.",
        "Every value has its cell, and every value cell became a fact.",
        lineage_complete,
    ),
    Check(
        "tabel_menghasilkan_baris",
        "Dokumen punya tabel, dan setiap formulirnya menghasilkan baris.",
        "The document has tables, and each of its forms gave records.",
        tables_give_records,
    ),
    Check(
        "tanpa_temuan_kritis",
        "Tidak ada temuan berkeparahan critical.",
        "There is no finding of severity critical.",
        no_critical_finding,
    ),
)


def check_document(reading: Reading, cells_read: int) -> tuple[CheckOutcome, ...]:
    """All checks of one document."""
    return tuple(
        run_check(
            check.name,
            lambda c=check: c.examine(reading, cells_read),  # type: ignore[misc]
            check.meaning,
            check.meaning_en,
        )
        for check in DOCUMENT_CHECKS
    )
