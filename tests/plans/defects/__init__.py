"""Kinds of defects, and a clean document with one of them at a random place.

Every kind is named as it appears in a real plan; :data:`KINDS` has them all.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.defects import amounts, cells, codes, columns, measures, tables, wider
from plans.defects.planting import KINDS, Kind, NoPlace, Sheet, Where
from plans.options import Options, calm, sensible
from plans.render_text import Document, construct

__all__ = ["KINDS", "Kind", "Planted", "Where", "plant"]

_FAMILIES: Sequence[object] = (
    amounts, cells, codes, columns, measures, tables, wider,
)  # fmt: skip  # they fill KINDS
_PROGRAMS = (1, 1, 2)  # few, as most of them are read twice a test
_ATTEMPTS = 40


@dataclass(frozen=True)
class Planted:
    """A clean document, and its text with one defect; ``seed`` and ``options`` made both."""

    kind: Kind
    seed: int
    options: Options
    clean: Document
    text: str
    where: Where


def plant(kind: str, seed: int) -> Planted:
    """One defect of a kind; the seed decides plan, manner of printing and place."""
    chosen = KINDS[kind]
    for attempt in range(_ATTEMPTS):
        rng = random.Random(f"{kind} {seed} {attempt}")
        options = _fitting(chosen, calm(rng), rng)
        if options is None:
            continue
        own = rng.randrange(1000)
        plan, document = construct(own, options, rng.choice(_PROGRAMS))
        sheet = Sheet(plan, options, document, rng)
        try:
            where = chosen.plant(sheet)
        except NoPlace:
            continue
        return Planted(chosen, own, options, document, sheet.text, where)
    raise LookupError(f"no place for {kind} {seed}")


def _fitting(kind: Kind, options: Options, rng: random.Random) -> Options | None:
    """The manner of printing with what a kind needs; None where the two do not go together."""
    for trait, values in kind.needs.items():
        if getattr(options, trait) not in values or rng.random() < 0.5:
            options = replace(options, **{trait: rng.choice(values)})
    options = sensible(options)
    fits = all(getattr(options, trait) in values for trait, values in kind.needs.items())
    return options if fits else None
