"""Small PDFs for tests, drawn line by line: what a page shows is what the test says."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from pipelines.model import Grid
from pipelines.readers.pdf.grids import grids_of

SIZE = 8.0
WIDE, HIGH = 600.0, 400.0


class Pages:
    """Pages of 600 x 400 points; y counts from the top."""

    def __init__(self, rotate: int = 0) -> None:
        self.target = io.BytesIO()
        self.canvas = Canvas(self.target, pagesize=(WIDE, HIGH), invariant=1)
        self.rotate = rotate
        self._begin()

    def _begin(self) -> None:
        if self.rotate:
            self.canvas.setPageRotation(self.rotate)
        self.canvas.setFont("Helvetica", SIZE)

    def text(self, x: float, y: float, text: str) -> Pages:
        """A line of text whose upper left corner is at x, y."""
        self.canvas.drawString(x, HIGH - y - SIZE, text)
        return self

    def rules(self, xs: Sequence[float], ys: Sequence[float]) -> Pages:
        """A rule at every x and y, around all cells."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Pages:
        """One rule."""
        self.canvas.line(x0, HIGH - y0, x1, HIGH - y1)
        return self

    def next_page(self) -> Pages:
        """End this page and begin another."""
        self.canvas.showPage()
        self._begin()
        return self

    def data(self) -> bytes:
        """The file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.target.getvalue()

    def grid(self) -> Grid:
        """The file as it is read."""
        (grid,) = grids_of(self.data())
        return grid


def texts(grid: Grid) -> list[list[str]]:
    """The texts of the rows that are not blank, lines of a cell parted by ``/``."""
    return [[cell.text.replace("\n", "/") for cell in row.cells] for row in grid.rows if row.cells]


def places(grid: Grid) -> list[list[int]]:
    """The columns of the cells of the rows that are not blank, from 1."""
    return [[cell.column + 1 for cell in row.cells] for row in grid.rows if row.cells]
