"""What must hold for a document before it is published.

Plain functions: a reading goes in, failing rows come out. They are about the whole of a reading,
where the suites of forms are about its rows. A document with a problem is put in quarantine;
the others are published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from expectations.outcome import CheckOutcome, Examined, FailingRow, run_check
from pipelines.model import Reading, Use
from warehouse.errors import BrokenReadingError
from warehouse.keys import check_keys


@dataclass(frozen=True)
class Check:
    """A rule by name, what it means, and the function that lists what fails it."""

    name: str
    meaning: str
    meaning_en: str
    examine: Callable[[Reading, int], Examined]


def account_closes(reading: Reading, cells_read: int) -> Examined:
    """Every cell that the reader found has exactly one use, and an explanation."""
    tell = _Teller(reading)
    rows = []
    accounted = len(reading.cells)
    if accounted != cells_read:
        rows.append(
            tell(
                f"terbaca {cells_read} sel, dipertanggungjawabkan {accounted}",
                f"{cells_read} cells read, {accounted} accounted for",
            )
        )
    account = reading.account()
    if account["read"] != account["used"] + account["explained"]:
        rows.append(tell(f"selisih akun sel: {account}", f"the account is open: {account}"))
    rows += tell.repeated("sel", "cell", (source.cell.number for source in reading.cells))
    rows += [
        tell("tanpa kegunaan atau alasan", "without a use or a reason", source.cell.number)
        for source in reading.cells
        if not isinstance(source.use, Use) or not source.reason.strip()
    ]
    return accounted, rows


def keys_hold(reading: Reading, cells_read: int) -> Examined:
    """Identities do not repeat, references point at something, codes are known ones."""
    tell = _Teller(reading)
    rows = []
    try:
        check_keys(reading)
    except BrokenReadingError as broken:
        rows.append(tell(broken.reason, broken.reason_en))
    nodes = {node.key for node in reading.nodes}
    facts = {fact.fact_id for fact in reading.facts}
    rows += tell.repeated("simpul", "node", ((node.scheme, node.key) for node in reading.nodes))
    rows += tell.repeated("temuan", "finding", (f.finding_id for f in reading.findings))
    absent = (
        *(
            (f"induk {node.parent_key}", f"parent {node.parent_key}", node.cells)
            for node in reading.nodes
            if node.parent_key is not None and node.parent_key not in nodes
        ),
        *(
            (f"simpul {record.node_key}", f"node {record.node_key}", record.cells)
            for record in reading.records
            if record.node_key is not None and record.node_key not in nodes
        ),
        *(
            (f"fakta {finding.fact_id}", f"fact {finding.fact_id}", finding.cells)
            for finding in reading.findings
            if finding.fact_id is not None and finding.fact_id not in facts
        ),
    )
    rows += [
        tell(f"{what} tidak ada", f"{what_en} does not exist", *cells[:1])
        for what, what_en, cells in absent
    ]
    examined = len(reading.nodes) + len(reading.records) + len(reading.facts)
    return examined + len(reading.findings), rows


def lineage_complete(reading: Reading, cells_read: int) -> Examined:
    """Every measure has the cell that gave it, and every value cell gives something."""
    tell = _Teller(reading)
    texts = {source.cell.number: source.cell.text for source in reading.cells}
    rows = []
    led_on: set[int] = set()
    for fact in reading.facts:
        cells = [cell for cell, _ in fact.lineage]
        led_on.update(cells)
        values = [cell for cell, role in fact.lineage if role == "value"]
        if fact.value is not None or fact.rupiah is not None:
            if not any(texts.get(cell, "").strip() for cell in values):
                rows.append(
                    tell(
                        f"fakta {fact.fact_id} tanpa sel nilai",
                        f"fact {fact.fact_id} without a value cell",
                        *cells[:1],
                    )
                )
        elif not fact.lineage:
            rows.append(
                tell(f"fakta {fact.fact_id} tanpa jejak", f"fact {fact.fact_id} without lineage")
            )
    rows += [
        tell("sel nilai tanpa fakta", "a value cell without a fact", source.cell.number)
        for source in reading.cells
        if source.use is Use.VALUE and source.cell.number not in led_on
    ]
    return len(reading.facts), rows


def has_tables(reading: Reading, cells_read: int) -> Examined:
    """A document has tables of forms; how many rows they gave is asked in their suite."""
    none = _Teller(reading)("tidak ada tabel formulir", "no table of a form")
    return len(reading.tables), [] if reading.tables else [none]


def no_critical_finding(reading: Reading, cells_read: int) -> Examined:
    """Nothing was found that makes the document one that cannot be vouched for."""
    tell = _Teller(reading)
    rows = [
        tell(finding.message, finding.message_en, *finding.cells[:1])
        for finding in reading.findings
        if finding.severity == "critical"
    ]
    return len(reading.findings), rows


class _Teller:
    """Makes failing rows of one document."""

    def __init__(self, reading: Reading) -> None:
        self._document = reading.document
        self._addresses = {source.cell.number: source.cell.address for source in reading.cells}

    def __call__(self, said: str, said_en: str, cell: int | None = None) -> FailingRow:
        address = "" if cell is None else self._addresses.get(cell, "")
        document = self._document
        return FailingRow(document.file, document.document_id, "", address, said, said_en)

    def repeated(self, what: str, what_en: str, keys: Iterable[Hashable]) -> list[FailingRow]:
        """One row for each key that stands more than once."""
        return [
            self(f"{what} {key}: {times} kali", f"{what_en} {key}: {times} times")
            for key, times in Counter(keys).items()
            if times > 1
        ]


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
        "ada_tabel",
        "Dokumen punya tabel berbentuk formulir.",
        "The document has tables in the shape of a form.",
        has_tables,
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
