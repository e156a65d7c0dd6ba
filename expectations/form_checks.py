"""The suites of forms, run over all documents of a run at once and told by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from expectations.form_frames import FORMS, form_frames
from expectations.outcome import CheckOutcome, Kind, broken
from expectations.suite_files import Expectation, Suite, load_suites
from expectations.validation import Validator, met, validate
from pipelines.model import Reading

#: Name of the check that fails for a form without a suite: nobody asked anything of it.
UNASKED = "tanpa_pemeriksaan"


def form_suites() -> tuple[Suite, ...]:
    """The suite about the forms of a document, then one for each form."""
    return tuple(suite for name, suite in load_suites().items() if is_form_suite(name))


def is_form_suite(name: str) -> bool:
    """Whether a suite is about a form, not about what would be published."""
    return name == FORMS or name.isupper() or name.startswith("T-C")


def check_forms(readings: Sequence[Reading]) -> dict[str, tuple[CheckOutcome, ...]]:
    """The outcomes of every document, by its file name.

    The suites run once over all of them: a run for each would cost more than reading it.
    What fails as a whole (a column is missing, the check is broken) has failed for each.
    """
    if not readings:
        return {}
    try:
        frames = form_frames(readings)
        outcomes = _run(frames)
        return {
            (file := reading.document.file): tuple(
                _of(outcome, frames.get(outcome.suite), file) for outcome in outcomes
            )
            for reading in readings
        }
    except Exception as error:  # no frame, no library: nothing was checked
        crashed = tuple(
            broken(name, "critical", error)
            for suite in form_suites()
            for name in suite.check_names()
        )
        return {reading.document.file: crashed for reading in readings}


def _run(frames: Mapping[str, pd.DataFrame]) -> list[CheckOutcome]:
    validator = Validator()
    suites = {suite.name: suite for suite in form_suites()}
    outcomes = [
        broken(f"{form}.{UNASKED}", "critical", LookupError(f"suites/{form}.yaml"))
        for form in frames
        if form not in suites
    ]
    for suite in suites.values():
        frame = frames.get(suite.name)
        # A form that no document holds passes; that a table gave no row is said of its
        # document, in the suite of all forms.
        empty = pd.DataFrame() if frame is None and suite.name != FORMS else frame
        outcomes += validate(validator, suite, empty, min_rows=int(suite.name == FORMS))
    return outcomes


def _of(outcome: CheckOutcome, frame: pd.DataFrame | None, file: str) -> CheckOutcome:
    """What an outcome over all documents says of one of them, as if it had come alone."""
    item = _expectation(outcome)
    if frame is None or item is None or not set(item.needed) <= set(frame.columns):
        return outcome
    own = frame[frame["dokumen"] == file]
    asked = own.loc[met(own, item.where)] if item.where else own
    there = asked.loc[asked[[*item.columns]].notna().all(axis="columns")]
    nulls = "column" in item.arguments and not asked.empty and there.empty
    if outcome.kind is Kind.BROKEN:
        return outcome
    if nulls and not item.may_be_null:
        return replace(
            outcome, kind=Kind.ALL_NULL, examined=len(asked), failures=len(asked), rows=()
        )
    if outcome.kind is Kind.FAILED and not outcome.rows:
        return outcome
    rows = tuple(row for row in outcome.rows if row.document == file)
    return replace(
        outcome,
        kind=Kind.FAILED if rows else Kind.PASSED,
        examined=len(there),
        failures=len(rows),
        rows=rows,
    )


def _expectation(outcome: CheckOutcome) -> Expectation | None:
    suite = load_suites().get(outcome.suite)
    items = suite.expectations if suite else ()
    return next((item for item in items if item.name == outcome.short), None)
