"""PDF files as programs really print them: every one gives what its plan says, and no more.

Each shows something: rules and fills of a browser, dashed, dotted and double rules, no rules at
all, cells in the middle of their rows, a workbook printed across with repeated rows, a text
document whose rows break over pages and whose columns cut words, cells drawn as boxes. They are
made by ``plans.producers``.
"""

from __future__ import annotations

import pytest
from plans.evaluate import rows_of, score
from plans.producers import FIXTURES, printed_truth
from test_pdf import read

from pipelines.model import Reading

TRUTH = printed_truth()
_ABOUT_TABLES = {"tabel_tak_dikenal"}  # of staff and of goals: no official form


def reading_of(name: str) -> Reading:
    return read((FIXTURES / f"{name}.pdf").read_bytes(), f"{name}.pdf")


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_a_printed_plan_is_read_as_it_is(name: str):
    reading = reading_of(name)
    assert reading.document.plan == ("Kabupaten Rawa Jaya", "Dinas Perhubungan", 2022)
    scores = score(TRUTH[name], rows_of(reading))
    assert {view: each.missing for view, each in scores.items() if each.missing} == {}
    assert {view: each.wrong for view, each in scores.items() if each.wrong} == {}
    assert {finding.rule for finding in reading.findings} <= _ABOUT_TABLES


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_a_fixture_is_small(name: str):
    assert (FIXTURES / f"{name}.pdf").stat().st_size < 150_000
