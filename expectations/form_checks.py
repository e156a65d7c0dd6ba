"""The suites of forms, run over all documents of a run at once and told by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from expectations.form_frames import FORMS, form_frames
from expectations.outcome import CheckOutcome, Kind, broken
from expectations.suite_files import Suite, load_suites
from expectations.validation import Validator, validate
from pipelines.model import Reading


def form_suites() -> tuple[Suite, ...]:
    """The suite about the forms of a document, then one for each form."""
    return tuple(suite for name, suite in load_suites().items() if is_form_suite(name))


def is_form_suite(name: str) -> bool:
    """Whether a suite is about a form, not about what would be published."""
    return name == FORMS or name.isupper() or name.startswith("T-C")


def check_forms(readings: Sequence[Reading]) -> dict[str, tuple[CheckOutcome, ...]]:
    """The outcomes of every document, by document id.

    The suites run once over all of them: a run for each would cost more than reading it.
    What fails as a whole (a column is missing, the check is broken) has failed for each.
    """
    if not readings:
        return {}
    # The same bytes sent twice are one document.
    once = {reading.document.document_id: reading for reading in readings}
    try:
        outcomes = _run(form_frames([*once.values()]))
    except Exception as error:  # no frame, no library: nothing was checked
        outcomes = [
            broken(name, "critical", error)
            for suite in form_suites()
            for name in suite.check_names()
        ]
    return {key: tuple(_of(outcome, key) for outcome in outcomes) for key in once}


def _run(frames: Mapping[str, pd.DataFrame]) -> list[CheckOutcome]:
    validator = Validator()
    outcomes: list[CheckOutcome] = []
    for suite in form_suites():
        frame = frames.get(suite.name)
        # A form that no document holds passes; that a table gave no row is said of its
        # document, in the suite of all forms.
        empty = pd.DataFrame() if frame is None and suite.name != FORMS else frame
        outcomes += validate(validator, suite, empty, min_rows=int(suite.name == FORMS))
    return outcomes


def _of(outcome: CheckOutcome, document_id: str) -> CheckOutcome:
    """What an outcome says of one document."""
    if not outcome.rows:
        return outcome
    rows = tuple(row for row in outcome.rows if row.document_id == document_id)
    kind = outcome.kind if rows else Kind.PASSED
    return replace(outcome, kind=kind, failures=len(rows), rows=rows)
