"""Pieces of lines: words without a wide gap between them, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.readers.pdf.shapes import Word

PARTED = 0.9  # of the type size; a gap so wide parts the pieces of a line
PARTED_AT_GUTTER = 0.45  # and so wide one where other lines have a gutter
EDGE = 0.8  # points; a word that begins so near to the edge of a column begins at it
_NUMBERS = 3  # so many column numbers in a line are the row of them
#: What rows hold and headers do not: a code, an amount, a share.
FIGURE = re.compile(r"\d[.,]\d|\d\s?%")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})[a-z]?\)?(?:=.*)?")

Line = list[Word]
#: Left and right, in points.
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one line in the columns from ``column`` on."""

    column: int
    width: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


def parted(line: Line, least: float = PARTED) -> list[list[Word]]:
    """The pieces of a line between gaps of at least ``least`` of the type size."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.box.left - parts[-1][-1].box.right < least * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def span(part: Sequence[Word]) -> Span:
    """From where to where words stand."""
    return part[0].box.left, max(word.box.right for word in part)


def over(piece: Span, columns: Sequence[Span]) -> list[int]:
    """The columns that a piece stands in."""
    left, right = piece
    return [place for place, (a, b) in enumerate(columns) if a < right and left < b]


def has_figure(line: Line) -> bool:
    """True for a line with a code, an amount or a share."""
    return any(FIGURE.search(word.text) for word in line)


def is_number_line(line: Line) -> bool:
    """The row of column numbers under a header: ``(1) (2) (3)``."""
    found = [_COLUMN_NUMBER.fullmatch(word.text) for word in line]
    numbers = [int(match[1]) for match in found if match is not None]
    rising = all(after == before + 1 for before, after in pairwise(numbers))
    return len(found) == len(numbers) >= _NUMBERS and rising


def header_end(lines: Sequence[Line]) -> int:
    """The first line that may not be of a header: the column numbers, or a figure."""
    return next(
        (i for i, line in enumerate(lines) if is_number_line(line) or has_figure(line)),
        len(lines),
    )
