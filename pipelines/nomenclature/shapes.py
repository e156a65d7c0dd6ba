"""What codes of a scheme look like: how many digits each part has at each level.

Permendagri 90/2019, Lampiran I: urusan, bidang urusan, program, kewenangan, kegiatan, sub kegiatan.
Permendagri 13/2006, Lampiran A.VII: urusan, bidang, program, kegiatan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.codes import BIDANG, KEGIATAN, PROGRAM, SUB_KEGIATAN, URUSAN, schemes

_GENERIC = ("X", "XX")  # urusan and bidang of whatever agency uses the code
_NEW = {
    URUSAN: (1,), BIDANG: (1, 2), PROGRAM: (1, 2, 2), KEGIATAN: (1, 2, 2, 1, 2),
    SUB_KEGIATAN: (1, 2, 2, 1, 2, 2),
}  # fmt: skip
_OLD = {URUSAN: (1,), BIDANG: (1, 2), PROGRAM: (1, 2, 2), KEGIATAN: (1, 2, 2, 2)}
AUTHORITY_PART = 3
_SUB_PART = 5
LONG_SUB = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """The codes of one scheme. ``levels`` are those that it defines; rows of higher levels are
    headings that lists print as well. ``sub_digits``: 2, 4, or 0 where both occur."""

    scheme: str
    levels: tuple[str, ...]
    widths: dict[str, tuple[int, ...]]
    sub_digits: int = 0

    @property
    def has_authority(self) -> bool:
        """Whether codes say province or kabupaten/kota."""
        return SUB_KEGIATAN in self.widths

    def level_of(self, code: str) -> str | None:
        """The level of a code that is written as the scheme has it."""
        parts = code.split(".")
        return next((level for level in self.widths if self.fits(parts, level)), None)

    def fits(self, parts: list[str], level: str) -> bool:
        """Whether parts are a code of a level, digit by digit."""
        widths = self.widths[level]
        if len(parts) != len(widths):
            return False
        for place, (part, width) in enumerate(zip(parts, widths, strict=True)):
            if is_generic_part(parts, place):
                continue
            if not (part.isascii() and part.isdigit()):
                return False
            if place == _SUB_PART:
                if len(part) not in ((self.sub_digits,) if self.sub_digits else (2, LONG_SUB)):
                    return False
                continue
            authority = place == AUTHORITY_PART and self.has_authority
            if len(part) != width or (authority and part not in "12"):
                return False
        return True

    def width(self, level: str, place: int, part: str) -> int:
        """How many digits a part should have."""
        if place == _SUB_PART and self.has_authority:
            return self.sub_digits or (LONG_SUB if len(part) == LONG_SUB else 2)
        return self.widths[level][place]

    def parent_of(self, code: str, level: str) -> str:
        """The code one level up; '' at the top, and of a generic bidang."""
        order = list(self.widths)
        above = order.index(level) - 1
        if above < 0:
            return ""
        parent = ".".join(code.split(".")[: len(self.widths[order[above]])])
        return "" if parent == _GENERIC[0] else parent

    def parent_level(self, level: str) -> str | None:
        """The level above."""
        order = list(self.widths)
        return order[order.index(level) - 1] if level != order[0] else None

    def authority_of(self, code: str) -> str:
        """The digit of authority; '' where the code has none."""
        parts = code.split(".")
        return parts[AUTHORITY_PART] if self.has_authority and len(parts) > AUTHORITY_PART else ""

    def with_subs(self, digits: int) -> Shape:
        """The same scheme with sub kegiatan of so many digits."""
        return Shape(self.scheme, self.levels, self.widths, digits)


def is_generic_part(parts: list[str], place: int) -> bool:
    """Whether a part is the X or XX of a generic code."""
    return place < len(_GENERIC) and parts[place] == _GENERIC[place] and parts[0] == _GENERIC[0]


def bidang_of(code: str) -> str:
    """The first two parts of a code."""
    return ".".join(code.split(".")[:2])


@cache
def shape_of(scheme: str) -> Shape:
    """The shape of a scheme of ``vocabulary/schemes.yaml``; KeyError where it is not known."""
    found = {each["id"]: each for each in schemes()}[scheme]
    levels = tuple(found["levels"])
    widths = _NEW if SUB_KEGIATAN in levels else _OLD
    return Shape(scheme, levels, widths, found.get("sub_digits", 0))


def sort_key(code: str) -> tuple[int, ...]:
    """Codes in the order of a list; generic ones first."""
    return tuple(_numbers(code))


def _numbers(code: str) -> Iterator[int]:
    for part in code.split("."):
        yield int(part) if part.isdigit() else -1


def order_of(scheme: str) -> int:
    """The place of a scheme among the decrees."""
    return [each["id"] for each in schemes()].index(scheme)


def plan_years(scheme: str) -> tuple[int, int | None]:
    """First and last plan year in which a scheme is the current one (None: open)."""
    first, last = {each["id"]: each for each in schemes()}[scheme]["plan_years"]
    return first, last


def scheme_name(scheme: str) -> str:
    """The regulation in words."""
    return str({each["id"]: each for each in schemes()}[scheme]["nama"])
