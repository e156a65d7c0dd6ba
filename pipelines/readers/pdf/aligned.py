"""Tables without standing lines: columns from how the words of many lines align.

A column is where many lines have words and a gutter where hardly any has. Lying lines part
rows where there are some; else the space between lines does, where rows stand farther apart
than the lines of one cell; else every line is a row, as in text pulled from a PDF.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.readers.pdf.glyphs import box_of
from pipelines.readers.pdf.shapes import Box, Rule, Word

_PARTED = 0.9  # of the type size; a gap so wide parts the pieces of a line
_PARTED_AT_GUTTER = 0.45  # and so wide one where other lines have a gutter
_PARTED_AT_EDGE = 0.3  # and so wide one where a word begins at the edge of a column
_CELLS = 3  # a line with so many pieces is a row of a table
_ROWS = 2  # a table has so many of these
_PAIRS = 4  # or so many lines of two pieces that begin alike
_ALIKE = 1.5  # points by which beginnings may differ
_PROSE = 0.6  # of the width of a table; so wide a lone line is no cell
_FAR = 1.8  # of the usual step from line to line: what stands alone behind it is no row
_BESIDE_RULE = 2.0  # of the height of a line, from its middle: a rule of its row
_EVEN = 1.5  # points; what stands as far from the line below as from that above is a row
_VERY_FAR = 5.0  # of the height of a line; so far on another table begins
_BRIDGED, _MANY_LINES = 2, 6  # over two pieces in so many lines, where there are many
_NARROW = 0.15  # of the type size; no gutter is narrower
_APART = 1.2  # rows stand farther apart than the lines of a cell by this
_FULL = 2.0  # and a first line has so many times the pieces of a further one
_EDGE = 0.8  # points; a word that begins so near to the edge of a column begins at it
_COVERS = 1.0  # points that a heading may be off its middle for every column it covers
_HEADING_LINES = 8  # no header has more
# What rows hold and headers do not: a code, an amount, a share.
_FIGURE = re.compile(r"\d[.,]\d|\d\s?%")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one line in the columns from ``column`` on."""

    column: int
    width: int
    words: tuple[Word, ...]


@dataclass
class AlignedTable:
    """Rows of lines of parts, and the columns (left, right) they stand in."""

    box: Box
    rows: list[list[list[Part]]]
    columns: list[tuple[float, float]]


_Line = list[Word]
_Span = tuple[float, float]


