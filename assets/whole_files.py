"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_whole(path: Path, text: str) -> None:
    """Write a text file so that it is never seen half written; its permissions stay."""
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
