"""Whether two printed names are spellings of one name.

Names that differ by a single word are often different nodes (``Kampung Siaga Bencana`` and
``Taruna Siaga Bencana``), so likeness of the whole text says little: every word must have
its like in the other name, but for words that tables leave out freely
(``headings.yaml: weak_words``).
"""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz

from pipelines.vocabulary import load

_SAME_WORD = 80.0
_SAME_CODE, _SAME_CODE_WORD = 97.0, 66.0  # what a common code already says need not be as like


def likeness(first: str, second: str) -> float:
    """0 (another name) or 0.8..1 for two folded names: how sure it is that they are one."""
    if first == second:
        return 1.0
    here, there = _strong_words(first), _strong_words(second)
    if not here or not there:
        return 0.0
    if len(here) != len(there):
        # a word broken by a space, or two joined
        joined = fuzz.ratio("".join(here), "".join(there))
        return joined / 100 if joined >= 98.0 else 0.0
    total = 0.0
    for one, other in zip(here, there, strict=True):
        score = 100.0 if one == other else fuzz.ratio(one, other)
        if score < 100.0 and not _misspelled(one, other, score):
            return 0.0
        total += score
    return max(0.8, total / len(here) / 100 - 0.02)


def nearly(first: str, second: str) -> bool:
    """Whether two folded names that share a code are one: a single word differs, and not much."""
    here, there = first.split(), second.split()
    if len(here) != len(there):
        return fuzz.ratio("".join(here), "".join(there)) >= _SAME_CODE
    different = [(one, other) for one, other in zip(here, there, strict=True) if one != other]
    return len(different) <= 1 and all(fuzz.ratio(*pair) >= _SAME_CODE_WORD for pair in different)


def _misspelled(one: str, other: str, score: float) -> bool:
    """A slip of the pen keeps the beginning (``sarana`` and ``prasarana`` are two words) and is
    no ending (``pendidik`` and ``pendidikan``)."""
    if score < _SAME_WORD or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    if any(ch.isdigit() for ch in one + other):
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return not (
        longer.startswith(shorter) and len(longer) - len(shorter) > 1 and longer.endswith("an")
    )


@cache
def _strong_words(name: str) -> tuple[str, ...]:
    weak = set(load("headings")["weak_words"])
    words = tuple(word for word in name.split() if word not in weak)
    return words or tuple(name.split())
