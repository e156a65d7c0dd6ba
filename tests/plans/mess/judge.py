"""What a mess must not do: change facts in silence, or lose a cell.

A reading of a mutated workbook gives the facts of the clean one, or a finding where it differs:
at the mutated cell, or, where the shape of a table was changed, at its headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.cell import Cell

from pipelines.model import Fact, Finding, Reading, Refusal
from plans.mess.clean import Clean, clean, read
from plans.mess.draft import TABLE, Draft
from plans.mess.mutations import Mutation, NoPlace, Touched

# Said of a cell whatever its value is.
_BESIDE = frozenset(
    {"komentar_sel", "komentar_dokumen", "rumus_dihitung", "markah_html", "satuan_tak_dikenal"}
)
# Said of a table that is not read at all.
_OF_TABLES = frozenset({"tabel_tak_terbaca", "tabel_tak_dikenal", "tabel_tersembunyi"})
_Key = tuple[object, ...]


@dataclass
class Difference:
    """A fact that only one of the readings has, and whether a finding speaks of it."""

    fact: Fact
    lost: bool
    said: bool
    cells: tuple[str, ...]


@dataclass
class Outcome:
    """A mess, what was done, and how its reading differs from that of the clean workbook."""

    clean: Clean
    steps: list[tuple[Mutation, Touched | None]] = field(default_factory=list)
    draft: Draft | None = None
    reading: Reading | None = None
    refusal: str = ""
    data: bytes = b""
    differences: list[Difference] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def silent(self) -> list[Difference]:
        """Differences of which no finding speaks."""
        return [each for each in self.differences if not each.said]

    @property
    def good(self) -> bool:
        """Whether nothing was lost or changed in silence."""
        return not (self.silent or self.unread or (self.refusal and not self.may_refuse))

    @property
    def may_refuse(self) -> bool:
        """Whether what says who and when was changed: a document without it is set aside."""
        return any(
            self.draft is not None and (spot := self.draft.spots.get(cell)) is not None and spot.use not in TABLE
            for _, touched in self.steps if touched is not None
            for cell in (*touched.cells, *touched.headers)
        )  # fmt: skip


def make(seed: int, mutations: Sequence[Mutation]) -> Outcome:
    """Apply mutations to the workbook of a seed, and read it."""
    outcome = Outcome(clean(seed))
    draft = outcome.draft = Draft(outcome.clean.data, outcome.clean.spots)
    for mutation in mutations:
        try:
            touched = mutation.apply(draft)
        except NoPlace:
            touched = None
        outcome.steps.append((mutation, touched))
    # a later step may move what an earlier one touched: only now the places are final
    outcome.data = draft.saved()
    try:
        outcome.reading = read(outcome.data)
    except Refusal as refusal:
        outcome.refusal = str(refusal)
        return outcome
    _Judge(outcome, outcome.reading).judge()
    return outcome


class _Judge:
    def __init__(self, outcome: Outcome, reading: Reading) -> None:
        assert outcome.draft
        self.outcome = outcome
        self.draft = outcome.draft
        self.reading = reading
        self.now = {
            self.draft.address(cell): cell
            for sheet in self.draft.book.worksheets
            for cell in sheet._cells.values()
        }
        touched = [each for _, each in outcome.steps if each is not None]
        self.own = {cell for each in touched for cell in each.cells}
        self.steps = [{*each.cells, *each.headers} for each in touched]

    @cached_property
    def objects(self) -> dict[int, Cell]:
        """Number in the mutated reading -> cell."""
        return {
            source.cell.number: self.now[source.cell.address]
            for source in self.reading.cells
            if source.cell.address in self.now
        }

    @cached_property
    def before(self) -> dict[int, Cell]:
        """Number in the clean reading -> cell."""
        return {
            source.cell.number: self.draft.origin[source.cell.address]
            for source in self.outcome.clean.reading.cells
        }

    def judge(self) -> None:
        known = {
            (f.rule, f.printed, *(self.before.get(n) for n in f.cells[:1]))
            for f in self.outcome.clean.reading.findings
        }
        self.outcome.findings = [
            f
            for f in self.reading.findings
            if (f.rule, f.printed, *(self.objects.get(n) for n in f.cells[:1])) not in known
        ]
        self.named = self._cells_of(f for f in self.outcome.findings if f.rule not in _BESIDE)
        self.unread = self._cells_of(f for f in self.outcome.findings if f.rule in _OF_TABLES)
        old = {_key(fact): fact for fact in self.outcome.clean.reading.facts}
        new = {_key(fact): fact for fact in self.reading.facts}
        for key, fact in old.items():
            if key not in new:
                self._differs(fact, self.before, lost=True)
        for key, fact in new.items():
            if key not in old:
                self._differs(fact, self.objects, lost=False)
        read_at = {source.cell.address for source in self.reading.cells}
        self.outcome.unread = [
            address
            for address, cell in self.now.items()
            if cell.value is not None and str(cell.value).strip() and cell.value != 0
            and address not in read_at
        ]  # fmt: skip

    def _cells_of(self, findings: Iterable[Finding]) -> set[Cell]:
        numbers = (number for finding in findings for number in finding.cells)
        return {self.objects[number] for number in numbers if number in self.objects}

    def _differs(self, fact: Fact, objects: dict[int, Cell], *, lost: bool) -> None:
        own = {objects[n] for n, role in fact.lineage if role == "value" and n in objects}
        every = {objects[number] for number, _ in fact.lineage if number in objects}
        direct = own & self.own
        near = [step for step in self.steps if step & every] or self.steps
        said = bool(self.named & (direct or every.union(*near))) or bool(self.unread & every)
        cells = tuple(self.draft.address(cell) for cell in own)
        self.outcome.differences.append(Difference(fact, lost, said, cells))


def _key(fact: Fact) -> _Key:
    return (fact.fact_id, fact.value, fact.rupiah, fact.unit)


def describe(outcome: Outcome) -> Iterator[str]:
    """The sequence, the facts that differ and the findings, line by line."""
    draft = outcome.draft
    assert draft
    yield f"workbook {outcome.clean.seed}: {outcome.clean.manner}"
    for mutation, touched in outcome.steps:
        if touched is None:
            yield f"  {mutation}: no place"
            continue
        cells = [draft.address(c) for c in (*touched.cells, *touched.headers)]
        values = [repr(c.value)[:60] for c in (*touched.cells, *touched.headers)[:1]]
        yield f"  {mutation}: {'; '.join(cells[:4])} ({len(cells)}) {touched.what or values}"
    if outcome.refusal:
        yield f"  refused: {outcome.refusal}"
    if outcome.unread:
        yield f"  in no account: {outcome.unread[:5]} ({len(outcome.unread)})"
    silent = outcome.silent
    yield f"  {len(outcome.differences)} facts differ, {len(silent)} in silence"
    for each in silent[:8]:
        fact = each.fact
        value = fact.rupiah if fact.rupiah is not None else fact.value
        yield (
            f"  {'lost' if each.lost else 'new '} {fact.view} {fact.kind or fact.phase} {fact.year}"
            f" {value} {fact.unit} {fact.printed!r} {fact.status} {'; '.join(each.cells)}"
        )
    where = (
        {s.cell.number: s.cell.address for s in outcome.reading.cells} if outcome.reading else {}
    )
    for finding in outcome.findings[:12]:
        cells = "; ".join(where[n] for n in finding.cells[:3])
        yield f"  {finding.severity} {finding.rule} [{cells}] {finding.message_en[:150]}"
