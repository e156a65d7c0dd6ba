"""A finished reading as the rules of this package look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.codes import KEGIATAN, PROGRAM, SUB_KEGIATAN
from pipelines.findings import FindingLog
from pipelines.labels import without_item_number
from pipelines.model import Fact, Finding, Reading, Record, Use, fold
from pipelines.reference import Reference
from pipelines.rules.figures import Figures, value_cells

EVALUATION, SERVICES, REVIEW, PROPOSALS, PLAN = "T-C.29", "T-C.30", "T-C.31", "T-C.32", "T-C.33"
NODES = (PROGRAM, KEGIATAN, SUB_KEGIATAN)
RATIOS = frozenset({"tingkat_realisasi", "tingkat_capaian"})


@dataclass
class Whole:
    """A reading, indexed; ``log`` collects what the rules find. No status of a fact changes."""

    reading: Reading
    reference: Reference
    log: FindingLog = field(init=False)
    figures: Figures = field(init=False)

    def __post_init__(self) -> None:
        document, facts = self.reading.document, self.reading.facts
        self.log = FindingLog((fold(document.government), fold(document.agency), document.year))
        self.figures = Figures(
            self.reading.records, {fact.fact_id: fact for fact in facts}, (), (), self.log
        )
        self.source = {source.cell.number: source for source in self.reading.cells}
        self.facts_of: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.view != "belanja":
                self.facts_of[fact.record_id].append(fact)

    @property
    def year(self) -> int:
        """The year of the plan."""
        return self.reading.document.year

    def record(self, fact: Fact) -> Record:
        """The row that prints a fact."""
        return self.figures.record_of[fact.record_id]

    def records(self, *forms: str) -> Iterator[Record]:
        """The rows of some forms, in printed order."""
        return (record for record in self.reading.records if record.form in forms)

    def heads(self, *forms: str) -> Iterator[Record]:
        """The first row of each program, kegiatan and sub kegiatan of some forms."""
        for record in self.records(*forms):
            if record.level in NODES and record.record_id in self.figures.heads:
                yield record

    def measures(self, record: Record, *kinds: str) -> list[Fact]:
        """The measures of a row, of some kinds where they are named."""
        return [
            fact
            for fact in self.facts_of[record.record_id]
            if fact.value is not None and (not kinds or fact.kind in kinds)
        ]

    def node(self, record: Record) -> tuple[str | None, str]:
        """What a row is about: level, and its node or name."""
        return record.level, record.node_key or fold(record.name)

    def line(self, number: int) -> tuple[int | None, int]:
        """The table and the printed line of a cell."""
        source = self.source[number]
        return source.table, source.cell.row

    def label_cells(self, record: Record, text: str | None) -> list[int]:
        """The cells of a row that print a text or pieces of it; its first cell where none do."""
        whole = f" {fold(text)} "
        found = [
            number
            for number in record.cells
            if number in self.source
            and self.source[number].use in {Use.LABEL, Use.CORROBORATES}
            and (piece := fold(without_item_number(self.source[number].cell.text)))
            and f" {piece} " in whole
        ]
        return found or list(record.cells[:1])

    def name_cells(self, records: Iterable[Record]) -> list[int]:
        """The cells that print the names of rows."""
        return [n for record in records for n in self.label_cells(record, record.name)]

    def indicator_cells(self, records: Iterable[Record]) -> list[int]:
        """The cells that print the indicators of rows."""
        found: list[int] = []
        for record in records:
            own = self.label_cells(record, record.indicator)
            last = max((self.source[number].cell.column for number in own), default=0)
            # a name that says the same stands to its left
            found += [number for number in own if self.source[number].cell.column == last]
        return found

    def text(self, number: int) -> str:
        """What a cell prints."""
        return self.source[number].cell.text

    def said(self, *rules: str) -> list[Finding]:
        """What earlier rules have found."""
        return [finding for finding in self.reading.findings if finding.rule in rules]


def cells(facts: Iterable[Fact]) -> list[int]:
    """The cells that print the figures of facts."""
    return value_cells(facts)
