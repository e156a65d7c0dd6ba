"""Files for Excel: text cannot become a formula."""

from __future__ import annotations

import csv

import pytest

from assets.cli.export import safe, write_csv

ROWS = [["=1+1", "-", 12, None], ["teks", "@x", -3, "a\x0bb"]]


@pytest.mark.parametrize("text", ["=1+1", "+62", "-", "@nama", "\tx", "\rx"])
def test_text_that_looks_like_a_formula_is_escaped(text):
    assert safe(text) == "'" + text


@pytest.mark.parametrize("value", ["teks", "a=b", "", 5, -5, None, 1.5])
def test_everything_else_stays(value):
    assert safe(value) == value


def test_csv_reads_back(tmp_path):
    path = tmp_path / "temuan.csv"
    write_csv(path, ["a", "b", "c", "d"], ROWS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [
            ["a", "b", "c", "d"],
            ["'=1+1", "'-", "12", ""],
            ["teks", "'@x", "-3", "ab"],
        ]
