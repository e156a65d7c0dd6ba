"""Numbers as their number format shows them, in Indonesian convention.

A workbook holds ``0.0658`` and the format ``0.00%``; a reader of the sheet sees ``6,58%``.
Source of the codes: ECMA-376 Part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
DIGITS = 15  #: significant digits of a number in a workbook

#: Formats that a workbook names by number only, as an Indonesian Excel shows them.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "dd-mmm-yy", 16: "dd-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-"Rp"* #,##0.00_-;-"Rp"* #,##0.00_-;_-"Rp"* "-"??_-;_-@_-',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SHORT = 3  # letters of a short name of a month or a day
_LAST_FALSE_DAY = 60  # serial of 29 February 1900, which never was
_LAST_DAY = 2_958_465  # serial of 31 December 9999

_PIECE = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<condition>[<>=]+[^\]]*)\]
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[[^\]]*\]
    | (?P<general>general)
    | (?P<noon>am/pm|a/p)
    | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+(?![+-]))
    | (?P<power>e[+-])
    | (?P<number>[0\#?.,%@/])
    | (?P<other>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# The pieces of a simple format, a sign each: literal, digits, groups, point, decimals, percent.
_MARKS = {"literal": "L", "group": ",", "point": ".", "percent": "%"}
_SIMPLE = re.compile(r"(?P<before>L*)(?P<whole>[#,]*0)(?:\.(?P<decimals>0*#*))?(?P<after>L*%?L*)")
_SECTION = re.compile(r'(?:"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts between semicolons: its pieces as (kind, text), and when it applies."""

    pieces: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.pieces)

    @property
    def is_date(self) -> bool:
        return self.has("date", "elapsed") and not self.has("general")


_LARGEST = 26  # powers of ten that arithmetic of 28 digits holds to the hundredth


def is_beyond(number: Decimal) -> bool:
    """Whether no sheet can hold or show such a number (a workbook that was tampered with)."""
    return not number.is_finite() or (bool(number) and not -308 <= number.adjusted() <= _LARGEST)


def shown(number: Decimal, code: str, *, from_1904: bool = False) -> str:
    """The text of a number under a format; empty where the format shows nothing."""
    if code.casefold() == "general" or code == "@":
        return plain(number)
    simple = _simple(code) if number > 0 else None
    if simple is not None:
        return simple.text(number)
    section, value = _choose(number, _sections(code))
    if section is None:
        return plain(number)
    if section.is_date:
        return _date_text(value, section, from_1904) or plain(number)
    if section.has("general", "power", "fraction") or not section.has("digit"):
        return _literal(section, plain(value))
    return _number_text(value, section)


def shown_whole(digits: str, code: str) -> str | None:
    """As :func:`shown` for a whole number above zero, by its digits; None where the format is
    not one of the simple ones that most numbers of a plan have."""
    if code in {GENERAL, "@"}:
        return digits
    simple = _simple(code)
    if simple is None or simple.most or simple.percent:
        return None
    return simple.before + (_grouped(digits) if simple.grouped else digits) + simple.after


@dataclass(frozen=True, slots=True)
class _Simple:
    """A format of one run of digits: the words around it, and at least and at most so many
    decimals."""

    before: str
    grouped: bool
    least: int
    most: int
    percent: bool
    after: str

    def text(self, number: Decimal) -> str:
        """The text of a number above zero."""
        value = _rounded(number)
        if self.percent:
            value = value.scaleb(2)
        digits = f"{value.quantize(Decimal((0, (1,), -self.most)), ROUND_HALF_UP):f}"
        whole, _, fraction = digits.partition(".")
        fraction = fraction[: max(self.least, len(fraction.rstrip("0")))]
        shown_digits = _grouped(whole) if self.grouped else whole
        return f"{self.before}{shown_digits}{',' if fraction else ''}{fraction}{self.after}"


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


@lru_cache(maxsize=1024)
def _simple(code: str) -> _Simple | None:
    """A format as a simple one, for numbers above zero; None where there is more to it.

    Most numbers of a plan have a simple format, and it takes a tenth of the time.
    """
    sections = _sections(code)
    section, _ = _choose(Decimal(1), sections)
    if section is None or any(each.condition for each in sections) or not section.has("digit"):
        return None
    marks = "".join(
        _MARKS.get(kind, text if kind == "digit" else "?") for kind, text in section.pieces
    )
    match = _SIMPLE.fullmatch(marks)
    if match is None:
        return None
    texts = [text for _, text in section.pieces]
    before, after = texts[: match.end("before")], texts[match.start("after") :]
    if any("  " in "".join(part) for part in (before, after)):
        return None
    decimals = match["decimals"] or ""
    return _Simple(
        "".join(before).lstrip(), "," in match["whole"], decimals.count("0"), len(decimals),
        "%" in match["after"], "".join(after).rstrip(),
    )  # fmt: skip


