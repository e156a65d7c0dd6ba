"""Ruling lines drawn as dots or short dashes, each a shape of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipelines.readers.pdf.shapes import Box, Rule

_STEP = 6.0  # points from dot to dot at most
_DOTS, _LONG = 4, 4.0  # so many dots, over so many points, are a line
_SAME = 2  # steps to the point: dots of one line differ by less


def lines_of_dots(dots: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
    """The lines that dots in a row make: those that lie, and those that stand."""
    lying: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    standing: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for box in dots:
        x, y = box.middle
        lying[round(y * _SAME)].append((box.left, box.right, y))
        standing[round(x * _SAME)].append((box.top, box.bottom, x))
    return (
        [rule for row in lying.values() for rule in _lines(row)],
        [rule for row in standing.values() for rule in _lines(row)],
    )


def _lines(row: list[tuple[float, float, float]]) -> list[Rule]:
    """Runs of dots (start, end, place of the line) that stand close enough."""
    row.sort()
    runs = [row[:1]]
    for before, dot in pairwise(row):
        if dot[0] - before[0] > _STEP:
            runs.append([])
        runs[-1].append(dot)
    return [
        Rule(sum(at for _, _, at in run) / len(run), run[0][0], run[-1][1])
        for run in runs
        if len(run) >= _DOTS and run[-1][1] - run[0][0] >= _LONG
    ]
