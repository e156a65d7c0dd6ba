"""Signing decisions: who may, which are meant, and what is written when they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.crosswalk.decisions import Key, by_decision, with_history
from pipelines.crosswalk.edits import Edit
from pipelines.crosswalk.model import APPROVED, PROPOSED, Link
from pipelines.model import fold


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A decision that a person may not sign, and why."""

    key: Key
    links: tuple[Link, ...]
    said: str
    said_en: str


@dataclass(frozen=True, slots=True)
class Signing:
    """What a person signs, and what that person may not."""

    edits: tuple[Edit, ...]
    refused: tuple[Unsigned, ...]


def unsigned(links: Iterable[Link]) -> dict[Key, list[Link]]:
    """Decisions of which at least one link is a proposal, in their order."""
    return {
        key: group
        for key, group in by_decision(links).items()
        if any(link.status == PROPOSED for link in group)
    }


def meant_by(text: str, decisions: Mapping[Key, Sequence[Link]]) -> list[Key]:
    """Decisions that a text may mean: a node's whole name or code, else a part of a name.

    The nodes are those decided about; where none fits, those that they became.
    """
    said = fold(text)
    if not said:
        return []
    names = {key: _names(group, old=True) for key, group in decisions.items()}
    became = {key: _names(group, old=False) for key, group in decisions.items()}
    for where in (names, became):
        whole = [key for key, known in where.items() if said in known]
        part = [key for key, known in where.items() if any(said in name for name in known)]
        if whole or part:
            return whole or part
    return []


def _names(group: Sequence[Link], old: bool) -> set[str]:
    nodes = [link.old if old else link.new for link in group]
    if old and not any(nodes):  # a decision that a node is new is about that node
        nodes = [link.new for link in group]
    texts = [text for node in nodes if node for text in (node.name, node.code) if text]
    return {fold(text) for text in texts}


def sign(decisions: Mapping[Key, Sequence[Link]], by: str, on: str) -> Signing:
    """The signature of ``by`` under each decision, on a day (ISO 8601); whole or not at all.

    Who proposes may not approve. Links that are signed already keep their signature.
    """
    edits: list[Edit] = []
    refused: list[Unsigned] = []
    for key, group in decisions.items():
        if any(link.status == PROPOSED and fold(link.proposer) == fold(by) for link in group):
            said = f"diusulkan oleh {by} sendiri; minta orang lain menyetujui"
            said_en = f"proposed by {by}; ask somebody else to approve"
            refused.append(Unsigned(key, tuple(group), said, said_en))
            continue
        signed = tuple(link if link.status == APPROVED else _signed(link, by, on) for link in group)
        edits.append(Edit(key, tuple(group), signed))
    return Signing(tuple(edits), tuple(refused))


def _signed(link: Link, by: str, on: str) -> Link:
    marked = with_history(link, "disetujui", by, on)
    return replace(marked, status=APPROVED, approver=by, date=on)
