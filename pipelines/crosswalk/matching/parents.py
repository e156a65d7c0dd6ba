"""Programmes (and other nodes above the lowest level): what their activities became.

A programme is never linked by its own name: many new programmes bear the name of an old one and
hold other work. Its links are those of its activities, their weights summed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.codes import PROGRAM
from pipelines.crosswalk.matching.confidence import rounded
from pipelines.crosswalk.matching.link import proposed
from pipelines.crosswalk.model import (
    DISCONTINUED,
    MERGED,
    RENAMED,
    SPLIT,
    Evidence,
    Link,
    NodeName,
    NodeProfile,
    Proposal,
    Ranked,
)
from pipelines.crosswalk.weights import BENEATH, NOTHING, normalised
from pipelines.model import fold

_HALF = Decimal("0.5")
_PLAUSIBLE = 0.3  # an open question points somewhere from this score on


def parent_key(node: NodeName, kegiatan: str, level: str) -> tuple[str, ...]:
    """What names the node of ``level`` above (or at) a node."""
    above = (node.scheme, level, fold(node.program))
    return above if level == PROGRAM else (*above, fold(kegiatan))


def own_key(profile: NodeProfile) -> tuple[str, ...]:
    """The key of a parent itself."""
    return parent_key(profile.node, profile.node.name, profile.node.level)


@dataclass
class _Share:
    """What goes to one new parent: its part, and the activities that take it there or may."""

    decided: Decimal = Decimal(0)
    likely: float = 0.0
    names: list[str] = field(default_factory=list)
    open_names: list[str] = field(default_factory=list)


def propose_parents(
    old: Sequence[NodeProfile], new: Sequence[NodeProfile], leaves: Sequence[Proposal]
) -> list[Proposal]:
    """Proposals for old nodes above the lowest level from those of the activities beneath."""
    successors = {own_key(each): each for each in reversed(new)}
    kegiatan = {each.node: each.kegiatan for each in new}
    found = []
    for parent in old:
        level = parent.node.level
        above = {
            node: successors[key]
            for node, named in kegiatan.items()
            if (key := parent_key(node, named, level)) in successors
        }
        beneath = [
            each
            for each in leaves
            if parent_key(each.old.node, each.old.kegiatan, level) == own_key(parent)
        ]
        found.append(_propose(parent, beneath, above))
    return _named(found)


def _propose(
    parent: NodeProfile, beneath: Sequence[Proposal], above: Mapping[NodeName, NodeProfile]
) -> Proposal:
    decided = [each for each in beneath if each.links]
    going = [each for each in decided if each.links[0].new is not None]
    shares = _shares(beneath, decided, above)
    ranked = _ranked(shares, len(beneath))
    linked = [each.new for each in ranked if shares[each.new.key][1].decided > 0]
    asked = _question(parent, beneath, decided, ranked, linked)
    if asked is not None or (going and not linked):
        return Proposal(parent, (), ranked, *(asked or _UNKNOWN))
    sure = _sure(decided, len(beneath))
    if not going:
        said = ("semua kegiatannya dihentikan", "all of its activities are discontinued")
        link = proposed(parent, None, DISCONTINUED, Decimal(0), NOTHING, sure, [said])
        return Proposal(parent, (link,), ranked)
    parts = normalised([shares[each.key][1].decided for each in linked])
    how = ("menurut rupiahnya", "by their money")
    how = how if _by_money(decided) else ("dihitung sama", "counted alike")
    links = []
    for each, weight in zip(linked, parts, strict=True):
        names = ", ".join(dict.fromkeys(shares[each.key][1].names))
        said = (
            f"dari {len(decided)} di antara {len(beneath)} kegiatannya, {how[0]}: {names}",
            f"from {len(decided)} of its {len(beneath)} activities, {how[1]}: {names}",
        )
        links.append(proposed(parent, each, RENAMED, weight, BENEATH, sure, [said]))
    return Proposal(parent, tuple(links), ranked)


_UNKNOWN = (
    "Tidak ada kegiatan di bawahnya yang menunjukkan ke mana ia berlanjut.",
    "No activity beneath it says where it goes on.",
)


def _question(
    parent: NodeProfile,
    beneath: Sequence[Proposal],
    decided: Sequence[Proposal],
    ranked: Sequence[Ranked],
    linked: Sequence[NodeProfile],
) -> tuple[str, str] | None:
    """Why a person is needed first: too little is decided, or the rest may go another way."""
    if not beneath:
        return _UNKNOWN
    few = len(decided) < len(beneath) * _HALF
    if not few and not (len(linked) == 1 and len(ranked) > 1):
        return None
    said, said_en = "", ""
    if len(ranked) > 1:
        said = f", dan kegiatannya menuju {len(ranked)} tujuan"
        said_en = f", and they lead to {len(ranked)} places"
    return (
        f"{len(decided)} dari {len(beneath)} kegiatannya jelas{said}; putuskan kegiatannya dahulu.",
        f"{len(decided)} of its {len(beneath)} activities are clear{said_en}; decide those first.",
    )


def _shares(
    beneath: Sequence[Proposal],
    decided: Sequence[Proposal],
    above: Mapping[NodeName, NodeProfile],
) -> dict[str, tuple[NodeProfile, _Share]]:
    """What goes to each new parent: by links, and by the best candidate of each open question."""
    money = _by_money(decided)
    shares: dict[str, tuple[NodeProfile, _Share]] = {}
    for each in beneath:
        ways = [(link.new, link.weight) for link in each.links if link.new and link.weight]
        for node, weight in ways:
            if node in above:
                share = shares.setdefault(above[node].key, (above[node], _Share()))[1]
                share.decided += weight * (_last_money(each.old) if money else 1)
                share.likely += float(weight)
                share.names.append(each.old.node.name)
        if not each.links and each.ranked and each.ranked[0].score >= _PLAUSIBLE:
            node = each.ranked[0].new.node
            if node in above:
                share = shares.setdefault(above[node].key, (above[node], _Share()))[1]
                share.likely += each.ranked[0].score
                share.open_names.append(each.old.node.name)
    return shares


def _ranked(shares: Mapping[str, tuple[NodeProfile, _Share]], count: int) -> tuple[Ranked, ...]:
    """New parents by the part of the activities that goes or may go to each."""
    found = []
    for profile, share in shares.values():
        score = round(share.likely / count, 6)
        names = ", ".join(
            dict.fromkeys([*share.names, *(f"{name} (?)" for name in share.open_names)])
        )
        said = Evidence(BENEATH, score, f"kegiatan: {names}", f"activities: {names}")
        found.append(Ranked(profile, score, (said,)))
    return tuple(sorted(found, key=lambda each: (-each.score, each.new.node.code, each.new.key)))


def _by_money(decided: Sequence[Proposal]) -> bool:
    """Activities count by their last money, where all that go on have some."""
    going = [each for each in decided if each.links[0].new is not None]
    return bool(going) and all(_last_money(each.old) for each in going)


def _last_money(profile: NodeProfile) -> int:
    return max(0, profile.rupiah[-1][1]) if profile.rupiah else 0


def _sure(decided: Sequence[Proposal], all_of_them: int) -> Decimal:
    """The mean over the activities; one that waits for a person counts 0."""
    total = sum((each.links[0].confidence for each in decided), Decimal(0))
    return rounded(float(total / all_of_them))


def _named(found: Sequence[Proposal]) -> list[Proposal]:
    predecessors = Counter(link.new for each in found for link in each.links)

    def relation(each: Proposal, link: Link) -> str:
        if link.new is None:
            return DISCONTINUED
        if len(each.links) > 1:
            return SPLIT
        return MERGED if predecessors[link.new] > 1 else RENAMED

    return [
        replace(
            each,
            links=tuple(replace(link, relation=relation(each, link)) for link in each.links),
        )
        for each in found
    ]
