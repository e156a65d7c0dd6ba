"""Names of relations, once all links are known (contract, ``relasi``)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from pipelines.crosswalk.matching.score import Scorer
from pipelines.crosswalk.model import (
    EXACT,
    MERGED,
    MOVED,
    RENAMED,
    SPLIT,
    Link,
    NodeName,
    Proposal,
)
from pipelines.model import fold

_SAME_WORK = 0.5  # likeness of names from which an activity goes on under nearly its name
_SAME_PROGRAM = 0.5


def named(
    proposals: Sequence[Proposal], scorer: Scorer, fixed: Container[tuple[str, ...]] = ()
) -> list[Proposal]:
    """The proposals with the relation of each link; old nodes in ``fixed`` keep theirs.

    ``split``: its old node has several links; else ``merged``: its new node has several old ones;
    else ``exact``: the same name; ``moved``: nearly the same name under a programme that neither
    resembles its old one nor took most of that one's activities; ``renamed``: all others.
    """
    predecessors = Counter(
        link.new for each in proposals for link in each.links if link.new is not None
    )
    heirs = _heirs(proposals)
    return [
        each
        if each.old.node.identity in fixed
        else replace(
            each,
            links=tuple(
                replace(link, relation=_relation(each, link, predecessors, heirs, scorer))
                for link in each.links
            ),
        )
        for each in proposals
    ]


def _relation(
    proposal: Proposal,
    link: Link,
    predecessors: Mapping[NodeName, int],
    heirs: Mapping[str, str],
    scorer: Scorer,
) -> str:
    if link.new is None or link.old is None:
        return link.relation
    if len(proposal.links) > 1:
        return SPLIT
    if predecessors[link.new] > 1:
        return MERGED
    if link.relation == EXACT:
        return EXACT
    same_work = scorer.alike_texts(link.old.name, link.new.name) >= _SAME_WORK
    followed = heirs.get(fold(link.old.program)) == fold(link.new.program)
    same_program = scorer.alike_texts(link.old.program, link.new.program) >= _SAME_PROGRAM
    return MOVED if same_work and not followed and not same_program else RENAMED


def _heirs(proposals: Sequence[Proposal]) -> dict[str, str]:
    """The new programme that took most activities of each old one."""
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for each in proposals:
        for link in each.links:
            if link.new is not None:
                taken[fold(each.old.node.program)][fold(link.new.program)] += 1
    return {old: min(counts, key=lambda new: (-counts[new], new)) for old, counts in taken.items()}
