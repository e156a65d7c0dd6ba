"""Text pulled out of a PDF: one line a printed row, cells separated by tabs.

Addresses are ``baris 813 kolom 6``: line of the file and tab-separated field, both from 1.
"""

from __future__ import annotations

from pipelines.model import UNREAD_BY_ENCODING, Cell, Grid, GridRow, Refusal, Unread
from pipelines.readers.encodings import decode


def read_text_grids(data: bytes) -> tuple[Grid, ...]:
    """The whole file as one grid; a blank line is an empty row. UTF-8, UTF-16, Windows-1252.

    An encoding other than UTF-8 is named: from it alone nobody sees that its letters are right.
    """
    decoded = decode(data)
    content = decoded.text
    if not content.strip():
        raise Refusal(
            "Berkas ini kosong; kirim ulang berkas yang berisi.",
            "This file is empty; send it again with its content.",
            rule="berkas_kosong",
        )
    rows: list[GridRow] = []
    number = 0
    for index, line in enumerate(content.replace("\r\n", "\n").split("\n")):
        cells: list[Cell] = []
        for column, text in enumerate(line.split("\t")):
            if text.strip():
                number += 1
                address = f"baris {index + 1} kolom {column + 1}"
                cells.append(Cell(number, index, column, text, address))
        rows.append(GridRow(index, tuple(cells)))
    unread = (Unread(decoded.unusual, UNREAD_BY_ENCODING),) if decoded.unusual else ()
    return (Grid("", tuple(rows), unread=unread),)
