"""PDF files: ruling lines and the alignment of words give rows and columns.

Addresses are ``hal. 14 baris 3 kolom 5``: the page, its row as printed (lines of text count)
and the column of that row's table, each from 1. A cell keeps its box in points.

A PDF may be made so that the library which opens it never ends, takes all memory, or dies:
what comes from outside is read by :func:`pipelines.readers.isolated.read_isolated`.
"""

from __future__ import annotations

from pipelines.model import Grid
from pipelines.readers.pdf.grids import grids_of


def read_pdf_grids(data: bytes) -> tuple[Grid, ...]:
    """All pages as one grid in reading order; a blank row stands between blocks and pages.

    :class:`pipelines.model.Refusal` where the file is damaged, locked or a scan.
    """
    return grids_of(data)
