"""Workbooks as agencies leave them: clean ones after sequences of small mutations.

Every mutation is a function of one of the families; :data:`MUTATIONS` has them all. ``python -m
plans.mess 3 "hide_row 12" "typo 4 1"`` (from ``tests``) shows what becomes of workbook 3.
"""

from __future__ import annotations

from plans.mess import (
    codes,
    formulas,
    hides,
    inserts,
    merges,
    orders,
    retypes,
    sheets,
    shifts,
    spellings,
)
from plans.mess.clean import PLANS
from plans.mess.judge import Outcome, describe, make
from plans.mess.mutations import MUTATIONS, Mutation

__all__ = ["MUTATIONS", "PLANS", "Mutation", "Outcome", "describe", "make"]

_FAMILIES: tuple[object, ...] = (
    codes, formulas, hides, inserts, merges, orders, retypes, sheets, shifts, spellings,
)  # they fill MUTATIONS  # fmt: skip
