"""Words that say what a row or a piece is: kinds of expenditure, totals, item numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.model import clean, fold
from pipelines.vocabulary import load, words

# The account number that may stand in front of a kind of expenditure: ``5.1.02 Belanja ...``.
_ACCOUNT = re.compile(r"^\s*5(?:\.\d{1,2}){0,4}\.?\s+(?=\D)")
# The code of an account: of revenue (4), expenditure (5) or financing (6), alone or behind the code
# of its sub kegiatan (Permendagri 90/2019, Lampiran). Its second part has one digit, that of a
# bidang urusan two.
_NODE = r"\d\.\d{2}\.\d{2}\.[12]\.\d{2}\.\d{2,4}\."
_ACCOUNT_CODE = re.compile(
    rf"(?:{_NODE})?([456](?:\.\d(?:\.\d{{1,2}}){{0,3}}(?:\.\d{{3,5}})?)?)\.?"
)
#: The account of all expenditure.
ALL_EXPENDITURE = "5"
_LEADING_ACCOUNT = re.compile(rf"\s*({_ACCOUNT_CODE.pattern})\s+(?=[^\W\d_])")
_EXPENDITURE = re.compile(r"(?:(?:total|jumlah|sub total)\s+)?belanja\b")
_LETTER = r"[^\W\d_]"
_BULLET = r"[-•▪*]"
# ``1 Penyusunan``, ``1. Penyusunan``, ``a) Penyusunan``: the mark of a point is free.
_NUMBERED = re.compile(rf"\(?(\d{{1,3}}|[a-z])[.)]?\s+(?={_LETTER})")
# An indicator may begin with a figure (``3 Pilar ...``), so its number needs a point.
_LIST_MARK = re.compile(rf"^\s*(?:{_BULLET}|\(?(?:\d{{1,2}}|[a-z])[.)])\s+(?={_LETTER})")


def without_account(text: str) -> str:
    """``5.1.02 Belanja Modal`` -> ``Belanja Modal``."""
    return _ACCOUNT.sub("", text)


def is_expenditure_account(text: str) -> bool:
    """True for a kind of expenditure with its account number in front, in one cell."""
    return bool(_ACCOUNT.match(text)) and is_expenditure_label(text)


def is_expenditure_label(text: str) -> bool:
    """True for ``Belanja ...`` labels, with bullets or ``Total`` in front, known or not."""
    return bool(_EXPENDITURE.match(fold(without_account(text))))


def expenditure_type(text: str) -> str | None:
    """The kind of expenditure that a label names (``- Belanja Hibah`` -> ``hibah``)."""
    key = fold(without_account(text))
    for total in ("total ", "jumlah "):
        key = key.removeprefix(total)
    return _expenditure_types().get(key)


@lru_cache(maxsize=1)
def _expenditure_types() -> dict[str, str]:
    return {fold(spelling): kind["id"] for kind in load("belanja") for spelling in kind["ejaan"]}


def account_code(text: str) -> str | None:
    """The account whose code this is (``5.1.02.``, ``1.06.01.2.01.01.5.1.02``), else None."""
    match = _ACCOUNT_CODE.fullmatch(clean(text))
    return match[1] if match else None


def split_account(text: str) -> tuple[str, str] | None:
    """``5.1.02 Belanja ...`` -> (account, label); None where no account stands in front."""
    match = _LEADING_ACCOUNT.match(text)
    return (match[2], clean(text[match.end() :])) if match else None


def is_account_label(text: str) -> bool:
    """True for what only an account is called: ``Belanja ...``, ``PENDAPATAN``, ``SURPLUS``."""
    return is_expenditure_label(text) or is_other_account(text)


def is_other_account(text: str) -> bool:
    """True for revenue, financing and the balances of a report by accounts, and their sums."""
    key = f"{fold(text).removeprefix('jumlah ').removeprefix('total ')} "
    return any(key.startswith(f"{start} ") for start in words("other_accounts"))


def is_all_expenditure(text: str) -> bool:
    """True for ``BELANJA DAERAH`` and ``Jumlah Belanja``: all that an agency spends."""
    key = fold(without_account(text))
    for total in ("total ", "jumlah "):
        key = key.removeprefix(total)
    return key in words("all_expenditure")


def begins_with_agency(text: str) -> bool:
    """True for what begins as the name of an agency does: ``DINAS ...``, ``Badan ...``."""
    key = f"{fold(text)} "
    return any(key.startswith(f"{word} ") for word in load("headings")["agency_words"])


def account_type(account: str) -> str | None:
    """The kind of expenditure whose account this is (``5.1.02`` -> ``barang_jasa``), else None."""
    return next((k["id"] for k in load("belanja") if k.get("rekening") == account), None)


def is_part_of_known(account: str) -> bool:
    """True for an account below that of a kind of expenditure (``5.1.02.01``)."""
    return any(
        account.startswith(f"{kind['rekening']}.") for kind in load("belanja") if "rekening" in kind
    )


def is_total_label(text: str) -> bool:
    """True for the label of a total row: ``JUMLAH``, ``Total Belanja PD``.

    ``Jumlah`` begins most indicators too, so it needs to stand alone or before an amount's name.
    """
    key = fold(text)
    return key in words("total_labels") or any(
        key == start or key.startswith(f"{start} ") for start in words("total_beginnings")
    )


def item_number(text: str) -> str | None:
    """The item number of a numbered name (``1 Penyusunan ...`` -> ``1``), else None."""
    match = _NUMBERED.match(text)
    return match[1] if match else None


def split_item_number(text: str) -> tuple[str, str] | None:
    """``1 URUSAN ...`` -> (``1``, ``URUSAN ...``); None where no number stands in front."""
    match = _NUMBERED.match(text)
    return (match[1], text[match.end() :]) if match else None


def without_item_number(text: str) -> str:
    """A name as published: without its item number or bullet, single-spaced."""
    text = re.sub(rf"^\s*{_BULLET}\s+", "", text)
    return clean(_NUMBERED.sub("", text, count=1)) if item_number(text) else clean(text)


def without_list_mark(text: str) -> str:
    """An indicator as published: without ``1.``, ``a)`` or a bullet in front."""
    return clean(_LIST_MARK.sub("", text))
