"""Proposals for all old nodes: activities by evidence, programmes by their activities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipelines.crosswalk.matching import kinds as k
from pipelines.crosswalk.matching.leaves import Leaves
from pipelines.crosswalk.matching.parents import propose_parents
from pipelines.crosswalk.matching.relations import named
from pipelines.crosswalk.matching.score import Scorer
from pipelines.crosswalk.matching.twins import without_twins
from pipelines.crosswalk.matching.views import is_leaf
from pipelines.crosswalk.model import Link, NodeProfile, Proposal
from pipelines.model import fold


def propose(
    old: Sequence[NodeProfile],
    new: Sequence[NodeProfile],
    decided: Sequence[Link] = (),
    *,
    kinds: frozenset[str] = k.KINDS,
) -> list[Proposal]:
    """A proposal for each old node that is not decided yet, in the order of their documents.

    ``old`` are nodes of one scheme, ``new`` of the next, of all levels. The lowest level of the one
    corresponds to the lowest of the other (kegiatan of Permendagri 13/2006 to sub kegiatan of
    Permendagri 90/2019); nodes above follow from those beneath them, also from links that are
    ``decided``. Nothing depends on the order of the arguments. ``kinds`` leaves out evidence, to
    measure what it adds.
    """
    olds, news = _in_order(old), without_twins(_in_order(new))
    old_leaves = [each for each in olds if is_leaf(each)]
    new_leaves = [each for each in news if is_leaf(each)]
    scorer = Scorer(old_leaves, new_leaves, kinds)
    same_name: dict[str, list[NodeProfile]] = defaultdict(list)
    for each in new_leaves:
        same_name[fold(each.node.name)].append(each)
    leaves = Leaves(scorer, same_name, _last_year(old_leaves))
    standing = _standing(decided, new_leaves)
    proposals = named(
        [
            Proposal(each, standing[each.node.identity], ())
            if each.node.identity in standing
            else leaves.propose(each)
            for each in old_leaves
        ],
        scorer,
        fixed=standing,
    )
    above = [each for each in olds if not is_leaf(each)]
    proposals += propose_parents(above, news, proposals)
    known = {link.old.identity for link in decided if link.old is not None}
    asked = [each for each in proposals if each.old.node.identity not in known]
    return sorted(asked, key=lambda each: (each.old.order, each.old.key))


def _standing(
    decided: Sequence[Link], new_leaves: Sequence[NodeProfile]
) -> dict[tuple[str, ...], tuple[Link, ...]]:
    """Decided links by old node; their new nodes as the new profiles spell them."""
    by_code = {(each.node.scheme, each.node.code): each.node for each in new_leaves}
    by_name = {each.node.identity: each.node for each in new_leaves}
    found: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in decided:
        if link.old is None:
            continue
        new = link.new
        if new is not None:
            known = by_code.get((new.scheme, new.code)) if new.code else None
            new = known or by_name.get(new.identity, new)
        found[link.old.identity].append(replace(link, new=new))
    return {identity: tuple(links) for identity, links in found.items()}


def _in_order(profiles: Sequence[NodeProfile]) -> list[NodeProfile]:
    return sorted(profiles, key=lambda each: (each.order, each.key))


def _last_year(profiles: Sequence[NodeProfile]) -> int | None:
    """The last year of which most old nodes tell anything."""
    told = Counter(
        year
        for each in profiles
        for year in {year for measured in each.indicators for year, _, _ in measured.values}
    )
    return max(
        (year for year, nodes in told.items() if nodes * 2 > max(told.values())), default=None
    )
