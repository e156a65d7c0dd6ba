"""The catalogue of rules as a page of the docs: ``python -m pipelines.rules.document``.

Rules, causes and settings are data; the page is made of them, and a test proves that it is
current.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.findings import ALL_FORMS, Rule, catalogue
from pipelines.rules.thresholds import thresholds
from pipelines.vocabulary import load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
_MEANING = {
    "critical": "nobody can vouch for the document: it goes to quarantine",
    "warning": "a defect of the source; what it doubts is published as `ragu`",
    "info": "worth knowing, nobody need act",
}
_COMMON = {
    "formulir": "of one form",
    "kata": "that differ in the same words",
    "sel": "with that at the cell which it explains",
    "semua": "of one document",
}
_INTRO = """\
# The rules

This page is made from the catalogue (`pipelines/vocabulary/findings.yaml`), the settings
(`thresholds.yaml`) and the causes (`causes.yaml`) beside it; `python -m pipelines.rules.document`
writes it again. A rule never changes a printed value. Words in `{braces}` are filled in from the
document. What a rule says is in both languages; here it is in English.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([*_head(), *_rules(), *_causes(), *_settings()]) + "\n"


def _head() -> Iterator[str]:
    counts = Counter(rule.severity for rule in catalogue().values())
    yield _INTRO
    yield "| severity | rules | meaning |"
    yield "|---|---|---|"
    for severity, meaning in _MEANING.items():
        yield f"| `{severity}` | {counts[severity]} | {meaning} |"


def _rules() -> Iterator[str]:
    for severity in _MEANING:
        yield f"\n## {severity.capitalize()}\n"
        yield "| rule | forms | says | to do | because |"
        yield "|---|---|---|---|---|"
        for rule in catalogue().values():
            if rule.severity == severity:
                yield _row(rule)


def _row(rule: Rule) -> str:
    forms = "all" if rule.forms == (ALL_FORMS,) else ", ".join(rule.forms)
    said = _readable(rule.message_en)
    return f"| `{rule.id}` | {forms} | {said} | {rule.suggestion_en} | {rule.source_en} |"


def _readable(sentence: str) -> str:
    """A sentence with its blanks as words: without the mark of their language."""
    return re.sub(r"\{(\w+?)(?:_en)?\}", r"`{\1}`", sentence).replace("|", "\\|")


def _causes() -> Iterator[str]:
    yield "\n## Causes\n"
    yield "Findings of one defect share `sebab_id`; one sentence stands for them.\n"
    yield "| rule | shares its cause with those | sentence |"
    yield "|---|---|---|"
    for rule, entry in load("causes").items():
        sentence = _readable(entry.get("message_en", "that of the finding"))
        yield f"| `{rule}` | {_COMMON[entry['per']]} | {sentence} |"


def _settings() -> Iterator[str]:
    yield "\n## Settings\n"
    yield "| setting | value | reason |"
    yield "|---|---|---|"
    for name, (value, reason) in thresholds().items():
        yield f"| `{name}` | {value} | {reason} |"


def main() -> None:
    """Write the page to the docs."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
