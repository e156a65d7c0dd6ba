"""What the sensor remembers: a file counts once it stays as it is."""

from __future__ import annotations

import os

import pytest

from assets.landing import list_raw
from assets.unattended import watch as watch_module
from assets.unattended.watch import Watch, content_mark

SETTLE = 10


class Folder:
    """A landing zone that is looked at, at times that the test says."""

    def __init__(self, raw) -> None:
        self.raw, self.watch, self.place = raw / "raw", Watch(), raw / "watch.json"
        self.raw.mkdir()

    def look(self, now: float) -> set[str]:
        """Look, store and restore what is remembered, and tell which files are settled."""
        found = list_raw(self.raw)
        self.watch.look_at(self.raw, found, now)
        self.watch = Watch.load(self.watch.store(self.place), self.place, now)
        return {key for key in found if self.watch.is_settled(self.watch.files[key], now, SETTLE)}

    def marks(self, in_time=lambda: True):
        return self.watch.marks(self.raw, list_raw(self.raw), {}, in_time)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_a_file_that_grows_is_not_settled_until_it_stops(folder):
    file = folder.raw / "a.txt"
    file.write_text("satu")
    assert folder.look(0) == set()
    assert folder.look(SETTLE - 1) == set()
    file.write_text("satu dua")
    assert folder.look(SETTLE) == set()
    assert folder.look(2 * SETTLE - 1) == set()
    assert folder.look(2 * SETTLE) == {"a.txt"}


def test_a_change_of_the_same_size_is_seen_by_its_time(folder):
    file = folder.raw / "a.txt"
    file.write_text("satu")
    folder.look(0)
    file.write_text("sati")
    os.utime(file, (1, 1))
    assert folder.look(SETTLE) == set()


def test_a_file_is_hashed_once_as_long_as_it_stays(folder, monkeypatch):
    read = []
    receive = watch_module.receive
    monkeypatch.setattr(
        watch_module, "receive", lambda *a, **k: (read.append(a[1].file), receive(*a, **k))[1]
    )
    (folder.raw / "a.txt").write_text("satu")
    folder.look(0)
    first = folder.marks()
    folder.look(1)
    assert folder.marks() == first
    assert read == ["a.txt"]


def test_what_takes_too_long_is_left_for_the_next_look(folder):
    (folder.raw / "a.txt").write_text("satu")
    folder.look(0)
    assert folder.marks(in_time=lambda: False) == {}
    assert set(folder.marks()) == {"a.txt"}


def test_a_file_out_of_reach_has_a_mark_that_changes_with_it(folder):
    link = folder.raw / "a.txt"
    try:
        link.symlink_to("/")
    except OSError:
        pytest.skip("this system does not let us make symbolic links")
    folder.look(0)
    before = folder.marks()["a.txt"]
    assert before.refused
    link.unlink()
    link.write_text("satu")
    folder.look(1)
    assert folder.marks()["a.txt"] != before


@pytest.mark.parametrize("cursor", [None, "", "bukan json", "{}", '{"files": 3}', "[]"])
def test_a_cursor_that_says_nothing_begins_anew_with_other_run_keys(cursor, tmp_path):
    first, second = (Watch.load(cursor, tmp_path / "watch.json", now) for now in (1, 2))
    assert first.next_asked("x", 1).run_key != second.next_asked("x", 2).run_key


@pytest.mark.parametrize("kept", ["", "bukan json", "{}", '{"files": 3}', "[]"])
def test_looks_that_cannot_be_read_are_looks_at_new_files(folder, kept):
    (folder.raw / "a.txt").write_text("satu")
    folder.look(0)
    folder.place.write_text(kept)
    folder.watch = Watch.load(None, folder.place, 0)
    assert folder.look(SETTLE) == set()
    assert folder.look(2 * SETTLE) == {"a.txt"}


def test_the_same_content_asked_for_again_is_counted():
    watch = Watch()
    watch.asked = watch.next_asked("x", 1)
    assert watch.next_asked("x", 2).tries == 2
    assert watch.next_asked("y", 2).tries == 1


def test_the_content_of_a_landing_zone_does_not_hang_on_an_order():
    assert content_mark("v", {"a": "1", "b": "2"}) == content_mark("v", {"b": "2", "a": "1"})
    assert content_mark("v", {"a": "1"}) != content_mark("w", {"a": "1"})
