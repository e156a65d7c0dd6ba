"""Places of proposals that the official list spells otherwise or does not know (T-C.32 column 3).

The list of kecamatan, desa and kelurahan is what an officer imported (``places.csv`` in the
folder of reviewed data); without it nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from pipelines.model import Record, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import PROPOSALS, Whole

_DISTRICT = ("kecamatan", "kecamatan")
_VILLAGE = ("desa/kelurahan", "desa or kelurahan")


def check_places(whole: Whole) -> None:
    """One finding for each place that no list of the government has under its kecamatan."""
    places = whole.reference.places
    if not places:
        return
    by_name = {_squeezed(name): name for name in places}
    named = [record.district for record in whole.records(PROPOSALS) if record.district]
    known = sum(_squeezed(name) in by_name for name in named)
    if known < threshold("tempat_dikenal") * len(named):
        return
    for record in whole.records(PROPOSALS):
        if not record.district:
            continue
        official = by_name.get(_squeezed(record.district))
        if official is None or official.casefold() != record.district.casefold():
            nearest = official or _nearest(record.district, places)
            _report(whole, record, record.district, nearest, _DISTRICT)
            official = nearest
        if not record.village or official is None:
            continue
        villages = places[official]
        if record.village.casefold() not in {each.casefold() for each in villages}:
            nearest = _nearest(record.village, villages)
            _report(whole, record, record.village, nearest, _VILLAGE, official)


def _squeezed(name: str) -> str:
    return fold(name).replace(" ", "")


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """The official name that is most like one, None where none is like it."""
    scores = {each: fuzz.ratio(_squeezed(name), _squeezed(each)) / 100 for each in known}
    best = max(scores, key=lambda each: scores[each], default=None)
    return best if best is not None and scores[best] >= threshold("tempat_mirip") else None


def _report(
    whole: Whole, record: Record, name: str, nearest: str | None, level: tuple[str, str],
    district: str = "",
) -> None:  # fmt: skip
    whole.log.add(
        "tempat_tak_dikenal", PROPOSALS, whole.label_cells(record, record.location),
        key=f"{record.number}|{record.location}|{level[0]}", cause=f"tempat|{_squeezed(name)}",
        printed=name, expected=nearest or "",
        level=level[0], level_en=level[1],
        where=f" di Kecamatan {district}" if district else "",
        where_en=f" in Kecamatan {district}" if district else "",
        nearest=f"; mungkin '{nearest}'" if nearest else "",
        nearest_en=f"; perhaps '{nearest}'" if nearest else "",
    )  # fmt: skip
