"""The rows of a review: the links that hold, candidates, and a place for a free answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.crosswalk.agencies import AgencyNodes, is_lowest
from pipelines.crosswalk.decisions import Key, key_of, place_of
from pipelines.crosswalk.edits import state_of
from pipelines.crosswalk.model import APPROVED, Link, Measured, NodeName, NodeProfile, Proposal
from pipelines.crosswalk.model import Ranked as Candidate
from pipelines.vocabulary import load

#: What a row is: a link that holds, a candidate, a free answer.
LINK, CANDIDATE, FREE = "tautan", "calon", "bebas"
YES, NO = "ya", "tidak"
_FOR_OPEN, _FOR_PROPOSED = 5, 3
_VALUES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """The cells that an officer fills in, as texts; ``other`` is the free answer."""

    choose: str = ""
    relation: str = ""
    weight: str = ""
    comment: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row: which decision it is of, what it shows, and what its answers say at first.

    ``shown`` are the locked cells by column. ``link`` stands for a row of kind ``tautan``;
    ``score`` and ``evidence`` for a candidate. ``state`` marks how the decision stood.
    ``first``: the first of its block.
    """

    number: int
    kind: str
    scope: tuple[str, str]
    government: str
    agency: str
    old: NodeName | None
    new: NodeName | None
    evidence: str
    score: Decimal | None
    state: str
    prefilled: Answer
    shown: Mapping[str, str | int | float]
    first: bool

    @property
    def key(self) -> Key:
        """The decision that the row is of."""
        named = self.old or self.new
        assert named is not None  # a row is about some node
        return (self.scope, (("lama" if self.old else "baru"), *place_of(named)))


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """One agency: its rows, and the nodes that a free answer may name, by what is shown."""

    government: str
    agency: str
    rows: tuple[ReviewRow, ...]
    choices: Mapping[str, NodeName]


def review_sheet(
    agency: AgencyNodes,
    links: Sequence[Link],
    rejected: Sequence[Link],
    said: Sequence[Proposal],
) -> ReviewSheet:
    """What an officer of the agency is asked; ``said`` is what the matcher says of its old nodes.

    ``links`` hold now, ``rejected`` are refused rows: those are not offered again.
    """
    known = {each.key: each for each in (*agency.listed, *agency.profiles)}
    steps = agency.steps(links)
    groups: dict[str, list[tuple[Link, str | None]]] = {}
    news: dict[str, Link] = {}
    for step in steps:
        if step.old_key is not None:
            groups.setdefault(step.old_key, []).append((step.link, step.new_key))
        elif step.new_key is not None:
            news[step.new_key] = step.link
    ranked = {each.old.key: each.ranked for each in said}
    questions = {each.old.key: each.question for each in said}
    blocks: list[list[_Draft]] = []
    for old in agency.old:
        standing = groups.get(old.key, [])
        drafts = [_of_link(link, old, known.get(new or "")) for link, new in standing]
        taken = {new for _, new in standing}
        signed = bool(standing) and all(link.status == APPROVED for link, _ in standing)
        more = 0 if signed else _FOR_PROPOSED if standing else _FOR_OPEN
        others = [each for each in ranked.get(old.key, ()) if each.new.key not in taken]
        # As the decision names it, where there is one.
        named = (standing[0][0].old if standing else None) or old.node
        drafts += [_of_candidate(named, old, each, bool(standing)) for each in others[:more]]
        why = "" if standing else questions.get(old.key, "")
        drafts.append(_Draft(FREE, named, None, old, None, evidence=why))
        blocks.append(drafts)
    reached = {step.new_key for step in steps if step.old_key is not None}
    levels = {step.link.new.level for step in steps if step.old_key and step.link.new}
    for new in agency.new:
        if not (is_lowest(new.node) or new.node.level in levels or new.key in news):
            continue
        if new.key in news:
            blocks.append([_of_link(news[new.key], None, new)])
        elif new.key not in reached:
            blocks.append([_Draft(CANDIDATE, None, new.node, None, new)])
    rows = tuple(_numbered(agency, blocks, links, rejected))
    return ReviewSheet(agency.government, agency.agency, rows, _choices(agency))


@dataclass(slots=True)
class _Draft:
    """A row before it has its number."""

    kind: str
    old: NodeName | None
    new: NodeName | None
    old_profile: NodeProfile | None
    new_profile: NodeProfile | None
    link: Link | None = None
    score: Decimal | None = None
    evidence: str = ""
    beside: bool = False


def _of_link(link: Link, old: NodeProfile | None, new: NodeProfile | None) -> _Draft:
    return _Draft(LINK, link.old, link.new, old, new, link, link.confidence, link.evidence)


def _of_candidate(named: NodeName, old: NodeProfile, each: Candidate, beside: bool) -> _Draft:
    score = Decimal(f"{min(max(each.score, 0.0), 1.0):.2f}")
    evidence = "; ".join(reason.said for reason in each.evidence)
    return _Draft(CANDIDATE, named, each.new.node, old, each.new, None, score, evidence, beside)


