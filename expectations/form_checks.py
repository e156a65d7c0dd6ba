"""The suites of forms, run over all documents of a run at once and told by document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from expectations.form_frames import FORMS, form_frames
from expectations.outcome import CheckOutcome, FailingRow, Kind, broken
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
        files = [reading.document.file for reading in readings]
        told = [_by_document(each, frames.get(each.suite), files) for each in _run(frames)]
        return {file: tuple(outcomes[file] for outcomes in told) for file in files}
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


def _by_document(
    outcome: CheckOutcome, frame: pd.DataFrame | None, files: Sequence[str]
) -> dict[str, CheckOutcome]:
    """What an outcome over all documents says of each, as if each had come alone."""
    item = _expectation(outcome)
    whole = frame is None or item is None or not set(item.needed) <= set(frame.columns)
    if frame is None or item is None or whole or outcome.kind is Kind.BROKEN:
        return dict.fromkeys(files, outcome)
    asked = frame.loc[met(frame, item.where)] if item.where else frame
    there = asked.loc[asked[[*item.columns]].notna().all(axis="columns")]
    asked_rows, rows_there = Counter(asked["dokumen"]), Counter(there["dokumen"])
    failed: dict[str, list[FailingRow]] = defaultdict(list)
    for row in outcome.rows:
        failed[row.document].append(row)
    return {
        file: _of(outcome, item, asked_rows[file], rows_there[file], tuple(failed.get(file, ())))
        for file in files
    }


def _of(
    outcome: CheckOutcome, item: Expectation, asked: int, there: int, rows: tuple[FailingRow, ...]
) -> CheckOutcome:
    """The outcome of one document: of ``asked`` rows ``there`` hold something, ``rows`` fail."""
    if "column" in item.arguments and asked and not there and not item.may_be_null:
        return replace(outcome, kind=Kind.ALL_NULL, examined=asked, failures=asked, rows=())
    if outcome.kind is Kind.FAILED and not outcome.rows:
        return outcome
    return replace(
        outcome,
        kind=Kind.FAILED if rows else Kind.PASSED,
        examined=there,
        failures=len(rows),
        rows=rows,
    )


def _expectation(outcome: CheckOutcome) -> Expectation | None:
    suite = load_suites().get(outcome.suite)
    items = suite.expectations if suite else ()
    return next((item for item in items if item.name == outcome.short), None)
