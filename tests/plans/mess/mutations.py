"""Mutations as data: what is done to a workbook, where, and in which of its ways.

A mutation is a name and two numbers, so that a failing sequence shrinks to few and small ones and
can be kept as a line of text: ``hide_row 12 0``. A number that is too large begins again at the
first place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from openpyxl.cell import Cell

from plans.mess.draft import Draft

T = TypeVar("T")


class NoPlace(Exception):
    """A workbook has no place for this mutation."""


@dataclass(frozen=True)
class Pick:
    """The choices of one mutation: ``at`` chooses the place, ``how`` the way."""

    at: int
    how: int

    def place(self, places: Sequence[T]) -> T:
        """One of the places."""
        if not places:
            raise NoPlace
        return places[self.at % len(places)]

    def way(self, ways: Sequence[T]) -> T:
        """One of the ways."""
        return ways[self.how % len(ways)]


@dataclass
class Touched:
    """What a mutation changed: cells of their own, and tables as a whole by their headers.

    A difference at one of ``cells`` asks for a finding at that very cell; a difference
    elsewhere may also be said of the ``headers`` of a table whose shape was changed.
    """

    cells: list[Cell] = field(default_factory=list)
    headers: list[Cell] = field(default_factory=list)
    what: str = ""


Change = Callable[[Draft, Pick], Touched]
MUTATIONS: dict[str, Change] = {}


def mutation(change: Change) -> Change:
    """Declare a mutation under the name of its function."""
    MUTATIONS[change.__name__] = change
    return change


@dataclass(frozen=True)
class Mutation:
    """One step of a mess."""

    name: str
    at: int = 0
    how: int = 0

    def __str__(self) -> str:
        return f"{self.name} {self.at} {self.how}"

    @classmethod
    def parse(cls, text: str) -> Mutation:
        """``hide_row 12 0``; what is left out is 0."""
        name, *numbers = text.split()
        return cls(name, *map(int, numbers))

    def apply(self, draft: Draft) -> Touched:
        """Change a workbook; :class:`NoPlace` where it has no place for it."""
        return MUTATIONS[self.name](draft, Pick(self.at, self.how))
