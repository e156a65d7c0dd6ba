"""Only one publisher at a time: a lock file under the home that dies with its process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


class BusyError(Exception):
    """Another process publishes to this home at the moment."""

    def __init__(self, holder: str) -> None:
        self.reason = (
            f"renja lain sedang menerbitkan dari home ini ({holder}); tunggu sampai selesai, "
            "atau pakai --home lain"
        )
        self.reason_en = (
            f"another renja is publishing from this home ({holder}); wait until it has "
            "finished, or use another --home"
        )
        super().__init__(f"{self.reason} / {self.reason_en}")


@contextmanager
def publisher(lock: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the right to publish; a process that holds it may ask again.

    Another process is waited for up to ``patience`` seconds, then :class:`BusyError`.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    note = lock.with_suffix(".txt")
    held = FileLock(lock, timeout=0, thread_local=False, is_singleton=True)
    try:
        held.acquire(timeout=patience)
    except Timeout as error:
        holder = note.read_text(encoding="utf-8") if note.is_file() else "?"
        raise BusyError(holder) from error
    try:
        if held.lock_counter == 1:
            since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            note.write_text(f"pid {os.getpid()}, {since}", encoding="utf-8")
        yield
    finally:
        held.release()


def is_held(lock: Path) -> bool:
    """Whether some process, this one included, holds the right to publish."""
    trial = FileLock(lock, timeout=0, thread_local=False)
    if not lock.parent.is_dir():
        return False
    try:
        trial.acquire()
    except Timeout:
        return True
    trial.release()
    return False
