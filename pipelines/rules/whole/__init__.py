"""Rules on a finished reading: what its tables, texts and years say of each other.

Each module is one concept. They look at a reading that is whole and add findings; no figure and
no status changes, so that they may run on many documents at a time, apart from the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.model import Reading, fold
from pipelines.reference import Reference
from pipelines.rules.whole.causes import share_causes
from pipelines.rules.whole.changed_targets import check_changed_targets
from pipelines.rules.whole.context import Whole
from pipelines.rules.whole.copied_columns import check_copied_columns
from pipelines.rules.whole.copied_values import check_copied_values
from pipelines.rules.whole.empty_rows import check_empty_rows
from pipelines.rules.whole.explained import check_explanations
from pipelines.rules.whole.fields import check_fields
from pipelines.rules.whole.headers import check_headers
from pipelines.rules.whole.indicator_units import check_indicator_units
from pipelines.rules.whole.indicators import check_indicators
from pipelines.rules.whole.jumps import check_jumps
from pipelines.rules.whole.levels import check_levels
from pipelines.rules.whole.missing_units import check_missing_units
from pipelines.rules.whole.money_targets import check_money_and_targets
from pipelines.rules.whole.narrative import check_narrative
from pipelines.rules.whole.numbering import check_numbering
from pipelines.rules.whole.percentages_cut import check_cut_percentages
from pipelines.rules.whole.places import check_places
from pipelines.rules.whole.proposals import check_proposals
from pipelines.rules.whole.required import check_required_tables
from pipelines.rules.whole.services import check_services
from pipelines.rules.whole.shared_percentages import check_shared_percentages

RULES: Sequence[Callable[[Whole], None]] = (
    check_required_tables,
    check_headers,
    check_levels,
    check_fields,
    check_numbering,
    check_explanations,
    check_copied_columns,
    check_copied_values,
    check_cut_percentages,
    check_shared_percentages,
    check_indicator_units,
    check_missing_units,
    check_changed_targets,
    check_jumps,
    check_money_and_targets,
    check_empty_rows,
    check_indicators,
    check_services,
    check_proposals,
    check_places,
    check_narrative,
)


def check_whole(reading: Reading, reference: Reference) -> Reading:
    """The reading with the findings of every rule, and with causes that findings share."""
    whole = Whole(reading, reference)
    for rule in RULES:
        rule(whole)
    document = reading.document
    plan = (fold(document.government), fold(document.agency), document.year)
    return replace(reading, findings=share_causes((*reading.findings, *whole.log.findings), plan))
