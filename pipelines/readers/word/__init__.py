"""Word documents (.docx, .docm) to Grids: tables, and the paragraphs between them.

A cell's text is what a person reads on the page. What the bytes are decides, not the name of
the file; what is no such document is refused with a word of what it is.
"""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from pipelines.model import Grid
from pipelines.readers.word.container import Kind, kind_of, refusal
from pipelines.readers.word.grids import grids_of
from pipelines.readers.word.package import (
    BrokenError,
    TooLargeError,
    has_foreign_chunk,
    read_package,
)

# What broken bytes raise while they are read.
_BROKEN = (
    BrokenError, BadZipFile, ParseError, LookupError, ValueError, TypeError,
    AttributeError, OverflowError, NotImplementedError, EOFError, OSError, RuntimeError,
    zlib.error,
)  # fmt: skip


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Nothing that is read is garbage before the end: to look for it would only cost time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_word_grids(data: bytes) -> tuple[Grid, ...]:
    """Tables and the text between them as grids, and what is hidden in grids of its own.

    :class:`pipelines.model.Refusal` says why a file cannot be read.
    """
    kind = kind_of(data)
    if kind is not Kind.WORD:
        raise refusal(kind)
    try:
        with _collecting_later():
            package = read_package(data)
            if has_foreign_chunk(package):
                raise refusal(Kind.EMBEDDED)
            grids = grids_of(package)
    except TooLargeError as error:
        raise refusal(Kind.TOO_LARGE) from error
    except _BROKEN as error:
        raise refusal(Kind.DAMAGED) from error
    if not any(row.cells for grid in grids if not grid.running for row in grid.rows):
        raise refusal(Kind.EMPTY)
    return grids
