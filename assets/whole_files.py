"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def replace_whole(path: Path, text: str) -> None:
    """Write a text file so that it is never seen half written; its permissions stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, waiting = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".baru")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        if path.exists():
            Path(waiting).chmod(path.stat().st_mode)
        else:
            Path(waiting).chmod(0o644)
        Path(waiting).replace(path)
    finally:
        Path(waiting).unlink(missing_ok=True)


def keep_earlier(path: Path) -> Path | None:
    """Put aside a file that is about to be written again: it may hold a person's answers.

    The new name of the earlier file, None where there is none.
    """
    if not path.is_file():
        return None
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y%m%d-%H%M%S")
    aside = path.with_stem(f"{path.stem}-{moment}")
    path.replace(aside)
    return aside
