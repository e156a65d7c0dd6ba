"""Characters to words, and words to lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.readers.pdf.shapes import Box, Glyph, Word, around, turned, word_of

_SPACE = 0.22  # of the type size; a gap so wide is a space
_TOUCH = 0.06  # where the file prints a space; else it is one inside a word
_SAME_LINE = 0.45  # share of the height that two pieces of one line have in common
_AGAIN = 0.12  # of the type size; the same character so near is bold type printed twice
_BACK = 0.5  # of the type size; a step back so far begins another word


def words_of(glyphs: Iterable[Glyph | None]) -> tuple[Word, ...]:
    """The words of characters in the order of the file; None stands for a space in it."""
    words: list[Word] = []
    run: list[Glyph] = []
    spaced = False
    for glyph in glyphs:
        if glyph is None:
            spaced = True
            continue
        if run and _is_again(run, glyph):
            continue
        if run and not _goes_on(run[-1], glyph, spaced):
            words.append(word_of(run))
            run = []
        run.append(glyph)
        spaced = False
    if run:
        words.append(word_of(run))
    return tuple(words)


def _is_again(run: Sequence[Glyph], glyph: Glyph) -> bool:
    size = glyph.bottom - glyph.top
    return any(
        before.text == glyph.text
        and abs(before.left - glyph.left) < _AGAIN * size
        and abs(before.top - glyph.top) < _AGAIN * size
        for before in run[-2:]
    )


def _goes_on(before: Glyph, glyph: Glyph, spaced: bool) -> bool:
    if before.quarter != glyph.quarter:
        return False
    if glyph.quarter:
        before, glyph = turned(before), turned(glyph)
    size = max(glyph.bottom - glyph.top, before.bottom - before.top)
    if _common(before.top, before.bottom, glyph.top, glyph.bottom) < _SAME_LINE:
        return False
    gap = glyph.left - before.right
    return -_BACK * size < gap < (_TOUCH if spaced else _SPACE) * size


def _common(top: float, bottom: float, other_top: float, other_bottom: float) -> float:
    """The share of the lower of two heights that both have in common."""
    least = min(bottom - top, other_bottom - other_top)
    return (min(bottom, other_bottom) - max(top, other_top)) / least if least > 0 else 0.0


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by line from top to bottom, and from left to right within a line."""
    lines: list[tuple[list[Word], float, float]] = []
    for word in sorted(words, key=lambda word: word.box.middle[1]):
        for place in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            line, top, bottom = lines[place]
            if _common(top, bottom, word.box.top, word.box.bottom) >= _SAME_LINE:
                line.append(word)
                break
        else:
            lines.append(([word], word.box.top, word.box.bottom))
    for line, _, _ in lines:
        line.sort(key=lambda word: word.box.left)
    return [line for line, _, _ in sorted(lines, key=lambda each: each[1])]


def line_text(line: Sequence[Word]) -> str:
    """The words of one line with single spaces; pieces that touch are one word."""
    text = ""
    right = 0.0
    for word in line:
        if text and word.box.left - right >= _TOUCH * word.size:
            text += " "
        text += word.text
        right = word.box.right
    return text


def box_of(words: Sequence[Word]) -> Box:
    """The box around words."""
    return around([word.box for word in words])
