"""What one check found, and how checks are run.

A check that crashes has failed: what was not checked cannot be vouched for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

#: How many problems are listed; all are counted.
LISTED = 20

#: How many things were examined, and what is wrong with any of them.
Examined = tuple[int, list[str]]


@dataclass(frozen=True)
class CheckOutcome:
    """One check of one document or release. ``problems`` lists the first few failures."""

    name: str
    passed: bool
    examined: int
    failures: int
    problems: tuple[str, ...]
    severity: str = "critical"


def run_check(name: str, examine: Callable[[], Examined]) -> CheckOutcome:
    """The outcome of a check, whatever happens in it."""
    try:
        examined, problems = examine()
    except Exception as error:  # a check that crashes has not passed
        problem = f"pemeriksaan berhenti / check crashed: {type(error).__name__}: {error}"
        return CheckOutcome(name, False, 0, 1, (problem,))
    return CheckOutcome(name, not problems, examined, len(problems), tuple(problems[:LISTED]))


def repeated(kind: str, keys: Iterable[Hashable]) -> list[str]:
    """One problem for each key that stands more than once."""
    return [f"{kind} {key}: {n} kali" for key, n in Counter(keys).items() if n > 1]
