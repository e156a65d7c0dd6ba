"""Where the columns of a table without standing lines are.

A column is where many lines have words and a gutter where hardly any has. The lines of all pages
that a table takes are looked at together: one page may fill no more than half of its columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from pipelines.readers.pdf.pieces import (
    EDGE,
    PARTED_AT_GUTTER,
    Line,
    Span,
    header_end,
    over,
    parted,
    span,
)

_BRIDGED, _MANY_LINES = 2, 6  # over two pieces in so many lines, where there are many
_NARROW = 0.15  # of the type size; no gutter is narrower


def columns_of(pages: Sequence[Sequence[Line]]) -> list[Span]:
    """The columns of one table (left, right), from its lines on every page.

    A header that is printed again says nothing more.
    """
    lines: list[Line] = []
    heads: list[bool] = []
    printed: set[tuple[str, ...]] = set()
    for page in pages:
        end = header_end(page)
        for place, line in enumerate(page):
            head = place < end
            words = tuple(word.text for word in line)
            if head and words in printed:
                continue
            if head and len(pages) > 1:
                printed.add(words)
            lines.append(line)
            heads.append(head)
    pieces = [[span(part) for part in parted(line, PARTED_AT_GUTTER)] for line in lines]
    found = _columns(pieces, median(word.size for line in lines for word in line))
    return _without_shadows(found, pieces, heads)


def continued(columns: Sequence[Span], known: Sequence[Span]) -> list[Span]:
    """The known columns where each of these stands in another one of them, in order; else
    none."""
    taken: list[int] = []
    for column in columns:
        places = over(column, known)
        if len(places) != 1 or (taken and places[0] <= taken[-1]):
            return []
        taken.append(places[0])
    merged = list(known)
    for place, (left, right) in zip(taken, columns, strict=True):
        merged[place] = (min(merged[place][0], left), max(merged[place][1], right))
    return merged


def _columns(lines: Sequence[Sequence[Span]], size: float) -> list[Span]:
    """The columns: where the pieces stand that are no headings over several columns.

    One line alone joins no two columns: the last word of a heading may stand between them.
    """
    many = len(lines) >= _MANY_LINES
    most = _BRIDGED if many else 1
    pieces = [piece for line in lines for piece in line if not _bridges(piece, lines, most)]
    found = [list(column) for column in _covered(pieces, size, int(many))]
    for piece, places in [(piece, _over(piece, found)) for piece in pieces]:
        if len(places) == 1:
            column = found[places[0]]
            column[0], column[1] = min(column[0], piece[0]), max(column[1], piece[1])
    loose = [piece for piece in pieces if not _over(piece, found)]
    found += [list(column) for column in _covered(loose, size, 0)]
    return _in_order(sorted((left, right) for left, right in found))


def _over(piece: Span, columns: Sequence[Sequence[float]]) -> list[int]:
    left, right = piece
    return [place for place, (a, b) in enumerate(columns) if a < right and left < b]


def _in_order(columns: list[Span]) -> list[Span]:
    """Columns that do not lie over one another: where they do they meet half way."""
    found: list[Span] = []
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


def _bridges(piece: Span, lines: Sequence[Sequence[Span]], most: int) -> bool:
    """True where in ``most`` lines two pieces or more stand under or over this one."""
    left, right = piece
    count = 0
    for line in lines:
        if bisect_left(line, (right,)) - bisect_left(line, left, key=lambda each: each[1]) > 1:
            count += 1
            if count == most:
                return True
    return False


def _covered(pieces: Sequence[Span], size: float, most: int) -> list[Span]:
    """Where more than ``most`` pieces lie over one another."""
    edges = sorted([(left, 1) for left, _ in pieces] + [(right, -1) for _, right in pieces])
    found: list[Span] = []
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


def _without_shadows(
    columns: list[Span], lines: Sequence[Sequence[Span]], heads: Sequence[bool]
) -> list[Span]:
    """A heading in the middle over figures at the edge is no column of its own.

    Two columns of which no line fills both are one where a piece lies over both, or where one
    is all in headers and the other all below them. ``heads`` says which lines are of headers.
    """
    found = list(columns)
    place = 0
    while place + 1 < len(found):
        if _is_shadow(found[place], found[place + 1], lines, heads):
            found[place : place + 2] = [(found[place][0], found[place + 1][1])]
        else:
            place += 1
    return found


def _is_shadow(
    left: Span, right: Span, lines: Sequence[Sequence[Span]], heads: Sequence[bool]
) -> bool:
    bridged = False
    rows: tuple[set[bool], set[bool]] = set(), set()
    for line, head in zip(lines, heads, strict=True):
        places = [each for piece in line if (each := over(piece, (left, right)))]
        if len(places) > 1:
            return False
        for each in places:
            bridged = bridged or len(each) > 1
            for side in each:
                rows[side].add(head)
    apart = rows in (({True}, {False}), ({False}, {True}))
    return bridged or apart


def begins_at(left: float, columns: Sequence[Span]) -> bool:
    """True where something begins just where one of the columns does."""
    return any(abs(left - edge) <= EDGE for edge, _ in columns)
