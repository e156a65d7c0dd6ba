"""One grammar for the values of Indonesian planning forms.

Numbers have a dot for thousands and a comma for decimals (``1.983.000.000,00``); money is
whole rupiah; a measure is a number with its unit (``48 Orang``), alone or joined with others
(``48 Orang / 4 Laporan``). Everything here takes text and gives typed values with their
state; nothing raises for bad text: a text that is none of this is ``unreadable``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pipelines.model import clean
from pipelines.vocabulary import words

#: Figures must be smaller than these. All public budgets of the country together have 16 digits,
#: and no target counts more than people, rupiah or square metres: a longer number is several
#: figures run together or a slip. They are also what every database holds exactly: rupiah in 64
#: bits, measures with six decimals.
RUPIAH_LIMIT = 2**63
MEASURE_LIMIT = Decimal(10) ** 17


class State(StrEnum):
    """What a cell says: a value, or why there is none."""

    VALUE = "value"
    EMPTY = "empty"
    NONE = "none"
    PLACEHOLDER = "placeholder"
    EXCEL_ERROR = "excel_error"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its unit as printed; ``unit`` None where none is printed.

    ``doubt`` says why the reading needed interpretation (empty: plain). ``alternative`` is
    another number that the same text may mean (``1 1 TMP``: 1 or 11).
    """

    value: Decimal
    unit: str | None
    doubt: str = ""
    alternative: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """All that a measure cell holds, in printed order."""

    state: State
    parts: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """A printed amount, exact as printed (thousands where the table is in thousands).

    ``doubt`` says why the reading needed interpretation (empty: plain).
    """

    state: State
    amount: Decimal | None = None
    doubt: str = ""

    @property
    def rupiah(self) -> int | None:
        """The amount as whole rupiah, half up."""
        return None if self.amount is None else whole(self.amount)


def whole(amount: Decimal) -> int:
    """Rounded half up to a whole number."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


_GROUPED = r"(?!0\.)\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_PLAIN = r"\d+(?:,\d+)?"
# A single point that cannot separate thousands; ``0.500`` holds none.
_ENGLISH = r"\d+\.\d{1,2}(?!\d)|\d+\.\d{4,}|0\.\d+"
#: The pattern of a number, to be part of larger ones.
NUMBER = rf"(?:{_GROUPED}|{_ENGLISH}|{_PLAIN})"
#: The pattern of a word in front of an amount, to be matched without regard to case.
CURRENCY = rf"(?:{'|'.join(sorted(words('currency')))})"
# ``1,983,000.00`` and ``1,983,000``; ``1,983`` is a decimal number.
_ENGLISH_MONEY = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{2}|\d{1,3}(?:,\d{3}){2,}")
# ``2.962.000.`` and ``Rp. 25.``
_CUT_AMOUNT = re.compile(
    r"[:\s]*(?:(?:rp\.?\s*)?\d{1,3}(?:\.\d{3})+|rp\.?\s*\d{1,3})\.", re.IGNORECASE
)
_NUMBER_ONLY = re.compile(rf"[+-]?{NUMBER}")
_NUMBER_IN_TEXT = re.compile(rf"(?<![\w.,]){NUMBER}(?![.,]?\d)")
_GROUPED_ONLY = re.compile(_GROUPED)
_ENGLISH_ONLY = re.compile(_ENGLISH)
_CURRENCY_LEAD = re.compile(rf"^[:\s]*(?:{CURRENCY}\s*\.?)?\s*", re.IGNORECASE)
_HAS_CURRENCY = re.compile(rf"^[:\s(]*{CURRENCY}(?![a-z])", re.IGNORECASE)
_BRACKETED_CURRENCY = re.compile(rf"\(\s*({CURRENCY}\s*\.?\s*\d.*)\)", re.IGNORECASE)
_BRACKETED_NUMBER = re.compile(rf"\(\s*({NUMBER})\s*\)")
# A minus before the currency word or apart from its number, and one behind the decimals.
_MINUS_BEFORE = re.compile(rf"[-–]\s*({CURRENCY}\s*\.?\s*\d.*)|[-–]\s+(\d.*)", re.IGNORECASE)
_MINUS_BEHIND = re.compile(r"(.*\d,\d{2})[-–]")
_DASHES = frozenset({"-", "–", "—", "-,-", "-,00"})
_NO_SEN = re.compile(r"[,.](?:-|–)$")  # ``40.000.000,-``
# The number in words behind it: ``1 (satu) Dokumen``.
_SPELT_NUMBER = re.compile(
    rf"^\(\s*(?:(?:{'|'.join(sorted(words('number_words')))})\s*)+\)", re.IGNORECASE
)
_FORMULA = re.compile(r"=\S")  # a formula whose value the workbook does not hold
_LETTER_O, _LETTER_L = "huruf O untuk nol", "huruf l untuk satu"
_O_FOR_ZERO = re.compile(r"(?<![\w.,])\d[\d.,]*[oO][\doO.,]*(?![^\W\d_])")
# ``l2.5OO.000``: a letter at the edge of a number may be a unit (``5 l``), so points must group it.
_L_FOR_ONE = re.compile(
    r"(?<![\w.,])(?=[\doO.]*[lI|])(?=[oOlI|.]*\d)[\doOlI|]{1,3}(?:\.[\doOlI|]{3})+(?![\w.])"
)
_DIGITS_OF_LETTERS = str.maketrans("oOlI|", "00111")
_OVERFLOW = re.compile(r"#+")  # how a spreadsheet prints a number that its column cannot hold
_MILLIONS = r"""
    juta(?:an)?\b
  | rp\.?\s*000\.000\b
  | x\s*1\.?000\.?000\b
