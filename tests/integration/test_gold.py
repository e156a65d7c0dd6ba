"""What is published agrees with hand-checked truth (``tests/gold.py`` prints the table)."""

from __future__ import annotations

import gold
import pytest

pytestmark = pytest.mark.skipif(
    not gold.SECOND_TRUTH.is_dir(), reason="the truth beside the project (../shared) is not here"
)

#: What the truth holds beyond the document or the product's present rules.
EXPLAINED_MISSING = {
    "Tabel 3.1, kode": 1,  # the document prints a sibling's code; the right one is not in it
}
#: Nodes that the forms print with their codes; the truth holds the list of codes alone.
EXPLAINED_EXTRA = {
    "Tabel 3.1, kode": 1,
    "bi_nomenklatur (2023)": 2,
    "bi_nomenklatur (xlsx)": 2,
    "bi_nomenklatur (pdf)": 2,
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    return gold.score_all(tmp_path_factory.mktemp("gold"))


def test_every_row_of_the_truth_is_published(scores):
    missing = {score.table: len(score.missing) for score in scores if score.missing}
    assert missing == EXPLAINED_MISSING


def test_nothing_beyond_the_truth_is_published(scores):
    extra = {score.table: len(score.extra) for score in scores if score.extra}
    assert extra == EXPLAINED_EXTRA
