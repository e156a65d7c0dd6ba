"""Findings by cause, the most important first.

What proposals of the public say (T-C.32) may name people: their texts stay in the warehouse.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from assets.report_page.ask import ask
from assets.report_page.words import SEVERITIES, Said, counted, number, said

PROPOSALS = "T-C.32"
#: Causes that are shown by themselves, and all that are listed.
IMPORTANT, MOST_CAUSES = 5, 200
_SEVERITIES = tuple(SEVERITIES)
_WITHHELD = Said(
    "Temuan pada usulan masyarakat; teksnya tidak dimuat dalam laporan ini.",
    "A finding in the proposals of the public; their texts are not in this report.",
)
_SHOWN_CELLS = 3


@dataclass(frozen=True)
class Cause:
    """One cause: what its first finding says, and how much it touches.

    ``rupiah`` is the largest amount that it doubts, None where it doubts no money.
    """

    cause_id: str
    severity: str
    rule: str
    forms: tuple[str, ...]
    file: str
    addresses: str
    message: Said
    suggestion: Said
    findings: int
    doubted: int
    rupiah: int | None

    @property
    def severity_said(self) -> Said:
        """The severity in words."""
        return said(SEVERITIES, self.severity)


@dataclass(frozen=True)
class Causes:
    """The section: title, causes by importance, and how many there are by severity and rule."""

    title: Said
    important: tuple[Cause, ...]
    others: tuple[Cause, ...]
    left_out: int
    severities: tuple[tuple[Said, str, int, int], ...]
    accepted: int

    @property
    def found(self) -> dict[str, int]:
        """Findings by severity."""
        return {severity: found for _, severity, found, _ in self.severities}


def causes(connection: Connection, findings: list[dict[str, Any]]) -> Causes:
    """Findings of one cause together.

    The most important first: by severity, then by the largest amount in doubt, then by how
    many figures are in doubt, then by how many findings there are. What was accepted as printed
    is counted alone.
    """
    standing = [found for found in findings if not found["accepted_by"]]
    touched = {row["sebab_id"]: row for row in ask(connection, "causes")}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for found in standing:
        grouped[found["cause_id"]].append(found)
    every = sorted(
        (_cause(key, group, touched.get(key)) for key, group in grouped.items()),
        key=lambda each: (
            _SEVERITIES.index(each.severity), -(each.rupiah or 0), -each.doubted, -each.findings,
            each.rule, each.cause_id,
        ),
    )  # fmt: skip
    by_severity = Counter(found["severity"] for found in standing)
    of_cause = Counter(each.severity for each in every)
    severities = tuple(
        (said(SEVERITIES, severity), severity, by_severity[severity], of_cause[severity])
        for severity in _SEVERITIES
    )
    return Causes(
        _title(by_severity, of_cause),
        tuple(every[:IMPORTANT]),
        tuple(every[IMPORTANT:MOST_CAUSES]),
        max(0, len(every) - MOST_CAUSES),
        severities,
        len(findings) - len(standing),
    )


def _cause(key: str, found: list[dict[str, Any]], touched: dict[str, Any] | None) -> Cause:
    # The findings come worst first; one whose text may be shown goes before.
    main = next((each for each in found if each["form"] != PROPOSALS), found[0])
    message = Said(main["message"], main["message_en"])
    withheld = main["form"] == PROPOSALS
    rupiah = None if touched is None else touched["rupiah"]
    return Cause(
        key,
        min((each["severity"] for each in found), key=_SEVERITIES.index),
        main["rule"],
        tuple(sorted({each["form"] for each in found})),
        main["document"],
        _first_cells(main["addresses"]),
        _WITHHELD if withheld else message,
        Said("", "") if withheld else Said(main["suggestion"], main["suggestion_en"]),
        len(found),
        0 if touched is None else touched["fakta"],
        None if rupiah is None else int(rupiah),
    )


def _first_cells(addresses: str) -> str:
    cells = addresses.split("; ")
    more = len(cells) - _SHOWN_CELLS
    return "; ".join(cells[:_SHOWN_CELLS]) + (f"; +{more}" if more > 0 else "")


def _title(found: Counter[str], of_cause: Counter[str]) -> Said:
    if not found:
        return Said("Tidak ada temuan", "Nothing was found")
    critical = found["critical"]
    also, also_en = "", ""
    if critical:
        also, also_en = f"{number(critical)} kritis, ", f"{number(critical)} critical, "
    return Said(
        f"{number(sum(found.values()))} temuan berasal dari {number(sum(of_cause.values()))} "
        f"sebab: {also}{number(found['warning'])} peringatan, {number(found['info'])} catatan",
        f"{counted(sum(found.values()), 'finding')} of {counted(sum(of_cause.values()), 'cause')}: "
        f"{also_en}{counted(found['warning'], 'warning')}, {counted(found['info'], 'note')}",
    )
