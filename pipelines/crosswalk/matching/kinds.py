"""Kinds of evidence, and how much each can say at most.

Kinds that speak for a pair are joined as independent witnesses: what is left of the doubt after
each is multiplied (noisy or), so that more evidence never lowers a score. Kinds that speak against
it divide what was reached.
"""

from __future__ import annotations

from pipelines.crosswalk.matching.words import Reading

NAME = "nama"
INDICATOR = "indikator"
CROSSED = "nama_indikator"
PARENTS = "induk"
FIGURES = "target"
UNIT = "satuan"
GENERIC = "rumpun"
CONFUSION = "kata_pembeda"
#: How words are read; they have no points of their own.
TERMS, ROOTS, RARITY = "istilah", "imbuhan", "kelangkaan"
FOR = (NAME, INDICATOR, CROSSED, PARENTS, FIGURES, UNIT)
AGAINST = (GENERIC, CONFUSION)
#: All kinds; ``propose`` can leave some out, to measure what they add.
KINDS = frozenset((*FOR, *AGAINST, TERMS, ROOTS, RARITY))

#: The part of the doubt that a kind takes away where it is perfect.
STRENGTH = {NAME: 0.75, INDICATOR: 0.45, CROSSED: 0.45, PARENTS: 0.3, FIGURES: 0.45, UNIT: 0.2}
#: What is left of a score where a kind speaks against it.
LEFT = {GENERIC: 0.1, CONFUSION: 0.25}


def reading_of(kinds: frozenset[str]) -> Reading:
    """How texts are read with these kinds."""
    return Reading(with_terms=TERMS in kinds, with_roots=ROOTS in kinds)
