"""Words of what people decide about what is printed, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.crosswalk.model import APPROVED, PROPOSED
from pipelines.model import Document, ManifestEntry, clean, fold

__all__ = ["APPROVED", "PROPOSED", "REJECTED", "Acceptance", "Correction", "Override"]

#: Status of a proposal that a person refused: it is not made again.
REJECTED = "ditolak"
_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the corrections: which cells, what they print, and what is read instead.

    ``document`` is a file name, ``sha256`` its hash or the beginning of it; with neither the
    correction belongs to every document of the plan (``government``, ``agency``, ``year``).
    ``address`` names one cell or several, parted by ``; ``; one of another document has its file
    in front (``[renja.pdf] hal. 3 baris 4 kolom 5``), as in ``bi_temuan.alamat``. ``printed`` is
    the text that every one of them prints, ``corrected`` what would be printed in its place.
    ``rule`` is what proposed it, '' for a person; ``date`` is ISO 8601; ``line`` of the file.
    """

    document: str
    address: str
    printed: str
    corrected: str
    reason: str
    evidence: str
    author: str
    date: str
    status: str = PROPOSED
    approver: str = ""
    government: str = ""
    agency: str = ""
    year: int | None = None
    sha256: str = ""
    rule: str = ""
    note: str = ""
    history: str = ""
    line: int = 0

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """File ('': the document itself) and address of every cell, in the order named."""
        found = []
        for each in self.address.split(_BETWEEN):
            file, bracket, address = each.removeprefix("[").partition("] ")
            named = each.startswith("[") and bracket
            found.append((file, clean(address)) if named else ("", clean(each)))
        return tuple(found)

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about: a file on top replaces the row of one beneath with this key."""
        return (*self.owner, *sorted(fold(f"{file} {address}") for file, address in self.places))

    @property
    def owner(self) -> tuple[str, ...]:
        """The document or plan that its own addresses are of."""
        if self.document or self.sha256:
            return (self.document or self.sha256.casefold(),)
        return (fold(self.government), fold(self.agency), str(self.year or ""))

    def addresses_in(self, document: Document) -> tuple[str, ...]:
        """Its addresses in a document; none where it is not about that document."""
        own = self._is_about(document)
        return tuple(
            address for file, address in self.places if (own if not file else file == document.file)
        )

    def _is_about(self, document: Document) -> bool:
        if self.document:
            return self.document == clean(document.file)
        if self.sha256:
            return document.sha256.startswith(self.sha256.casefold())
        plan = (fold(document.government), fold(document.agency), document.year)
        return (fold(self.government), fold(self.agency), self.year) == plan

    @property
    def needs_cell(self) -> bool:
        """Whether a document that lacks the cell contradicts it: not where it names the plan alone,
        whose documents have each their own addresses."""
        return bool(self.document or self.sha256)

    def is_of_other_bytes(self, document: Document) -> bool:
        """Whether it names this document's file, but other bytes."""
        own = self.document == clean(document.file)
        return own and not document.sha256.startswith(self.sha256.casefold())

    def may_concern(self, file: str, sha256: str, entry: ManifestEntry | None) -> bool:
        """Whether it may be about a document of which only this is known yet."""
        if self.document == clean(file) or any(other == file for other, _ in self.places):
            return True
        if self.document:
            return False
        if self.sha256:
            return sha256.startswith(self.sha256.casefold())
        if entry is None:
            return True
        said = ((entry.government, self.government), (entry.agency, self.agency))
        other_year = entry.year is not None and entry.year != self.year
        return not other_year and all(not one or fold(one) == fold(own) for one, own in said)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that a person takes as printed and no error, as long as it says the same.

    ``finding_id`` is ``bi_temuan.temuan_id``: natural keys of the plan, the rule and what it is
    about, the same in every format. ``printed`` and ``expected`` are the finding's.
    ``document`` and ``address`` are for people.
    """

    finding_id: str
    rule: str
    printed: str
    expected: str
    reason: str
    by: str
    date: str
    document: str = ""
    address: str = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """A failed check that does not hold up publishing until a day (inclusive), and who says so.

    ``check`` is a name of ``check_result``; ``document`` a file name, '' for all of them.
    """

    check: str
    document: str
    by: str
    reason: str
    until: date
    given: date
    line: int = 0
