"""Files for Excel: text cannot become a formula, and a workbook is fit to be read."""

from __future__ import annotations

import csv
import gc

import pytest
from openpyxl import load_workbook

from assets.cli.export import safe, write_csv, write_xlsx

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


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_workbook_that_cannot_be_written_leaves_nothing_open(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write_xlsx(tmp_path / "tidak" / "ada.xlsx", "Temuan", ["a"], [["b"]], [10])
    gc.collect()


def test_the_workbook_has_a_header_that_stays_and_widths(tmp_path):
    path = tmp_path / "temuan.xlsx"
    write_xlsx(path, "Temuan", ["a", "b", "c", "d"], ROWS, [10, 20, 30, 40])
    sheet = load_workbook(path)["Temuan"]
    assert [cell.value for cell in sheet[2]] == ["'=1+1", "'-", 12, None]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert sheet["A1"].font.bold
    assert [sheet.column_dimensions[c].width for c in "ABCD"] == [10, 20, 30, 40]
