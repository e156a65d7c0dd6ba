"""The reviewed words of the matcher, read once: plain words, terms of the field, confusions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipelines.model import fold
from pipelines.vocabulary import load


class Phrase(NamedTuple):
    """Words in a row that name a term."""

    words: tuple[str, ...]
    term: str


@dataclass(frozen=True, slots=True)
class Terms:
    """``phrases`` by their first word, longest first; ``within``: wider things, as texts, by term.

    A term is written as its canonical words joined by ``_``.
    """

    phrases: dict[str, tuple[Phrase, ...]]
    within: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Confusion:
    """One matter and its mutually exclusive sides (texts); ``but``: phrases to leave out first.

    ``whole``: more than the names is read. ``only``: a node that names a side has to do with those
    alone that name it too.
    """

    about: str
    about_en: str
    whole: bool
    only: bool
    sides: tuple[tuple[str, ...], ...]
    but: tuple[str, ...]


@cache
def terms() -> Terms:
    """``crosswalk_terms.yaml``."""
    phrases: dict[str, list[Phrase]] = {}
    within: dict[str, tuple[str, ...]] = {}
    for entry in load("crosswalk_terms"):
        name = "_".join(fold(entry["term"]).split())
        within[name] = tuple(entry.get("within", ()))
        for spelling in {fold(text) for text in [entry["term"], *entry.get("spelled", ())]}:
            words = tuple(spelling.split())
            phrases.setdefault(words[0], []).append(Phrase(words, name))
    return Terms(
        {
            first: tuple(sorted(several, key=lambda phrase: (-len(phrase.words), phrase)))
            for first, several in phrases.items()
        },
        within,
    )


@cache
def empty_words() -> frozenset[str]:
    """Words that say nothing by themselves."""
    return frozenset(load("crosswalk_words")["empty"])


@cache
def weak_words() -> frozenset[str]:
    """Words that many names share whatever they mean."""
    return frozenset(word for line in load("crosswalk_words")["weak"] for word in line)


@cache
def asides() -> frozenset[str]:
    """Words after which a name says what its matter has to do with."""
    return frozenset(load("crosswalk_words")["asides"])


@cache
def roots() -> dict[str, str]:
    """Roots that the stemmer misses, by word."""
    return dict(load("crosswalk_words")["roots"])


@cache
def generic_programs() -> tuple[str, ...]:
    """Names of the programmes that every agency had for itself."""
    return tuple(load("crosswalk_words")["generic_programs"])


@cache
def confusions() -> tuple[Confusion, ...]:
    """``crosswalk_confusions.yaml``."""
    return tuple(
        Confusion(
            entry["about"][0],
            entry["about"][1],
            entry["reads"] == "whole",
            bool(entry.get("only", False)),
            tuple(tuple(side) for side in entry["sides"]),
            tuple(entry.get("but", ())),
        )
        for entry in load("crosswalk_confusions")
    )
