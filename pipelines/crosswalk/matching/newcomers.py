"""New nodes that no old one became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from pipelines.crosswalk.matching.link import proposed
from pipelines.crosswalk.matching.views import is_leaf
from pipelines.crosswalk.model import NEW, Link, NodeName, NodeProfile, Proposal
from pipelines.crosswalk.weights import NOTHING

_SURE, _UNSURE = Decimal("0.8"), Decimal("0.4")
_ASKED = 3  # candidates of an open question that may still turn out to be its successor
_PLAUSIBLE = 0.3


def newcomers(
    new: Sequence[NodeProfile], proposals: Sequence[Proposal], decided: Sequence[Link] = ()
) -> tuple[Link, ...]:
    """A link ``new`` (no old node, no weight) for each new node that no link leads to.

    New nodes of the lowest level, and those above it on levels that the proposals speak of. Where
    an open question may still lead to one, its link says so and is the less sure.
    """
    links_to = [*decided, *(link for each in proposals for link in each.links)]
    reached = {_place(link.new) for link in links_to if link.new is not None}
    levels = {each.old.node.level for each in proposals if not is_leaf(each.old)}
    asked: dict[str, list[str]] = defaultdict(list)
    for each in proposals:
        if each.question:
            for ranked in each.ranked[:_ASKED]:
                if ranked.score >= _PLAUSIBLE:
                    asked[ranked.new.key].append(each.old.node.name)
    links = []
    for profile in sorted(new, key=lambda each: (each.order, each.key)):
        if _place(profile.node) in reached or not (
            is_leaf(profile) or profile.node.level in levels
        ):
            continue
        waiting = ", ".join(f"'{name}'" for name in sorted(set(asked[profile.key])))
        if waiting:
            said = (
                f"belum ada pendahulu; mungkin terjawab oleh {waiting}",
                f"no predecessor yet; {waiting} may turn out to be one",
            )
        else:
            said = ("tidak ada simpul lama yang menjadi ini", "no old node became this one")
        sure = _UNSURE if waiting else _SURE
        links.append(proposed(None, profile, NEW, None, NOTHING, sure, [said]))
    return tuple(links)


def _place(node: NodeName) -> tuple[str, ...]:
    return (node.scheme, node.code) if node.code else node.identity
