"""Words that must not be confused: which side of a matter each of two nodes names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipelines.crosswalk.matching.views import View
from pipelines.crosswalk.matching.vocabulary import Confusion, confusions
from pipelines.crosswalk.matching.words import meaning
from pipelines.model import fold


def confused(old: View, new: View) -> Iterator[tuple[Confusion, str, str]]:
    """Matters of which two nodes name different sides, with the words of each."""
    for number, matter in enumerate(confusions()):
        here = _sides(number, _old_text(old, matter))
        there = _sides(number, _new_text(new, matter))
        named = bool(here or there) if matter.only else bool(here and there)
        if named and not {side for side, _ in here} & {side for side, _ in there}:
            yield matter, _listed(here), _listed(there)


def _old_text(view: View, matter: Confusion) -> str:
    profile = view.profile
    more = [measured.text for measured in profile.indicators] if matter.whole else []
    return " ; ".join(dict.fromkeys([profile.node.name, *more]))


def _new_text(view: View, matter: Confusion) -> str:
    profile = view.profile
    return f"{profile.node.name} ; {profile.kegiatan}" if matter.whole else profile.node.name


def _listed(sides: frozenset[tuple[int, str]]) -> str:
    return ", ".join(sorted({word for _, word in sides})) or "-"


@lru_cache(maxsize=65_536)
def _sides(number: int, text: str) -> frozenset[tuple[int, str]]:
    matter = confusions()[number]
    plain = f" {fold(text)} "
    for phrase in matter.but:
        plain = plain.replace(f" {fold(phrase)} ", " ")
    said = meaning(plain)
    found = set()
    for side, words in enumerate(matter.sides):
        for word in words:
            tokens = meaning(word).factors
            if tokens and all(token in said.factors for token in tokens):
                found.add((side, word))
    return frozenset(found)
