"""Whether links go round: a node that becomes itself by way of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)


def leads_back(start: Place, onward: Mapping[Place, Iterable[Place]]) -> bool:
    """Whether following ``onward`` from ``start`` comes to ``start`` again."""
    waiting = list(onward.get(start, ()))
    seen: set[Place] = set()
    while waiting:
        here = waiting.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            waiting += onward.get(here, ())
    return False
