"""The columns of a table as people see them.

Borders that were dragged by hand leave a column of their own in the grid of a table wherever
they do not quite meet. Where most rows have one number of cells, these are the columns, and the
borders of every other row are those of the columns that they are nearest to. Elsewhere edges
between which no cell holds anything are one where they are near, or where few rows have the one
and most the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median_low

_NARROW = 200  # twips (1/20 point); the margins of a cell alone are wider
_NEAR = 600  # twips; as far a border may be off that few rows have
_FEW = 4  # times fewer rows
_SAME = 0.03  # of the width of a table; edges so near are the same


def columns_of_rows(
    rows: Sequence[Sequence[int]], filled: Iterable[tuple[int, int]], widths: Sequence[int]
) -> tuple[list[list[int]], list[float]]:
    """For every row the column that begins at each of its edges, and where columns begin.

    ``rows`` holds the edges of the cells of each row, by their place in the grid of ``widths``
    (twips); ``filled`` first and last edge of every cell that holds something. Columns count
    from 0; where they begin is a share of the width, empty where that is not known.
    """
    if not widths or not all(width > 0 for width in widths):
        return [list(row) for row in rows], []
    places = [0]
    for width in widths:
        places.append(places[-1] + width)
    at = [[places[edge] for edge in row] for row in rows]
    borders = _common_borders(at)
    if borders:
        index = {place: column for column, place in enumerate(borders)}
        columns = [_nearest(row, borders, index) for row in at]
    else:
        used = Counter(edge for row in rows for edge in set(row))
        joined = _joined_edges(places, filled, used)
        columns = [[joined[edge] for edge in row] for row in rows]
        borders = list(
            {joined[edge]: place for edge, place in reversed([*enumerate(places)])}.values()
        )[::-1]
    return columns, [border / places[-1] for border in borders]


def _common_borders(rows: Sequence[Sequence[int]]) -> list[int]:
    """Where most rows have the borders of their cells; none where rows are of many kinds."""
    counts = Counter(len(row) for row in rows)
    most = max(counts, default=0)
    if most < 2 or counts[most] * 2 < len(rows):
        return []
    whole = [row for row in rows if len(row) == most]
    borders = [median_low(row[edge] for row in whole) for edge in range(most)]
    return borders if all(a < b for a, b in pairwise(borders)) else []


def _nearest(row: Sequence[int], borders: Sequence[int], index: dict[int, int]) -> list[int]:
    """The borders that the edges of a row are nearest to, in order and each but once."""
    if len(row) == len(borders):
        return list(range(len(row)))
    exact = [index.get(place, -1) for place in row]
    if -1 not in exact:
        return exact
    # best[b]: cost of the edges so far, the last of them at border b
    best = [abs(row[0] - border) for border in borders]
    steps: list[list[int]] = []
    for place in row[1:]:
        cost, step = [1 << 60] * len(borders), [0] * len(borders)
        least, before = 1 << 60, 0
        for border in range(1, len(borders)):
            if best[border - 1] < least:
                least, before = best[border - 1], border - 1
            cost[border], step[border] = least + abs(place - borders[border]), before
        best = cost
        steps.append(step)
    found = [min(range(len(borders)), key=best.__getitem__)]
    for step in reversed(steps):
        found.append(step[found[-1]])
    return found[::-1]


def _joined_edges(
    places: Sequence[int], filled: Iterable[tuple[int, int]], used: Counter[int]
) -> list[int]:
    """The column that begins at every edge of a grid, with edges that are one joined."""
    begins = [-1] * len(places)  # the last edge at which a cell that ends here begins
    for first, last in filled:
        begins[last] = max(begins[last], first)
    columns = [0]
    column = first_edge = anchor = 0  # of the edges that are one the first and the most used
    for edge, place in enumerate(places[1:], start=1):
        few = min(used[anchor], used[edge]) * _FEW <= max(used[anchor], used[edge])
        near = place - places[anchor] < (_NEAR if few else _NARROW)
        if near and begins[edge] < first_edge:
            anchor = max(anchor, edge, key=used.__getitem__)
        else:
            column += 1
            first_edge = anchor = edge
        columns.append(column)
    return columns


def same_edges(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have the same columns, of the same width."""
    return len(edges) == len(others) > 2 and all(
        abs(a - b) <= _SAME for a, b in zip(edges, others, strict=True)
    )


def are_all_equal(edges: Sequence[float]) -> bool:
    """Whether all columns are of one width, as programs make them that know of none."""
    wide = [after - before for before, after in pairwise(edges)]
    return max(wide, default=0) - min(wide, default=0) < 1e-3
