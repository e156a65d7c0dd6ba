"""Pages to one grid: rows in reading order with their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipelines.model import Cell, Grid, GridRow, Refusal
from pipelines.readers.pdf.page_breaks import part_repeated_header
from pipelines.readers.pdf.page_rows import Block, Laid, blocks_of, lay, running_lines
from pipelines.readers.pdf.shapes import Page
from pipelines.readers.pdf.source import read_pages


def grids_of(data: bytes) -> tuple[Grid, ...]:
    """All pages as one grid in reading order; a blank row stands between blocks and pages."""
    reader = _GridBuilder()
    empty: list[int] = []
    pages = 0
    known: Sequence[tuple[float, float]] = ()
    above: list[Block] = []
    for before, laid, after in _with_neighbours(read_pages(data)):
        pages += 1
        running = running_lines(laid, [page for page in (before, after) if page is not None])
        blocks = blocks_of(laid, running, known)
        part_repeated_header(above, blocks)
        above = blocks or above
        last = next((block for block in reversed(blocks) if not block.runs_on), None)
        known = last.columns if last is not None else ()
        if not blocks:
            empty.append(laid.page.number)
        reader.page(laid.page.number, blocks)
    if len(empty) == pages:
        raise Refusal(
            "PDF ini hasil pindai: tidak satu pun halamannya memuat teks. Kirim berkas aslinya "
            "(Excel, Word, atau PDF yang disimpan dari program), atau jalankan OCR lebih dulu.",
            "This PDF is a scan: none of its pages holds text. Send the original file (Excel, "
            "Word, or a PDF saved by a program), or run OCR first.",
            place="hal. 1" if pages == 1 else f"hal. 1-{pages}",
            rule="pdf_pindai",
        )
    return (Grid("", tuple(reader.rows)),)


def _with_neighbours(pages: Iterable[Page]) -> Iterator[tuple[Laid | None, Laid, Laid | None]]:
    """Every page between the one before and the one after it; no more are held at a time."""
    before: Laid | None = None
    here: Laid | None = None
    for page in pages:
        after = lay(page)
        if here is not None:
            yield before, here, after
        before, here = here, after
    if here is not None:
        yield before, here, None


class _GridBuilder:
    """Rows of pages as one grid."""

    def __init__(self) -> None:
        self.rows: list[GridRow] = []
        self.number = 0

    def page(self, page: int, blocks: list[Block]) -> None:
        """Add the blocks of a page."""
        printed = 0
        for block in blocks:
            for row in block.rows:
                if not row:
                    continue
                printed += 1
                place = len(self.rows)
                cells = []
                for piece in row:
                    self.number += 1
                    address = f"hal. {page} baris {printed} kolom {piece.column + 1}"
                    cells.append(
                        Cell(
                            self.number, place, piece.column, piece.text, address,
                            piece.width, piece.height, piece.box,
                        )
                    )  # fmt: skip
                self.rows.append(GridRow(place, tuple(cells)))
            self.rows.append(GridRow(len(self.rows), ()))
