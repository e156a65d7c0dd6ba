"""What the crosswalk knows of one agency: its old nodes, its new ones, how decisions find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.codes import schemes
from pipelines.crosswalk.model import Link, NodeName, NodeProfile
from pipelines.crosswalk.resolve import (
    Known,
    Step,
    decisions_for,
    known_nodes,
    own_bidang,
    steps_of,
)


@dataclass(frozen=True, slots=True)
class AgencyNodes:
    """The nodes of one agency as its documents print them, in their order, of all levels.

    ``old`` are those that need a decision, ``new`` those that may be what became of them;
    ``listed`` more of the latter: what official lists of the same schemes hold of its bidang.
    """

    government: str
    agency: str
    profiles: tuple[NodeProfile, ...]
    old: tuple[NodeProfile, ...]
    new: tuple[NodeProfile, ...]
    listed: tuple[NodeProfile, ...]
    known: Known
    bidang: str

    def decisions(self, links: Sequence[Link]) -> tuple[Link, ...]:
        """Those of the decisions that hold for this agency."""
        return decisions_for(links, self.government, self.agency)

    def steps(self, links: Sequence[Link]) -> tuple[Step, ...]:
        """The same as links between nodes."""
        return steps_of(self.decisions(links), self.known, self.bidang)


def agency_nodes(
    government: str,
    agency: str,
    profiles: Sequence[NodeProfile],
    listed: Iterable[NodeProfile] = (),
) -> AgencyNodes:
    """The nodes of an agency; ``government`` and ``agency`` as its documents print them.

    ``listed`` are nodes of official lists, generic ones bound to the agency's bidang.
    """
    own, more = tuple(profiles), tuple(listed)
    new = tuple(each for each in own if is_new(each))
    schemes_in_use = {each.node.scheme for each in new}
    bidang, printed = own_bidang(own), {each.key for each in own}
    others = tuple(
        each
        for each in more
        if each.node.scheme in schemes_in_use
        and each.key not in printed
        and bidang
        and each.node.code.startswith(f"{bidang}.")
    )
    return AgencyNodes(
        government,
        agency,
        own,
        tuple(each for each in own if is_old(each)),
        new,
        others,
        known_nodes([*own, *more]),
        bidang,
    )


def is_old(profile: NodeProfile) -> bool:
    """Whether a node needs a decision: the years of its scheme are past."""
    return profile.node.scheme in _LOWEST and profile.node.scheme in _ENDED


def is_new(profile: NodeProfile) -> bool:
    """Whether a node may be what became of an old one: its scheme is in force."""
    return profile.node.scheme in _LOWEST and profile.node.scheme not in _ENDED


def is_lowest(node: NodeName) -> bool:
    """Whether a node is of the lowest level of its scheme: figures of these may be added up."""
    return _LOWEST.get(node.scheme) == node.level


#: The lowest level of each scheme, and those whose years are past.
_LOWEST = {each["id"]: each["levels"][-1] for each in schemes()}
_ENDED = frozenset(each["id"] for each in schemes() if each["plan_years"][1] is not None)
