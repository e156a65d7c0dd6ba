"""A node as the matcher sees it: each of its texts with its meaning, and the rarity of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.codes import PROGRAM, plain, schemes
from pipelines.crosswalk.matching.likeness import Rarity, likeness, rarity
from pipelines.crosswalk.matching.vocabulary import generic_programs
from pipelines.crosswalk.matching.words import Meaning, Reading, meaning
from pipelines.crosswalk.model import NodeProfile
from pipelines.model import fold

# The programme with number 01 of any bidang urusan (Permendagri 90/2019, X.XX.01).
_GENERIC_CODE = re.compile(r"[\dX]\.[\dX]{2}\.01(\.|$)", re.IGNORECASE)
_SAME_PROGRAM = 0.8
_EQUAL = Rarity({})


@dataclass(frozen=True, slots=True)
class View:
    """A node with the meanings of its name, indicators (and their units), kegiatan, programme.

    ``generic``: it stands under a programme that every agency has for itself; None: not known.
    """

    profile: NodeProfile
    name: Meaning
    indicators: tuple[Meaning, ...]
    kegiatan: Meaning
    program: Meaning
    generic: bool | None


def view(profile: NodeProfile, reading: Reading) -> View:
    """The view of a node; texts of its indicators each once."""
    texts = dict.fromkeys(measured.text for measured in profile.indicators)
    return View(
        profile,
        meaning(profile.node.name, reading),
        tuple(meaning(text, reading) for text in texts),
        meaning(profile.kegiatan, reading),
        meaning(profile.node.program, reading),
        _is_generic(profile),
    )


def rarity_over(views: Sequence[View], used: bool) -> Rarity:
    """Rarity of words over nodes: their names and indicators; not ``used``: all weigh the same."""
    return rarity((each.name, *each.indicators) for each in views) if used else _EQUAL


def leaf_level(scheme: str) -> str:
    """The level of a scheme on which work is done: its lowest (``kegiatan`` before 2020)."""
    found = next((each["levels"][-1] for each in schemes() if each["id"] == scheme), None)
    return str(found or "sub_kegiatan")


def is_leaf(profile: NodeProfile) -> bool:
    """Whether a node is of the lowest level of its scheme."""
    return profile.node.level == leaf_level(profile.node.scheme)


def _is_generic(profile: NodeProfile) -> bool | None:
    code = plain(profile.node.code) if profile.node.code else ""
    if code and leaf_level(profile.node.scheme) != "kegiatan":
        return bool(_GENERIC_CODE.match(code))
    return _is_generic_name(fold(profile.node.program)) if profile.node.program else None


@lru_cache(maxsize=4096)
def _is_generic_name(program: str) -> bool:
    named = meaning(program.removeprefix(f"{PROGRAM} "))
    return any(
        likeness(meaning(generic), named, _EQUAL).score >= _SAME_PROGRAM
        for generic in generic_programs()
    )
