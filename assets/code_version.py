"""The version of the code that reads and publishes: a hash of its source files.

A document is read again when the code that reads it has changed, and a release records
which code made it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipelines.layouts import own_layouts

_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = frozenset({".py", ".yaml", ".csv"})


@cache
def code_version(*places: str) -> str:
    """First 12 hexadecimal digits of a hash over the source and data files in the places."""
    digest = hashlib.sha256()
    for place in places:
        folder = _ROOT / place
        for path in [folder] if folder.is_file() else sorted(folder.rglob("*")):
            if path.suffix in _SOURCES and path.is_file():
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
                # Line ends differ between checkouts, not the code.
                digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def reading_version() -> str:
    """Of everything that decides what is read from a document: also the officers' own layouts."""
    code = code_version(
        "pipelines", "expectations", "warehouse/reference", "assets/stages", "assets/artifacts.py"
    )
    own = own_layouts().mark
    return hashlib.sha256(f"{code} {own}".encode()).hexdigest()[:12] if own else code


def release_version() -> str:
    """Of everything that decides what a release holds."""
    return code_version("pipelines", "expectations", "warehouse", "assets/stages")
