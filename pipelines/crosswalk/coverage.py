"""How far the crosswalk reaches: by nodes, targets and rupiah, and what is left for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.crosswalk.agencies import AgencyNodes, is_lowest
from pipelines.crosswalk.model import APPROVED, DISCONTINUED, Link, NodeProfile

_TARGETS = ("target", "target_renstra")


@dataclass(frozen=True, slots=True)
class Size:
    """Nodes, figures of targets (their number: units differ), and planned whole rupiah."""

    nodes: int = 0
    targets: int = 0
    rupiah: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the old nodes of one agency.

    ``total`` = ``approved`` + ``proposed`` + ``open``; ``proposed`` rests on unsigned links;
    ``discontinued`` is part of the first two. All are of the lowest level: what is above holds
    the same figures again. Of all levels: ``waiting`` are old nodes with unsigned links,
    ``open_old`` those without a decision, ``open_new`` new ones with no predecessor that nobody
    called new (above the lowest level where old ones are decided as well).
    """

    government: str
    agency: str
    total: Size
    approved: Size
    proposed: Size
    open: Size
    discontinued: Size
    new_nodes: int
    new_decided: int
    waiting: tuple[NodeProfile, ...]
    open_old: tuple[NodeProfile, ...]
    open_new: tuple[NodeProfile, ...]

    @property
    def questions(self) -> int:
        """How many nodes nobody decided about."""
        return len(self.open_old) + len(self.open_new)


def coverage(agency: AgencyNodes, links: Sequence[Link]) -> Coverage:
    """Coverage of one agency by the decisions that hold."""
    steps = agency.steps(links)
    by_old: dict[str, list[Link]] = {}
    for step in steps:
        if step.old_key is not None:
            by_old.setdefault(step.old_key, []).append(step.link)
    reached = {step.new_key for step in steps}
    approved: list[NodeProfile] = []
    proposed: list[NodeProfile] = []
    undecided: list[NodeProfile] = []
    ended: list[NodeProfile] = []
    for old in agency.old:
        group = by_old.get(old.key, [])
        if not group:
            undecided.append(old)
            continue
        signed = all(link.status == APPROVED for link in group)
        (approved if signed else proposed).append(old)
        if any(link.relation == DISCONTINUED for link in group):
            ended.append(old)
    levels = {step.link.new.level for step in steps if step.old_key and step.link.new}
    fresh = [new for new in agency.new if is_lowest(new.node) or new.node.level in levels]
    open_new = tuple(new for new in fresh if new.key not in reached)
    lowest_new = [new for new in agency.new if is_lowest(new.node)]
    return Coverage(
        agency.government,
        agency.agency,
        size(agency.old),
        size(approved),
        size(proposed),
        size(undecided),
        size(ended),
        len(lowest_new),
        sum(new.key in reached for new in lowest_new),
        tuple(proposed),
        tuple(undecided),
        open_new,
    )


def size(profiles: Iterable[NodeProfile]) -> Size:
    """How much nodes of the lowest level weigh."""
    nodes = targets = rupiah = 0
    for profile in profiles:
        if not is_lowest(profile.node):
            continue
        nodes += 1
        rupiah += sum(amount for _, amount in profile.rupiah)
        targets += sum(
            kind in _TARGETS for each in profile.indicators for _, kind, _ in each.values
        )
    return Size(nodes, targets, rupiah)
