"""The words of a header as the forms spell them: short forms, slips, breaks, English.

What other words mean is data (``layouts/header_words.yaml``); slips and breaks are mended only
where they leave one word of the forms. A word that stays unknown is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipelines.layouts import header_words, load_layouts, remembered_with_layouts, words_in
from pipelines.vocabulary import load

_WORDS = 65_536  # words of a document or two
_ONE_SLIP, _TWO_SLIPS = 5, 8  # letters that a word needs to bear so many slips
_PIECE = 3  # letters of a short form, and of a word that is run together with another
_SPACED = 3  # letters that stand apart: ``P A G U``
_POINTED = re.compile(r"([^\W\d_]{3,})\.")


@remembered_with_layouts
@cache
def vocabulary() -> frozenset[str]:
    """Every word that a layout uses in its header spellings, and those of no single column."""
    spellings = (
        spelling
        for layout in load_layouts()
        for column in layout.columns
        for spelling in (*column.header, *column.group)
    )
    return frozenset(load("headings")["header_words"]).union(*spellings)


@remembered_with_layouts
@lru_cache(maxsize=_WORDS)
def header_tokens(text: str) -> frozenset[str]:
    """The words of a heading, mended; without numbers, single letters and joining marks."""
    pointed = {match[1].casefold() for match in _POINTED.finditer(text)}
    found: list[str] = []
    words = _without_spacing(words_in(text))
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        meant = _meant(word, pointed=word in pointed)
        if meant is None and following:
            whole = _unbroken(word, following)
            if whole is not None:
                found.append(whole)
                place += 2
                continue
        found.extend(meant or [word])
        place += 1
    return frozenset(word for word in found if not re.fullmatch(r"\d+|[a-z]", word))


def _without_spacing(words: Sequence[str]) -> list[str]:
    """Letters set apart (``P A G U``) as the words that they make, where they make any."""
    result: list[str] = []
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
            end += 1
        if end - place >= _SPACED:
            parts = _parted("".join(words[place:end]))
            result.extend(parts or words[place:end])
        else:
            end = place + 1
            result.append(words[place])
        place = end
    return result


def _meant(word: str, *, pointed: bool) -> list[str] | None:
    """The words of the forms that a word stands for; None where it stands for none."""
    if word in vocabulary():
        return [word]
    if word in _other_words():
        return _other_words()[word].split()
    if pointed:
        begun = [each for each in vocabulary() if each.startswith(word)]
        if len(begun) == 1:
            return begun
    if not word.isalpha() or word in _no_slips():
        return None
    meant = _without_slip(word)
    return _other_words().get(meant, meant).split() if meant else _parted(word)


def _unbroken(word: str, following: str) -> str | None:
    """Two ends of one word (``Kegi-`` / ``atan``); None where they are two words."""
    if following in vocabulary() or following in _other_words():
        return None
    whole = word + following
    if whole in vocabulary():
        return whole
    meant = _without_slip(whole) if len(whole) >= _TWO_SLIPS and len(following) > 1 else None
    return meant if meant in vocabulary() else None


@remembered_with_layouts
@lru_cache(maxsize=_WORDS)
def _parted(word: str) -> list[str] | None:
    """Words of the forms that run together (``IndikatorKinerja``)."""
    if not word:
        return []
    for end in range(len(word), _PIECE - 1, -1):
        if word[:end] in vocabulary():
            rest = _parted(word[end:])
            if rest is not None:
                return [word[:end], *rest]
    return None


# --------------------------------------------------------------------------- slips


@remembered_with_layouts
@lru_cache(maxsize=_WORDS)
def _without_slip(word: str) -> str | None:
    """The one word of the forms from which a word differs by a slip or two of the pen."""
    if not word.isalpha() or len(word) < _ONE_SLIP:
        return None
    near: dict[str, int] = {}
    for left in {word, *_shorter(word)}:
        for candidate in _by_letters_left().get(left, ()):
            if candidate not in near:
                near[candidate] = _slips(word, candidate)
    fits = {
        candidate: slips
        for candidate, slips in near.items()
        if slips <= _allowed(min(len(word), len(candidate)), like=word[0] == candidate[0])
    }
    least = min(fits.values(), default=0)
    best = [candidate for candidate, slips in fits.items() if slips == least]
    return best[0] if len(best) == 1 else None


def _allowed(length: int, *, like: bool) -> int:
    """How many slips make no other word; the first letter (``like``) is seldom wrong."""
    if length >= _TWO_SLIPS:
        return 2 if like else 1
    return int(length >= _ONE_SLIP and like)


@remembered_with_layouts
@cache
def _by_letters_left() -> dict[str, tuple[str, ...]]:
    """Words of the forms by what is left of them when up to two letters are lost."""
    found: dict[str, list[str]] = {}
    for word in sorted(vocabulary().union(header_words()["other"])):
        if len(word) >= _ONE_SLIP:
            for left in {word, *_shorter(word)}:
                found.setdefault(left, []).append(word)
    return {left: tuple(words) for left, words in found.items()}


def _shorter(word: str) -> Iterator[str]:
    """A word without one or (a long one) two of its letters."""
    for first in range(len(word)):
        less = word[:first] + word[first + 1 :]
        yield less
        if len(word) >= _TWO_SLIPS - 1:
            for second in range(first, len(less)):
                yield less[:second] + less[second + 1 :]


def _slips(one: str, other: str) -> int:
    """Letters lost, added, changed or swapped with their neighbour between two words."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, before, line = before, line, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, line[-1] + 1, before[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            line.append(min(cost, above[j - 2] + 1) if swapped else cost)
    return line[-1]


@cache
def _other_words() -> dict[str, str]:
    data = header_words()
    return {**data["english"], **data["other"], **data["short"]}


@cache
def _no_slips() -> frozenset[str]:
    return frozenset(header_words()["not_a_slip"])
