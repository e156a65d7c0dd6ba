"""From a score to a confidence: how often a person would accept such a link.

A logistic curve over the score and its lead over the next best. Its constants lie below what the
reviewed pairs of the tests alone would give (``benchmarks/crosswalk.py`` prints both): a lead
counts for much, so that of two candidates that fit alike neither is sure.
"""

from __future__ import annotations

import math
from decimal import Decimal

_AT_ZERO, _SCORE, _LEAD = -4.0, 5.5, 6.0
_FULL_LEAD = 0.4  # a larger lead says no more
_HIGHEST = 0.97
#: Links are proposed from here on; below it a person is asked.
ENOUGH = 0.6
#: The same name at the corresponding level, once in each list.
SAME_NAME = Decimal("0.99")
#: Parting one node among several is a judgement of its own.
_PARTED = 0.8


def confidence(score: float, lead: float) -> float:
    """0..1 for a score 0..1 and its lead over the next best."""
    way = _AT_ZERO + _SCORE * score + _LEAD * min(max(lead, 0.0), _FULL_LEAD)
    return min(_HIGHEST, 1.0 / (1.0 + math.exp(-way)))


def parted(sure: float) -> float:
    """The confidence of each link of a node that is split."""
    return sure * _PARTED


def rounded(sure: float) -> Decimal:
    """Two decimals."""
    return Decimal(str(round(sure, 2)))
