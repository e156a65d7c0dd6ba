"""Workbooks to Grids: .xlsx and .xlsm, .xls, .ods; one grid a sheet, named like it.

A cell's text is what a person sees on the sheet, in Indonesian convention. What the bytes are
decides, not the name of the file: a workbook under another of these names is read, and what
is no workbook is refused with a word of what it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from pipelines.model import Grid
from pipelines.readers.excel.active import active_parts
from pipelines.readers.excel.biff import Locked, Unreadable, read_biff
from pipelines.readers.excel.container import Kind, kind_of, refusal
from pipelines.readers.excel.ooxml import read_ooxml
from pipelines.readers.excel.opendocument import read_opendocument
from pipelines.readers.excel.sheet import Sheet, sheet_grids

_READERS: dict[Kind, Callable[[bytes], list[Sheet]]] = {
    Kind.OOXML: read_ooxml,
    Kind.BIFF: read_biff,
    Kind.OPENDOCUMENT: read_opendocument,
}
# What the readers of the formats raise where the bytes are not what they say they are.
_BROKEN = (
    Unreadable, BadZipFile, ParseError, LookupError, ValueError, TypeError, AttributeError,
    AssertionError, OverflowError, NotImplementedError, EOFError, OSError, struct.error,
    zlib.error, RuntimeError,
)  # fmt: skip


def read_excel_grids(data: bytes) -> tuple[Grid, ...]:
    """The visible part of every sheet as one grid, and what is hidden in grids of its own.

    :class:`pipelines.model.Refusal` says why a file cannot be read.
    """
    kind = kind_of(data)
    reader = _READERS.get(kind)
    if reader is None:
        raise refusal(kind)
    try:
        sheets = reader(data)
    except Locked as error:
        raise refusal(Kind.LOCKED) from error
    except _BROKEN as error:
        raise refusal(Kind.TRUNCATED) from error
    if not any(sheet.cells for sheet in sheets):
        raise refusal(Kind.EMPTY)
    grids = sheet_grids(sheets)
    active = active_parts(data) if kind is Kind.OOXML else ()
    return (replace(grids[0], unread=active), *grids[1:]) if active else grids
