"""A text as what it means: terms of the field and roots of words, with what each is part of.

``Pembinaan Karang Taruna`` -> the root ``bina`` (weak) and the term ``karang_taruna``, which lies
within ``potensi_sumber_kesejahteraan_sosial`` and ``lembaga``. Roots by the Snowball stemmer for
Indonesian (after Tala 2003) and a short list of what it misses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]
from rapidfuzz import fuzz

from pipelines.crosswalk.matching.vocabulary import (
    Phrase,
    asides,
    empty_words,
    roots,
    terms,
    weak_words,
)
from pipelines.model import fold

_WEAK, _ASIDE = 0.25, 0.5
_SLIP = 80.0  # one word of a term may be misspelled so far (makan, makam)
_LONG_TERM = 3
_STEMMER = snowballstemmer.stemmer("indonesian")


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read; parts can be switched off to measure what they add."""

    with_terms: bool = True
    with_roots: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What a text means: its tokens with their factor 0..1, and the wider tokens of each.

    ``printed`` shows a token as it stood there, folded; ``reached`` are all wider tokens.
    """

    factors: dict[str, float]
    wider: dict[str, tuple[tuple[str, ...], ...]]
    printed: dict[str, str]
    reached: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.factors)


@lru_cache(maxsize=65_536)
def meaning(text: str, reading: Reading = Reading()) -> Meaning:
    """The meaning of a printed text; empty for an empty one."""
    factors: dict[str, float] = {}
    wider: dict[str, tuple[tuple[str, ...], ...]] = {}
    printed: dict[str, str] = {}
    for token, words, aside in _tokens(text, reading):
        weak = len(words) == 1 and words[0] in weak_words()
        factor = (_WEAK if weak else 1.0) * (_ASIDE if aside else 1.0)
        factors[token] = max(factor, factors.get(token, 0.0))
        printed.setdefault(token, " ".join(words))
        around = terms().within.get(token, ()) if reading.with_terms else ()
        wider[token] = tuple(tokens for text in around if (tokens := _within(text, reading)))
    reached = frozenset(each for around in wider.values() for tokens in around for each in tokens)
    return Meaning(factors, wider, printed, reached)


@lru_cache(maxsize=4096)
def _within(text: str, reading: Reading) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for token, _, _ in _tokens(text, reading)))


def _tokens(text: str, reading: Reading) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Terms (words joined by ``_``) and roots, with the words there and whether it is an aside."""
    words = _without_repeats(fold(text).split())
    place, aside = 0, False
    while place < len(words):
        phrase = _term_at(words, place) if reading.with_terms else None
        if phrase is not None:
            length = len(phrase.words)
            yield phrase.term, tuple(words[place : place + length]), aside
            place += length
            continue
        word = words[place]
        place += 1
        aside = aside or (place > 1 and word in asides())
        if word not in empty_words() and not (len(word) == 1 or word.isdigit()):
            yield root(word) if reading.with_roots else word, (word,), aside


def _without_repeats(words: list[str]) -> list[str]:
    """``rapat-rapat`` is ``rapat``: a doubled word is a plural."""
    return [word for place, word in enumerate(words) if place == 0 or word != words[place - 1]]


def _term_at(words: list[str], place: int) -> Phrase | None:
    for phrase in terms().phrases.get(words[place], ()):
        length = len(phrase.words)
        here = words[place : place + length]
        if len(here) == length and _same(here, phrase.words):
            return phrase
    return None


def _same(here: list[str], there: tuple[str, ...]) -> bool:
    """The same words; in a long term one may be misspelled."""
    unlike = [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]]
    if not unlike:
        return True
    return len(there) >= _LONG_TERM and len(unlike) == 1 and fuzz.ratio(*unlike[0]) >= _SLIP


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """The root of a folded word (``terpelihara`` -> ``pelihara``)."""
    return roots().get(word) or str(_STEMMER.stemWord(word))
