"""Weights of the links of one old node: which part of its figures goes which way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.crosswalk.apportion import apportion
from pipelines.crosswalk.matching.units import alike
from pipelines.crosswalk.model import Measured, NodeProfile

#: How weights were found (``metode``): a single successor, by money, by target, equal parts,
#: summed over the links of the activities beneath, none to give.
SINGLE, BY_MONEY, BY_TARGET, EQUAL, BENEATH, NOTHING = (
    "tunggal",
    "rupiah",
    "target",
    "sama_rata",
    "kegiatan",
    "tanpa_bobot",
)
_STEP = Decimal("0.000001")
_WHOLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a new node, in their order, summing to 1; the method and a sentence on it."""

    parts: tuple[Decimal, ...]
    method: str
    said: str
    said_en: str


def weights(old: NodeProfile, new: Sequence[NodeProfile]) -> Weights:
    """Weights of the links from ``old`` to ``new`` (one or more nodes).

    By money, if the old node and all new ones have some: in proportion to the first year of the
    new ones that all have. Else by their first targets, if these count one kind of thing that the
    old node counts too. Else equal.
    """
    if len(new) == 1:
        return Weights((Decimal(1),), SINGLE, "satu penerus, bobot 1", "one successor, weight 1")
    money = _money(old, new)
    if money is not None:
        year, amounts = money
        said = f"bobot menurut rupiah {year}"
        return Weights(normalised(amounts), BY_MONEY, said, f"weights by the money of {year}")
    target = _targets(old, new)
    if target is not None:
        listed = ", ".join(f"{format(value.normalize(), 'f')} {unit}" for value, unit in target)
        values = [value for value, _ in target]
        said, said_en = f"bobot menurut target: {listed}", f"weights by target: {listed}"
        return Weights(normalised(values), BY_TARGET, said, said_en)
    return Weights(
        normalised([Decimal(1)] * len(new)),
        EQUAL,
        "bobot sama rata: tidak ada rupiah atau target yang sebanding",
        "equal weights: no money or targets to compare",
    )


def normalised(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Amounts (each more than 0) as weights of six decimals, each more than 0, that sum to 1."""
    parts = apportion(_WHOLE, amounts)
    while min(parts) < 1:
        parts[parts.index(max(parts))] -= 1
        parts[parts.index(min(parts))] += 1
    return tuple((part * _STEP).normalize() for part in parts)


def _money(old: NodeProfile, new: Sequence[NodeProfile]) -> tuple[int, list[Decimal]] | None:
    if not any(amount > 0 for _, amount in old.rupiah):
        return None
    tables = [dict(each.rupiah) for each in new]
    for year in sorted(set.intersection(*(set(table) for table in tables))):
        amounts = [table[year] for table in tables]
        if min(amounts) > 0:
            return year, [Decimal(amount) for amount in amounts]
    return None


def _targets(
    old: NodeProfile, new: Sequence[NodeProfile]
) -> tuple[tuple[Decimal, str], ...] | None:
    """The first target of each new node, all in one kind of unit, which the old one has too."""
    for unit in dict.fromkeys(measured.unit for measured in old.indicators):
        found = [_first_target(each, unit) for each in new]
        targets = tuple(each for each in found if each is not None)
        if unit and len(targets) == len(new):
            return targets
    return None


def _first_target(profile: NodeProfile, unit: str) -> tuple[Decimal, str] | None:
    targets = [
        (year, number, value, measured.unit)
        for number, measured in enumerate(profile.indicators)
        if alike(measured.unit, unit)
        for year, value in _planned(measured)
        if value > 0
    ]
    return min(targets)[2:] if targets else None


def _planned(measured: Measured) -> list[tuple[int, Decimal]]:
    return [(year, value) for year, kind, value in measured.values if kind == "target"]
