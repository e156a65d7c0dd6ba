"""Corrections that a rule is sure of, from its findings: proposals, to be signed by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.corrections.model import Correction
from pipelines.crosswalk.model import RULE_MARK
from pipelines.model import clean
from pipelines.vocabulary import load


@dataclass(frozen=True, slots=True)
class Found:
    """A published finding with the document that it is of and its cells, main cell first.

    ``cells`` are file, address and text; ``file`` is the document's own.
    """

    rule: str
    printed: str
    expected: str
    message: str
    file: str
    government: str
    agency: str
    year: int
    cells: tuple[tuple[str, str, str], ...]


def propose(found: Iterable[Found], on: str) -> list[Correction]:
    """A proposal for every finding of a sure rule whose one cell prints what is to be replaced.

    ``on`` is the day (ISO 8601). Cells of other documents of the plan that print the same are
    named with it, so that they are corrected together.
    """
    proposals: list[Correction] = []
    for each in found:
        evidence = _sure().get(each.rule)
        if evidence is None or not each.expected or each.expected == each.printed:
            continue
        place = _place(each)
        if place is None:
            continue
        address, printed, corrected = place
        proposals.append(
            Correction(
                document=each.file,
                address=address,
                printed=printed,
                corrected=corrected,
                reason=each.message,
                evidence=evidence,
                author=f"{RULE_MARK}{each.rule}",
                date=on,
                government=each.government,
                agency=each.agency,
                year=each.year,
                rule=each.rule,
            )
        )
    return proposals


def _place(each: Found) -> tuple[str, str, str] | None:
    """Addresses, printed text and new text; None where no one cell holds what is to be replaced.

    An amount may be torn (``Rp`` | ``5.000``): then its last cell is corrected.
    """
    own = [(address, clean(text)) for file, address, text in each.cells if file == each.file]
    torn = ""
    for count, (address, text) in enumerate(own, start=1):
        whole = f"{torn} {text}".strip()
        if whole == each.printed and each.expected.startswith(torn):
            new = each.expected[len(torn) :].strip()
            others = _alike(each, text) if count == 1 else []
            return "; ".join([address, *others]), text, new
        if not each.printed.startswith(f"{whole} "):
            return None
        torn = whole
    return None


def _alike(each: Found, printed: str) -> list[str]:
    """The main cells of other documents that print the same."""
    first: dict[str, tuple[str, str]] = {}
    for file, address, text in each.cells:
        if file != each.file:
            first.setdefault(file, (address, text))
    return [
        f"[{file}] {address}" for file, (address, text) in first.items() if clean(text) == printed
    ]


def without_known(proposals: Iterable[Correction], known: Sequence[Correction]) -> list[Correction]:
    """Proposals about cells of which nothing is decided or proposed yet, each cell once."""
    about = {place for row in known for place in _cells(row)}
    new: list[Correction] = []
    for row in proposals:
        if about.isdisjoint(_cells(row)):
            new.append(row)
            about.update(_cells(row))
    return new


def _cells(row: Correction) -> set[tuple[str, str]]:
    return {(file or row.document, address.casefold()) for file, address in row.places}


@cache
def _sure() -> Mapping[str, str]:
    """Rule -> why what it expects is the only possibility, in Indonesian and English."""
    rules = load("corrections")["pasti"]
    return {rule["aturan"]: f"{rule['bukti']} / {rule['evidence']}" for rule in rules}
