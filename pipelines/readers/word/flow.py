"""What stands one after another in a body, a cell or a text box: paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipelines.readers.word.names import ALTERNATE, TBL, TC, TR, P, W
from pipelines.readers.word.text import chosen_of

#: Elements that hold others of their own place: content controls, marks of programs.
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
_OWN_COLUMNS, _OWN_ROWS = 4, 3


def blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those in content controls."""
    return _wrapped(parent, (P, TBL))


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table."""
    return _wrapped(table, (TR,))


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    return _wrapped(row, (TC,))


def is_own_table(table: Element) -> bool:
    """Whether a table in a cell is one by itself; a smaller one only arranges text there."""
    rows = list(rows_of(table))
    columns = max((sum(1 for _ in cells_of(row)) for row in rows), default=0)
    return len(rows) >= _OWN_ROWS and columns >= _OWN_COLUMNS


def is_frame(table: Element) -> bool:
    """Whether a table of one column only draws a frame around others."""
    rows = [list(cells_of(row)) for row in rows_of(table)]
    return all(len(cells) <= 1 for cells in rows) and any(
        block.tag == TBL for cells in rows for cell in cells for block in blocks(cell)
    )


def _wrapped(parent: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in _WRAPPERS:
            yield from _wrapped(child, wanted)
        elif tag == f"{ALTERNATE}AlternateContent":
            for chosen in chosen_of(child):
                yield from _wrapped(chosen, wanted)