def shown_text(text: str, code: str) -> str:
    """A text under a format that adds words to it (``@" Orang"``)."""
    if "@" not in code or code == "@":
        return text
    section = next((part for part in _sections(code) if part.has("at")), None)
    words = [text if kind == "at" else piece for kind, piece in section.pieces] if section else []
    return text if not section or "".join(words).strip() == text.strip() else "".join(words)


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """True where numbers of this format are dates or times."""
    return bool(_sections(code)) and _sections(code)[0].is_date


def plain(number: Decimal) -> str:
    """The digits of a number, with a comma before decimals (``76,8``)."""
    return exact(number).replace(".", ",")


def exact(number: Decimal) -> str:
    """The digits of a number with a point, without the noise of binary fractions."""
    if number == number.to_integral_value() and number.adjusted() < DIGITS:
        return str(int(number))
    text = f"{_rounded(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment(number: Decimal, *, from_1904: bool = False) -> datetime | None:
    """The date and time of a serial number of days; None where there is none."""
    if not 0 <= number <= _LAST_DAY:
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    if not from_1904 and number < _LAST_FALSE_DAY:
        start += timedelta(days=1)
    seconds = (number * 86_400).quantize(Decimal(1), ROUND_HALF_UP)
    try:
        return start + timedelta(seconds=int(seconds))
    except OverflowError:
        return None


def iso(number: Decimal, *, from_1904: bool = False) -> str:
    """``2001-06-01`` for a serial number of days, with its time where it has one."""
    when = moment(number, from_1904=from_1904)
    if when is None:
        return exact(number)
    return str(when.date()) if when.time() == datetime.min.time() else when.isoformat(" ")


def _rounded(number: Decimal) -> Decimal:
    """The number as a person typed it: a binary fraction has 15 digits that mean something."""
    if not number:
        return Decimal(0)
    if len(number.as_tuple().digits) <= DIGITS:
        return number
    return number.quantize(Decimal((0, (1,), min(0, number.adjusted() - DIGITS + 1))))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    found = []
    position = 0
    while position <= len(code):
        match = _SECTION.match(code, position)
        assert match is not None  # the pattern matches the empty text too
        found.append(_section(match.group()))
        position = match.end() + 1
    return tuple(found)


def _section(code: str) -> _Section:
    pieces: list[tuple[str, str]] = []
    condition = None
    for match in _PIECE.finditer(code):
        kind, text = match.lastgroup or "", match.group(match.lastgroup) if match.lastgroup else ""
        if kind == "condition":
            said = _CONDITION.match(text)
            condition = (said[1], Decimal(said[2])) if said else None
        elif kind in {"quoted", "escaped", "currency", "other"}:
            pieces.append(("literal", text))
        elif kind == "pad" or (kind == "fill" and text == " "):
            pieces.append(("literal", " "))
        elif kind == "number":
            pieces.append((_role(text), text))
        elif kind and kind != "fill":
            pieces.append((kind, text.casefold()))
    if any(kind in {"date", "elapsed"} for kind, _ in pieces):
        # separators of a date are no signs of numbers
        pieces = [
            ("literal", text) if kind in {"point", "group", "fraction"} else (kind, text)
            for kind, text in pieces
        ]
    return _Section(tuple(pieces), condition)


def _role(mark: str) -> str:
    roles = {".": "point", ",": "group", "%": "percent", "@": "at", "/": "fraction"}
    return roles.get(mark, "digit")


def _choose(number: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section | None, Decimal]:
    """The section that a number takes, and the value that it shows (a minus may be its own)."""
    numeric = [section for section in sections[:3] if not section.has("at")]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(number, *section.condition):
                return section, number
        return None, number
    if not numeric:
        return None, number
    if number < 0 and len(numeric) > 1:
        return numeric[1], -number
    if not number and len(numeric) > 2:
        return numeric[2], number
    return numeric[0], number


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit,
        ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _literal(section: _Section, text: str) -> str:
    """Words of a format around a number that it shows as it is, or without any number."""
    if section.has("general", "power", "fraction"):
        before = [t for kind, t in section.pieces if kind == "literal"]
        at = next(i for i, (kind, _) in enumerate(section.pieces) if kind != "literal")
        return " ".join(("".join(before[:at]) + text + "".join(before[at:])).split())
    return " ".join("".join(t for kind, t in section.pieces if kind == "literal").split())