def _numbered(
    agency: AgencyNodes,
    blocks: Iterable[Sequence[_Draft]],
    links: Sequence[Link],
    rejected: Sequence[Link],
) -> Iterator[ReviewRow]:
    number = 0
    for block in blocks:
        # A decision of a whole government, or of all, stays whose it is.
        whose = next((draft.link for draft in block if draft.link), None)
        government = whose.government if whose else agency.government
        unit = whose.agency if whose else agency.agency
        for place, draft in enumerate(block):
            number += 1
            probe = _probe(draft, government, unit)
            yield ReviewRow(
                number,
                draft.kind,
                probe.scope,
                government,
                unit,
                draft.old,
                draft.new,
                draft.evidence,
                draft.score,
                state_of(key_of(probe), links, rejected),
                _prefilled(draft.link),
                _shown(number, draft, place == 0),
                place == 0,
            )


def _probe(draft: _Draft, government: str, agency: str) -> Link:
    nothing = Decimal(0)
    return Link(
        draft.old, draft.new, "", None, "", nothing, "", government=government, agency=agency
    )


def _prefilled(link: Link | None) -> Answer:
    if link is None:
        return Answer()
    weight = "" if link.weight is None else format(link.weight, "f")
    relation = link.relation if link.old is not None else ""
    return Answer(YES, relation, weight, link.note)


def _shown(number: int, draft: _Draft, first: bool) -> dict[str, str | int | float]:
    texts = load("crosswalk_review")
    old, new = draft.old, draft.new
    shown: dict[str, str | int | float] = {
        "no": number,
        "program_lama": old.program if old else "",
        "nama_lama": old.name if old else texts["new_node"],
        "angka_lama": figures_said(draft.old_profile) if first and draft.old_profile else "",
        "keadaan": _state(draft, texts["states"]),
        "kode_baru": new.code if new else "",
        "nama_baru": new.name if new else "",
        "induk_baru": _above(new, draft.new_profile),
        "angka_baru": figures_said(draft.new_profile) if draft.new_profile else "",
        "nilai": "" if draft.score is None else float(draft.score),
        "bukti": _indonesian(draft.evidence),
    }
    if draft.kind == FREE:
        shown["nama_baru"] = texts["other"]
    elif draft.link is not None and new is None:
        shown["nama_baru"] = texts["ended"]
    return shown


def _indonesian(evidence: str) -> str:
    """The first half of an evidence that is told in both languages."""
    parts = evidence.split(" / ")
    return evidence if len(parts) % 2 else " / ".join(parts[: len(parts) // 2])


def _state(draft: _Draft, states: Mapping[str, str]) -> str:
    if draft.link is not None:
        said = states[draft.link.status]
        return said.format(proposer=draft.link.proposer, approver=draft.link.approver)
    if draft.kind == FREE:
        return states["lain"]
    return states["calon" if draft.beside else "terbuka"]


def _above(new: NodeName | None, profile: NodeProfile | None) -> str:
    if new is None:
        return ""
    kegiatan = profile.kegiatan if profile else ""
    return "\n".join(part for part in (kegiatan, new.program) if part)


def figures_said(profile: NodeProfile) -> str:
    """Indicators with their latest targets and realisations, and the money, a line each."""
    said: dict[str, list[str]] = {}
    for each in profile.indicators:
        said.setdefault(each.text, []).extend(_latest(each))
    lines = [": ".join(part for part in (text, "; ".join(of)) if part) for text, of in said.items()]
    lines += [f"{year}: Rp {_grouped(Decimal(rupiah))}" for year, rupiah in profile.rupiah]
    return "\n".join(lines)


def _latest(each: Measured) -> list[str]:
    kinds = load("crosswalk_review")["kinds"]
    unit = f" {each.unit}" if each.unit else ""
    latest = sorted((v for v in each.values if v[1] in kinds), key=lambda value: -value[0])
    return [
        f"{kinds[kind]} {year} {_grouped(value)}{unit}" for year, kind, value in latest[:_VALUES]
    ]


def _grouped(value: Decimal) -> str:
    """A number as Indonesians print it: 1.234,5."""
    plain = f"{value.normalize():,f}" if value else "0"
    return plain.translate(str.maketrans(",.", ".,"))


def _choices(agency: AgencyNodes) -> dict[str, NodeName]:
    """What a free answer may name, by what the list shows; two of one name show their program."""
    found: dict[str, NodeName] = {}
    every = sorted((*agency.new, *agency.listed), key=lambda each: not is_lowest(each.node))
    for each in every:
        text = " ".join(part for part in (each.node.code, each.node.name) if part)
        if text in found and found[text] != each.node:
            text = f"{text} [{each.node.program}]"
        found.setdefault(text, each.node)
    return found
