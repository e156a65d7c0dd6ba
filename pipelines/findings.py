"""Findings of reading: the sentence of each rule, filled in (``vocabulary/findings.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.model import SEVERITIES, Finding, stable_id
from pipelines.vocabulary import load

ALL_FORMS = "semua"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue: how grave, on which forms, what it says and who says so.

    ``forms`` are the values of ``formulir`` that the rule may speak of (``semua``: all);
    ``source`` names the regulation or the column of the form, in both languages.
    """

    id: str
    severity: str
    forms: tuple[str, ...]
    message: str
    message_en: str
    suggestion: str
    suggestion_en: str
    source: str
    source_en: str


_KEYS = {
    "severity", "formulir", "pesan", "message_en", "saran", "suggestion_en", "sumber", "source",
}  # fmt: skip


def parse_rule(rule_id: str, data: Mapping[str, Any]) -> Rule:
    """A rule from its YAML; ValueError names the rule and the key that is missing or wrong."""
    if missing := sorted(_KEYS - set(data)):
        raise ValueError(f"findings.yaml: {rule_id}: missing {', '.join(missing)}")
    if unknown := sorted(set(data) - _KEYS):
        raise ValueError(f"findings.yaml: {rule_id}: unknown key {', '.join(unknown)}")
    if data["severity"] not in SEVERITIES:
        raise ValueError(f"findings.yaml: {rule_id}: unknown severity {data['severity']!r}")
    forms = [data["formulir"]] if isinstance(data["formulir"], str) else data["formulir"]
    return Rule(
        id=rule_id,
        severity=data["severity"],
        forms=tuple(forms),
        message=data["pesan"],
        message_en=data["message_en"],
        suggestion=data["saran"],
        suggestion_en=data["suggestion_en"],
        source=data["sumber"],
        source_en=data["source"],
    )


@cache
def catalogue() -> dict[str, Rule]:
    """All rules by id, in the order of the catalogue."""
    return {rule_id: parse_rule(rule_id, data) for rule_id, data in load("findings").items()}


class FindingLog:
    """Collects the findings of one document.

    Ids depend on the plan, the rule and what it is about (``key``), so that they stay the
    same when the same plan is read again.
    """

    def __init__(self, plan: tuple[str, str, int]) -> None:
        self._plan = plan
        self._ids: dict[str, int] = {}
        self.findings: list[Finding] = []

    def add(
        self,
        rule: str,
        form: str,
        cells: Iterable[int],
        *,
        key: str,
        fact_id: str | None = None,
        cause: str | None = None,
        printed: str = "",
        expected: str = "",
        **values: Any,
    ) -> None:
        """Record one finding; ``cause`` groups findings that one defect explains."""
        texts = catalogue()[rule]
        identity = stable_id(*self._plan, rule, form, key)
        count = self._ids[identity] = self._ids.get(identity, 0) + 1
        if count > 1:
            identity = stable_id(identity, count)
        names = {"printed": printed, "expected": expected, "form": form, **values}
        self.findings.append(
            Finding(
                finding_id=identity,
                cause_id=stable_id(*self._plan, cause) if cause else identity,
                rule=rule,
                severity=texts.severity,
                form=form,
                cells=tuple(dict.fromkeys(cells)),
                printed=printed,
                expected=expected,
                message=texts.message.format(**names),
                message_en=texts.message_en.format(**names),
                suggestion=texts.suggestion,
                suggestion_en=texts.suggestion_en,
                fact_id=fact_id,
            )
        )
