"""Taking new documents into the landing zone: copy, hash the copy, record it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assets.landing import is_ignored, list_raw, load_manifest
from pipelines.manifest import MANIFEST_NAME, file_key, format_manifest
from pipelines.model import ManifestEntry, Refusal


@dataclass(frozen=True)
class Taken:
    """A file now in the landing zone; ``new`` is false where it held these bytes already."""

    source: Path
    file: str
    new: bool


def take_in(
    sources: Iterable[Path],
    raw: Path,
    *,
    government: str = "",
    agency: str = "",
    year: int | None = None,
    received: str = "",
) -> list[Taken]:
    """Copy files into the landing zone and record the copies in its manifest.

    Bytes that are there already change nothing but what is said of them. A corrected file
    of a name that is there already gets a name of its own: both stay.
    """
    sources = list(sources)
    for source in sources:
        _check(source)
    raw.mkdir(parents=True, exist_ok=True)
    entries = load_manifest(raw)
    taken: list[Taken] = []
    for source in sources:
        arrival, digest = _copy(source, raw)
        entry = entries.get(arrival.file, ManifestEntry(arrival.file, received=received))
        entries[arrival.file] = replace(
            entry,
            sha256=digest,
            government=government or entry.government,
            agency=agency or entry.agency,
            year=entry.year if year is None else year,
            source=entry.source or "renja ingest",
        )
        taken.append(arrival)
    text = format_manifest(entries.values())
    waiting = raw / f".{MANIFEST_NAME}.baru"
    waiting.write_text(text, encoding="utf-8", newline="")
    waiting.replace(raw / MANIFEST_NAME)
    return taken


def _check(source: Path) -> None:
    if not source.is_file():
        raise Refusal(
            f"{source}: berkas ini tidak ada, atau bukan berkas biasa; periksa namanya",
            f"{source}: there is no such file, or it is not a regular one; check its name",
            rule="tidak_terbaca",
        )
    if is_ignored(source.name):
        raise Refusal(
            f"{source.name}: berkas bernama ini tidak dibaca sebagai dokumen; ganti namanya",
            f"{source.name}: a file of this name is not read as a document; rename it",
            rule="nama_berkas",
        )


def _copy(source: Path, raw: Path) -> tuple[Taken, str]:
    """Put a copy of the file in place and hash that copy."""
    waiting = raw / f".{source.name}.baru"
    try:
        shutil.copyfile(source, waiting)
        digest = _sha256(waiting)
        present = _same_bytes(raw, digest, waiting.stat().st_size)
        if present is not None:
            return Taken(source, present, new=False), digest
        name = source.name
        if (raw / name).exists():
            name = f"{source.stem}-{digest[:8]}{source.suffix}"
        waiting.replace(raw / name)
        return Taken(source, file_key(name), new=True), digest
    finally:
        waiting.unlink(missing_ok=True)


def _same_bytes(raw: Path, digest: str, size: int) -> str | None:
    """The document in the landing zone that holds these bytes already."""
    for found in list_raw(raw).values():
        path = found.path
        same = path.is_file() and path.stat().st_size == size and _sha256(path) == digest
        if same and path.resolve().is_relative_to(raw.resolve()):
            return found.file
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
