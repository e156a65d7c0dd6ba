"""Findings that one defect explains share a cause, and a cause has one sentence.

What belongs together is data (``vocabulary/causes.yaml``): findings of a rule in one form, words
that are spelled otherwise, findings that explain another one at their cells. A person sees nine
causes and not forty rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.model import Finding, fold, stable_id
from pipelines.vocabulary import load

_RANK = {"critical": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Cause:
    """What one defect leaves behind: its sentence in both languages, and its findings."""

    cause_id: str
    sentence: str
    sentence_en: str
    findings: tuple[Finding, ...]


def share_causes(findings: Sequence[Finding], plan: tuple[str, str, int]) -> tuple[Finding, ...]:
    """The findings with the cause that they share; order, ids and texts stay."""
    root = {finding.cause_id: finding.cause_id for finding in findings}

    def top(cause: str) -> str:
        while root[cause] != cause:
            cause = root[cause]
        return cause

    rules: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        rules[finding.cause_id].add(finding.rule)
    first_cell = {f.cells[0]: f.cause_id for f in reversed(findings) if f.cells and not _by_cell(f)}
    for finding in findings:
        if _by_cell(finding):
            for cell in finding.cells:
                if cell in first_cell:
                    root[top(finding.cause_id)] = top(first_cell[cell])
            continue
        key = _key(finding)
        if key is not None and len(rules[finding.cause_id]) == 1:  # no nearer cause is known
            identity = stable_id(*plan, key)
            root.setdefault(identity, identity)
            root[top(finding.cause_id)] = top(identity)
    return tuple(replace(f, cause_id=top(f.cause_id)) for f in findings)


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """The causes of findings, the gravest first, then those with most findings."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.cause_id].append(finding)
    found = [_cause(cause_id, group) for cause_id, group in groups.items()]
    return sorted(found, key=lambda cause: (_grave(cause.findings), -len(cause.findings)))


def _grave(findings: Iterable[Finding]) -> int:
    return min(_RANK[finding.severity] for finding in findings)


def _cause(cause_id: str, group: Sequence[Finding]) -> Cause:
    main = min(group, key=lambda finding: _RANK[finding.severity])
    same = [finding for finding in group if finding.rule == main.rule]
    entry = _entry(main)
    if len(same) < 2 or "pesan" not in entry:
        return Cause(cause_id, main.message, main.message_en, tuple(group))
    words = {"count": len(same), "form": main.form, "printed": main.printed}
    return Cause(
        cause_id, entry["pesan"].format(**words), entry["message_en"].format(**words), tuple(group)
    )


def _entry(finding: Finding) -> dict[str, Any]:
    entry: dict[str, Any] = load("causes").get(finding.rule, {})
    return entry


def _by_cell(finding: Finding) -> bool:
    return _entry(finding).get("per") == "sel"


def _key(finding: Finding) -> str | None:
    """What a finding has in common with others of its cause."""
    per = _entry(finding).get("per")
    if per == "formulir":
        return f"{finding.rule}|{finding.form}"
    if per == "kata":
        return f"kata|{_other_words(finding)}"
    return finding.rule if per == "semua" else None


def _other_words(finding: Finding) -> str:
    here, there = fold(finding.printed).split(), fold(finding.expected).split()
    return " ".join(sorted({*here} ^ {*there}))
