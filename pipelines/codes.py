"""Codes of the nomenclature: their shape, their level and their scheme.

``U.BB.PP.K.GG.SS`` (Permendagri 90/2019, Lampiran I): urusan, bidang urusan, program,
kewenangan (1 provinsi, 2 kabupaten/kota) with kegiatan, sub kegiatan; later decrees have
four digits in the last place. Codes are text always.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipelines.vocabulary import load

URUSAN, BIDANG, PROGRAM, KEGIATAN, SUB_KEGIATAN = LEVELS = (
    "urusan",
    "bidang",
    "program",
    "kegiatan",
    "sub_kegiatan",
)
AGENCY = "perangkat_daerah"
OLD_SCHEME = "permendagri-13-2006"
NEW_SCHEME = "permendagri-90-2019"

_PARTS = {
    URUSAN: r"\d",
    BIDANG: r"\d\.\d{2}",
    PROGRAM: r"\d\.\d{2}\.\d{2}",
    KEGIATAN: r"\d\.\d{2}\.\d{2}\.[12]\.\d{2}",
    SUB_KEGIATAN: r"\d\.\d{2}\.\d{2}\.[12]\.\d{2}\.(?:\d{2}|\d{4})",
}
_VALID = {level: re.compile(pattern) for level, pattern in _PARTS.items()}
#: Anything that is meant as a code: dotted groups of digits or X, or a bare ``XX``.
_CODE_LIKE = re.compile(r"(?:[\dX]{1,2}(?:\.[\dX]{1,4})+\.?|XX?)", re.IGNORECASE)
_GENERIC = re.compile(r"X\.XX(?:\.\d{2}(?:\.[12]\.\d{2}(?:\.\d{2,4})?)?)?", re.IGNORECASE)
# ``1 06 01 2 01 01``: at least urusan and bidang, so that ``1 Januari`` is no code.
_WITH_SPACES = r"(?:\d(?: \d{2}){1,2}|X XX(?: \d{2})?)(?: [12](?:[ .]\d{2})(?: \d{2,4})?)?"
_SPACED = re.compile(_WITH_SPACES, re.IGNORECASE)
_LEADING = re.compile(
    rf"\s*((?:[\dX]{{1,2}}(?:\.[\dX]{{1,4}})+)\.?|{_WITH_SPACES})\s+(?=[^\W\d_])", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def level_of(code: str | None) -> str | None:
    """The level that the shape of a code says, or None where it is not a valid code."""
    if code is None:
        return None
    code = plain(code)
    return next((level for level, shape in _VALID.items() if shape.fullmatch(code)), None)


def parent_of(code: str) -> str | None:
    """The code one level up: ``1.06.02.2.01.01`` -> ``1.06.02.2.01`` -> ``1.06.02``."""
    level = level_of(code)
    parts = plain(code).split(".")
    keep = {BIDANG: 1, PROGRAM: 2, KEGIATAN: 3, SUB_KEGIATAN: 5}.get(level or "")
    return ".".join(parts[:keep]) if keep else None


def plain(text: str) -> str:
    """A code without the marks around it: ``1.06.01.`` and ``1 06 01`` are ``1.06.01``."""
    text = text.strip().strip(".")
    return text.replace(" ", ".") if _SPACED.fullmatch(text) else text


def is_generic(code: str | None) -> bool:
    """``X.XX.01.2.01``: a code for whatever bidang urusan the agency has."""
    return bool(code) and bool(_GENERIC.fullmatch(plain(code or "")))


def bind(code: str, bidang: str) -> str:
    """A generic code with the agency's own bidang: ``X.XX.01`` and ``1.06`` -> ``1.06.01``."""
    return bidang + plain(code)[4:]


def is_code_like(text: str) -> bool:
    """True for a text that is meant as a code, valid or not (``1.06.01``, ``XX``).

    Plain numbers with a point (``2.500``) look the same; see what else they may be.
    """
    return bool(_CODE_LIKE.fullmatch(plain(text)))


def split_leading_code(text: str) -> tuple[str, str] | None:
    """``1.06.01 PROGRAM ...`` -> (code, rest); None where no code stands in front."""
    match = _LEADING.match(text)
    return (match[1], text[match.end() :].strip()) if match else None


def begins_with_code(text: str) -> bool:
    """True for ``1.06.01 PROGRAM ...`` and ``1.06.01``, not for ``2.3 Isu-isu ...``.

    A code of four parts or more need not be a valid one.
    """
    leading = split_leading_code(text)
    code = leading[0] if leading else text
    return level_of(code) is not None or (is_code_like(code) and code.count(".") >= 3)


def schemes() -> list[dict[str, Any]]:
    """The known schemes in order of their regulation (``vocabulary/schemes.yaml``)."""
    return list(load("schemes"))


def new_scheme(codes: list[str], plan_year: int, declared: str = "") -> str:
    """The scheme of a document's own codes (contract, values of ``skema``).

    The manifest's word goes first; four-digit sub kegiatan say the decree that brought
    them, from its first plan year; else the first of the new nomenclatures.
    """
    if declared:
        return declared
    subs = [plain(code) for code in codes if level_of(code) == SUB_KEGIATAN]
    long_subs = sum(1 for code in subs if len(code.rsplit(".", 1)[-1]) == 4)
    if long_subs * 2 > len(subs):
        for scheme in schemes():
            if scheme.get("sub_digits") == 4 and plan_year >= scheme["plan_years"][0]:
                return str(scheme["id"])
    return NEW_SCHEME


def scheme_of_year(year: int, current: str) -> str:
    """The scheme in which a section for ``year`` is written: old up to its last plan year."""
    old = next(scheme for scheme in schemes() if scheme["id"] == OLD_SCHEME)
    return OLD_SCHEME if year <= old["plan_years"][1] else current
