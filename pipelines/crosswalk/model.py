"""Words of the crosswalk as data: nodes with what is known of them, links, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.model import fold

#: What became of an old node (contract, ``relasi``).
RELATIONS = ("exact", "renamed", "merged", "split", "moved", "discontinued", "new")
EXACT, RENAMED, MERGED, SPLIT, MOVED, DISCONTINUED, NEW = RELATIONS
#: How far a link is signed for (contract, ``status`` of ``bi_pemetaan``).
STATUSES = ("usulan", "disetujui")
PROPOSED, APPROVED = STATUSES
#: Approves where a rule itself is the evidence: the same normalised name at the corresponding
#: level. A person's name never begins so.
RULE_MARK = "aturan:"
SAME_NAME_RULE = f"{RULE_MARK}nama_sama"


@dataclass(frozen=True, slots=True)
class NodeName:
    """What names a node for people: a code where it has one, else level, program and name.

    ``program`` is the name of the programme that it stands under; of a programme its own.
    """

    scheme: str
    level: str
    code: str
    name: str
    program: str

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """The same for every spelling of one node: by names, for codes may be missing."""
        return (self.scheme, self.level, fold(self.program), fold(self.name))


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a node: its text, its unit, and its figures by (year, kind).

    ``unit`` is canonical where known, else as printed, '' for none. ``kind`` as in ``bi_kinerja``.
    """

    text: str
    unit: str
    values: tuple[tuple[int, str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class NodeProfile:
    """All that is known of a node: where it stands, its indicators, and its money by year.

    ``key`` is ``Node.key``. ``kegiatan`` is '' but for a sub kegiatan. ``rupiah`` pairs a year with
    whole rupiah. ``order`` is its place among its documents' nodes, from 0.
    """

    key: str
    node: NodeName
    kegiatan: str = ""
    indicators: tuple[Measured, ...] = ()
    rupiah: tuple[tuple[int, int], ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the decisions: an old node (or None: new) and a new one (or None: discontinued).

    ``weight`` is the part of the old node's figures that goes this way, 0..1; None where there is
    no old node. ``government`` and ``agency`` say whose decision it is; both '' for everyone's.
    ``date`` is ISO 8601, of the proposal or, once approved, of the approval. ``line`` is the line
    of the file from 1, 0 where it was not read from one.
    """

    old: NodeName | None
    new: NodeName | None
    relation: str
    weight: Decimal | None
    method: str
    confidence: Decimal
    evidence: str
    status: str = PROPOSED
    proposer: str = ""
    approver: str = ""
    date: str = ""
    note: str = ""
    history: str = ""
    government: str = ""
    agency: str = ""
    line: int = 0

    @property
    def scope(self) -> tuple[str, str]:
        """Whose decision it is, whatever the spelling."""
        return (fold(self.government), fold(self.agency))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a pair: its kind, its part of the score, and a sentence."""

    kind: str
    points: float
    said: str
    said_en: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A possible successor with its score 0..1 and why."""

    new: NodeProfile
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the matcher says of one old node.

    ``links`` are proposed where it is sure enough; where it abstains they are empty and
    ``question`` says why a person is needed. ``ranked`` are the best candidates, best first.
    """

    old: NodeProfile
    links: tuple[Link, ...]
    ranked: tuple[Ranked, ...]
    question: str = ""
    question_en: str = ""
