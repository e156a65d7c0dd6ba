"""The figures of one document as the rules see them: amounts by node, lines, and doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.codes import LEVELS
from pipelines.findings import FindingLog
from pipelines.model import Fact, Record, clean
from pipelines.records.raw_records import TotalRow
from pipelines.records.tokens import Token

DERIVED, DOUBTED = "turunan", "ragu"
#: A row of a form in one phase (T-C.33 has the year and the forward estimate).
RowPhase = tuple[str, str]  # (record id, phase)


@dataclass(frozen=True)
class MissingAmount:
    """Money that an Excel error hides: its record, the fact it would be, and its cell."""

    blank: Fact
    token: Token


@dataclass
class Figures:
    """Facts and records with the family relations that rules need.

    ``missing`` are money cells that print an Excel error; ``derive`` fills those whose
    children are known. ``doubts`` and ``added`` are what the rules decide.
    """

    records: Sequence[Record]
    facts: dict[str, Fact]
    totals: Sequence[TotalRow]
    missing: Sequence[MissingAmount]
    log: FindingLog
    doubts: set[str] = field(default_factory=set)
    added: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.record_of = {record.record_id: record for record in self.records}
        self.amount_of: dict[RowPhase, Fact] = {}
        self.lines_of: dict[RowPhase, dict[str, Fact]] = defaultdict(dict)
        for fact in self.facts.values():
            key = (fact.record_id, fact.phase or "")
            if fact.view == "anggaran":
                self.amount_of.setdefault(key, fact)
            elif fact.view == "belanja" and fact.expenditure_type:
                self.lines_of[key].setdefault(fact.expenditure_type, fact)
        self.phases = sorted({phase for _, phase in self.amount_of})
        self.children_of = self._family()

    def _family(self) -> dict[str, list[str]]:
        """Record -> the records one level below it, by the order in which a form prints them."""
        children: dict[str, list[str]] = defaultdict(list)
        stack: dict[tuple[str, str | None], dict[str, str]] = defaultdict(dict)
        seen: set[tuple[str, str | None, str | None, str | None]] = set()
        for record in self.records:
            if record.level not in LEVELS:
                continue
            about = (record.form, record.phase, record.section, record.node_key or record.name)
            if about in seen and record.name is not None:
                continue  # a further indicator of the same node
            seen.add(about)
            above = stack[record.form, record.phase]
            rank = LEVELS.index(record.level)
            for level in LEVELS[rank:]:
                above.pop(level, None)
            parent = next(
                (above[level] for level in reversed(LEVELS[:rank]) if level in above), None
            )
            if parent is not None:
                children[parent].append(record.record_id)
            above[record.level] = record.record_id
        return dict(children)

    def amount(self, record_id: str, phase: str) -> Fact | None:
        """The money of a row in a phase, printed or derived."""
        return self.amount_of.get((record_id, phase))

    def name(self, fact: Fact) -> str:
        """The name of the node that a fact is about."""
        record = self.record_of[fact.record_id]
        return record.name or record.indicator or ""

    def form(self, fact: Fact) -> str:
        """The form that prints a fact."""
        return self.record_of[fact.record_id].form

    def doubt(self, fact: Fact) -> None:
        """A warning speaks against this very figure."""
        self.doubts.add(fact.fact_id)

    def derive(self) -> None:
        """Sums of children in place of Excel errors, from the bottom up."""
        first = {item.blank.fact_id: item for item in reversed(self.missing)}
        waiting = [item for fact_id, item in first.items() if fact_id not in self.facts]
        waiting.reverse()
        while waiting:
            left = []
            for item in waiting:
                parts = self._parts(item.blank.record_id, item.blank.phase or "")
                if parts is None:
                    left.append(item)
                    continue
                total = sum(part.rupiah or 0 for part in parts)
                cells = [n for part in parts for n, role in part.lineage if role == "value"]
                fact = replace(
                    item.blank,
                    rupiah=total,
                    printed=clean(item.token.text),
                    status=DERIVED,
                    lineage=(
                        *((number, "value") for number in dict.fromkeys(cells)),
                        *((cell.number, "label") for cell in item.token.cells),
                        *(pair for pair in item.blank.lineage if pair[1] != "value"),
                    ),
                )
                self.added.append(fact)
                self.amount_of[fact.record_id, fact.phase or ""] = fact
            if len(left) == len(waiting):
                return
            waiting = left

    def _parts(self, record_id: str, phase: str) -> list[Fact] | None:
        """The amounts that make up a row: its children, else its expenditure; None: unknown."""
        children = self.children_of.get(record_id, [])
        amounts = [self.amount(child, phase) for child in children]
        if children:
            return None if None in amounts else [fact for fact in amounts if fact is not None]
        lines = list(top_lines(self.lines_of.get((record_id, phase), {})))
        return lines or None

    def result(self) -> list[Fact]:
        """All facts with their final status, the derived ones last."""
        return [
            replace(fact, status=DOUBTED)
            if fact.fact_id in self.doubts and fact.status != DERIVED
            else fact
            for fact in (*self.facts.values(), *self.added)
        ]


OPERATING = ("pegawai", "barang_jasa", "bunga", "subsidi", "hibah", "bantuan_sosial")


def top_lines(lines: dict[str, Fact]) -> Iterable[Fact]:
    """The lines that together make up an amount: operasi with modal, ... or all the leaves."""
    if "operasi" in lines:
        return [fact for kind, fact in lines.items() if kind not in OPERATING]
    return list(lines.values())


def value_cells(facts: Iterable[Fact]) -> list[int]:
    """The cells that print the figures of facts, in order."""
    return [number for fact in facts for number, role in fact.lineage if role == "value"]
