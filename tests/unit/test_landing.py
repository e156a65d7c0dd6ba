"""The landing zone: what counts as a document, safe keys, and taking files in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.intake import take_in
from assets.landing import list_raw, load_manifest, partition_key
from pipelines.model import Refusal


def test_documents_are_files_that_are_neither_hidden_nor_about_the_folder(tmp_path):
    for name in (
        "a.txt",
        "B.XLSX",
        "manifest.csv",
        "README.md",
        ".tersembunyi",
        "~$a.xlsx",
        "sub/c.txt",
        ".git/x",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert {found.file for found in list_raw(tmp_path).values()} == {"a.txt", "B.XLSX", "sub/c.txt"}


@pytest.mark.parametrize("name", ["renja 2022.txt", "Lampiran-1_a.xlsx", "kesehatan.txt"])
def test_a_plain_name_is_its_own_key(name):
    assert partition_key(name) == name


@given(st.text(min_size=1, max_size=300))
def test_a_key_is_safe_whatever_the_name(name):
    key = partition_key(name)
    assert key == Path(key).name
    assert ".." not in key
    assert 0 < len(key) < 100
    assert key.isprintable()


@given(st.lists(st.text("ab./ *é", min_size=1, max_size=8), unique=True))
def test_no_two_names_share_a_key(names):
    assert len({partition_key(name) for name in names}) == len(names)


def test_taking_in_copies_hashes_and_records(tmp_path):
    source = tmp_path / "rencana.txt"
    source.write_bytes(b"isi")
    raw = tmp_path / "raw"
    (taken,) = take_in([source], raw, agency="Dinas A", year=2031, received="2031-01-02")
    assert (taken.file, taken.new) == ("rencana.txt", True)
    assert (raw / "rencana.txt").read_bytes() == b"isi"
    entry = load_manifest(raw)["rencana.txt"]
    assert entry.sha256 == hashlib.sha256(b"isi").hexdigest()
    assert (entry.agency, entry.year, entry.received) == ("Dinas A", 2031, "2031-01-02")


def test_the_same_bytes_are_not_copied_again(tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_bytes(b"isi")
    second.write_bytes(b"isi")
    raw = tmp_path / "raw"
    take_in([first], raw, received="2031-01-02")
    (taken,) = take_in([second], raw, government="Kabupaten B")
    assert (taken.file, taken.new) == ("a.txt", False)
    assert [found.file for found in list_raw(raw).values()] == ["a.txt"]
    entry = load_manifest(raw)["a.txt"]
    assert (entry.government, entry.received) == ("Kabupaten B", "2031-01-02")


def test_a_corrected_file_of_the_same_name_stands_beside_the_first(tmp_path):
    source = tmp_path / "rencana.txt"
    raw = tmp_path / "raw"
    for content in (b"satu", b"dua"):
        source.write_bytes(content)
        (taken,) = take_in([source], raw)
    assert taken.file != "rencana.txt"
    assert {p.read_bytes() for p in raw.glob("*.txt")} == {b"satu", b"dua"}
    assert set(load_manifest(raw)) == {"rencana.txt", taken.file}


@pytest.mark.parametrize("name", ["tidak_ada.txt", "folder", "README.txt", "manifest.csv"])
def test_what_is_no_document_is_refused_before_anything_is_copied(tmp_path, name):
    good = tmp_path / "baik.txt"
    good.write_bytes(b"isi")
    (tmp_path / "folder").mkdir()
    for other in ("README.txt", "manifest.csv"):
        (tmp_path / other).write_text("x")
    with pytest.raises(Refusal):
        take_in([good, tmp_path / name], tmp_path / "raw")
    assert not (tmp_path / "raw").exists()


def test_a_manifest_that_is_not_text_is_told(tmp_path):
    (tmp_path / "manifest.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match="UTF-8"):
        load_manifest(tmp_path)
