"""Writing rows to files that people open in Excel."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
#: Characters that a workbook cannot hold.
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def safe(value: Any) -> Any:
    """Text that Excel would take for a formula gets a quote before it; numbers stay."""
    if not isinstance(value, str):
        return value
    text = value.translate(_UNPRINTABLE)
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text


def write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """CSV in UTF-8 with the mark by which Excel knows it."""
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(headings)
        writer.writerows([safe(value) for value in row] for row in rows)
