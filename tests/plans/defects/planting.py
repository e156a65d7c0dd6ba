"""Planting: one defect at a random place of a printed document that has none.

A kind of defect is a function that changes a :class:`Sheet` and says where the defect must be
found. The places are random, the change is one: a cell, a row or the words of one header.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from plans.model import Plan
from plans.options import Options
from plans.render_text import Document
from plans.spots import Line, Place, Spot

#: What a kind asks of the manner of printing: a trait and the values it may have.
Needs = dict[str, tuple[Any, ...]]


class NoPlace(Exception):
    """A document has no place where a defect of this kind can be planted."""


@dataclass(frozen=True)
class Where:
    """Where a defect must be found: one of ``main`` is the first cell of its finding.

    ``also`` are cells that the finding must name besides; ``expected`` is what it must say
    should be printed (empty: not asked); ``derived`` the rupiah that must stand in its place.
    """

    main: Sequence[str]
    also: Sequence[str] = ()
    expected: str = ""
    derived: int | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of defect: the rules that may name it, what it needs, and how it is planted."""

    name: str
    rules: frozenset[str]
    needs: Needs
    plant: Callable[[Sheet], Where]


KINDS: dict[str, Kind] = {}


def defect(
    *rules: str, **needs: Any
) -> Callable[[Callable[[Sheet], Where]], Callable[[Sheet], Where]]:
    """Declare a kind of defect by its rules and the traits of printing that it needs.

    A trait is one value or a tuple of values of which the manner of printing has one.
    """

    def declare(plant: Callable[[Sheet], Where]) -> Callable[[Sheet], Where]:
        name = plant.__name__
        wanted = {k: v if isinstance(v, tuple) else (v,) for k, v in needs.items()}
        KINDS[name] = Kind(name, frozenset(rules), wanted, plant)
        return plant

    return declare


@dataclass
class Sheet:
    """A printed document whose cells can be changed; ``rng`` chooses the places."""

    plan: Plan
    options: Options
    document: Document
    rng: random.Random
    rows: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [line.split("\t") for line in self.document.lines]

    @property
    def text(self) -> str:
        """The document as it stands, with the marks that its manner of printing leaves."""
        lines = ["\t".join(row) for row in self.rows]
        return self.document.soiled("\n".join([*lines, ""]))

    # -- finding places

    def spots(
        self,
        form: str | None = None,
        columns: Iterable[str] = (),
        rows: Iterable[str] = ("simpul",),
        levels: Iterable[str] = (),
    ) -> list[Spot]:
        """The cells of first prints, by form, column, kind of row and level of its node."""
        columns, rows, levels = set(columns), set(rows), set(levels)
        return [
            spot
            for spot in self.document.spots
            if spot.places and not spot.again
            and (form is None or spot.form == form)
            and spot.line.row in rows
            and (not columns or spot.column in columns)
            and (not levels or (spot.line.node and spot.line.node.level in levels))
        ]  # fmt: skip

    def pick(self, spots: Iterable[Spot], where: Callable[[Spot], bool] = bool) -> Spot:
        """One of the cells at random."""
        found = [spot for spot in spots if where(spot)]
        if not found:
            raise NoPlace
        return self.rng.choice(found)

    def beside(self, spot: Spot, column: str) -> Spot:
        """Another cell of the row of a cell."""
        return next(
            each
            for each in self.document.spots
            if each.line is spot.line and each.column == column and each.again == spot.again
        )

    def lines_of(self, line: Line, again: int = 0) -> list[int]:
        """The lines of text that a printed row takes, from 0."""
        return sorted(
            {
                place[0]
                for spot in self.document.spots
                if spot.line is line and spot.again == again
                for place in spot.places
            }
        )

    # -- reading and changing cells

    def get(self, place: Place) -> str:
        """The text at a place; trailing empty cells may not be there."""
        row = self.rows[place[0]]
        return row[place[1]] if place[1] < len(row) else ""

    def set(self, place: Place, text: str) -> None:
        """Change the text at a place."""
        row = self.rows[place[0]]
        row += [""] * (place[1] + 1 - len(row))
        row[place[1]] = text

    def words(self, spot: Spot) -> str:
        """The text of a cell over all its places."""
        return " ".join(text for place in spot.places if (text := self.get(place)))

    def put(self, spot: Spot, text: str | Sequence[str]) -> list[str]:
        """Print a text in a cell; the addresses of what the cell prints now."""
        parts = [text] if isinstance(text, str) else list(text)
        parts += [""] * (len(spot.places) - len(parts))
        for place, part in zip(spot.places, parts, strict=True):
            self.set(place, part)
        return self.printed(spot)

    def put_amount(self, spot: Spot, rupiah: int) -> list[str]:
        """Print other rupiah in a cell of money, in the manner of the document."""
        old, new = (self.figures(amount) for amount in (spot.amount or 0, rupiah))
        for place in spot.places:
            if old in self.get(place):
                self.set(place, self.get(place).replace(old, new))
                return self.printed(spot)
        return self.put(spot, new)

    def printed(self, spot: Spot) -> list[str]:
        """The addresses at which a cell prints something."""
        return [address(place) for place in spot.places if self.get(place)]

    def figures(self, rupiah: int) -> str:
        """An amount as the document prints it, without a cell that only says ``Rp``."""
        text = self.document.money(rupiah)
        return (text if isinstance(text, str) else text[-1]).removeprefix(": ")

    def insert(self, at: int, rows: Sequence[Sequence[str]]) -> None:
        """Rows in front of a line; places further down are no longer true after it."""
        self.rows[at:at] = [list(row) for row in rows]


def address(place: Place) -> str:
    """How people call a place (contract, addresses)."""
    return f"baris {place[0] + 1} kolom {place[1] + 1}"
