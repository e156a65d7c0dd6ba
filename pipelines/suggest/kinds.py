"""What a column holds, by its values: the same costs by which rows are read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipelines import codes
from pipelines.records.costs import costs_of
from pipelines.suggest.seen import SeenColumn
from pipelines.vocabulary import words

_BEARABLE = 1.0  # a cost from which on a text speaks against a kind
_HALF = 0.5  # share of the values that must speak for a kind
_LONG = 3  # words from which on a text is no unit, fund or short place
_FEW = 0.5  # so few different texts among all: units, funds, places
#: Of kinds that fit alike, the one that says more stands first.
_ORDER = (
    "money", "code", "number", "percent", "measure", "mark", "unit", "fund", "place", "indicator",
    "name", "text", "note",
)  # fmt: skip
_PERCENT_WORDS = ("%", "persen", "prosen")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well values fit every kind (0..1); ``kind`` fits best, ``count`` values were seen."""

    kind: str
    fits: dict[str, float]
    count: int

    @property
    def fit(self) -> float:
        """How well the best kind fits."""
        return self.fits[self.kind]


def evidence_of(column: SeenColumn) -> Evidence:
    """What the values of a column speak for; a column without any may be anything."""
    values = column.filled
    if not values:
        kind = "percent" if _says_percent(column) else "text"
        return Evidence(kind, dict.fromkeys(_ORDER, _HALF), 0)
    fits = {kind: _fit(values, kind) for kind in _ORDER}
    bare = [text for text in values if text.replace(",", "").replace(".", "").isdigit()]
    if not _says_percent(column) and "%" not in "".join(values):
        fits["percent"] *= _HALF
    elif len(bare) == len(values):
        fits["percent"] = max(fits["percent"], fits["measure"] + 0.1)
    fits["number"] = fits["number"] if _counts_up(values) else 0.0
    if fits["number"]:
        fits["number"] = 1.0
    if all(map(codes.is_code_like, values)) and any(text.count(".") > 1 for text in values):
        fits["code"] = max(fits["code"], 1 - fits["money"])
    long = sum(len(text.split()) > _LONG for text in values) / len(values)
    few = len(set(values)) / len(values) <= _FEW or len(values) < _LONG
    for kind in ("unit", "fund"):
        fits[kind] *= _HALF if long > 1 - _HALF or not few else 1.0
    first = [text.casefold().split()[0].strip(".,") for text in values]
    for kind, known in (
        ("fund", words("funding_words")),
        ("place", words("place_words")),
        ("indicator", words("indicator_words")),
    ):
        share = sum(word in known for word in first) / len(first)
        fits[kind] = max(share, fits[kind] * _BEARABLE if share else fits[kind] * 0.8)
    fits["note"] *= 0.6
    best = max(_ORDER, key=lambda kind: (round(fits[kind], 2), -_ORDER.index(kind)))
    return Evidence(best, {kind: min(fit, 1.0) for kind, fit in fits.items()}, len(values))


def _fit(values: list[str], kind: str) -> float:
    total = sum(max(0.0, 1 - costs_of(text)[kind] / _BEARABLE) for text in values)
    return total / len(values)


def _says_percent(column: SeenColumn) -> bool:
    said = f"{column.group} {column.words}".casefold()
    return any(word in said for word in _PERCENT_WORDS)


def _counts_up(values: list[str]) -> bool:
    """True for the numbers of items: 1, 2, 3 ... with few gaps, or marks such as ``a.``."""
    if all(text.rstrip(".)").isdigit() and len(text) <= 4 for text in values):
        numbers = [int(text.rstrip(".)")) for text in values]
        steps = sum(after - before == 1 or after == 1 for before, after in pairwise(numbers))
        return steps >= (len(numbers) - 1) * 0.8 and numbers[0] <= 1
    return all(costs_of(text)["number"] == 0.0 for text in values)
