"""What the workbook offers: findings with their cells, and the tables as printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pipelines.model import Finding, clean, fold

#: The answers of an officer.
CORRECT, ACCEPT, NOT_OURS = "perbaiki menjadi", "terima seperti tercetak", "bukan urusan kami"
ANSWERS = (CORRECT, ACCEPT, NOT_OURS)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a published document. ``use`` is a value of :class:`pipelines.model.Use`."""

    document_id: str
    number: int
    address: str
    text: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table of a document in reading order; ``number`` 0: cells outside its tables."""

    document_id: str
    number: int
    form: str
    title: str
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A published document; its id is the beginning of the sha256 of its bytes."""

    document_id: str
    file: str
    government: str
    agency: str
    year: int
    tables: tuple[PrintedTable, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A published finding that can be answered, and its cells, main cell first.

    ``finding.cells`` is empty: the cells stand here, also those of other documents, whose
    file names are in ``files``. ``now`` says what people have said of it already.
    """

    finding: Finding
    document: PrintedDocument
    cells: tuple[PrintedCell, ...]
    files: dict[str, str]
    now: str = ""

    @property
    def own_cells(self) -> tuple[PrintedCell, ...]:
        """Those of the document that the finding is of."""
        return tuple(cell for cell in self.cells if cell.document_id == self.document.document_id)

    @property
    def state(self) -> str:
        """A mark of all that an answer relies on: the documents' bytes, cells and expectation."""
        finding = self.finding
        said = [finding.rule, fold(finding.printed), fold(finding.expected)]
        of_cells = [(cell.document_id, cell.address, clean(cell.text)) for cell in self.cells]
        parts = [self.document.document_id, *said, *("\x1f".join(each) for each in of_cells)]
        return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()[:20]
