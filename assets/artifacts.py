"""What each stage hands to the next, and what is kept of it: its result, or why there is none.

A stage hands on all that the later ones need, so that the stages form one chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from expectations.outcome import CheckOutcome
from pipelines.model import CorrectedCell, Document, Grid, ManifestEntry, Reading
from pipelines.records.raw_records import RawRecords
from pipelines.tables.recognise import Tables

T = TypeVar("T")


@dataclass(frozen=True)
class Received:
    """A file as received: its bytes and what the sender says of it."""

    file: str
    sha256: str
    entry: ManifestEntry | None
    data: bytes


@dataclass(frozen=True)
class CellsFound:
    """The cells of a document, whatever its format was."""

    file: str
    sha256: str
    entry: ManifestEntry | None
    grids: tuple[Grid, ...]

    @property
    def count(self) -> int:
        """How many cells the reader found."""
        return sum(len(row.cells) for grid in self.grids for row in grid.rows)


@dataclass(frozen=True)
class TablesFound:
    """The tables of a document, and whose plan it holds.

    ``tables`` hold what is read; where ``corrections`` are applied, ``printed`` holds the tables
    of the document as it is.
    """

    document: Document
    tables: Tables
    cells_read: int
    corrections: tuple[CorrectedCell, ...] = ()
    printed: Tables | None = None


@dataclass(frozen=True)
class RecordsFound:
    """The rows of all tables of a document."""

    found: TablesFound
    records: RawRecords


@dataclass(frozen=True)
class Conformed:
    """A document read to the end. ``cells_read`` is the reader's own count of its cells.

    ``checks`` are the checks of the document and of its forms.
    """

    reading: Reading
    cells_read: int
    checks: tuple[CheckOutcome, ...] = ()


@dataclass(frozen=True)
class Quarantined:
    """A document that is not published, since which stage, and why.

    ``details`` is for the one who repairs the program (a traceback), never for the reader;
    ``checks`` are those that were made of it, where it came so far.
    """

    file: str
    sha256: str
    stage: str
    rule: str
    reason: str
    reason_en: str
    place: str = ""
    details: str = ""
    checks: tuple[CheckOutcome, ...] = ()


@dataclass(frozen=True)
class Kept(Generic[T]):
    """A stage's outcome for one document.

    ``fingerprint`` covers all that decides the outcome: the bytes, the manifest entry and
    the code. The same fingerprint means the same outcome. ``rows`` is how many things the
    stage found (cells, tables, records, facts).
    """

    file: str
    sha256: str
    fingerprint: str
    outcome: T | Quarantined
    rows: int = 0


@dataclass(frozen=True)
class Reused:
    """Says that what is stored for this document still holds."""

    file: str
    rows: int
