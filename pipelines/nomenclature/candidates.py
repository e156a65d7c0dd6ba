"""What a damaged code may have been: every code of the scheme that its damage can explain.

Nothing is decided here; :mod:`pipelines.nomenclature.settle` weighs the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipelines.codes import BIDANG, PROGRAM, URUSAN
from pipelines.model import fold
from pipelines.nomenclature.model import words
from pipelines.nomenclature.rows import tidy
from pipelines.nomenclature.shapes import (
    AUTHORITY_PART,
    LONG_SUB,
    Shape,
    is_generic_part,
)

#: Rules in order of what they presume, least first; a row is counted under its gravest.
RULES = (
    "huruf", "tanda", "spasi", "koma", "bagian_atas", "nol_lebih", "nol", "angka", "tanggal",
    "kewenangan",
)  # fmt: skip
#: Rules that change neither digits nor order.
TEXTUAL = frozenset({"huruf", "tanda", "spasi", "koma"})
#: Rules that keep the value of every part.
SAME_VALUE = TEXTUAL | {"nol", "nol_lebih", "bagian_atas"}

_MARKS = "'`´’‘\"“”"
_PART = re.compile(r"\d{1,4}|X{1,2}")
_SERIAL = re.compile(r"\d{5}")
_SERIALS = (20_000, 75_000)  # days that dates of this century have in a workbook
_EPOCH = date(1899, 12, 30)
_TIME = r"(?:[ T]\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?"
_ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){_TIME}")
_NUMERIC = re.compile(rf"(\d{{1,2}})[-/](\d{{1,2}})[-/](\d{{4}}|\d\d){_TIME}")
_DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}){_TIME}")
_NAMED = re.compile(r"(?:(\d{1,2})[- ])?([A-Za-z]{3,9})(?:[- ](\d{4}|\d\d))?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that may be meant, its level, and the rules that lead to it."""

    code: str
    level: str
    rules: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The gravest rule; '' where the code is as printed."""
        return max(self.rules, key=RULES.index, default="")


def candidates(
    printed: str, shape: Shape, *, stored: str = "", spread: bool = False, level: str = ""
) -> tuple[Candidate, ...]:
    """All codes that a printed one may stand for, the printed one first where it is sound.

    ``stored`` is what a workbook holds in its place, ``spread`` says that it was joined of several
    columns, ``level`` limits them to the level that the list says.
    """
    found: dict[str, Candidate] = {}
    for each in (*_of_text(printed, shape, spread), *_of_dates(printed, stored, shape)):
        if level and each.level != level:
            continue
        standing = found.get(each.code)
        if standing is None or len(each.rules) < len(standing.rules):
            found[each.code] = each
    whole = [each for each in found.values() if set(each.rules) <= TEXTUAL]
    return tuple(whole or found.values())


# --------------------------------------------------------------------------- text


def _of_text(printed: str, shape: Shape, spread: bool) -> Iterator[Candidate]:
    for blank in (".", "") if " " in tidy(printed) else (".",):
        text, rules = _plain(printed, blank)
        for own, more in _kegiatan_parts(text.split("."), shape, spread):
            if all(_PART.fullmatch(part) for part in own):
                yield from _of_parts(own, (*rules, *more), shape, spread)


def _plain(printed: str, blank: str = ".") -> tuple[str, tuple[str, ...]]:
    """A code without what typing adds: marks, commas, and spaces, which stand for ``blank``."""
    text, rules = tidy(printed), []
    bare = text.strip(_MARKS + " .")
    if bare != text:
        rules.append("tanda")
    text = re.sub(r"(?<=[\dXx])\s+(?=[\dXx])", blank, re.sub(r"\s*([.,])\s*", r"\1", bare))
    if text != bare:
        rules.append("spasi")
    if "," in text and not re.search(r"[^\d,.Xx]", text):
        text = text.replace(",", ".")
        rules.append("koma")
    if re.fullmatch(r"[\dXx.]+", text) and text != text.upper():
        text = text.upper()
        rules.append("huruf")
    return text, tuple(rules)


def _kegiatan_parts(
    parts: Sequence[str], shape: Shape, spread: bool
) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """The parts; of a column of its own (``2.01``) also what a number or a date made of it."""
    own = list(parts)
    if not spread or not shape.has_authority or len(own) <= AUTHORITY_PART:
        yield own, ()
        return
    cell = own[AUTHORITY_PART]
    moment = _date_of(cell)
    if moment is not None:
        first, second, *_ = moment
        before, after = own[:AUTHORITY_PART], own[AUTHORITY_PART + 1 :]
        for one, two in {(first, second), (second, first)}:
            yield [*before, str(one), f"{two:02}", *after], ("tanggal",)
        return
    yield own, ()
    if cell in {"1", "2"}:
        after = own[AUTHORITY_PART + 1 :]
        if after and len(after[0]) == 1 and after[0] != "0":
            yield [*own[: AUTHORITY_PART + 1], f"{after[0]}0", *after[1:]], ("angka",)
        yield [*own[: AUTHORITY_PART + 1], "00", *after], ("angka",)


def _of_parts(
    parts: list[str], rules: tuple[str, ...], shape: Shape, spread: bool
) -> Iterator[Candidate]:
    for level, widths in shape.widths.items():
        if len(parts) == len(widths):
            yield from _fitted(parts, level, rules, shape)
        if shape.has_authority and len(widths) > AUTHORITY_PART and len(parts) == len(widths) - 1:
            for digit in "12":
                with_digit = [*parts[:AUTHORITY_PART], digit, *parts[AUTHORITY_PART:]]
                yield from _fitted(with_digit, level, (*rules, "kewenangan"), shape)
    if len(parts) == 2 and not spread and parts[0] != "X":
        urusan, behind = parts
        if BIDANG in shape.widths and len(behind) == 1 and behind != "0":
            yield from _fitted([urusan, f"{behind}0"], BIDANG, (*rules, "angka"), shape)
        if behind in {"0", "00"}:
            yield from _fitted([urusan], URUSAN, (*rules, "angka"), shape)


def _fitted(
    parts: list[str], level: str, rules: tuple[str, ...], shape: Shape
) -> Iterator[Candidate]:
    """The code of a level whose parts have these values."""
    if shape.fits(parts, level):
        yield Candidate(".".join(parts), level, rules)
        return
    made, changes = [], list(rules)
    for place, part in enumerate(parts):
        if is_generic_part(parts, place):
            made.append(part)
            continue
        if not part.isdigit():
            return
        width = shape.width(level, place, part)
        if place == 0 and len(part) == 2 and part[0] != "0":
            made.append(part)  # an urusan of two digits is kept as it stands
            changes.append("urusan_dua_angka")
            continue
        value = part.lstrip("0") or "0"
        if len(value) > width:
            return
        fixed = value.zfill(width)
        if fixed != part:
            changes.append("nol" if len(fixed) > len(part) else "nol_lebih")
        made.append(fixed)
    two_digits = "urusan_dua_angka" in changes
    checked = ["1", *made[1:]] if two_digits else made
    if shape.fits(checked, level):
        kept = tuple(dict.fromkeys(each for each in changes if each != "urusan_dua_angka"))
        yield Candidate(".".join(made), level, kept)


def has_long_subs(printed: Sequence[str]) -> bool:
    """Whether most sub kegiatan of a list have four digits in the last place."""
    last = [parts[-1] for text in printed if len(parts := _plain(text)[0].split(".")) == 6]
    return 2 * sum(1 for part in last if len(part) == LONG_SUB) > len(last)


# --------------------------------------------------------------------------- dates


def _of_dates(printed: str, stored: str, shape: Shape) -> Iterator[Candidate]:
    """Codes of two or three parts that a spreadsheet took for a day (``1.06.01``)."""
    moment = _date_of(stored) or _date_of(tidy(printed))
    if moment is None:
        return
    first, second, year, certain = moment
    made: list[tuple[str, list[str]]] = []
    for one, two in ((first, second), (second, first)):
        made.append((BIDANG, [str(one), f"{two:02}"]))
        if year is not None:
            made.append((PROGRAM, [str(one), f"{two:02}", f"{year % 100:02}"]))
            made.append((PROGRAM, [str(year % 100), f"{one:02}", f"{two:02}"]))
    for day, month in ((first, second), (second, first))[: 1 if certain else 2]:
        if day == 1 and year is not None:  # no day was typed: it is the first of a month
            made.append((BIDANG, [str(month), f"{year % 100:02}"]))
    for level, parts in made:
        if level in shape.widths and shape.fits(parts, level):
            yield Candidate(".".join(parts), level, ("tanggal",))


def _date_of(text: str) -> tuple[int, int, int | None, bool] | None:
    """Day, month, year where one is known, and whether day and month are told apart."""
    text = text.strip()
    if _SERIAL.fullmatch(text) and _SERIALS[0] <= int(text) <= _SERIALS[1]:
        day = _EPOCH + timedelta(days=int(text))
        return day.day, day.month, day.year, True
    if iso := _ISO.fullmatch(text):
        year, month, number = (int(each) for each in iso.groups())
        return number, month, year, True
    if numeric := _NUMERIC.fullmatch(text) or _DOTTED.fullmatch(text):
        first, second, year = (int(each) for each in numeric.groups())
        return first, second, year, False
    if named := _NAMED.fullmatch(text):
        return _named(*named.groups())
    return None


def _named(
    day: str | None, name: str, year: str | None
) -> tuple[int, int, int | None, bool] | None:
    """``06-Jan-01``, ``Jan-06``: without a day the number behind may be a day or a year."""
    month = _months().get(fold(name))
    if month is None or (day is None and year is None):
        return None
    if day is None:
        return int(year or 0), month, None, True
    return int(day), month, int(year) if year else None, True


@cache
def _months() -> dict[str, int]:
    found = {name: number for number, name in enumerate(words()["months"], start=1)}
    for number, names in enumerate(words()["months_short"], start=1):
        found |= dict.fromkeys(names, number)
    return found
