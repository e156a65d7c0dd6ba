"""The figures of one document as the rules see them: amounts by node, lines, and doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.codes import AGENCY, BIDANG, LEVELS, URUSAN
from pipelines.findings import FindingLog
from pipelines.layouts import Check
from pipelines.model import Fact, Record
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


@dataclass(frozen=True)
class Blank:
    """A measure cell that says that there is none (``-``): its record, kind, year and cells."""

    record_id: str
    kind: str | None
    year: int | None
    cells: tuple[int, ...]
    printed: str


@dataclass(frozen=True)
class Checking:
    """A cell of a column that only checks: what it prints (rupiah or percent), and of what.

    ``facts`` are the amounts of its row (or line of expenditure) by column; ``meaning`` is which
    of the ways of its column it follows (:mod:`pipelines.rules.checking`).
    """

    form: str
    table: int
    check: Check
    token: Token
    printed: Decimal
    facts: Mapping[str, Fact]
    meaning: int = 0


@dataclass(frozen=True)
class AccountLine:
    """A line of expenditure with its account (``5.1.02``): its amounts and their cells by phase.

    ``published``: the line is a kind of expenditure, and so a fact.
    """

    form: str
    record_id: str
    account: str
    cells: Mapping[str, tuple[int, ...]]
    amounts: Mapping[str, int]
    published: bool


@dataclass
class Figures:
    """Facts and records with the family relations that rules need.

    ``missing`` are money cells that print an Excel error (:mod:`pipelines.rules.derived`),
    ``blanks`` measures printed as none, ``columns`` the cells of each record by column,
    ``factors`` what the amounts of a table and side are multiplied by, ``open_lines`` the
    records with a line of expenditure of an unknown kind, ``checking`` the cells that only check
    others, ``accounts`` the lines of expenditure by account. ``doubts`` and ``added`` are what
    the rules decide; ``expected`` is what a doubted figure should be (fact id -> rupiah),
    ``unprinted`` what a row without an amount should have, ``guessed`` the forms whose levels
    of rows are in doubt.
    """

    records: Sequence[Record]
    facts: dict[str, Fact]
    totals: Sequence[TotalRow]
    missing: Sequence[MissingAmount]
    log: FindingLog
    blanks: Sequence[Blank] = ()
    columns: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    factors: Mapping[tuple[int, int], int] = field(default_factory=dict)
    open_lines: Collection[str] = ()
    checking: Sequence[Checking] = ()
    accounts: Sequence[AccountLine] = ()
    doubts: set[str] = field(default_factory=set)
    expected: dict[str, int] = field(default_factory=dict)
    unprinted: dict[RowPhase, int] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
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
        self.parent_of = {
            child: parent for parent, children in self.children_of.items() for child in children
        }
        self.roots = [
            record.record_id
            for record in self.records
            if record.record_id not in self.parent_of and record.record_id in self.heads
        ]

    def _family(self) -> dict[str, list[str]]:
        """Record -> the records one level below it, by the order in which a form prints them.

        An agency has a row in front of its headings or below them: where the first one stands.
        """
        children: dict[str, list[str]] = defaultdict(list)
        stack: dict[tuple[str, str | None], dict[str, str]] = defaultdict(dict)
        orders: dict[tuple[str, str | None], list[str]] = defaultdict(lambda: [*LEVELS])
        seen: set[tuple[str, str | None, str | None, str | None]] = set()
        self.heads: set[str] = set()  # the first record of each node in its table
        for record in self.records:
            if record.level not in {*LEVELS, AGENCY}:
                continue
            about = (record.form, record.phase, record.section, record.node_key or record.name)
            if about in seen and record.name is not None:
                continue  # a further indicator of the same node
            seen.add(about)
            self.heads.add(record.record_id)
            above = stack[record.form, record.phase]
            ranks = orders[record.form, record.phase]
            if record.level == AGENCY and AGENCY not in ranks:
                headings = [ranks.index(level) for level in (URUSAN, BIDANG) if level in above]
                ranks.insert(max(headings, default=-1) + 1, AGENCY)
            rank = ranks.index(record.level)
            for level in ranks[rank:]:
                above.pop(level, None)
            parent = next(
                (above[level] for level in reversed(ranks[:rank]) if level in above), None
            )
            if parent is not None:
                children[parent].append(record.record_id)
            above[record.level] = record.record_id
        return dict(children)

    def amount(self, record_id: str, phase: str) -> Fact | None:
        """The money of a row in a phase, printed or derived."""
        return self.amount_of.get((record_id, phase))

    def fact(self, fact_id: str) -> Fact:
        """A printed or derived figure by its id; KeyError where there is none."""
        known = self.facts.get(fact_id)
        return known or next(each for each in self.added if each.fact_id == fact_id)

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

    def cells(self, record_id: str, *columns: str) -> tuple[int, ...]:
        """The cells of a record in the given columns; none where it has none."""
        own = self.columns.get(record_id, {})
        return tuple(number for column in columns for number in own.get(column, ()))

    def add(self, fact: Fact) -> None:
        """Take up a derived figure."""
        self.added.append(fact)
        key = (fact.record_id, fact.phase or "")
        if fact.expenditure_type:
            self.lines_of[key][fact.expenditure_type] = fact
        else:
            self.amount_of[key] = fact

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
