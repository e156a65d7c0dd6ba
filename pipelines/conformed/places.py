"""Places as proposals print them: the kecamatan and desa that a text names.

``Desa X, Kec. Y`` names them by word; ``..., Kab. Z, Y, X`` by their order after the
kabupaten (kecamatan, then desa), as exports of the planning systems write it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.model import clean

_DISTRICT = re.compile(r"\b(?:kecamatan|kec)\b\.?\s*", re.IGNORECASE)
_VILLAGE = re.compile(r"\b(?:desa|ds|kelurahan|kel)\b\.?\s+", re.IGNORECASE)
_REGENCY = re.compile(r"\b(?:kabupaten|kab|kota)\b\.?\s+\S", re.IGNORECASE)
_DETAIL = re.compile(r"\s+(?:dusun|dsn|rt|rw|lingkungan|jl|jalan|blok|no)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Kecamatan and desa or kelurahan as printed; None where the text does not name one."""

    district: str | None
    village: str | None


def read_place(text: str | None) -> NamedPlace:
    """The kecamatan and desa that a printed place names."""
    if not text:
        return NamedPlace(None, None)
    parts = [clean(part) for part in text.split(",") if part.strip()]
    for place, part in enumerate(parts):
        after = parts[place + 1 :]
        if _REGENCY.match(part) and after and not any(_prefixed(each) for each in after):
            return NamedPlace(after[0], after[1] if len(after) > 1 else None)
    district = next((_after(_DISTRICT, part) for part in parts if _DISTRICT.search(part)), None)
    village = next((_after(_VILLAGE, part) for part in parts if _VILLAGE.search(part)), None)
    return NamedPlace(district, village)


def _prefixed(part: str) -> bool:
    return bool(_DISTRICT.match(part) or _VILLAGE.match(part))


def _after(word: re.Pattern[str], part: str) -> str | None:
    match = word.search(part)
    if match is None:
        return None
    name = _DETAIL.sub("", part[match.end() :]).strip(" .")
    other = _DISTRICT.search(name) or _VILLAGE.search(name)
    if other:
        name = name[: other.start()].strip(" ,.")
    return name or None
