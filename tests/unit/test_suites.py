"""The suite files, and what becomes of an expectation that cannot be met, asked or run."""

from __future__ import annotations

import pandas as pd
import pytest

from expectations.form_frames import FORMS
from expectations.outcome import Kind
from expectations.suite_files import (
    Expectation,
    Suite,
    SuiteFileError,
    load_suites,
    suite_version,
)
from expectations.validation import Validator, validate
from pipelines.layouts import load_layouts
from warehouse.views import FACT_VIEWS, VIEWS


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def expectation(kind: str, name: str = "contoh", severity: str = "critical", **said) -> Expectation:
    ours = {word: said.pop(word) for word in ("where", "may_be_null") if word in said}
    return Expectation(name, f"expect_{kind}", said, severity, "arti", "meaning", **ours)


def outcome(frame, *expectations: Expectation, min_rows: int = 0, name: str = "contoh"):
    made = validate(Validator(), Suite(name, "arti", "meaning", expectations), frame, min_rows)
    return made[0] if len(made) == 1 else made


PATTERN = expectation("column_values_to_match_regex", column="kode", regex="^[0-9]+$")
ROWS = expectation("table_row_count_to_be_between", "tidak_kosong", min_value=1)
CODES = pd.DataFrame(
    {
        "dokumen": ["a.txt"] * 3,
        "alamat": ["baris 1 kolom 1", "baris 2 kolom 1", "baris 3 kolom 1"],
        "kode": ["1", "XX", None],
    }
)


def test_there_is_a_suite_for_every_form_and_for_every_published_view():
    suites = set(load_suites())
    assert {view.name for view in VIEWS} <= suites
    assert {layout.form for layout in load_layouts()} <= suites
    assert set(FACT_VIEWS) <= suites
    assert FORMS in suites


def test_every_expectation_says_what_it_means_in_both_languages():
    for suite in load_suites().values():
        assert suite.meaning
        assert suite.meaning_en
        for item in suite.expectations:
            assert item.meaning.endswith("."), f"{suite.name}.{item.name}"
            assert item.meaning_en.endswith("."), f"{suite.name}.{item.name}"


def test_a_row_that_fails_is_named_with_its_cells():
    found = outcome(CODES, PATTERN)
    assert (found.kind, found.examined, found.failures) == (Kind.FAILED, 2, 1)
    (row,) = found.rows
    assert (row.document, row.address, row.value) == ("a.txt", "baris 2 kolom 1", "kode=XX")


def test_all_failing_rows_are_kept_however_many_there_are():
    frame = pd.DataFrame({"kode": ["XX"] * 1234})
    found = outcome(frame, PATTERN)
    assert (found.failures, len(found.rows)) == (1234, 1234)


def test_an_empty_frame_is_told_as_empty_where_there_must_be_rows():
    empty = CODES.iloc[:0]
    asked, other = outcome(empty, ROWS, PATTERN, min_rows=1)
    assert (asked.kind, other.kind) == (Kind.EMPTY, Kind.PASSED)
    assert outcome(empty, PATTERN, min_rows=1).kind is Kind.EMPTY
    assert outcome(empty, PATTERN).passed


def test_a_column_of_nulls_does_not_pass_a_pattern():
    nulls = CODES.assign(kode=None)
    found = outcome(nulls, PATTERN)
    assert found.kind is Kind.ALL_NULL
    assert "kolomnya kosong seluruhnya: kode" in found.told()[0]
    lenient = expectation(
        "column_values_to_match_regex", column="kode", regex="^[0-9]+$", may_be_null=True
    )
    assert outcome(nulls, lenient).passed


def test_a_missing_column_and_a_missing_table_are_told_as_missing():
    assert outcome(CODES.drop(columns="kode"), PATTERN).kind is Kind.NO_COLUMN
    condition = expectation(
        "column_values_to_not_be_null", column="kode", where={"column": "fase", "equals": "x"}
    )
    assert outcome(CODES, condition).observed == "fase"
    assert outcome(None, PATTERN).kind is Kind.NO_TABLE


def test_a_rule_that_crashes_is_told_as_broken_and_the_others_are_still_checked():
    crashing = expectation(
        "column_values_to_match_regex", "rusak", column="kode", regex="^[0-9", severity="critical"
    )
    broken, sound = outcome(CODES, crashing, ROWS)
    assert broken.kind is Kind.BROKEN
    assert broken.blocks
    assert "pemeriksaannya sendiri rusak" in broken.told()[0]
    assert sound.passed


def test_a_library_that_crashes_leaves_every_check_broken(monkeypatch):
    def crash(*_):
        raise MemoryError

    monkeypatch.setattr(Validator, "run", crash)
    assert {found.kind for found in outcome(CODES, PATTERN, ROWS)} == {Kind.BROKEN}


def test_an_expectation_may_be_about_some_rows_only():
    only = expectation(
        "column_values_to_not_be_null",
        column="kode",
        where={"column": "dokumen", "is_in": ["b.txt"]},
    )
    found = outcome(CODES, only)
    assert (found.kind, found.examined) == (Kind.PASSED, 0)


def test_two_expectations_of_one_kind_about_one_column_are_both_asked(validator):
    least = expectation("column_values_to_be_between", "a", column="n", min_value=0)
    most = expectation("column_values_to_be_between", "b", column="n", max_value=9)
    frame = pd.DataFrame({"n": [-1, 5, 10]})
    suite = Suite("dua", "arti", "meaning", (least, most))
    low, high = validate(validator, suite, frame)
    assert (low.rows[0].value, high.rows[0].value) == ("n=-1", "n=10")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("arti: a\nmeaning: b\nexpectations: {x: {expect: y}}", "x: write severity"),
        (
            "arti: a\nmeaning: b\nexpectations:\n  x: {expect: y, severity: parah, pesan: p, "
            "message_en: m}",
            "severity is one of",
        ),
        ("arti: a\nmeaning: b\ninclude: [lain]", "no group 'lain'"),
        (
            "arti: a\nmeaning: b\nexpectations:\n  x: {expect: y, severity: info, pesan: p, "
            "message_en: m, where: {kolom: a}}",
            "where has a column",
        ),
        ("- a", "named entries"),
    ],
)
def test_a_suite_file_that_cannot_be_used_says_why(tmp_path, text, message):
    (tmp_path / "shared.yaml").write_text("facts: {}\n", encoding="utf-8")
    (tmp_path / "T-C.99.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteFileError, match=message):
        load_suites(tmp_path)


def test_the_version_of_the_suites_changes_with_any_of_them(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    before = suite_version(tmp_path)
    file.write_bytes(b"a: 1\r\n")
    suite_version.cache_clear()
    assert suite_version(tmp_path) == before
    file.write_text("a: 2\n", encoding="utf-8")
    suite_version.cache_clear()
    assert suite_version(tmp_path) != before
