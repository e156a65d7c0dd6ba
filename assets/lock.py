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
def publisher(lock: Path) -> Iterator[None]:
    """Hold the right to publish; a process that holds it may ask again."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    note = lock.with_suffix(".txt")
    held = FileLock(lock, timeout=0, thread_local=False, is_singleton=True)
    try:
        held.acquire()
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
