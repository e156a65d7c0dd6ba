"""Reviewed reference data (``warehouse/reference/``) as plain objects.

Reading a file is all that happens here; what the data means is in the modules that use it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipelines.model import clean

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "warehouse" / "reference"


@dataclass(frozen=True)
class Reference:
    """``units``: folded spelling -> canonical unit."""

    units: dict[str, str]

    def canonical_unit(self, unit: str | None) -> str | None:
        """The canonical spelling of a printed unit; None where the list does not know it."""
        return None if unit is None else self.units.get(unit_key(unit))


def unit_key(unit: str) -> str:
    """What identifies a unit: case and spaces around a slash or hyphen do not count."""
    key = clean(unit).casefold()
    for mark in "/-":
        key = mark.join(part.strip() for part in key.split(mark))
    return key.rstrip(".")


def load_reference(folder: Path = DEFAULT_FOLDER) -> Reference:
    """Read ``units.csv`` (satuan_baku, ejaan separated by ``|``, jenis)."""
    units: dict[str, str] = {}
    with (folder / "units.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for spelling in [row["satuan_baku"], *row["ejaan"].split("|")]:
                units[unit_key(spelling)] = row["satuan_baku"]
    return Reference(units=units)
