"""The hidden sheet: what a workbook was made of, under a mark of its own.

A line is its kind, the sheet that it is about, and JSON over as many cells as that takes. The first
line is the head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pipelines.workbooks.cells import MOST_LETTERS
from pipelines.workbooks.refusal import BookProblem, BookRefused

_HEAD = "kepala"
_VERSION, _DIGEST = "versi", "sidik"


class Line(NamedTuple):
    """One line of the hidden sheet: its kind, the sheet that it is about, its JSON."""

    kind: str
    sheet: str
    payload: str


def line(kind: str, sheet: str, value: Any) -> Line:
    """A line of the hidden sheet."""
    return Line(kind, sheet, json.dumps(value, ensure_ascii=True, default=str))


def digest(lines: Iterable[Sequence[str]]) -> str:
    """The mark of lines: sha256."""
    joined = "\n".join("\x1f".join(each) for each in lines)
    return hashlib.sha256(joined.encode()).hexdigest()


def write_seal(book: Any, name: str, version: int, head: dict[str, Any], lines: list[Line]) -> None:
    """Add the hidden sheet to a workbook."""
    page = book.create_sheet(name)
    page.sheet_state = "veryHidden"
    whole = {_VERSION: version, **head, _DIGEST: digest(lines)}
    for each in [line(_HEAD, "", whole), *lines]:
        parts = range(0, len(each.payload), MOST_LETTERS)
        page.append([*each[:2], *(each.payload[at : at + MOST_LETTERS] for at in parts)])


def read_seal(book: Any, name: str, version: int) -> tuple[dict[str, Any], list[Line]] | None:
    """The head and the lines; None where there is no such sheet.

    Raises :class:`BookRefused` where it was altered or is of another version.
    """
    if name not in book.sheetnames:
        return None
    try:
        lines = [
            Line(kind, sheet, "".join(payload))
            for kind, sheet, *payload in (
                [each if isinstance(each, str) else "" for each in (*row, "", "")]
                for row in book[name].iter_rows(values_only=True)
            )
        ]
        head = json.loads(lines[0].payload)
        if head[_VERSION] != version or head[_DIGEST] != digest(lines[1:]):
            raise ValueError(name)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BookRefused([altered(name)]) from error
    return head, lines[1:]


def altered(name: str) -> BookProblem:
    """Why a workbook is refused whose hidden sheet cannot be relied on."""
    return BookProblem(
        name,
        0,
        "lembar tersembunyi berubah atau dari versi lain; buat buku kerja yang baru",
        "the hidden sheet was altered or is of another version; make a new workbook",
    )
