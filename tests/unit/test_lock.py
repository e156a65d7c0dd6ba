"""The lock of the publisher, seen from another process."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from assets.lock import BusyError, is_held, publisher

HOLD = (
    "import sys, time, pathlib; from assets.lock import publisher\n"
    "with publisher(pathlib.Path(sys.argv[1])):\n"
    "    print('siap', flush=True); time.sleep(float(sys.argv[2]))"
)


def hold(lock: Path, seconds: float) -> subprocess.Popen:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock), str(seconds)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert other.stdout.readline().strip() == b"siap"
    return other


def test_a_holder_may_ask_again_and_is_seen(tmp_path):
    lock = tmp_path / "home" / "publisher.lock"
    assert not is_held(lock)
    with publisher(lock), publisher(lock):
        assert is_held(lock)
    assert not is_held(lock)


def test_who_is_patient_waits_and_who_is_not_is_told_the_holder(tmp_path):
    lock = tmp_path / "publisher.lock"
    with hold(lock, 1.0) as other:
        with pytest.raises(BusyError, match=f"pid {other.pid}"), publisher(lock):
            pass
        began = time.monotonic()
        with publisher(lock, patience=30):
            assert time.monotonic() - began < 20


def test_a_lock_dies_with_its_process(tmp_path):
    lock = tmp_path / "publisher.lock"
    with hold(lock, 60) as other:
        assert is_held(lock)
        other.kill()
    assert not is_held(lock)
