"""The physical columns of a header whose columns are real: merged cells say what they span.

A code may have a column for each of its parts, and names one for each level: such a run of
columns is offered as one column too, and the form that fits better decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from pipelines.model import Cell, GridRow, clean
from pipelines.tables.header_match import Physical
from pipelines.tables.header_words import header_tokens
from pipelines.vocabulary import load

Stack = list[tuple[int, Cell]]


@dataclass
class _Leaf:
    """Positions under one lowest heading, and all headings above them from top to bottom."""

    position: int
    width: int
    stack: Stack
    group: Stack = field(default_factory=list)
    own: Stack = field(default_factory=list)
    parts: tuple[tuple[int, str], ...] = ()

    @property
    def physical(self) -> Physical:
        return Physical(
            self.position,
            _joined(self.own),
            _joined(self.group),
            tuple(dict.fromkeys(cell for _, cell in (*self.group, *self.stack))),
            self.width,
            self.parts,
        )


def ruled_columns(block: Sequence[GridRow]) -> list[list[Physical]]:
    """The ways to read a block of header rows as columns, from left to right."""
    leaves = _leaves(block)
    for leaf in leaves:
        leaf.group = [(row, cell) for row, cell in leaf.stack if cell.width > leaf.width]
        leaf.own = [(row, cell) for row, cell in leaf.stack if cell.width <= leaf.width]
    _group_unmerged(leaves)
    for leaf, following in pairwise(leaves):  # a heading that is not merged over its columns
        leaf.width = following.position - leaf.position
    plain = [leaf.physical for leaf in leaves]
    joined = _join_parts(leaves)
    return [plain] if len(joined) == len(plain) else [plain, joined]


def _leaves(block: Sequence[GridRow]) -> list[_Leaf]:
    covering: dict[int, Stack] = {}
    for index, row in enumerate(block):
        for cell in row.cells:
            for position in range(cell.column, cell.column + cell.width):
                covering.setdefault(position, []).append((index, cell))
    leaves = []
    ordered = sorted(covering.items())
    for _, run in groupby(ordered, key=lambda item: item[1][-1][1].number):
        positions = list(run)
        leaves.append(_Leaf(positions[0][0], len(positions), positions[0][1]))
    return leaves


def _group_unmerged(leaves: list[_Leaf]) -> None:
    """A heading may span columns without being merged: what stands lower right of it is below.

    A column whose words begin in a lower row belongs to the nearest heading at its left that
    stands higher, together with the column below that heading.
    """
    starts: dict[int, int] = {}
    for place, leaf in enumerate(leaves):
        first = leaf.own[0][0] if leaf.own else 0
        if not first or leaf.group:
            continue
        for left in range(place - 1, -1, -1):
            other = leaves[left]
            if other.group and left not in starts:
                break  # a merged heading ends here
            above = [pair for pair in other.stack if pair[0] < first]
            if not above:
                continue
            if any(row >= first for row, _ in other.stack):
                leaf.group = above
                starts[left] = max(first, starts.get(left, 0))
            elif left in starts:
                leaf.group = above
            if leaf.group:
                starts.setdefault(place, first)
            break
    for place, start in starts.items():
        leaf = leaves[place]
        leaf.group = [pair for pair in leaf.stack if pair[0] < start] or leaf.group
        leaf.own = [pair for pair in leaf.own if pair[0] >= start]


def _join_parts(leaves: Sequence[_Leaf]) -> list[Physical]:
    """The columns with every run of parts (of a code, of the levels of a name) as one."""
    columns: list[Physical] = []
    for (group, part), run in groupby(leaves, key=_part_of):
        members = list(run)
        if not part or len(members) == 1:
            columns.extend(leaf.physical for leaf in members)
            continue
        first, last = members[0], members[-1]
        whole = replace(first, width=last.position + last.width - first.position)
        whole.parts = tuple((leaf.position, _joined(leaf.own)) for leaf in members)
        whole.stack = [pair for leaf in members for pair in leaf.stack]
        if group is not None:
            whole.group = [pair for pair in first.group if pair[1].number != group]
            whole.own = [pair for pair in first.group if pair[1].number == group]
        else:
            whole.own = [pair for leaf in members for pair in leaf.own]
        columns.append(whole.physical)
    return columns


def _part_of(leaf: _Leaf) -> tuple[int | None, bool]:
    """The heading that a column is a part of, and whether its own words name such a part."""
    words = header_tokens(_joined(leaf.own))
    group = leaf.group[-1][1].number if leaf.group else None
    is_part = words <= _part_words() and (bool(words) or group is not None)
    return group, is_part


def _part_words() -> frozenset[str]:
    return frozenset(load("headings")["part_words"])


def _joined(stack: Stack) -> str:
    return " ".join(clean(cell.text) for _, cell in stack)
