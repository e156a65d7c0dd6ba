"""Findings of reading: the sentence of each rule, filled in (``vocabulary/findings.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipelines.model import Finding, stable_id
from pipelines.vocabulary import load


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
        texts = load("findings")[rule]
        identity = stable_id(*self._plan, rule, form, key)
        count = self._ids[identity] = self._ids.get(identity, 0) + 1
        if count > 1:
            identity = stable_id(identity, count)
        names = {"printed": printed, "expected": expected, "form": form, **values}
        self.findings.append(
            Finding(
                finding_id=identity,
                cause_id=stable_id(*self._plan, rule, cause) if cause else identity,
                rule=rule,
                severity=texts["severity"],
                form=form,
                cells=tuple(dict.fromkeys(cells)),
                printed=printed,
                expected=expected,
                message=texts["pesan"].format(**names),
                message_en=texts["message_en"].format(**names),
                suggestion=texts["saran"],
                suggestion_en=texts["suggestion_en"],
                fact_id=fact_id,
            )
        )
