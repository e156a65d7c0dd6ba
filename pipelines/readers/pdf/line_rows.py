"""Lines of a table without standing lines to its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from pipelines.readers.pdf.glyphs import box_of
from pipelines.readers.pdf.pieces import Part
from pipelines.readers.pdf.shapes import Box, Rule, around

_APART = 1.2  # rows stand farther apart than the lines of a cell by this
_FULL = 1.25  # and a first line has so many times the pieces of a further one
_DOUBLED = 0.05  # so many further lines with an amount or a code under one are rows themselves
_WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d{1,2}(?:\.\d{1,4}){2,}|-")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table on one page: their parts, their boxes, the lying lines among them."""

    parts: list[list[Part]]
    boxes: list[Box]
    inside: list[float]

    @property
    def steps(self) -> list[float]:
        """How far every line but the first is below the one before."""
        return [after.bottom - before.bottom for before, after in pairwise(self.boxes)]


@dataclass(frozen=True, slots=True)
class RowRule:
    """What begins a row: a lying line (``ruled``), else a step that is wider than ``step``
    points (0.0: every line)."""

    ruled: bool
    step: float


def lines_with(parts: list[list[Part]], rules: Sequence[Rule]) -> Lines:
    """Lines of parts with the rules that lie among them over half of their width."""
    boxes = [box_of([word for part in line for word in part.words]) for line in parts]
    box = around(boxes)
    inside = [
        rule.at
        for rule in rules
        if box.top < rule.at < box.bottom and rule.end - rule.start > box.width / 2
    ]
    return Lines(parts, boxes, inside)


def row_rule(pages: Sequence[Lines]) -> RowRule:
    """What begins a row of a table, from its lines on all pages: lying lines where there are
    some; else the space, where rows stand farther apart than the lines of one cell."""
    rules = sum(len(page.inside) for page in pages)
    if rules * 3 > sum(len(page.parts) for page in pages):
        return RowRule(True, 0.0)
    steps = [step for page in pages for step in page.steps]
    pairs = [pair for page in pages for pair in pairwise(page.parts)]
    least = _APART * min(steps, default=0.0)
    first = [len(line) for (_, line), step in zip(pairs, steps, strict=True) if step > least]
    further = [pair for pair, step in zip(pairs, steps, strict=True) if step <= least]
    if not first or not further or mean(first) < _FULL * mean(len(line) for _, line in further):
        return RowRule(False, 0.0)
    doubled = sum(_has_whole_below(above, line) for above, line in further)
    return RowRule(False, 0.0 if doubled > _DOUBLED * len(further) else least)


def rows_of(page: Lines, rule: RowRule) -> list[list[list[Part]]]:
    """The rows of lines; headings over several columns are never in one row with others."""
    if rule.ruled:
        starts = [
            any(above.middle[1] < at <= below.middle[1] for at in page.inside)
            for above, below in pairwise(page.boxes)
        ]
    else:
        starts = [step > rule.step for step in page.steps]
    rows: list[list[list[Part]]] = [[page.parts[0]]]
    for line, new in zip(page.parts[1:], starts, strict=True):
        above = rows[-1][-1]
        if new or any(part.width > 1 for part in above) != any(part.width > 1 for part in line):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _has_whole_below(above: Sequence[Part], line: Sequence[Part]) -> bool:
    """True where an amount or a code stands right below another one."""
    whole = {part.column for part in above if _WHOLE.fullmatch(part.text)}
    return any(part.column in whole and _WHOLE.fullmatch(part.text) for part in line)