def _number_text(value: Decimal, section: _Section) -> str:
    pieces = list(section.pieces)
    percents = sum(1 for kind, _ in pieces if kind == "percent")
    value = _rounded(value) * 100**percents
    last = max(i for i, (kind, _) in enumerate(pieces) if kind == "digit")
    point = next((i for i, (kind, _) in enumerate(pieces) if kind == "point"), None)
    whole_end = last + 1 if point is None else point
    first = next(i for i, (kind, _) in enumerate(pieces) if kind == "digit")
    grouped = any(kind == "group" for kind, _ in pieces[first : min(last, whole_end)])
    # commas behind the last digit scale by thousands
    after = whole_end
    while after < len(pieces) and pieces[after][0] == "group":
        value /= 1000
        after += 1
    places = sum(1 for kind, _ in pieces[whole_end:] if kind == "digit") if point is not None else 0
    digits = f"{abs(value).quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP):f}"
    whole, _, fraction = digits.partition(".")
    zero = not whole.strip("0") and not fraction.strip("0")
    text = _whole_text(pieces[:whole_end], whole, grouped=grouped)
    text += _fraction_text(pieces[whole_end:], fraction)
    return ("-" if value < 0 and not zero else "") + " ".join(text.split())


def _whole_text(pieces: list[tuple[str, str]], digits: str, *, grouped: bool) -> str:
    """Digits before the point, put into their places from the right."""
    rest = digits.lstrip("0")
    places = [i for i, (kind, _) in enumerate(pieces) if kind == "digit"]
    leftmost = places[0] if places else None
    out: list[str] = []
    count = 0
    for index in range(len(pieces) - 1, -1, -1):
        kind, text = pieces[index]
        if kind in {"percent", "literal"}:
            out.append(text[::-1])
        if kind != "digit":
            continue
        take = len(rest) if index == leftmost else 1
        for _ in range(max(take, 1)):
            digit = rest[-1] if rest else ("0" if text == "0" else "")
            rest = rest[:-1]
            if digit:
                out.append("." if grouped and count and count % 3 == 0 else "")
                out.append(digit)
                count += 1
    return "".join(out)[::-1]


def _fraction_text(pieces: list[tuple[str, str]], digits: str) -> str:
    """Digits behind the point; zeros that a format need not show go."""
    shows = [text for kind, text in pieces if kind == "digit"]
    keep = len(digits.rstrip("0"))
    keep = max(keep, max((i + 1 for i, mark in enumerate(shows) if mark == "0"), default=0))
    out, used = [], 0
    for kind, text in pieces:
        if kind == "digit":
            out.append(digits[used] if used < keep else "")
            used += 1
        elif kind == "point":
            out.append("," if keep else "")
        elif kind in {"literal", "percent"}:
            out.append(text)
    return "".join(out)


def _date_text(value: Decimal, section: _Section, from_1904: bool) -> str:
    when = moment(value, from_1904=from_1904)
    if when is None:
        return ""
    pieces = section.pieces
    noon = section.has("noon")
    out = []
    for index, (kind, text) in enumerate(pieces):
        if kind == "literal":
            out.append(text)
        elif kind == "noon":
            out.append("AM" if when.hour < 12 else "PM")
        elif kind == "elapsed":
            out.append(str(int(value * {"h": 24, "m": 1440, "s": 86_400}[text[0]])))
        elif kind == "date":
            minutes = text[0] == "m" and _is_minutes(pieces, index)
            out.append(_minutes(when, text) if minutes else _date_part(when, text, noon=noon))
    return " ".join("".join(out).split())


def _is_minutes(pieces: tuple[tuple[str, str], ...], index: int) -> bool:
    """``m`` stands for minutes behind hours and before seconds."""
    parts = [(i, text) for i, (kind, text) in enumerate(pieces) if kind in {"date", "elapsed"}]
    place = [i for i, _ in parts].index(index)
    before = parts[place - 1][1] if place else ""
    after = parts[place + 1][1] if place + 1 < len(parts) else ""
    return before.startswith("h") or after.startswith("s")


def _minutes(when: datetime, text: str) -> str:
    return f"{when.minute:02d}" if len(text) > 1 else str(when.minute)


def _date_part(when: datetime, text: str, *, noon: bool) -> str:
    letter, length = text[0], len(text)
    if letter in "ye":
        return f"{when.year % 100:02d}" if letter == "y" and length <= 2 else f"{when.year:04d}"
    if letter in "md" and length > 2:
        name = _MONTHS[when.month - 1] if letter == "m" else _DAYS[date.weekday(when)]
        return name if length > _SHORT else name[:_SHORT]
    hour = (when.hour % 12 or 12) if noon else when.hour
    number = {"m": when.month, "d": when.day, "h": hour, "s": when.second}[letter]
    return f"{number:02d}" if length > 1 else str(number)
