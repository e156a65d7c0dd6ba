"""Codes: shape, level, parent, scheme."""

import pytest

from pipelines import codes


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("1", "urusan", None),
        ("1.06", "bidang", "1"),
        ("1.06.02", "program", "1.06"),
        ("1.06.02.2.01", "kegiatan", "1.06.02"),
        ("1.06.02.2.01.01", "sub_kegiatan", "1.06.02.2.01"),
        ("1.06.02.2.01.0001", "sub_kegiatan", "1.06.02.2.01"),
    ],
)
def test_the_shape_of_a_code_says_its_level_and_its_parent(code, level, parent):
    assert codes.level_of(code) == level
    assert codes.parent_of(code) == parent


@pytest.mark.parametrize("code", ["XX", "01.00", "1.6.2", "1.06.02.3.01", "1.06.02.2.01.001", ""])
def test_other_shapes_are_no_valid_codes(code):
    assert codes.level_of(code) is None


def test_a_code_in_front_of_a_name_is_split_off():
    assert codes.split_leading_code("1.06.01 PROGRAM X") == ("1.06.01", "PROGRAM X")
    assert codes.split_leading_code("Program X") is None


def test_the_first_new_scheme_stands_unless_codes_or_manifest_say_otherwise():
    short = ["1.06.02.2.01.01"] * 3
    long = ["1.06.02.2.01.0001"] * 3
    assert codes.new_scheme(short, 2025) == "permendagri-90-2019"
    assert codes.new_scheme(long, 2025) == "kepmendagri-900.1.15.5-1317-2023"
    assert codes.new_scheme(long, 2023) == "permendagri-90-2019"
    assert codes.new_scheme(short, 2022, "kepmendagri-050-5889-2021") == "kepmendagri-050-5889-2021"


def test_a_section_of_2020_is_in_the_old_scheme():
    assert codes.scheme_of_year(2020, codes.NEW_SCHEME) == codes.OLD_SCHEME
    assert codes.scheme_of_year(2021, codes.NEW_SCHEME) == codes.NEW_SCHEME
