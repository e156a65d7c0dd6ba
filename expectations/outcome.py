"""What one check found, as what it is: data that fails, data that is not there, a broken check.

A check that crashes, or has nothing to look at, has not passed: what was not checked cannot
be vouched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

#: How many failing rows are told in a sentence; all are kept.
LISTED = 3


class Kind(StrEnum):
    """How a check ended."""

    PASSED = "lulus"
    FAILED = "gagal"
    EMPTY = "kosong"
    ALL_NULL = "kolom_kosong"
    NO_COLUMN = "kolom_hilang"
    NO_TABLE = "tabel_hilang"
    BROKEN = "rusak"


_WORDS = {
    Kind.PASSED: ("lulus", "passed"),
    Kind.FAILED: ("tidak dipenuhi", "not met"),
    Kind.EMPTY: ("tabelnya kosong", "the table is empty"),
    Kind.ALL_NULL: ("kolomnya kosong seluruhnya", "the column is empty throughout"),
    Kind.NO_COLUMN: ("kolomnya tidak ada", "the column is missing"),
    Kind.NO_TABLE: ("tabelnya tidak ada", "the table is missing"),
    Kind.BROKEN: ("pemeriksaannya sendiri rusak", "the check itself is broken"),
}


@dataclass(frozen=True, slots=True)
class FailingRow:
    """One row that fails a check: its document, its key, its cells, and what stands there.

    ``value_en`` is what stands there in English, where it is a sentence.
    """

    document: str
    document_id: str
    key: str
    address: str
    value: str
    value_en: str = ""

    def told(self) -> tuple[str, str]:
        """Place and content, in Indonesian and English."""
        place = " ".join(part for part in (self.document, self.address or self.key) if part)
        said, said_en = (
            ": ".join(part for part in (place, value) if part)
            for value in (self.value, self.value_en or self.value)
        )
        return said, said_en


@dataclass(frozen=True)
class CheckOutcome:
    """One check of a document or of a release; ``rows`` are all rows that fail it."""

    name: str
    severity: str
    kind: Kind
    examined: int
    failures: int = 0
    rows: tuple[FailingRow, ...] = ()
    observed: str = ""
    meaning: str = ""
    meaning_en: str = ""

    @property
    def suite(self) -> str:
        """The suite of the check: ``bi_pagu`` of ``bi_pagu.rupiah_tidak_negatif``."""
        return self.name.rpartition(".")[0]

    @property
    def short(self) -> str:
        """The name within its suite."""
        return self.name.rpartition(".")[2]

    @property
    def passed(self) -> bool:
        """Whether the check found nothing to object to."""
        return self.kind is Kind.PASSED

    @property
    def blocks(self) -> bool:
        """Whether nothing may be published of what was checked."""
        return not self.passed and self.severity == "critical"

    @property
    def documents(self) -> frozenset[str]:
        """The files whose rows fail; none where it is not known of every row."""
        named = frozenset(row.document for row in self.rows)
        return frozenset() if "" in named else named

    def told(self) -> tuple[str, str]:
        """What came of it, in Indonesian and English."""
        word, word_en = _WORDS[self.kind]
        if self.passed:
            return f"{word} ({self.examined} diperiksa)", f"{word_en} ({self.examined} examined)"
        shown = [row.told() for row in self.rows[:LISTED]] or [(self.observed, self.observed)]
        listed, listed_en = ("; ".join(filter(None, texts)) for texts in zip(*shown, strict=True))
        more = self.failures - LISTED
        tail = f"; dan {more} lainnya" if self.rows and more > 0 else ""
        tail_en = f"; and {more} more" if self.rows and more > 0 else ""
        said = f"{self.meaning} – " if self.meaning else ""
        said_en = f"{self.meaning_en} – " if self.meaning_en else ""
        return (
            f"{said}{word}{f': {listed}' if listed else ''}{tail}",
            f"{said_en}{word_en}{f': {listed_en}' if listed_en else ''}{tail_en}",
        )


def merged(outcomes: Iterable[CheckOutcome]) -> tuple[CheckOutcome, ...]:
    """One outcome for each check, over all documents: all failing rows, and how it ended."""
    by_name: dict[str, list[CheckOutcome]] = {}
    for outcome in outcomes:
        by_name.setdefault(outcome.name, []).append(outcome)
    return tuple(_together(same) for same in by_name.values())


def _together(same: list[CheckOutcome]) -> CheckOutcome:
    failed = [outcome for outcome in same if not outcome.passed]
    # A check that is broken says more than the data that it could still look at.
    failed.sort(key=lambda outcome: outcome.kind is Kind.FAILED)
    return replace(
        failed[0] if failed else same[0],
        examined=sum(outcome.examined for outcome in same),
        failures=sum(outcome.failures for outcome in failed),
        rows=tuple(row for outcome in failed for row in outcome.rows),
    )


def broken(
    name: str, severity: str, error: BaseException, meaning: str = "", meaning_en: str = ""
) -> CheckOutcome:
    """The outcome of a check that crashed."""
    what = f"{type(error).__name__}: {error}"[:500]
    return CheckOutcome(name, severity, Kind.BROKEN, 0, 1, (), what, meaning, meaning_en)


#: How many things were examined, and what is wrong with any of them.
Examined = tuple[int, list[FailingRow]]


def run_check(
    name: str, examine: Callable[[], Examined], meaning: str = "", meaning_en: str = ""
) -> CheckOutcome:
    """The outcome of a check that is a plain function, whatever happens in it."""
    try:
        examined, rows = examine()
    except Exception as error:  # a check that crashes has not passed
        return broken(name, "critical", error, meaning, meaning_en)
    kind = Kind.FAILED if rows else Kind.PASSED
    return CheckOutcome(
        name, "critical", kind, examined, len(rows), tuple(rows), "", meaning, meaning_en
    )
