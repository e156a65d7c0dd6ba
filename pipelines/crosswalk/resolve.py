"""Following decisions: from names to nodes, from generic codes to an agency's own, to the end.

The nodes are those of one agency's documents and of the official lists; a decision that names a
node of neither keeps it by the code and name that it gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines import codes
from pipelines.crosswalk.decisions import by_decision
from pipelines.crosswalk.model import Link, NodeName, NodeProfile
from pipelines.model import fold


@dataclass(frozen=True, slots=True)
class Step:
    """A link between nodes as the warehouse knows them. ``None``: no such node."""

    old_key: str | None
    new_key: str | None
    link: Link


@dataclass(frozen=True, slots=True)
class Share:
    """Where a part of a node's figures ends: the last node, the weight, the steps to it.

    ``key`` is None where the way ends in ``discontinued``.
    """

    key: str | None
    weight: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Nodes by code and by name: how a decision finds the node that it means."""

    by_code: Mapping[tuple[str, str], str]
    by_name: Mapping[tuple[str, ...], str]

    def find(self, node: NodeName) -> str:
        """The key of a node; a new one where nobody else knows it."""
        found = self.by_code.get((node.scheme, node.code)) if node.code else None
        if found is None and not (node.code and node.scheme != codes.OLD_SCHEME):
            found = self.by_name.get(node.identity)
        if found is not None:
            return found
        path = node.code or "/".join(fold(part) for part in (node.program, node.name))
        return f"{node.scheme}|{node.level}|{path}"


def known_nodes(profiles: Iterable[NodeProfile]) -> Known:
    """The nodes of an agency; the first of a code or name stands."""
    by_code: dict[tuple[str, str], str] = {}
    by_name: dict[tuple[str, ...], str] = {}
    for profile in profiles:
        if profile.node.code:
            by_code.setdefault((profile.node.scheme, profile.node.code), profile.key)
        by_name.setdefault(profile.node.identity, profile.key)
    return Known(by_code, by_name)


def own_bidang(profiles: Iterable[NodeProfile]) -> str:
    """The bidang urusan of an agency: that of most of its programmes; '' where none is coded."""
    found = Counter(
        profile.node.code[:4]
        for profile in profiles
        if profile.node.level == codes.PROGRAM
        and codes.level_of(profile.node.code) == codes.PROGRAM
        and profile.node.scheme != codes.OLD_SCHEME
    )
    return max(found, key=lambda bidang: (found[bidang], bidang), default="")


def decisions_for(links: Sequence[Link], government: str, agency: str) -> tuple[Link, ...]:
    """The decisions that hold for an agency: its own, else its government's, else everyone's."""
    scopes = [(fold(government), fold(agency)), (fold(government), ""), ("", "")]
    chosen: dict[tuple[str, ...], tuple[int, list[Link]]] = {}
    for (scope, about), group in by_decision(links).items():
        if scope not in scopes:
            continue
        rank = scopes.index(scope)
        if about not in chosen or rank < chosen[about][0]:
            chosen[about] = (rank, group)
    kept = {id(link) for _, group in chosen.values() for link in group}
    return tuple(link for link in links if id(link) in kept)


def steps_of(links: Iterable[Link], known: Known, bidang: str) -> tuple[Step, ...]:
    """Links between nodes; generic codes (``X.XX.01``) are bound to the agency's bidang."""
    return tuple(
        Step(
            None if link.old is None else known.find(_bound(link.old, bidang)),
            None if link.new is None else known.find(_bound(link.new, bidang)),
            link,
        )
        for link in links
    )


def _bound(node: NodeName, bidang: str) -> NodeName:
    if bidang and codes.is_generic(node.code):
        return replace(node, code=codes.bind(node.code, bidang))
    return node


def follow(steps: Sequence[Step]) -> dict[str, tuple[Share, ...]]:
    """For each old node where its figures end, over as many decrees as there are decisions.

    The weights of a node sum to 1; discontinued is an end as well. The links must not go round.
    """
    onward: dict[str, list[Step]] = {}
    for step in steps:
        if step.old_key is not None:
            onward.setdefault(step.old_key, []).append(step)

    def ends(key: str, weight: Decimal, way: tuple[Step, ...]) -> list[Share]:
        if key not in onward or key in {step.old_key for step in way}:
            return [Share(key, weight, way)]
        found: list[Share] = []
        for step in onward[key]:
            # What is discontinued ends whole, whatever weight the contract writes.
            part = weight * (step.link.weight or Decimal(1))
            if step.new_key is None:
                found.append(Share(None, part, (*way, step)))
            else:
                found += ends(step.new_key, part, (*way, step))
        return found

    return {key: tuple(ends(key, Decimal(1), ())) for key in onward}
