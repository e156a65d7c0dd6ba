"""Which reader reads which file name; a reader is imported when a file needs it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Grid

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
WORD = (".docx", ".docm")
#: Other documents of word processors: read where they are .docx, else refused with the reason.
LIKE_WORD = (".doc", ".dot", ".dotx", ".dotm", ".rtf", ".odt")

_READERS = {
    ".txt": ("text", "read_text_grids"),
    ".pdf": ("pdf", "read_pdf_grids"),
    **dict.fromkeys(WORKBOOKS, ("excel", "read_excel_grids")),
    **dict.fromkeys((*WORD, *LIKE_WORD), ("word", "read_word_grids")),
}
#: The extensions of files that can be read.
READABLE = (".txt", ".pdf", *WORKBOOKS, *WORD)


def reader_of(suffix: str) -> Callable[[bytes], tuple[Grid, ...]] | None:
    """The reader of an extension in lower case with its dot; None where there is none."""
    if suffix not in _READERS:
        return None
    module, function = _READERS[suffix]
    reader: Callable[[bytes], tuple[Grid, ...]] = getattr(
        import_module(f"pipelines.readers.{module}"), function
    )
    return reader
