"""Targets that go on: the last figures of an old node that are the first of a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.crosswalk.matching.units import alike, same
from pipelines.crosswalk.model import Measured, NodeProfile

#: Figures that say how much was or will be done (``bi_kinerja``, ``jenis``).
_AMOUNTS = ("target", "realisasi", "realisasi_kumulatif", "target_renstra")
#: How much a figure says by its number of significant digits: 20 agrees by chance, 178026 does not.
_TELLING = {1: 0.3, 2: 0.8}


@dataclass(frozen=True, slots=True)
class Continued:
    """A figure that goes on: its strength 0..1, with the year and unit on both sides."""

    strength: float
    value: Decimal
    old_year: int
    old_unit: str
    new_year: int
    new_unit: str


def telling(value: Decimal) -> float:
    """How little a figure agrees by chance, 0..1."""
    return _TELLING.get(len(value.normalize().as_tuple().digits), 1.0)


def last_figures(measured: Measured) -> dict[Decimal, int]:
    """Targets and realisations of the last two years that are told of, each with its year."""
    return _figures(measured, last=True)


def first_figures(measured: Measured) -> dict[Decimal, int]:
    """Targets of the first two years that are told of, each with its year."""
    return _figures(measured, last=False)


def _figures(measured: Measured, last: bool) -> dict[Decimal, int]:
    amounts = [(year, value) for year, kind, value in measured.values if kind in _AMOUNTS]
    years = sorted({year for year, _ in amounts}, reverse=last)[:2]
    found: dict[Decimal, int] = {}
    for year in reversed(years):
        found.update({value: year for at, value in amounts if at == year})
    return found


def holders(new: Sequence[NodeProfile]) -> dict[Decimal, int]:
    """In how many new nodes each first figure stands: what many have says little."""
    found: dict[Decimal, set[str]] = defaultdict(set)
    for profile in new:
        for measured in profile.indicators:
            for value in first_figures(measured):
                found[value].add(profile.key)
    return {value: len(keys) for value, keys in found.items()}


def continued(
    old: NodeProfile, new: NodeProfile, shared_by: dict[Decimal, int]
) -> Continued | None:
    """The strongest figure of a like unit that goes on from an old node to a new one."""
    found: list[Continued] = []
    for before in old.indicators:
        for after in new.indicators:
            if not alike(before.unit, after.unit):
                continue
            later = first_figures(after)
            for value, year in last_figures(before).items():
                if value in later and value > 0:
                    strength = telling(value)
                    strength /= max(1, shared_by.get(value, 1))
                    strength *= 1.0 if same(before.unit, after.unit) else 0.8
                    found.append(
                        Continued(strength, value, year, before.unit, later[value], after.unit)
                    )
    return max(found, key=lambda each: (each.strength, each.value), default=None)


def shared_unit(
    old: NodeProfile, new: NodeProfile, unit_holders: dict[str, int]
) -> tuple[str, float]:
    """A unit that both count in, and how telling it is (1: no other new node counts in it)."""
    units = sorted(
        {
            after.unit
            for before in old.indicators
            for after in new.indicators
            if same(before.unit, after.unit) and alike(before.unit, after.unit)
        },
        key=lambda unit: (unit_holders.get(unit, 1), unit),
    )
    return (units[0], 1.0 / unit_holders.get(units[0], 1)) if units else ("", 0.0)


def holders_of_units(new: Sequence[NodeProfile]) -> dict[str, int]:
    """In how many new nodes each unit stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for profile in new:
        for measured in profile.indicators:
            found[measured.unit].add(profile.key)
    return {unit: len(keys) for unit, keys in found.items()}
