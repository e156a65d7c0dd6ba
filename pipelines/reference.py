"""Reviewed reference data (``warehouse/reference/``) as plain objects.

Reading a file is all that happens here; what the data means is in the modules that use it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.model import clean

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "warehouse" / "reference"


PLACES_FILE = "places.csv"
_DISTRICT_PARTS, _VILLAGE_PARTS = 3, 4  # of a code: 35.14.01 a kecamatan, 35.14.01.2001 a desa


@dataclass(frozen=True)
class Reference:
    """``units``: folded spelling -> canonical unit. ``places``: official name of a kecamatan ->
    the names of its desa and kelurahan; empty where no officer has imported a list."""

    units: dict[str, str]
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def canonical_unit(self, unit: str | None) -> str | None:
        """The canonical spelling of a printed unit; None where the list does not know it."""
        return None if unit is None else self.units.get(unit_key(unit))


def unit_key(unit: str) -> str:
    """What identifies a unit: case and spaces around a slash or hyphen do not count."""
    key = clean(unit).casefold()
    for mark in "/-":
        key = mark.join(part.strip() for part in key.split(mark))
    return key.rstrip(".")


def load_reference(folder: Path = DEFAULT_FOLDER, own: Path | None = None) -> Reference:
    """Read ``units.csv`` (satuan_baku, ejaan separated by ``|``, jenis), and ``places.csv``
    of the officer's ``own`` folder where there is one."""
    units: dict[str, str] = {}
    with (folder / "units.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for spelling in [row["satuan_baku"], *row["ejaan"].split("|")]:
                units[unit_key(spelling)] = row["satuan_baku"]
    return Reference(units=units, places=load_places((own or folder) / PLACES_FILE))


def load_places(file: Path) -> dict[str, tuple[str, ...]]:
    """Kecamatan with their desa and kelurahan, by the codes of Permendagri 72/2019 and its like.

    The columns ``kode`` and ``nama`` are found by their names; others do not count. Without the
    file there are none. ValueError where a column is missing.
    """
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        columns = {clean(name).casefold(): name for name in rows.fieldnames or ()}
        if missing := {"kode", "nama"} - set(columns):
            raise ValueError(f"{file.name}: missing column {', '.join(sorted(missing))}")
        names = {clean(row[columns["kode"]]): clean(row[columns["nama"]]) for row in rows}
    districts = {code: name for code, name in names.items() if _parts(code) == _DISTRICT_PARTS}
    places: dict[str, list[str]] = {name: [] for name in districts.values()}
    for code, name in names.items():
        above = districts.get(code.rpartition(".")[0])
        if _parts(code) == _VILLAGE_PARTS and above:
            places[above].append(name)
    return {name: tuple(villages) for name, villages in places.items()}


def _parts(code: str) -> int:
    return len(code.split("."))
