"""Rules on what a document says: sums, percentages, units, years, tables, wording.

Each module is one family. They look at the facts of a reading and add findings; a fact that
a warning doubts becomes ``ragu``, and a value that can be derived where an Excel error was
printed is added as ``turunan``. No printed value is changed.
"""

from __future__ import annotations

from pipelines.rules.accounts import check_accounts
from pipelines.rules.across import check_across
from pipelines.rules.bare_fractions import check_bare_fractions
from pipelines.rules.checking import check_columns
from pipelines.rules.copied import check_copied
from pipelines.rules.derived import derive
from pipelines.rules.figures import Figures
from pipelines.rules.percentages import check_percentages
from pipelines.rules.placement import check_notes
from pipelines.rules.realised import check_realised
from pipelines.rules.series import check_series
from pipelines.rules.spelling import check_spelling
from pipelines.rules.sums import check_sums
from pipelines.rules.totals import check_totals
from pipelines.rules.units import check_units
from pipelines.rules.unprinted import check_unprinted


def apply_rules(figures: Figures) -> None:
    """Run every rule; the figures collect findings, doubts and derived facts."""
    derive(figures)
    check_sums(figures)
    check_columns(figures)
    check_accounts(figures)
    check_unprinted(figures)
    check_totals(figures)
    check_percentages(figures)
    check_units(figures)
    check_bare_fractions(figures)
    check_notes(figures)
    check_realised(figures)
    check_across(figures)
    check_series(figures)
    check_spelling(figures, check_copied(figures))
