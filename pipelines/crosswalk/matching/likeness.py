"""How much of what one text says the other says as well; rare words weigh more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines.crosswalk.matching.words import Meaning

_WIDER = 0.7  # a wider thing in place of the thing itself
_SLIP, _SLIP_LENGTH, _MISSPELLED = 86.0, 5, 0.9
_SIBLING = 0.4  # two kinds of one wider thing
_LEAST = 0.6  # a text of fewer words than this weight says too little to be covered by another
_OLD_SIDE = 0.6  # what the old text says counts for more than what the new one adds


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weight of a token, 0..1: 1 for one that stands in a single node or in none."""

    weights: Mapping[str, float]

    def __call__(self, token: str) -> float:
        """The weight of one token."""
        return self.weights.get(token, 1.0)


def rarity(meanings: Iterable[Iterable[Meaning]]) -> Rarity:
    """Rarity by the number of nodes in which a token stands; one item is all texts of a node."""
    found: dict[str, int] = {}
    nodes = 0
    for of_node in meanings:
        nodes += 1
        for token in {token for meaning in of_node for token in meaning.factors}:
            found[token] = found.get(token, 0) + 1
    most = math.log(nodes + 1.0)
    return Rarity({token: 1.0 - math.log(count) / most for token, count in found.items()})


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` 0..1; ``shared`` the words of the old text that the new one holds, rarest first."""

    score: float
    shared: tuple[str, ...] = ()


def likeness(old: Meaning, new: Meaning, weight: Rarity) -> Likeness:
    """How alike an old and a new text are."""
    if not old or not new:
        return Likeness(0.0)
    covered, shared = _cover(old, new, weight)
    if not covered:
        return Likeness(0.0)
    score = _OLD_SIDE * covered + (1 - _OLD_SIDE) * _cover(new, old, weight)[0]
    return Likeness(score, shared)


def _cover(one: Meaning, other: Meaning, weight: Rarity) -> tuple[float, tuple[str, ...]]:
    found, total = [], []
    shared: list[tuple[float, str]] = []
    for token, factor in one.factors.items():
        part = factor * weight(token)
        match = _match(token, one, other, weight)
        total.append(part)
        found.append(part * match)
        if match:
            shared.append((-part * match, one.printed[token]))
    whole = max(_LEAST, math.fsum(total))
    return (math.fsum(found) / whole, tuple(word for _, word in sorted(shared)))


def _match(token: str, one: Meaning, other: Meaning, weight: Rarity) -> float:
    if token in other.factors:
        return 1.0
    best = _WIDER if token in other.reached else 0.0
    siblings = {tokens for around in other.wider.values() for tokens in around}
    for wider in one.wider[token]:
        parts = [(weight(each), each in other.factors) for each in wider]
        whole = math.fsum(part for part, _ in parts)
        if whole:
            best = max(best, _WIDER * math.fsum(part for part, held in parts if held) / whole)
        if best < _SIBLING and wider in siblings:
            best = _SIBLING
    if best < _MISSPELLED and any(_slipped(token, each) for each in other.factors):
        best = _MISSPELLED
    return best


@lru_cache(maxsize=262_144)
def _slipped(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < _SLIP_LENGTH:
        return False
    if one[0] != other[0] or "_" in one or "_" in other:
        return False
    return fuzz.ratio(one, other) >= _SLIP
