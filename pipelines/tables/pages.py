"""What printing puts on every page: page numbers and running titles.

Text pulled from a PDF holds them as rows between the rows of tables; they belong to neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipelines import codes
from pipelines.layouts import load_layouts
from pipelines.model import GridRow, clean, fold
from pipelines.vocabulary import load


def _one_of(name: str) -> str:
    return "|".join(re.escape(str(word)) for word in load("headings")[name])


_OF_PAGES = r"(?:\s*(?:dari|/)\s*\d{1,3})?"
# What is a page number where it stands alone between gaps.
_PAGE_MARK = re.compile(
    rf"""
    [-–|\s]*
    (?:hal(?:aman)?\.?\s*)?
    (?: \d{{1,3}} | [ivxlc]{{1,7}} | [a-z]-\d{{1,3}} | [ivx]+\s*-\s*\d{{1,3}} )  # 4, iv, A-4
    {_OF_PAGES}
    [-–|\s]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What can be nothing else, wherever it stands alone in its row.
_SURE_PAGE_MARK = re.compile(
    rf"""
    [ivx]+\s*-\s*\d{{1,3}}                # II - 4
    | [-–]\s*\d{{1,3}}\s*[-–]             # - 4 -
    | hal(?:aman)?\.?\s*\d{{1,3}}{_OF_PAGES}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The page number at the end or at the beginning of a running title.
_PAGE_IN_TITLE = re.compile(r"(?:^|\s|\|)(\d{1,3})\s*$|^(\d{1,3})(?=\s*\||\s)")
_TABLE_TITLE = re.compile(r"(?:tabel|daftar|formulir|form)\b", re.IGNORECASE)
_GOES_ON = re.compile(rf"\b(?:{_one_of('continuation_words')})\b", re.IGNORECASE)
_SIGNATURE_CELLS = 2
_SIGNATURE = re.compile(
    rf"""
    (?:{_one_of("signature_words")})\s*[,.:]?(?:\s*\d[\d\s]*)?$
    | [a-z][a-z\s]+,\s*(?:\d{{1,2}}|[.…_]*)\s*(?:{_one_of("months")})\s*(?:20\d\d|[.…_]*)$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TITLE_LENGTH = 8  # letters; what is shorter is a value or the end of a name
_TITLE_CELLS = 3
_TWICE = 2
_EVERY_PAGE = 4  # the same line alone so often is no heading of one table


def is_table_title(text: str) -> bool:
    """``Tabel 3.1``, ``Daftar ...``: a title of a table, however often it returns."""
    return bool(_TABLE_TITLE.match(text))


def titled_forms(text: str) -> Iterator[str]:
    """The forms that a line is the title of: it begins as their titles do, or is in capitals."""
    lines = [fold(line) for line in text.splitlines()]
    capitals = fold(text) if text == text.upper() else ""
    for layout in load_layouts():
        for title in layout.titles:
            begins = any(f"{line} ".startswith(f"{title} ") for line in lines)
            if begins or f" {title} " in f" {capitals} ":
                yield layout.form
                break


def says_it_goes_on(text: str) -> bool:
    """``Tabel 3.1 (lanjutan)``: the title of a table that goes on."""
    return bool(_GOES_ON.search(text))


def is_signature(texts: Sequence[str]) -> bool:
    """The block that signs a document: ``Mengetahui,``, place and date, ``NIP. 19...``."""
    return len(texts) <= _SIGNATURE_CELLS and any(_SIGNATURE.match(text) for text in texts)


def is_page_mark(rows: Sequence[GridRow], index: int) -> bool:
    """A page number alone between gaps: ``- 4 -``, ``iii``, ``Halaman 4``, ``Hal. 4 dari 20``."""
    row = rows[index]
    if len(row.cells) != 1:
        return False
    mark = _PAGE_MARK if _is_alone(rows, index) else _SURE_PAGE_MARK
    return bool(mark.fullmatch(clean(row.cells[0].text)))


def running_titles(rows: Sequence[GridRow]) -> frozenset[int]:
    """Rows that return on every page, alone between gaps: with another page number, or the
    same words each time."""
    numbered: dict[str, dict[int, str]] = defaultdict(dict)
    same: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if not row.cells or len(row.cells) > _TITLE_CELLS or not _is_alone(rows, index):
            continue
        text = " ".join(clean(cell.text) for cell in row.cells)
        if len(row.cells) == 1 and not is_table_title(text) and not codes.begins_with_code(text):
            same[text].append(index)
        page = _PAGE_IN_TITLE.search(text)
        if page is None:
            continue
        title = (text[: page.start()] + text[page.end() :]).strip(" |-")
        numbered[title][index] = page[1] or page[2]
    found: set[int] = set()
    for title, pages in numbered.items():
        every_page_differs = len(set(pages.values())) == len(pages)
        if len(title) >= _TITLE_LENGTH and len(pages) >= _TWICE and every_page_differs:
            found.update(pages)
    for title, places in same.items():
        marked = sum(1 for index in places if _next_is_page_mark(rows, index))
        if len(title) >= _TITLE_LENGTH and (len(places) >= _EVERY_PAGE or marked >= _TWICE):
            found.update(places)
    return frozenset(found)


def _is_alone(rows: Sequence[GridRow], index: int) -> bool:
    """True for a row between gaps."""
    return (index == 0 or not rows[index - 1].cells) and (
        index + 1 >= len(rows) or not rows[index + 1].cells
    )


def _next_is_page_mark(rows: Sequence[GridRow], index: int) -> bool:
    following = next((i for i in range(index + 1, len(rows)) if rows[i].cells), None)
    return following is not None and is_page_mark(rows, following)