def parted(line: _Line, least: float = _PARTED) -> list[list[Word]]:
    """The pieces of a line between gaps of at least ``least`` of the type size."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.box.left - parts[-1][-1].box.right < least * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def table_ranges(lines: Sequence[_Line], rules: Sequence[Rule] = ()) -> list[tuple[int, int]]:
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
            if far and (lone or steps[end - 1] > _VERY_FAR * usual):
                break
            end += 1
        while end > start + 1 and counts[end - 1] < 2 and _is_prose(lines, start, end):
            end -= 1
        if _is_table(lines[start:end], counts[start:end]):
            start = _first(lines, boxes, start, ranges[-1][1] if ranges else 0)
            ranges.append((start, end))
            start = end
        else:
            start += 1
    return ranges


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


def rest_of_table(lines: Sequence[_Line], known: Sequence[_Span]) -> int:
    """How many of the first lines of a page go on with the table before: their pieces stand in
    its columns, or they are the rest of one cell."""
    count = 0
    for line in lines:
        pieces = [_span(part) for part in parted(line, _PARTED_AT_GUTTER)]
        in_columns = len(pieces) > 1 and bool(_continued(pieces, known))
        if not in_columns and not _continues(box_of(line), known):
            break
        count += 1
    return count


def _continues(box: Box, known: Sequence[_Span]) -> bool:
    """True for a line that begins where a column other than the first does, and is no wider."""
    return any(
        abs(box.left - left) <= _EDGE and box.right <= right + _EDGE for left, right in known[1:]
    )


def _is_prose(lines: Sequence[_Line], start: int, end: int) -> bool:
    """True where the last line of a run begins at its edge and is too wide for a cell."""
    left = min(line[0].box.left for line in lines[start:end])
    right = max(line[-1].box.right for line in lines[start:end])
    last = box_of(lines[end - 1])
    return last.left <= left + _EDGE and last.width > _PROSE * (right - left)


def _first(lines: Sequence[_Line], boxes: Sequence[Box], start: int, after: int) -> int:
    """A lone heading over columns right above belongs to the header."""
    while start > after:
        above, below = boxes[start - 1], boxes[start]
        close = below.bottom - above.bottom <= _FAR * below.height
        inside = above.left > lines[start][0].box.right and above.right <= below.right
        if not (close and inside):
            break
        start -= 1
    return start


def _is_table(lines: Sequence[_Line], counts: Sequence[int]) -> bool:
    if sum(count >= _CELLS for count in counts) >= _ROWS:
        return True
    pairs = [parted(line) for line in lines]
    starts = sorted(parts[1][0].box.left for parts in pairs if len(parts) == 2)
    return any(
        starts[index + _PAIRS - 1] - starts[index] <= _ALIKE
        for index in range(len(starts) - _PAIRS + 1)
    )


def aligned_table(
    lines: Sequence[_Line], rules: Sequence[Rule], known: Sequence[_Span]
) -> AlignedTable:
    """The table that lines make. ``known`` are the columns of the table before, which this
    one goes on with where its own fit them."""
    pieces = [[_span(part) for part in parted(line, _PARTED_AT_GUTTER)] for line in lines]
    columns = _columns(pieces, median(word.size for line in lines for word in line))
    columns = _continued(columns, known) or _without_shadows(columns, pieces, _header_end(lines))
    parts = [_parts(line, columns) for line in lines]
    _widen_headings(parts, columns)
    box = box_of([word for line in lines for word in line])
    return AlignedTable(box, _rows(parts, rules, box), columns)


def _span(part: Sequence[Word]) -> _Span:
    return part[0].box.left, max(word.box.right for word in part)


def _columns(lines: Sequence[Sequence[_Span]], size: float) -> list[_Span]:
    """The columns: where the pieces stand that are no headings over several columns.

    One line alone joins no two columns: the last word of a heading may stand between them.
    """
    many = len(lines) >= _MANY_LINES
    pieces = [
        piece
        for line in lines
        for piece in line
        if _bridges(piece, lines) < (_BRIDGED if many else 1)
    ]
    found = [list(column) for column in _covered(pieces, size, int(many))]
    for piece, places in [(piece, _over(piece, found)) for piece in pieces]:
        if len(places) == 1:
            column = found[places[0]]
            column[0], column[1] = min(column[0], piece[0]), max(column[1], piece[1])
    loose = [piece for piece in pieces if not _over(piece, found)]
    found += [list(column) for column in _covered(loose, size, 0)]
    return _in_order(sorted((left, right) for left, right in found))


def _over(piece: _Span, columns: Sequence[Sequence[float]]) -> list[int]:
    """The columns that a piece stands in."""
    left, right = piece
    return [place for place, (a, b) in enumerate(columns) if a < right and left < b]


def _in_order(columns: list[_Span]) -> list[_Span]:
    """Columns that do not lie over one another: where they do they meet half way."""
    found: list[_Span] = []
    for left, right in columns:
        if found and left < found[-1][1]:
            if right <= found[-1][1]:
                continue
            middle = (left + found[-1][1]) / 2
            found[-1] = (found[-1][0], middle)
            found.append((middle, right))
        else:
            found.append((left, right))
    return found


def _bridges(piece: _Span, lines: Sequence[Sequence[_Span]]) -> int:
    """In how many lines two pieces or more stand under or over this one."""
    left, right = piece
    return sum(
        bisect_left(line, (right,)) - bisect_left(line, left, key=lambda span: span[1]) > 1
        for line in lines
    )


def _covered(pieces: Sequence[_Span], size: float, most: int) -> list[_Span]:
    """Where more than ``most`` pieces lie over one another."""
    edges = sorted([(left, 1) for left, _ in pieces] + [(right, -1) for _, right in pieces])
    found: list[_Span] = []
    depth, start = 0, 0.0
    for x, step in edges:
        before, depth = depth, depth + step
        if before <= most < depth:
            start = x
        elif depth <= most < before:
            if found and start - found[-1][1] < _NARROW * size:
                found[-1] = (found[-1][0], x)
            else:
                found.append((start, x))
    return found


def _header_end(lines: Sequence[_Line]) -> int:
    """The first line that holds a figure: what is above may be a header."""
    return next(
        (i for i, line in enumerate(lines) if any(_FIGURE.search(word.text) for word in line)),
        len(lines),
    )


def _without_shadows(
    columns: list[_Span], lines: Sequence[Sequence[_Span]], header_end: int
) -> list[_Span]:
    """A heading in the middle over figures at the edge is no column of its own.

    Two columns of which no line fills both are one where a piece lies over both, or where one
    is all in the header and the other all below it.
    """
    found = list(columns)
    place = 0
    while place + 1 < len(found):
        pair = found[place], found[place + 1]
        over = [[_over(piece, pair) for piece in line] for line in lines]
        left, right = (
            {index for index, each in enumerate(over) if any(side in o for o in each)}
            for side in (0, 1)
        )
        both = any(sum(bool(o) for o in over[index]) > 1 for index in left & right)
        bridged = any(len(o) > 1 for each in over for o in each)
        apart = bool(left and right) and (
            max(left) < header_end <= min(right) or max(right) < header_end <= min(left)
        )
        if not both and (bridged or apart):
            found[place : place + 2] = [(pair[0][0], pair[1][1])]
        else:
            place += 1
    return found


def _continued(columns: list[_Span], known: Sequence[_Span]) -> list[_Span]:
    """The known columns where each of these stands in another one of them, in order; else
    none."""
    taken: list[int] = []
    for left, right in columns:
        over = [place for place, (a, b) in enumerate(known) if a < right and left < b]
        if len(over) != 1 or (taken and over[0] <= taken[-1]):
            return []
        taken.append(over[0])
    merged = list(known)
    for place, (left, right) in zip(taken, columns, strict=True):
        merged[place] = (min(merged[place][0], left), max(merged[place][1], right))
    return merged


def _parts(line: _Line, columns: Sequence[_Span]) -> list[Part]:
    """The pieces of a line in columns; pieces of one column are one part."""
    found: list[tuple[int, int, list[Word]]] = []
    for whole in parted(line, _PARTED_AT_GUTTER):
        for piece in _cut(whole, columns):
            first, last = _under(_span(piece), columns)
            if found and first <= found[-1][1]:
                begun, end, words = found[-1]
                found[-1] = (begun, max(last, end), [*words, *piece])
            else:
                found.append((first, last, piece))
    return [Part(first, last - first + 1, tuple(words)) for first, last, words in found]


def _cut(piece: list[Word], columns: Sequence[_Span]) -> list[list[Word]]:
    """A piece over several columns is cut where a word begins just where a column does."""
    first, last = _under(_span(piece), columns)
    edges = [left for left, _ in columns[first + 1 : last + 1]]
    parts: list[list[Word]] = []
    for word in piece:
        begins = any(abs(word.box.left - edge) <= _EDGE for edge in edges)
        if parts and (
            not begins or word.box.left - parts[-1][-1].box.right < _PARTED_AT_EDGE * word.size
        ):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _under(span: _Span, columns: Sequence[_Span]) -> tuple[int, int]:
    """First and last column that a piece stands in."""
    left, right = span
    over = [place for place, (a, b) in enumerate(columns) if a < right and left < b]
    if over:
        return over[0], over[-1]
    middle = (left + right) / 2
    nearest = min(range(len(columns)), key=lambda place: abs(sum(columns[place]) / 2 - middle))
    return nearest, nearest


def _widen_headings(lines: list[list[Part]], columns: Sequence[_Span]) -> None:
    """A heading centred over columns that only lower lines name covers them all."""
    named: set[int] = set()
    for index, line in enumerate(lines[:_HEADING_LINES]):
        if any(_FIGURE.search(word.text) for part in line for word in part.words):
            return
        for part in line:
            named.update(range(part.column, part.column + part.width))
        below = {part.column for lower in lines[index + 1 : index + 5] for part in lower}
        free = below - named
        spans = _spans(line, free, columns)
        line[:] = [
            Part(first, last - first + 1, part.words)
            for part, (first, last) in zip(line, spans, strict=True)
        ]
        for first, last in spans:
            named.update(range(first, last + 1))


def _spans(line: Sequence[Part], free: set[int], columns: Sequence[_Span]) -> list[tuple[int, int]]:
    """First and last column of every heading of a line, so that each is in the middle of the
    free columns beside it that it takes."""
    middles = [sum(_span(part.words)) / 2 for part in line]
    # by last column of the heading before: cost, spans
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {-1: (0.0, [])}
    for part, middle in zip(line, middles, strict=True):
        first, last = part.column, part.column + part.width - 1
        starts, ends = [first], [last]
        centred = first < last or abs(_span(part.words)[0] - columns[first][0]) > _EDGE
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
                    off = abs(_middle(columns, a, b) - middle) - _COVERS * (b - a)
                    if b not in following or cost + off < following[b][0]:
                        following[b] = (cost + off, [*spans, (a, b)])
        best = following or best
        if not following:
            return [(p.column, p.column + p.width - 1) for p in line]
    return min(best.values(), key=lambda each: each[0])[1]


def _middle(columns: Sequence[_Span], first: int, last: int) -> float:
    return (columns[first][0] + columns[last][1]) / 2


def _rows(lines: list[list[Part]], rules: Sequence[Rule], box: Box) -> list[list[list[Part]]]:
    """Lines to rows."""
    boxes = [box_of([word for part in line for word in part.words]) for line in lines]
    inside = [
        rule.at
        for rule in rules
        if box.top < rule.at < box.bottom and rule.end - rule.start > box.width / 2
    ]
    if len(inside) * 3 > len(lines):
        starts = [
            any(above.middle[1] < at <= below.middle[1] for at in inside)
            for above, below in pairwise(boxes)
        ]
    else:
        starts = _starts_by_space(lines, boxes)
    rows: list[list[list[Part]]] = [[lines[0]]]
    for line, new in zip(lines[1:], starts, strict=True):
        above = rows[-1][-1]
        if new or any(part.width > 1 for part in above) != any(part.width > 1 for part in line):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _starts_by_space(lines: Sequence[Sequence[Part]], boxes: Sequence[Box]) -> list[bool]:
    """For every line but the first, whether it begins a row."""
    steps = [after.bottom - before.bottom for before, after in pairwise(boxes)]
    every = [True] * len(steps)
    if not steps:
        return every
    starts = [step > _APART * min(steps) for step in steps]
    first = [len(line) for line, new in zip(lines[1:], starts, strict=True) if new]
    further = [len(line) for line, new in zip(lines[1:], starts, strict=True) if not new]
    if not first or not further or median(first) < _FULL * median(further):
        return every
    return starts
