"""Rules on what a document says: sums, breakdowns, percentages, units, forward estimates.

Each module is one family. They look at the facts of a reading and add findings; a fact that
a warning doubts becomes ``ragu``, and a value that can be derived where an Excel error was
printed is added as ``turunan``. No printed value is changed.
"""

from __future__ import annotations

from pipelines.rules.figures import Figures
from pipelines.rules.percentages import check_percentages
from pipelines.rules.placement import check_notes
from pipelines.rules.sums import check_sums
from pipelines.rules.totals import check_totals
from pipelines.rules.units import check_units


def apply_rules(figures: Figures) -> None:
    """Run every rule; the figures collect findings, doubts and derived facts."""
    figures.derive()
    check_sums(figures)
    check_totals(figures)
    check_percentages(figures)
    check_units(figures)
    check_notes(figures)
