"""Units that count the same kind of thing."""

from __future__ import annotations

import csv
from functools import cache

from pipelines.model import fold
from pipelines.reference import DEFAULT_FOLDER

_NO_MEASURE = ("rasio",)  # percentages: 100 here and 100 there mean nothing


@cache
def _kinds() -> dict[str, str]:
    """Kind (``jenis`` of ``units.csv``) by folded spelling."""
    kinds: dict[str, str] = {}
    with (DEFAULT_FOLDER / "units.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for spelling in [row["satuan_baku"], *row["ejaan"].split("|")]:
                kinds[fold(spelling)] = row["jenis"]
    return kinds


def alike(one: str, other: str) -> bool:
    """Whether two units count one kind of thing (``Orang`` and ``Jiwa``); never percentages."""
    first, second = fold(one), fold(other)
    kind, kind_too = _kinds().get(first, first), _kinds().get(second, second)
    return bool(first and second) and kind == kind_too and kind not in _NO_MEASURE


def same(one: str, other: str) -> bool:
    """Whether two units are one."""
    return bool(fold(one)) and fold(one) == fold(other)
