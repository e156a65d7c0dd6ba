"""Whole numbers in Indonesian words, as amounts are written out in brackets."""

from __future__ import annotations

_DIGITS = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
)  # fmt: skip
_SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1000, "ribu"),
    (100, "ratus"),
)


def spelled(number: int) -> str:
    """``1.250`` -> ``seribu dua ratus lima puluh``; ValueError for negative numbers."""
    if number < 0:
        raise ValueError(number)
    return " ".join(_words(number)) or "nol"


def _words(number: int) -> list[str]:
    for scale, word in _SCALES:
        if number >= scale:
            count, rest = divmod(number, scale)
            head = [f"se{word}"] if count == 1 and scale <= 1000 else [*_words(count), word]
            return [*head, *_words(rest)]
    if number < 10:
        return [_DIGITS[number]] if number else []
    if number < 20:
        return {10: ["sepuluh"], 11: ["sebelas"]}.get(number, [_DIGITS[number - 10], "belas"])
    return [_DIGITS[number // 10], "puluh", *_words(number % 10)]
