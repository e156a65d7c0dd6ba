"""What a run tells afterwards: one object for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class DocumentReport:
    """One document that was read; ``unchanged`` where it did not have to be read again.

    ``twin_of`` names the file of the same bytes that is published in its place.
    """

    file: str
    government: str
    agency: str
    year: int
    unchanged: bool
    records: dict[str, int]
    twin_of: str = ""


@dataclass(frozen=True)
class QuarantineReport:
    """One document that is not published, and why."""

    file: str
    reason: str
    reason_en: str
    rule: str
    place: str = ""


@dataclass(frozen=True)
class CheckReport:
    """One check of the gate; ``blocks`` where the release was refused for it."""

    name: str
    passed: bool
    blocks: bool
    details: str
    details_en: str


@dataclass(frozen=True)
class CauseReport:
    """One cause of findings: what it says, where, and how many findings it explains."""

    severity: str
    message: str
    message_en: str
    file: str
    addresses: str
    findings: int


@dataclass(frozen=True)
class RunReport:
    """One run. ``release`` is None where the gate refused; ``standing`` then still stands.

    ``important`` are the gravest causes of findings, of ``causes`` in all; ``undecided`` counts old
    nodes of the nomenclature without a decision.
    """

    release: str | None
    content_hash: str | None
    documents: tuple[DocumentReport, ...]
    quarantined: tuple[QuarantineReport, ...]
    cells: dict[str, int]
    records: dict[str, int]
    facts: dict[str, int]
    findings: dict[str, int]
    checks: tuple[CheckReport, ...]
    seconds: float
    new_release: bool = True
    missing: tuple[str, ...] = field(default=())
    standing: str | None = None
    important: tuple[CauseReport, ...] = ()
    causes: int = 0
    undecided: int = 0

    def failed_checks(self) -> tuple[CheckReport, ...]:
        """The checks for which the gate refused."""
        return tuple(check for check in self.checks if check.blocks)

    def as_json(self) -> dict[str, Any]:
        """The object of ``renja run --json``."""
        unchanged = sum(document.unchanged for document in self.documents)
        failed = len(self.failed_checks())
        return {
            "release": self.release,
            "content_hash": self.content_hash,
            "documents": {
                "read": len(self.documents) - unchanged,
                "unchanged": unchanged,
                "quarantined": [
                    {
                        "file": item.file,
                        "reason": item.reason,
                        "reason_en": item.reason_en,
                        "rule": item.rule,
                        "place": item.place,
                    }
                    for item in self.quarantined
                ],
            },
            "cells": self.cells,
            "records": self.records,
            "facts": self.facts,
            "findings": self.findings,
            "checks": {
                "passed": sum(check.passed for check in self.checks),
                "warned": sum(not check.passed for check in self.checks) - failed,
                "failed": failed,
            },
            "seconds": round(self.seconds, 3),
        }


def unread_json(reason: str, reason_en: str) -> dict[str, Any]:
    """The object of ``renja run --json`` where nothing could be read, and why."""
    from warehouse.views import FACT_VIEWS  # noqa: PLC0415

    nothing = RunReport(
        release=None,
        content_hash=None,
        documents=(),
        quarantined=(),
        cells=dict.fromkeys(("read", "used", "explained"), 0),
        records={},
        facts=dict.fromkeys(FACT_VIEWS, 0),
        findings=dict.fromkeys(("critical", "warning", "info"), 0),
        checks=(),
        seconds=0.0,
    )
    return {**nothing.as_json(), "error": {"reason": reason, "reason_en": reason_en}}
