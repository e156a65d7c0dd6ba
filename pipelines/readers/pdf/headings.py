"""Headings over several columns: what a heading in the middle of them covers."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.readers.pdf.pieces import EDGE, FIGURE, Part, Span, span

_HEADING_LINES = 8  # no header has more
_OFF = 1.0  # points by which a heading may be out of the middle
_WEIGHT = 4.0  # a point more than that weighs as much as so many columns that none covers
_NEARER = 0.01  # of two that fit the nearer one


def widen_headings(lines: list[list[Part]], columns: Sequence[Span]) -> None:
    """A heading centred over columns that only lower lines name covers them all."""
    named: set[int] = set()
    below = set(range(len(columns)))
    for line in lines[:_HEADING_LINES]:
        if any(FIGURE.search(word.text) for part in line for word in part.words):
            return
        for part in line:
            named.update(range(part.column, part.column + part.width))
        spans = _spans(line, below - named, columns)
        line[:] = [
            Part(first, last - first + 1, part.words)
            for part, (first, last) in zip(line, spans, strict=True)
        ]
        for first, last in spans:
            named.update(range(first, last + 1))


def _spans(line: Sequence[Part], free: set[int], columns: Sequence[Span]) -> list[tuple[int, int]]:
    """First and last column of every heading of a line, so that each is in the middle of the
    free columns beside it that it takes, and they take as many as they can."""
    # by last column of the heading before: cost, spans
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {-1: (0.0, [])}
    for part in line:
        left, right = span(part.words)
        first, last = part.column, part.column + part.width - 1
        starts, ends = [first], [last]
        centred = first < last or abs(left - columns[first][0]) > EDGE
        while centred and starts[-1] - 1 in free:
            starts.append(starts[-1] - 1)
        while ends[-1] + 1 in free:
            ends.append(ends[-1] + 1)
        following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for before, (cost, spans) in best.items():
            for a in starts:
                for b in ends:
                    if a <= before:
                        continue
                    total = cost + _cost((left + right) / 2, a, b, columns)
                    if b not in following or total < following[b][0]:
                        following[b] = (total, [*spans, (a, b)])
        if not following:
            return [(p.column, p.column + p.width - 1) for p in line]
        best = following
    return min(best.values(), key=lambda each: each[0])[1]


def _cost(middle: float, first: int, last: int, columns: Sequence[Span]) -> float:
    """How far off the middle of columns, less what they are. The edges of their cells are
    somewhere in the gutters, so their middle is somewhere between two places."""
    left, right = columns[first][0], columns[last][1]
    before = columns[first - 1][1] if first else left
    after = columns[last + 1][0] if last + 1 < len(columns) else right
    least, most = (min(before, left) + right) / 2, (left + max(after, right)) / 2
    off = max(least - middle, middle - most, 0.0)
    near = abs((least + most) / 2 - middle)
    return _WEIGHT * max(off - _OFF, 0.0) + _NEARER * near - (last - first)
