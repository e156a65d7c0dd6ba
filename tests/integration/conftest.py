"""What tests of the whole pipeline share."""

from __future__ import annotations

import pytest

from assets import checks
from assets.report_page import page as report_page
from expectations import form_checks, release_checks
from expectations.outcome import CheckOutcome, Kind


def _counted(validator, suite, frame, min_rows=0):
    empty = min_rows > 0 and (frame is None or frame.empty)
    return tuple(
        CheckOutcome(f"{suite.name}.{item.name}", item.severity, kind, 1, kind is Kind.EMPTY)
        for item in suite.expectations
        for kind in [Kind.EMPTY if empty and item.counts_rows else Kind.PASSED]
    )


def _undrawn(_, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("laporan / report", encoding="utf-8")


@pytest.fixture
def quick_release_checks(monkeypatch):
    """The suites of the views and the report have tests of their own: here the suites only see
    that there are rows, and the report is not drawn."""
    monkeypatch.setattr(release_checks, "validate", _counted)
    monkeypatch.setattr(checks, "candidate_data_docs", lambda *_: "")
    monkeypatch.setattr(report_page, "write_report", _undrawn)


@pytest.fixture
def quick_checks(monkeypatch, quick_release_checks):
    """The same for the suites of the forms."""
    monkeypatch.setattr(form_checks, "validate", _counted)
