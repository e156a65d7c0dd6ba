"""Pages, or most of them, that hold nothing to read: pictures of text, fonts without letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.model import UNREAD_BY_FONT, UNREAD_BY_OCR, UNREAD_BY_SCAN
from pipelines.readers.pdf.shapes import Box, Page

#: What stands for a character of which the file does not say what it is.
UNKNOWN = "\ufffd"
_MOSTLY = 0.5  # of a page, or of its characters
_NOTED = 0.05  # of the characters of a page; a few are marks of lists
_PICTURE = 0.05  # of a page without words; a smaller picture is an ornament
_DRAWN = 20  # shapes on a page without words: letters that were made shapes


def why_unread(page: Page) -> str:
    """One of ``UNREAD_BY`` of the model for a page that holds more than its words say."""
    large = max((_share(box, page) for box in page.pictures), default=0.0)
    if not page.words and not page.unknown:
        return UNREAD_BY_SCAN if large >= _PICTURE or page.shapes >= _DRAWN else ""
    if page.unknown > _NOTED:
        return UNREAD_BY_FONT
    if large < _MOSTLY:
        return ""
    if page.invisible > _MOSTLY:
        return UNREAD_BY_OCR
    picture = max(page.pictures, key=lambda box: _share(box, page))
    return "" if any(_within(word.box, picture) for word in page.words) else UNREAD_BY_SCAN


def is_legible(page: Page) -> bool:
    """False for a page most of whose characters are not known."""
    return page.unknown <= _MOSTLY


def _share(box: Box, page: Page) -> float:
    """How much of the page a box on it takes."""
    wide = min(box.right, page.width) - max(box.left, 0.0)
    high = min(box.bottom, page.height) - max(box.top, 0.0)
    return max(wide, 0.0) * max(high, 0.0) / (page.width * page.height or 1.0)


def _within(box: Box, other: Box) -> bool:
    x, y = box.middle
    return other.left <= x <= other.right and other.top <= y <= other.bottom


def pages_text(pages: Sequence[int]) -> str:
    """Page numbers as people use them: ``hal. 3-5, 9``."""
    starts = [page for before, page in pairwise([-1, *pages]) if page != before + 1]
    ends = [page for page, after in pairwise([*pages, -1]) if after != page + 1]
    runs = [f"{a}" if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True)]
    return f"hal. {', '.join(runs)}"
