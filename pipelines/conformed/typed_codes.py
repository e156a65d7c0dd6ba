"""Codes as they were typed, where a spreadsheet made numbers or dates of them.

``1.10`` becomes 1.1 and ``01`` becomes 1; ``1.06.01`` becomes 1 June 2001, or 6 January where
the month goes first. The codes of the document that stayed text say which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines import codes
from pipelines.model import Cell, clean
from pipelines.records.raw_records import RawRecord

_DATE = re.compile(r"\d\d(\d\d)-(\d\d)-(\d\d)")
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
_KEGIATAN_PART = 3  # place of the part that may hold two: ``2.01``
_PARTS = {5: (1, 2, 2, 0, 2), 6: (1, 2, 2, 1, 2, 2)}  # digits of each part of a spread code


def restore_codes(records: Iterable[RawRecord]) -> None:
    """Set ``typed_code`` of the records whose code is no longer what was typed."""
    records = [record for record in records if record.pieces.get("kode")]
    usual = Counter(
        _bidang(text)
        for record in records
        if codes.level_of(text := _text(record)) not in {None, codes.URUSAN}
    )
    for record in records:
        if codes.level_of(_text(record)) in {None, codes.URUSAN}:
            candidates = [code for code in _candidates(record) if codes.level_of(code)]
            best = max(candidates, key=lambda code: usual[_bidang(code)], default=None)
            if best not in {None, _text(record)} and (not usual or usual[_bidang(best or "")]):
                record.typed_code = best


def _text(record: RawRecord) -> str:
    return codes.plain(record.text("kode") or "")


def _bidang(code: str) -> str:
    return ".".join(code.split(".")[:2])


def _candidates(record: RawRecord) -> list[str]:
    """What may have been typed, likeliest first."""
    cells = [cell for token in record.pieces["kode"] for cell in token.cells]
    header = record.headers.get("kode")
    if len(cells) > 1 and header is not None and header.width in _PARTS:
        return [_of_parts(cells, header.position, _PARTS[header.width])]
    if len(cells) != 1:
        return []
    stored = cells[0].stored
    date = _DATE.match(stored)
    if date:
        year, month, day = date.groups()
        return [
            f"{int(day)}.{month}.{year}", f"{int(month)}.{day}.{year}",
            f"{int(year)}.{month}.{day}",
        ]  # fmt: skip
    number = _NUMBER.fullmatch(stored)
    if number and number[2]:
        return [f"{number[1]}.{number[2]:0<2}"]
    return []


def _of_parts(cells: Sequence[Cell], start: int, digits: Sequence[int]) -> str:
    """The parts with the zeros that numbers lose in front, and behind a point."""
    parts = []
    for cell in cells:
        text = clean(cell.text).strip(".").replace(",", ".")
        place = cell.column - start
        if "." in text:
            whole, _, behind = text.partition(".")
            text = f"{whole}.{behind:0<2}" if place == _KEGIATAN_PART else text
        elif place < len(digits):
            text = text.zfill(digits[place])
        parts.append(text)
    return ".".join(parts)
