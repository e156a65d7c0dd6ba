"""The gate: what must hold for a release as a whole.

The checks look at the rows that would be published, not at the readings they were made
from: what building the candidate lost or doubled shows here. One problem refuses the
release, and the previous one stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from expectations.outcome import CheckOutcome, Examined, repeated, run_check
from warehouse.candidate import Candidate

#: Fact tables, and the columns that hold their measure (a policy has none).
MEASURES = {
    "fact_performance": "value",
    "fact_budget": "amount",
    "fact_expenditure": "amount",
    "fact_service_performance": "value",
    "fact_proposal": "value",
    "ref_policy": None,
}


@dataclass(frozen=True)
class ReleaseCheck:
    """A rule by name, what it means, and the function that lists its problems."""

    name: str
    meaning: str
    meaning_en: str
    examine: Callable[[Candidate, Mapping[str, int]], Examined]


def documents_present(candidate: Candidate, cells_read: Mapping[str, int]) -> Examined:
    """A release without a document would empty the warehouse."""
    nothing = [] if candidate.documents else ["tidak ada dokumen yang dapat terbit"]
    return len(candidate.documents), nothing


def account_closes(candidate: Candidate, cells_read: Mapping[str, int]) -> Examined:
    """Every cell that the readers found is in the account, once, with its explanation."""
    accounted: dict[str, set[int]] = {document: set() for document in cells_read}
    problems: list[str] = []
    rows = 0
    for cell in candidate.table("source_cell"):
        rows += 1
        accounted.setdefault(cell["document_id"], set()).add(cell["cell_number"])
        if not cell["cell_use"] or not cell["reason"]:
            problems.append(f"{cell['document_id']} {cell['address']}: tanpa penjelasan")
    for document, numbers in accounted.items():
        if len(numbers) != cells_read.get(document):
            problems.append(
                f"{document}: terbaca {cells_read.get(document)} sel, "
                f"dipertanggungjawabkan {len(numbers)}"
            )
    return rows, problems


def keys_unique(candidate: Candidate, cells_read: Mapping[str, int]) -> Examined:
    """No two facts, findings, records or documents of the release share an identity."""
    keys = {
        "fakta": [row["fact_id"] for row in candidate.table("published_fact")],
        "temuan": [row["finding_id"] for row in candidate.table("finding")],
        "baris": [
            (row["document_id"], row["record_id"]) for row in candidate.table("source_record")
        ],
        "dokumen": [row["file"] for row in candidate.table("dim_document")],
    }
    problems = [problem for kind, found in keys.items() for problem in repeated(kind, found)]
    return sum(map(len, keys.values())), problems


def lineage_complete(candidate: Candidate, cells_read: Mapping[str, int]) -> Examined:
    """Every published measure leads back to a cell that gave it."""
    with_value: set[str] = set()
    with_any: set[str] = set()
    for cell in candidate.table("fact_cell"):
        with_any.add(cell["fact_id"])
        if cell["role"] == "value":
            with_value.add(cell["fact_id"])
    problems: list[str] = []
    examined = 0
    for name, fact, measured in _facts(candidate):
        examined += 1
        if fact["fact_id"] not in (with_value if measured else with_any):
            problems.append(f"{name} {fact['fact_id']}: tanpa sel asal")
    return examined, problems


def references_hold(candidate: Candidate, cells_read: Mapping[str, int]) -> Examined:
    """Facts have their records, cells of lineage exist, findings doubt facts that exist."""
    cells = {(r["document_id"], r["cell_number"]) for r in candidate.table("source_cell")}
    records = {(r["document_id"], r["record_id"]) for r in candidate.table("source_record")}
    facts = {r["fact_id"] for r in candidate.table("published_fact")}
    examined, problems = 0, []
    for name, fact, _ in _facts(candidate):
        examined += 1
        if (fact["document_id"], fact["record_id"]) not in records or fact["fact_id"] not in facts:
            problems.append(f"{name} {fact['fact_id']}: tanpa baris asal")
    for cell in candidate.table("fact_cell"):
        examined += 1
        known = (cell["document_id"], cell["cell_number"]) in cells
        if not known or cell["fact_id"] not in facts:
            problems.append(f"jejak {cell['fact_id']}: sel {cell['cell_number']} tidak ada")
    for finding in candidate.table("finding"):
        examined += 1
        if finding["fact_id"] is not None and finding["fact_id"] not in facts:
            problems.append(f"temuan {finding['finding_id']}: fakta tidak ada")
    return examined, problems


def _facts(candidate: Candidate) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    for name, measure in MEASURES.items():
        for row in candidate.table(name):
            yield name, row, measure is not None and row[measure] is not None


RELEASE_CHECKS = (
    ReleaseCheck(
        "rilis_ada_dokumen",
        "Sedikitnya satu dokumen terbit.",
        "At least one document is published.",
        documents_present,
    ),
    ReleaseCheck(
        "rilis_akun_sel",
        "Setiap sel terbaca ada dalam akun, satu kali, dengan penjelasan.",
        "Every cell read is in the account, once, with its explanation.",
        account_closes,
    ),
    ReleaseCheck(
        "rilis_kunci_unik",
        "Identitas fakta, temuan, baris, dan dokumen tidak berulang.",
        "Identities of facts, findings, records and documents do not repeat.",
        keys_unique,
    ),
    ReleaseCheck(
        "rilis_jejak_lengkap",
        "Setiap nilai terbit dapat ditelusuri sampai selnya.",
        "Every published value can be traced to its cells.",
        lineage_complete,
    ),
    ReleaseCheck(
        "rilis_rujukan_utuh",
        "Setiap rujukan antarbaris menunjuk sesuatu yang ada.",
        "Every reference between rows points at something that exists.",
        references_hold,
    ),
)


def check_candidate(
    candidate: Candidate, cells_read: Mapping[str, int]
) -> tuple[CheckOutcome, ...]:
    """All checks of the gate. ``cells_read`` is the readers' own count by document id."""
    return tuple(
        run_check(check.name, lambda c=check: c.examine(candidate, cells_read))  # type: ignore[misc]
        for check in RELEASE_CHECKS
    )
