"""An old node that becomes several: indicators that speak clearly for another successor.

The name says what the activity was called, its indicators what was done in it. Where one of them
fits another new node clearly better than the one that fits as a whole, both are successors. A
single indicator that contradicts the name is a doubt and no second part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.crosswalk.matching import kinds as k
from pipelines.crosswalk.matching.score import Scorer
from pipelines.crosswalk.model import NodeProfile, Ranked

_SEVERAL = 2
_CLEAR = 0.45
_BEFORE_WHOLE, _BEFORE_OTHERS = 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator of an old node and the new node that it speaks for."""

    indicator: str
    ranked: Ranked


def parts(scorer: Scorer, old: NodeProfile, whole: Ranked) -> tuple[Part, ...]:
    """Successors besides ``whole`` that an indicator clearly speaks for, each once."""
    texts = dict.fromkeys(measured.text for measured in old.indicators)
    if k.INDICATOR not in scorer.kinds or len(texts) < _SEVERAL:
        return ()
    found: dict[str, Part] = {}
    for text in texts:
        part = _spoken_for(scorer, _only(old, text), whole)
        if part is not None:
            found.setdefault(part.ranked.new.key, part)
    return tuple(
        sorted(found.values(), key=lambda each: (each.ranked.new.node.code, each.ranked.new.key))
    )


def _only(old: NodeProfile, text: str) -> NodeProfile:
    """The node as if this indicator were all of it."""
    kept = tuple(measured for measured in old.indicators if measured.text == text)
    return replace(old, node=replace(old.node, name=text), indicators=kept)


def _spoken_for(scorer: Scorer, old: NodeProfile, whole: Ranked) -> Part | None:
    ranked: Sequence[Ranked] = scorer.rank(old, 2)
    if not ranked or ranked[0].new.key == whole.new.key:
        return None
    best = ranked[0].score
    second = ranked[1].score if len(ranked) > 1 else 0.0
    clear = best >= _CLEAR and best - second >= _BEFORE_OTHERS
    ahead = best - scorer.score(old, whole.new).score >= _BEFORE_WHOLE
    return Part(old.node.name, ranked[0]) if clear and ahead else None
