"""Pages to one grid: rows in reading order with their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipelines.model import UNREAD_BY_FONT, Cell, Grid, GridRow, Refusal, Unread
from pipelines.readers.pdf.cut_words import Words
from pipelines.readers.pdf.over_pages import TablesOverPages
from pipelines.readers.pdf.page_breaks import part_repeated_header, repeated_rows
from pipelines.readers.pdf.page_rows import Block, Laid, Row, blocks_of, lay, running_lines
from pipelines.readers.pdf.shapes import Page
from pipelines.readers.pdf.source import read_pages
from pipelines.readers.pdf.unread import pages_text, why_unread


def grids_of(data: bytes) -> tuple[Grid, ...]:
    """All pages as one grid in reading order; a blank row stands between blocks and pages."""
    reader = _GridBuilder()
    why: dict[int, str] = {}  # by page
    empty = 0
    pages = 0
    known: Sequence[tuple[float, float]] = ()
    tables = TablesOverPages()
    above: list[Block] = []
    for before, laid, after in _with_neighbours(read_pages(data)):
        pages += 1
        running = running_lines(laid, [page for page in (before, after) if page is not None])
        blocks = blocks_of(laid, running, known)
        part_repeated_header(above, blocks)
        above = blocks or above
        last = next((block for block in reversed(blocks) if not block.runs_on), None)
        known = last.aligned.columns if last is not None and last.aligned is not None else ()
        why[laid.page.number] = why_unread(laid.page)
        empty += not blocks
        for page, ready in tables.add(laid.page.number, blocks):
            reader.page(page, ready, why[page])
    for page, ready in tables.finish():
        reader.page(page, ready, why[page])
    if empty == pages:
        raise _nothing_to_read(pages, {each for each in why.values() if each})
    return (reader.grid(),)


def _nothing_to_read(pages: int, why: set[str]) -> Refusal:
    place = "hal. 1" if pages == 1 else f"hal. 1-{pages}"
    if UNREAD_BY_FONT in why:
        return Refusal(
            "Huruf PDF ini tidak dapat dibaca: berkasnya tidak menyimpan huruf apa yang "
            "dicetaknya. Kirim berkas aslinya (Excel atau Word), atau simpan ulang sebagai PDF "
            "dari program asalnya.",
            "The letters of this PDF cannot be read: it does not hold which letters it prints. "
            "Send the original file (Excel or Word), or save it as a PDF again from its program.",
            place=place,
            rule="pdf_huruf",
        )
    return Refusal(
        "PDF ini hasil pindai: tidak satu pun halamannya memuat teks. Kirim berkas aslinya "
        "(Excel, Word, atau PDF yang disimpan dari program), atau jalankan OCR lebih dulu.",
        "This PDF is a scan: none of its pages holds text. Send the original file (Excel, "
        "Word, or a PDF saved by a program), or run OCR first.",
        place=place,
        rule="pdf_pindai",
    )


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


def _mended(cell: Cell, words: Words) -> Cell:
    text = words.mended(cell.text) if "\n" in cell.text else cell.text
    return cell if text == cell.text else replace(cell, text=text)


class _GridBuilder:
    """Rows of pages as one grid."""

    def __init__(self) -> None:
        self.rows: list[GridRow] = []
        self.number = 0
        self._table: list[Row] = []  # the rows of the table before
        self._unread: list[tuple[int, str, int]] = []  # page, why, last cell before it

    def grid(self) -> Grid:
        """All rows, and the pages of which there is more to read."""
        runs: list[tuple[list[int], str, int]] = []
        for page, why, before in self._unread:
            if runs and runs[-1][1:] == (why, before) and runs[-1][0][-1] == page - 1:
                runs[-1][0].append(page)
            else:
                runs.append(([page], why, before))
        unread = tuple(Unread(pages_text(pages), why, before) for pages, why, before in runs)
        words = Words(cell.text for row in self.rows for cell in row.cells)
        rows = [
            GridRow(row.number, tuple(_mended(cell, words) for cell in row.cells))
            for row in self.rows
        ]
        return Grid("", tuple(rows), unread=unread)

    def page(self, page: int, blocks: list[Block], why: str) -> None:
        """Add the blocks of a page, and ``why`` there is more on it."""
        printed = 0
        if why:
            self._unread.append((page, why, self.number))
        for block in blocks:
            is_table = block.table is not None or block.aligned is not None
            again = repeated_rows(self._table, block.rows) if is_table else 0
            if is_table:
                self._table = block.rows
            for index, row in enumerate(block.rows):
                # the rest of a row that the page break cut is no part of the header
                if index == again > 0 and len(row) > 1:
                    self.rows.append(GridRow(len(self.rows), ()))
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
