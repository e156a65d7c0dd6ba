"""Tables without standing lines, from how the words of many lines align.

Which lines are a table is seen in one page; where its columns are, in all pages that it takes
(:mod:`pipelines.readers.pdf.columns`, :mod:`pipelines.readers.pdf.over_pages`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.readers.pdf.columns import begins_at, columns_of, continued
from pipelines.readers.pdf.glyphs import box_of
from pipelines.readers.pdf.headings import widen_headings
from pipelines.readers.pdf.line_rows import Lines, lines_with
from pipelines.readers.pdf.pieces import (
    EDGE,
    PARTED_AT_GUTTER,
    Line,
    Part,
    Span,
    over,
    parted,
    span,
)
from pipelines.readers.pdf.shapes import Box, Rule, Word

_PARTED_AT_EDGE = 0.3  # of the type size; a gap so wide parts where a column begins
_CELLS = 3  # a line with so many pieces is a row of a table
_ROWS = 2  # a table has so many of these
_PAIRS = 4  # or so many lines of two pieces that begin alike
_CODED_PAIRS = 2  # or so many of which the first is a code
_ALIKE = 1.5  # points by which beginnings may differ
_PROSE = 0.6  # of the width of a table; so wide a lone line is no cell
_FAR = 1.8  # of the usual step from line to line: what stands alone behind it is no row
_FARTHER = 3.0  # and where it begins in a column of the page before
_BESIDE_RULE = 2.0  # of the height of a line, from its middle: a rule of its row
_TEXT_LINES = 3  # so many lone lines, one of them wide, are text between tables
_TEXT_WIDTH = 0.45  # of the width of the table; so wide is wide
_EVEN = 1.5  # points; what stands as far from the line below as from that above is a row
_VERY_FAR = 5.0  # of the height of a line; so far on another table begins
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,4})+\.?")


@dataclass
class AlignedTable:
    """Lines that are a table, the rules beside them, and the columns that its page shows."""

    lines: list[Line]
    rules: list[Rule]
    columns: list[Span]

    @property
    def box(self) -> Box:
        """Around all words."""
        return box_of([word for line in self.lines for word in line])

    def placed(self) -> Lines:
        """The lines with their words in columns."""
        parts = [_parts(line, self.columns) for line in self.lines]
        widen_headings(parts, self.columns)
        return lines_with(parts, self.rules)


def aligned_tables(
    lines: Sequence[Line], rules: Sequence[Rule], known: Sequence[Span]
) -> list[tuple[int, int, AlignedTable]]:
    """The tables among lines, each with its first line and the line after its last. ``known``
    are the columns of the table before, which the first one may go on with."""
    ranges = _ranges(lines, rules, known)
    rest = _rest_of_table(lines, known)
    if rest and (not ranges or ranges[0][0] > rest):
        ranges.insert(0, (0, rest))
    elif rest:
        ranges[0] = (0, ranges[0][1])
    found: list[tuple[int, int, AlignedTable]] = []
    for first, end in ranges:
        columns = columns_of([lines[first:end]])
        columns = continued(columns, known) or columns
        start = _grown(lines, first, found[-1][1] if found else 0, columns)
        table = AlignedTable(list(lines[start:end]), list(rules), columns)
        found.append((start, end, table))
        known = columns
    return found


def _ranges(
    lines: Sequence[Line], rules: Sequence[Rule], known: Sequence[Span]
) -> list[tuple[int, int]]:
    """First line and line after the last of every run of lines that is a table."""
    counts = [len(parted(line)) for line in lines]
    boxes = [box_of(line) for line in lines]
    steps = [after.bottom - before.bottom for before, after in pairwise(boxes)]
    ranges: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        if counts[start] < 2:
            start += 1
            continue
        end = start + 1
        usual = median(box.height for box in boxes[start : start + 3]) * 1.1
        while end < len(lines):
            far = steps[end - 1] > _FAR * max(usual, median(steps[start:end] or [usual]))
            even = end < len(steps) and abs(steps[end - 1] - steps[end]) <= _EVEN
            lone = counts[end] < 2 and not even and not _between(boxes[end], rules)
            if far and lone and steps[end - 1] <= _EVEN + max(steps[start : end - 1], default=0.0):
                lone = not _begins_in_column(lines[end], lines[start:end])
            if far and lone and steps[end - 1] <= _FARTHER * usual:
                lone = not _continues(boxes[end], known)
            if far and (lone or steps[end - 1] > _VERY_FAR * usual):
                break
            end += 1
        while end > start + 1 and counts[end - 1] < 2 and _is_prose(lines, start, end):
            end -= 1
        end = min(end, _text_between(lines, counts, start, end))
        if _is_table(lines[start:end], counts[start:end]):
            start = _first(lines, boxes, start, ranges[-1][1] if ranges else 0)
            ranges.append((start, end))
            start = end
        else:
            start += 1
    return ranges


def _text_between(lines: Sequence[Line], counts: Sequence[int], start: int, end: int) -> int:
    """The first of several lone lines of which one is wider than the first column: text."""
    seconds = [parted(line)[1][0].box.left for line in lines[start:end] if len(parted(line)) > 1]
    edge = sorted(seconds)[len(seconds) // 4] if seconds else 0.0
    left = min(line[0].box.left for line in lines[start:end])
    right = max(line[-1].box.right for line in lines[start:end])
    wide_from = max(edge, left + _TEXT_WIDTH * (right - left))
    run = start
    for place in range(start, end + 1):
        if place < end and counts[place] == 1 and lines[place][0].box.left < edge:
            continue
        wide = any(box_of(line).right > wide_from for line in lines[run:place])
        if place - run >= _TEXT_LINES and wide:
            return run
        run = place + 1
    return end


def _begins_in_column(line: Line, above: Sequence[Line]) -> bool:
    """True for a line that begins where a further piece of lines above does."""
    left = line[0].box.left
    starts = [part[0].box.left for each in above for part in parted(each)[1:]]
    return sum(abs(start - left) <= EDGE for start in starts) >= _ROWS


def _between(box: Box, rules: Sequence[Rule]) -> bool:
    """True for a line close between two rules: a row of its own."""
    near = [
        rule.at - box.middle[1]
        for rule in rules
        if rule.start <= box.left + 1
        and rule.end >= box.right - 1
        and abs(rule.at - box.middle[1]) <= _BESIDE_RULE * box.height
    ]
    return any(distance < 0 for distance in near) and any(distance > 0 for distance in near)


def _rest_of_table(lines: Sequence[Line], known: Sequence[Span]) -> int:
    """How many of the first lines of a page go on with the table before: their pieces stand in
    its columns, or they are the rest of one cell."""
    count = 0
    for line in lines:
        pieces = [span(part) for part in parted(line, PARTED_AT_GUTTER)]
        in_columns = len(pieces) > 1 and bool(continued(pieces, known))
        if not in_columns and not _continues(box_of(line), known):
            break
        count += 1
    return count


def _continues(box: Box, known: Sequence[Span]) -> bool:
    """True for a line that begins where a column other than the first does, and is no wider."""
    return any(
        abs(box.left - left) <= EDGE and box.right <= right + EDGE for left, right in known[1:]
    )


def _is_prose(lines: Sequence[Line], start: int, end: int) -> bool:
    """True where the last line of a run begins at its edge and is too wide for a cell."""
    left = min(line[0].box.left for line in lines[start:end])
    right = max(line[-1].box.right for line in lines[start:end])
    last = box_of(lines[end - 1])
    return last.left <= left + EDGE and last.width > _PROSE * (right - left)


def _first(lines: Sequence[Line], boxes: Sequence[Box], start: int, after: int) -> int:
    """A lone heading over columns right above belongs to the header."""
    while start > after:
        above, below = boxes[start - 1], boxes[start]
        close = below.bottom - above.bottom <= _FAR * below.height
        inside = above.left > lines[start][0].box.right and above.right <= below.right
        if not (close and inside):
            break
        start -= 1
    return start


def _grown(lines: Sequence[Line], start: int, after: int, columns: Sequence[Span]) -> int:
    """The first line of a table with those above it that stand in more than one column."""
    while start > after:
        above = lines[start - 1]
        step = lines[start][0].box.bottom - above[0].box.bottom
        parts = _parts(above, columns)
        apart = len(parts) > 1 and all(part.width == 1 for part in parts)
        outside = (
            box_of(above).right > columns[-1][1] + EDGE or above[0].box.left < columns[0][0] - EDGE
        )
        if not apart or outside or step > _VERY_FAR * above[0].size:
            break
        start -= 1
    return start


def _is_table(lines: Sequence[Line], counts: Sequence[int]) -> bool:
    if sum(count >= _CELLS for count in counts) >= _ROWS:
        return True
    pairs = [parts for parts in map(parted, lines) if len(parts) == 2]
    coded = [parts for parts in pairs if _CODE.fullmatch(parts[0][0].text) and len(parts[0]) == 1]
    return _alike(pairs, _PAIRS) or _alike(coded, _CODED_PAIRS)


def _alike(pairs: Sequence[Sequence[Sequence[Word]]], least: int) -> bool:
    """True where so many second pieces begin at one place."""
    starts = sorted(parts[1][0].box.left for parts in pairs)
    return any(
        starts[index + least - 1] - starts[index] <= _ALIKE
        for index in range(len(starts) - least + 1)
    )


def _parts(line: Line, columns: Sequence[Span]) -> list[Part]:
    """The pieces of a line in columns; pieces of one column are one part."""
    found: list[tuple[int, int, list[Word]]] = []
    for whole in parted(line, PARTED_AT_GUTTER):
        for piece in _cut(whole, columns):
            first, last = _under(span(piece), columns)
            if found and first <= found[-1][1]:
                begun, end, words = found[-1]
                found[-1] = (begun, max(last, end), [*words, *piece])
            else:
                found.append((first, last, piece))
    return [Part(first, last - first + 1, tuple(words)) for first, last, words in found]


def _cut(piece: list[Word], columns: Sequence[Span]) -> list[list[Word]]:
    """A piece over several columns is cut where a word begins just where a column does."""
    first, last = _under(span(piece), columns)
    parts: list[list[Word]] = []
    for word in piece:
        begins = begins_at(word.box.left, columns[first + 1 : last + 1])
        if parts and (
            not begins or word.box.left - parts[-1][-1].box.right < _PARTED_AT_EDGE * word.size
        ):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _under(piece: Span, columns: Sequence[Span]) -> tuple[int, int]:
    """First and last column that a piece stands in."""
    places = over(piece, columns)
    if places:
        return places[0], places[-1]
    middle = sum(piece) / 2
    nearest = min(range(len(columns)), key=lambda place: abs(sum(columns[place]) / 2 - middle))
    return nearest, nearest
