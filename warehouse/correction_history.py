"""Keeping what people decided: what every release changes of it, and what it let pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from pipelines.model import stable_id
from warehouse.corrections import (
    ACCEPTANCE,
    APPLIED,
    CORRECTION,
    WITHDRAWN,
    correction,
    correction_history,
    gate_override,
)
from warehouse.database import reading
from warehouse.dimensions import dim_document
from warehouse.sources import finding

_TOLD = (
    *(
        "decision_id",
        "kind",
        "state",
        "file",
        "document_id",
        "address",
        "rule",
        "printed",
        "corrected",
    ),
    *("reason", "evidence", "author", "approver", "decided_on"),
)


@dataclass(frozen=True, slots=True)
class GateOverride:
    """An override as it stands in the record of a release; ``document`` '' for all of them."""

    name: str
    document: str
    given_by: str
    reason: str
    given_on: date
    until: date


# --------------------------------------------------------------------------- history


def record_history(connection: Connection, release_id: str, moment: datetime) -> None:
    """Note what the release that is being published changes of what people decided."""
    held = (*_corrections(connection), *_acceptances(connection))
    now = {each["decision_id"]: each for each in held}
    then = _standing(connection)
    came = [each for key, each in now.items() if key not in then or then[key] != each]
    went = [
        {**each, "state": WITHDRAWN}
        for key, each in then.items()
        if key not in now and each["state"] != WITHDRAWN
    ]
    last = connection.execute(select(func.max(correction_history.c.entry))).scalar_one_or_none()
    entries = [
        {
            "entry": number,
            "release_id": release_id,
            "recorded_at": moment,
            **each,
        }
        for number, each in enumerate((*went, *came), start=(last or 0) + 1)
    ]
    if entries:
        connection.execute(insert(correction_history), entries)


def _standing(connection: Connection) -> dict[str, dict[str, Any]]:
    """The last entry of every decision."""
    rows = connection.execute(select(correction_history).order_by(correction_history.c.entry))
    return {row.decision_id: {name: row._mapping[name] for name in _TOLD} for row in rows}


def _corrections(connection: Connection) -> list[dict[str, Any]]:
    query = (
        select(correction, dim_document.c.file)
        .join(dim_document, dim_document.c.document_id == correction.c.document_id)
        .order_by(dim_document.c.file, correction.c.document_id, correction.c.correction_id)
    )
    told = [name for name in _TOLD if name not in ("decision_id", "kind", "rule")]
    return [
        {
            "decision_id": row.correction_id,
            "kind": CORRECTION,
            "rule": "",
            **{name: row._mapping[name] for name in told},
        }
        for row in connection.execute(query)
    ]


def _acceptances(connection: Connection) -> list[dict[str, Any]]:
    query = (
        select(finding, dim_document.c.file)
        .join(dim_document, dim_document.c.document_id == finding.c.document_id)
        .where(finding.c.accepted_by.is_not(None))
        .order_by(dim_document.c.file, finding.c.finding_id)
    )
    return [
        {
            "decision_id": stable_id(
                *("acceptance", row.finding_id, row.printed, row.expected),
                *(row.accepted_by, row.accepted_reason, row.accepted_on),
            ),
            "kind": ACCEPTANCE,
            "state": APPLIED,
            "file": row.file,
            "document_id": row.document_id,
            "address": row.addresses,
            "rule": row.rule,
            "printed": row.printed,
            "corrected": row.expected,
            "reason": row.accepted_reason,
            "evidence": "",
            "author": row.accepted_by,
            "approver": "",
            "decided_on": row.accepted_on,
        }
        for row in connection.execute(query)
    ]


# --------------------------------------------------------------------------- overrides


def record_overrides(connection: Connection, release_id: str, used: Sequence[GateOverride]) -> None:
    """Put the overrides that let a release pass into its record; those known stay as they are."""
    known = set(_overrides(connection, release_id))
    rows = [
        {
            "release_id": release_id,
            "name": each.name,
            "document": each.document,
            "given_by": each.given_by,
            "reason": each.reason,
            "given_on": each.given_on.isoformat(),
            "until": each.until.isoformat(),
        }
        for each in dict.fromkeys(used)
        if each not in known
    ]
    if rows:
        connection.execute(insert(gate_override), rows)


def overrides_of(engine: Engine, release_id: str) -> tuple[GateOverride, ...]:
    """The overrides in the record of a release, by check."""
    with reading(engine) as connection:
        return _overrides(connection, release_id)


def _overrides(connection: Connection, release_id: str) -> tuple[GateOverride, ...]:
    query = select(gate_override).where(gate_override.c.release_id == release_id)
    found = (
        GateOverride(
            row.name,
            row.document,
            row.given_by,
            row.reason,
            date.fromisoformat(row.given_on),
            date.fromisoformat(row.until),
        )
        for row in connection.execute(query)
    )
    return tuple(sorted(found, key=lambda each: (each.name, each.document, each.until)))


def history(engine: Engine) -> list[dict[str, Any]]:
    """All entries of the history, oldest first; keys are the columns of ``correction_history``."""
    with reading(engine) as connection:
        rows = connection.execute(select(correction_history).order_by(correction_history.c.entry))
        return [dict(row._mapping) for row in rows]
