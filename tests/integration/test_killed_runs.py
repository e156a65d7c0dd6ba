"""A run that is killed at any moment leaves a whole release, and the next run ends the work.

A reader polls the warehouse all the while: what it sees is one release or the next, never
a mixture. The ordinary run kills twice, ``--long`` twenty.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from landing_zone import ROOT, landing_zone, small_plan
from sqlalchemy import create_engine

from assets.settings import Settings

RENJA = "import sys; sys.argv[0] = 'renja'; from assets.cli import main; main()"
SEED = 20220802
#: What a run prints when it begins a stage; it is killed some time after one of them.
STAGES = ("receiving", "reading cells", "conforming", "staging", "checking", "publishing")
POLL_SECONDS = 0.02

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed as on Unix")


@dataclass
class Polls:
    """What a reader saw: how often each release, and with which content."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


@contextmanager
def reader(settings: Settings) -> Iterator[Polls]:
    """A reader that polls the warehouse until the block ends."""
    polls, stop = Polls(), threading.Event()

    def poll() -> None:
        while not stop.is_set():
            try:
                polls.seen[state(settings)] += 1
            except Exception as error:
                polls.errors.append(repr(error))
            time.sleep(POLL_SECONDS)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield polls
    finally:
        stop.set()
        thread.join()


def state(settings: Settings) -> tuple[str, str]:
    """The release that stands and a digest of the facts in the views, read in one transaction."""
    engine = create_engine(settings.warehouse_url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            release = connection.exec_driver_sql(
                "SELECT content_hash FROM release ORDER BY sequence DESC LIMIT 1"
            ).scalar_one()
            digest = hashlib.sha256()
            for view, column in (
                ("bi_anggaran", "rupiah"),
                ("bi_belanja", "rupiah"),
                ("bi_kinerja", "nilai"),
            ):
                query = f"SELECT fact_id, {column}, status FROM {view} ORDER BY fact_id"
                for row in connection.exec_driver_sql(query):
                    digest.update(repr(tuple(row)).encode())
            return release, digest.hexdigest()
    finally:
        engine.dispose()


def start(settings: Settings) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RENJA, "run"]
    environment = {**os.environ, **settings.environment(), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill_somewhere(settings: Settings, rng: random.Random) -> bool:
    """Start a run and kill it some time after a stage began; False where it was done before."""
    stage, delay = rng.choice(STAGES), rng.uniform(0, 0.7)
    process = start(settings)
    assert process.stderr is not None
    for line in process.stderr:
        if stage in line:
            break
    time.sleep(delay)
    alive = process.poll() is None
    process.kill()
    process.wait()
    process.stderr.close()
    return alive


def run(settings: Settings) -> str:
    """A run to its end; the content hash of what stands."""
    environment = {**os.environ, **settings.environment(), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", RENJA, "run", "--json"],
        env=environment,
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    content_hash: str = json.loads(done.stdout)["content_hash"]
    return content_hash


def plans(names: str) -> dict[str, str]:
    return {name.casefold(): small_plan(f"DINAS {name}") for name in names}


def change(settings: Settings, names: str) -> None:
    """Make these plans, and no others, lie in the landing zone."""
    for path in settings.raw.glob("*.txt"):
        path.unlink()
    for name, text in plans(names).items():
        (settings.raw / f"{name}.txt").write_text(text, encoding="utf-8")


def undisturbed(folder: Path, names: str) -> str:
    settings = landing_zone(folder, **plans(names))
    content_hash = run(settings)
    shutil.rmtree(folder)
    return content_hash


@pytest.mark.parametrize(
    "kills", [2, pytest.param(20, marks=pytest.mark.long)], ids=["two", "twenty"]
)
def test_a_killed_run_leaves_a_whole_release_and_the_next_ends_the_work(tmp_path, kills):
    rng = random.Random(SEED)
    few, more = "A", "ABC"
    hashes = {names: undisturbed(tmp_path / f"tenang-{names}", names) for names in (few, more)}
    settings = landing_zone(tmp_path / "terganggu", **plans(few))
    assert run(settings) == hashes[few]

    killed = 0
    with reader(settings) as polls:
        wanted = few
        while killed < kills:
            if state(settings)[0] == hashes[wanted]:
                wanted = more if wanted == few else few
                change(settings, wanted)
            killed += kill_somewhere(settings, rng)
        change(settings, more)
        assert run(settings) == hashes[more]

    assert polls.errors == []
    assert {release for release, _ in polls.seen} <= set(hashes.values())
    # One content for each release, whole: nothing was seen while it was being replaced.
    assert len(polls.seen) == len({release for release, _ in polls.seen})
    assert sum(polls.seen.values()) > 10 * kills
    print(f"{killed} kills, {sum(polls.seen.values())} polls, releases seen: {dict(polls.seen)}")