"""
_THOUSANDS = r"""
    rp\.?\s*\.?\s*0{3}\b                        # Rp.000
  | \bribu(?:an)?\b
  | \(\s*000\s*\)
  | x\s*(?:rp\.?\s*)?1\.?000\b                   # x 1.000, x Rp 1000
  | \(\s*rp\.?\s*1\.?000(?:,-|,00)?\s*\)         # (Rp 1.000,-)
"""
_UNITS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.VERBOSE), factor)
    for pattern, factor in ((_MILLIONS, 1_000_000), (_THOUSANDS, 1000))
)
# What may stand around a unit without being part of it.
_EDGES = " \t:;,&+/()-–"
_LEFT_OVER_DASH = re.compile(r"\s[-–]$")  # ``75 Unit -``
_JOINER_AT_END = re.compile(rf"\s+(?:{'|'.join(sorted(words('joiners')))})$", re.IGNORECASE)


def parse_number(text: str) -> Decimal | None:
    """``1.983.000,5`` -> 1983000.5; None where the text is not one number.

    A single dot that cannot be a thousands separator (``6.58``) is read as a decimal point.
    """
    text = text.strip()
    if not _NUMBER_ONLY.fullmatch(text):
        return None
    sign, digits = (-1, text[1:]) if text[0] == "-" else (1, text.lstrip("+"))
    if _GROUPED_ONLY.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif not _ENGLISH_ONLY.fullmatch(digits):
        digits = digits.replace(",", ".")
    return sign * Decimal(digits)


def format_number(value: Decimal) -> str:
    """The Indonesian form of a number: ``1983000.5`` -> ``1.983.000,5``."""
    whole, _, fraction = f"{value:f}".partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = f"{int(whole):,}".replace(",", ".")
    return sign + groups + (f",{fraction}" if fraction else "")


def special_state(text: str) -> State | None:
    """The state of a text that holds no value by convention, else None."""
    text = clean(text)
    if not text:
        return State.EMPTY
    lowered = text.casefold()
    if lowered in words("none_marks"):
        return State.NONE
    if lowered in words("placeholders"):
        return State.PLACEHOLDER
    if lowered in words("excel_errors") or _OVERFLOW.fullmatch(text) or _FORMULA.match(text):
        return State.EXCEL_ERROR
    return None


def parse_money(text: str) -> Money:
    """``: Rp 40.000.000`` -> 40000000 rupiah; ``Rp -`` and ``-`` are 0 (contract, rule 7)."""
    text = clean(text)
    digits = with_digits(text)
    if digits != text:
        money = parse_money(digits)
        return replace(money, doubt=_letters(text)) if money.state is State.VALUE else money
    state = special_state(text)
    if state is State.NONE:
        return Money(State.VALUE, Decimal(0))
    if state is not None:
        return Money(state)
    wrapped = (
        _BRACKETED_CURRENCY.fullmatch(text)
        or _MINUS_BEFORE.fullmatch(text)
        or _MINUS_BEHIND.fullmatch(text)
    )
    if wrapped:  # brackets around the currency word too are a minus
        inner = parse_money(next(part for part in wrapped.groups() if part))
        return Money(inner.state, None if inner.amount is None else -inner.amount)
    body = _CURRENCY_LEAD.sub("", text).strip()
    if body in _DASHES:
        return Money(State.VALUE, Decimal(0))
    if not body and _HAS_CURRENCY.match(text):
        return Money(State.UNREADABLE)
    state = special_state(body)
    if state is not None:
        return Money(state)
    body = _NO_SEN.sub("", body)
    bare = _without_brackets(body)
    if _ENGLISH_MONEY.fullmatch(bare):
        body = body.replace(bare, bare.replace(",", "").partition(".")[0])
    bracketed = _BRACKETED_NUMBER.fullmatch(body)
    number = parse_number(bracketed[1] if bracketed else body)
    if number is None:
        return Money(State.UNREADABLE)
    return Money(State.VALUE, -number if bracketed else number)


def said_unit(words: str) -> int | None:
    """What the words of a header or title multiply amounts by; None where they say nothing."""
    return next((factor for pattern, factor in _UNITS if pattern.search(words)), None)


def format_money(rupiah: int) -> str:
    """``Rp 1.983.000.000``; parses back to the same amount."""
    return f"Rp {format_number(Decimal(rupiah))}"


def is_money_text(text: str) -> bool:
    """True where the text says by itself that it is money (currency word in front)."""
    return bool(_HAS_CURRENCY.match(text.strip()))


def is_grouped(text: str) -> bool:
    """True for a number with points between its thousands (``1.983.000``)."""
    return bool(_GROUPED_ONLY.fullmatch(text))


def is_english_amount(text: str) -> bool:
    """True for an amount with commas between its thousands (``1,983,000.00``, in brackets too)."""
    return bool(_ENGLISH_MONEY.fullmatch(_without_brackets(text)))


def _without_brackets(text: str) -> str:
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def is_cut_amount(text: str) -> bool:
    """True for an amount that a narrow column cut: its end stands on the next line."""
    return bool(_CUT_AMOUNT.fullmatch(text))


def strip_currency_lead(text: str) -> str:
    """Money as published: without the colon that only separates it from its label."""
    return re.sub(r"^[:\s]+", "", clean(text))


def parse_measures(text: str) -> Measures:
    """Read a cell of target or realisation into its measures.

    ``48 Orang / 4 Laporan`` is two, ``5 5 Orang`` is one in doubt (a number printed twice),
    ``26 Unit/Kali`` is one whose unit has a slash, ``6,58%`` has the unit ``%``.
    """
    text = clean(text)
    digits = with_digits(text)
    if digits != text:
        read = parse_measures(digits)
        doubt = _letters(text)
        return replace(read, parts=tuple(replace(p, doubt=p.doubt or doubt) for p in read.parts))
    state = special_state(text)
    if state is not None:
        return Measures(state)
    numbers = list(_NUMBER_IN_TEXT.finditer(text))
    if not numbers:
        return Measures(State.UNREADABLE)
    lead = text[: numbers[0].start()].strip(_EDGES)
    ranged = False
    parts: list[Measure] = []
    index = 0
    while index < len(numbers):
        run = [numbers[index]]
        while (
            index + len(run) < len(numbers)
            and not text[run[-1].end() : numbers[index + len(run)].start()].strip()
        ):
            run.append(numbers[index + len(run)])
        index += len(run)
        end = numbers[index].start() if index < len(numbers) else len(text)
        between = text[run[-1].end() : end]
        to_next = index < len(numbers) and between.strip() in words("range_marks")
        unit, doubt = (None, "") if to_next else _unit(between, last=index >= len(numbers))
        if ranged or to_next:
            doubt = "rentang"
        ranged = to_next
        part = _measure(run, unit, doubt or ("teks di depan" if lead else ""))
        parts.append(replace(part, value=-part.value) if _negative(text, run[0]) else part)
        lead = ""
    return Measures(State.VALUE, tuple(parts))


def with_digits(text: str) -> str:
    """Letters among the digits of a number as those that they stand for: ``2O.l00`` is 20.100."""
    if not any(ch in text for ch in "oOlI|") or not any(ch.isdigit() for ch in text):
        return text
    ones = _L_FOR_ONE.sub(lambda match: match[0].translate(_DIGITS_OF_LETTERS), text)
    return _O_FOR_ZERO.sub(lambda match: match[0].translate(_DIGITS_OF_LETTERS), ones)


def _letters(text: str) -> str:
    """Which letters :func:`with_digits` took for digits."""
    return _LETTER_L if _L_FOR_ONE.search(text) else _LETTER_O


def _negative(text: str, match: re.Match[str]) -> bool:
    """A minus belongs to its number where it stands alone in front of it: ``-3,2 %``."""
    before = text[: match.start()]
    return before.endswith("-") and (len(before) == 1 or before[-2].isspace())


def _measure(run: list[re.Match[str]], unit: str | None, doubt: str) -> Measure:
    printed = [match.group() for match in run]
    value = parse_number(printed[0])
    assert value is not None  # the pattern that found it is the one that parses it
    if len(printed) == 1:
        return Measure(value, unit, doubt)
    if len(set(printed)) == 1:
        joined = parse_number("".join(printed))
        return Measure(value, unit, "angka tercetak dua kali", joined)
    joined = parse_number("".join(printed))
    return Measure(value if joined is None else joined, unit, "angka terpisah spasi", value)


def _unit(text: str, *, last: bool) -> tuple[str | None, str]:
    """Unit as printed and the doubt about it, from the text between two numbers."""
    unit = _SPELT_NUMBER.sub("", text.strip())
    doubt = ""
    if last and _LEFT_OVER_DASH.search(unit):
        doubt = "tanda sisa"
    unit = unit.strip(_EDGES)
    if not last:
        unit = _JOINER_AT_END.sub("", unit).strip(_EDGES)
    if "," in unit or ":" in unit:
        unit = re.split(r"[,:]", unit)[0].strip(_EDGES)
        doubt = "satuan bercampur teks"
    if unit and "%" not in unit and not any(ch.isalpha() for ch in unit):
        return None, "tanda sisa"
    return (unit or None), doubt
