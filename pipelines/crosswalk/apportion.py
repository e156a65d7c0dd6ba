"""Parting a figure by weights so that the parts add up to it again, to the rupiah."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def apportion(amount: int, weights: Sequence[Decimal]) -> list[int]:
    """Whole parts of ``amount`` in proportion to ``weights``, which sum to more than 0.

    Largest remainders (Hamilton's method): each part is rounded towards zero, and the units that
    are left go one each to the largest fractions, the earlier first where they are even. A
    negative amount is parted like its absolute value.
    """
    total = sum(weights)
    if not weights or total <= 0 or min(weights) < 0:
        raise ValueError(f"weights must not be negative and sum to more than 0: {weights}")
    size, sign = abs(amount), -1 if amount < 0 else 1
    exact = [size * weight / total for weight in weights]
    parts = [int(part) for part in exact]
    by_fraction = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in by_fraction[: size - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]
