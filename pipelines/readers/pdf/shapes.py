"""What a page is made of: words and ruling lines, in points from its upper left corner.

The page is upright: a rotated one is turned before anything is read from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character with its box; ``quarter`` is how many quarters it is turned to the left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    quarter: int = 0


class Box(NamedTuple):
    """Left, top, right, bottom; the order of :attr:`pipelines.model.Cell.box`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre: x, y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all the boxes (one at least)."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them, on one line; ``quarter`` as of a glyph."""

    glyphs: tuple[Glyph, ...]
    box: Box

    @property
    def text(self) -> str:
        """The characters in order."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The height of a line of this type: about one em."""
        return self.box.height

    @property
    def quarter(self) -> int:
        """How many quarters the word is turned to the left."""
        return self.glyphs[0].quarter

    def turned(self) -> Word:
        """The word as it stands where the page is turned so that it is upright."""
        return word_of([turned(glyph) for glyph in self.glyphs])


def turned(glyph: Glyph) -> Glyph:
    """A glyph where the page is turned so that the glyph is upright."""
    text, left, top, right, bottom, quarter = glyph
    if quarter == 1:
        return Glyph(text, -bottom, left, -top, right)
    if quarter == 2:
        return Glyph(text, -right, -bottom, -left, -top)
    if quarter == 3:
        return Glyph(text, top, -right, bottom, -left)
    return glyph


def word_of(glyphs: Sequence[Glyph]) -> Word:
    """A word of glyphs in the order of reading (one at least)."""
    return Word(
        tuple(glyphs),
        Box(
            min(glyph.left for glyph in glyphs),
            min(glyph.top for glyph in glyphs),
            max(glyph.right for glyph in glyphs),
            max(glyph.bottom for glyph in glyphs),
        ),
    )


class Rule(NamedTuple):
    """A ruling line: ``at`` is its y where it lies, its x where it stands; from ``start`` to
    ``end`` in the other direction."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """An upright page: its words, its horizontal and its vertical rules.

    ``pictures`` are the boxes of its images, ``shapes`` counts what is drawn on it. Of its
    characters ``unknown`` is the share of those that the file says nothing of, ``invisible``
    that of those that are not shown.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: tuple[Box, ...] = ()
    shapes: int = 0
    unknown: float = 0.0
    invisible: float = 0.0
