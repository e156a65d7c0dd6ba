"""What a narrow column cut within a cell: figures, words, and words at a slash or a hyphen.

A program breaks a line at spaces, behind ``/`` and ``-``, and anywhere in what is wider than
its column. Figures tell by themselves where they go on; a word is whole again where the document
prints it whole elsewhere, and its first piece nowhere but at such a break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

# Nothing but figures.
_FIGURES = re.compile(r"(?:rp)?[\s\d.,:()%-]*", re.IGNORECASE)
_CUT_FIGURE = re.compile(r"(?<=\d[.,])\n(?=\d)|(?<=\d)\n(?=[.,]\d)")
_LAST = re.compile(r"[\d.,]+$")
_FIRST = re.compile(r"^[\d.,]+")
_WELL_FORMED = re.compile(
    r"\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # an amount
    r"|\d(?:\.\d\d(?:\.\d\d(?:\.\d(?:\.\d\d(?:\.\d\d(?:\d\d)?)?)?)?)?)?\.?"  # a code
)
_BEHIND_MARK = re.compile(r"(?<=\w[/-])\n(?=[^\W\d_])")  # Kabupaten/Kota, undang-undang
_LETTERS = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(r"[^\W\d_]+$")
_HEAD = re.compile(r"^[^\W\d_]+")


def joined_figures(text: str) -> str:
    """The text of a cell with its figures whole, and without breaks behind ``/`` and ``-``."""
    if not _FIGURES.fullmatch(text):
        return _BEHIND_MARK.sub("", text)
    text = _CUT_FIGURE.sub("", text)
    lines = text.split("\n")
    whole = lines[:1]
    for before, line in pairwise(lines):
        last, first = _LAST.search(whole[-1]), _FIRST.match(line)
        if last and first and before and _goes_on(last[0], first[0]):
            whole[-1] += line
        else:
            whole.append(line)
    return "\n".join(whole)


def _goes_on(last: str, first: str) -> bool:
    """True where two figures are none alone, but one together."""
    return not _WELL_FORMED.fullmatch(last) and bool(_WELL_FORMED.fullmatch(last + first))


class Words:
    """The words that a document prints whole."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._inside: set[str] = set()  # not at the end of a line that goes on
        for text in texts:
            lines = text.split("\n")
            for place, line in enumerate(lines):
                found = [word.casefold() for word in _LETTERS.findall(line)]
                self._whole.update(found)
                cut = place + 1 < len(lines) and _TAIL.search(line)
                self._inside.update(found[:-1] if cut else found)

    def mended(self, text: str) -> str:
        """The text of a cell with the words whole that its column cut."""
        lines = text.split("\n")
        whole = lines[:1]
        for line in lines[1:]:
            if self._is_cut(whole[-1], line):
                whole[-1] += line
            else:
                whole.append(line)
        return "\n".join(whole)

    def _is_cut(self, line: str, following: str) -> bool:
        """A word alone on its line is cut where it goes on as a word of the document."""
        last, first = _TAIL.search(line), _HEAD.match(following)
        if last is None or first is None or " " in line.strip():
            return False
        piece, rest = last[0].casefold(), first[0].casefold()
        return piece not in self._inside and piece + rest in self._whole
