"""The three names that a proposal prints in one cell."""

from pipelines.conformed.proposals import split_names


def test_three_lines_are_the_three_names():
    names = split_names(["PROGRAM SEKOLAH", "Pengelolaan Sekolah", "Pengadaan Buku"], [])
    assert (names.program, names.kegiatan, names.sub_kegiatan) == (
        "PROGRAM SEKOLAH", "Pengelolaan Sekolah", "Pengadaan Buku",
    )  # fmt: skip
    assert names.certain


def test_a_name_wrapped_over_three_lines_is_not_three_names():
    assert not split_names(["PROGRAM", "PENDIDIKAN DASAR DAN", "MENENGAH"], []).certain
