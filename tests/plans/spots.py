"""Rows of a table before they are printed, and where each of their cells came to stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from plans.model import Node, Value

#: Line and tab-separated field of a document, both from 0.
Place = tuple[int, int]


@dataclass(eq=False)
class Line:
    """One printed row by column id; ``tail`` is what goes on a line below it.

    ``row`` says what the row is: ``simpul`` (a node), ``indikator`` (a further indicator of
    it), ``lanjutan`` (second parts of compound values), ``judul`` (urusan or bidang),
    ``belanja``, ``jumlah``, ``kode``, ``layanan``, ``usulan``, ``kebijakan``, ``kepala``.
    ``amounts`` (rupiah) and ``values`` are what its cells mean, by column.
    """

    cells: dict[str, str | list[str]]
    tail: dict[str, str] = field(default_factory=dict)
    row: str = ""
    node: Node | None = None
    amounts: dict[str, int] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(eq=False)
class Spot:
    """A cell of a printed row: several places where its text is cut or spread over cells.

    An empty cell has a place as well; ``again`` is 1 in the second print of a table.
    """

    form: str
    again: int
    line: Line
    column: str
    places: list[Place] = field(default_factory=list)

    @property
    def amount(self) -> int | None:
        """The rupiah that the cell prints."""
        return self.line.amounts.get(self.column)

    @property
    def value(self) -> Value | None:
        """The measure that the cell prints."""
        return self.line.values.get(self.column)


class Mark(str):
    """The text of a cell on its way to the page; it tells its spot where it was printed."""

    __slots__ = ("spot",)
    spot: Spot

    def __new__(cls, text: str, spot: Spot) -> Mark:
        mark = super().__new__(cls, text)
        mark.spot = spot
        return mark
