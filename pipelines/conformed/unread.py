"""Findings about parts of a file that were not read, or not as they look."""

from __future__ import annotations

from pipelines.findings import FindingLog
from pipelines.model import (
    UNREAD_BY_EMBEDDING,
    UNREAD_BY_ENCODING,
    UNREAD_BY_FONT,
    UNREAD_BY_LINK,
    UNREAD_BY_MACRO,
    UNREAD_BY_OBJECT,
    UNREAD_BY_OCR,
    UNREAD_BY_SCAN,
)
from pipelines.tables.recognise import FoundTable, Tables

_RULES = {
    UNREAD_BY_SCAN: "halaman_pindai",
    UNREAD_BY_FONT: "halaman_huruf",
    UNREAD_BY_OCR: "halaman_ocr",
    UNREAD_BY_EMBEDDING: "objek_sisipan",
    UNREAD_BY_MACRO: "makro_tidak_dijalankan",
    UNREAD_BY_LINK: "tautan_berkas_lain",
    UNREAD_BY_OBJECT: "objek_tidak_dibaca",
    UNREAD_BY_ENCODING: "pengodean_teks",
}


def unread_findings(tables: Tables, log: FindingLog) -> None:
    """One finding for every such part; it names the table that goes on behind it."""
    known = {cell.number for cell in tables.cells}
    for place, why, before in tables.unread:
        table = next((each for each in tables.tables if _holds(each, before)), None)
        form = table.form if table is not None else ""
        log.add(
            _RULES[why], form, [number for number in (before, before + 1) if number in known],
            key=place, place=place,
            inside=f", di tengah tabel {form}" if form else "",
            inside_en=f", in the middle of the table {form}" if form else "",
        )  # fmt: skip


def _holds(table: FoundTable, before: int) -> bool:
    """True where rows of a table stand on both sides of a place."""
    numbers = [cell.number for row in table.rows for cell in row.cells]
    return bool(numbers) and min(numbers) <= before < max(numbers)
