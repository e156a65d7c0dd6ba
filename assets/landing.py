"""The landing zone: which documents lie under ``raw/``, and what each holds."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.artifacts import Received
from assets.code_version import reading_version
from assets.faults import PassingFaultError, is_passing
from assets.reviewed import NOTHING_REVIEWED, Reviewed
from assets.settings import find_limits
from pipelines.codes import schemes
from pipelines.manifest import MANIFEST_NAME, file_key, read_manifest
from pipelines.model import ManifestEntry, Refusal
from pipelines.readers.refusals import too_large

_IGNORED = frozenset({MANIFEST_NAME, "thumbs.db", "desktop.ini"})
#: What browsers, office programs and copying tools call a file that is not finished.
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", "~")
_UNSAFE = re.compile(r"[^\w.\- ]")
_KEY_LENGTH = 80


@dataclass(frozen=True)
class RawFile:
    """A file under the landing zone. ``key`` is its name made safe for a partition."""

    file: str
    key: str
    path: Path


def list_raw(raw: Path) -> dict[str, RawFile]:
    """Every document under the folder by key.

    Hidden and unfinished files, the manifest and README are none. A subfolder that may not be
    opened is listed like a file, to be refused. Raises OSError where the folder cannot be
    listed for another reason: nothing may look as if it were gone.
    """
    found: dict[str, RawFile] = {}
    for path in sorted(_walk(raw)):
        name = path.relative_to(raw).as_posix()
        file = file_key(os.fsencode(name).decode("utf-8", "replace"))
        key = partition_key(file)
        if key in found:
            # Two spellings of one name (composed and decomposed letters).
            stem, dot, suffix = file.rpartition(".")
            file = f"{stem} (2).{suffix}" if dot else f"{file} (2)"
            key = partition_key(name + "\0")
        found[key] = RawFile(file, key, path)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []

    def failed(error: OSError) -> None:
        if isinstance(error, FileNotFoundError):
            return
        if not isinstance(error, PermissionError) or Path(error.filename) == folder:
            raise error
        closed.append(Path(error.filename))

    for parent, folders, files in os.walk(folder, onerror=failed):
        # A linked folder is listed like a file (and refused): links are not followed.
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        folders[:] = [name for name in folders if not _is_hidden(name) and name not in linked]
        yield from (Path(parent) / name for name in [*files, *linked] if not is_ignored(name))
    yield from closed


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def is_ignored(name: str) -> bool:
    """Whether a file of this name is never a document."""
    folded = name.casefold()
    return (
        _is_hidden(name)
        or folded in _IGNORED
        or folded.startswith("readme")
        or folded.endswith(_UNFINISHED)
    )


def partition_key(file: str) -> str:
    """A file's name as a partition key: safe in a path and on a command line, never shared."""
    safe = _UNSAFE.sub("_", file).strip(". ")
    while ".." in safe:
        safe = safe.replace("..", "_")
    safe = safe[:_KEY_LENGTH].strip(". ")
    if safe == file:
        return file
    suffix = hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'dokumen'}-{suffix}"


def load_manifest(raw: Path) -> dict[str, ManifestEntry]:
    """The manifest of a landing zone; empty where there is none."""
    path = raw / MANIFEST_NAME
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        return read_manifest(text, [scheme["id"] for scheme in schemes()])
    except UnicodeDecodeError as error:
        raise Refusal(
            f"{MANIFEST_NAME} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
            f"{MANIFEST_NAME} is not UTF-8 text; save it again as CSV UTF-8",
            rule="manifes_salah",
        ) from error


def receive(
    raw: Path, found: RawFile, entry: ManifestEntry | None, patient: bool = False
) -> Received:
    """The bytes of one document; refused where they are not the sender's, or out of reach.

    A ``patient`` caller asks again: a fault that may pass, such as a network drive out of
    reach, is then raised as :class:`PassingFaultError` and refuses nothing.
    """
    if not found.path.resolve().is_relative_to(raw.resolve()):
        raise Refusal(
            "berkas ini tautan ke luar folder raw; salin berkasnya sendiri ke dalam raw",
            "this file is a link out of the raw folder; copy the file itself into raw",
            rule="di_luar_raw",
        )
    try:
        status = found.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refusal(
                "ini bukan berkas biasa; salin berkasnya sendiri ke dalam raw",
                "this is not a regular file; copy the file itself into raw",
                rule="bukan_berkas",
            )
        limits = find_limits()
        if status.st_size > limits.file_bytes:
            raise too_large(status.st_size, limits)
        data = found.path.read_bytes()
    except OSError as error:
        if patient and is_passing(error):
            raise PassingFaultError(f"{found.file}: {error.strerror}") from error
        raise Refusal(
            f"berkas tidak dapat dibuka ({error.strerror}); periksa izin dan medianya",
            f"the file cannot be opened ({error.strerror}); check its permissions and disk",
            rule="tidak_terbaca",
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if not is_as_recorded(digest, entry):
        assert entry is not None
        raise Refusal(
            f"isi berkas bukan yang dicatat manifes: sha256 berkas {digest}, manifes "
            f"{entry.sha256}; minta berkas yang benar, atau perbaiki {MANIFEST_NAME}",
            f"the file is not the one the manifest records: its sha256 is {digest}, the "
            f"manifest's {entry.sha256}; ask for the right file, or correct {MANIFEST_NAME}",
            rule="sha256_manifes",
        )
    return Received(found.file, digest, entry, data)


def is_as_recorded(digest: str, entry: ManifestEntry | None) -> bool:
    """Whether the bytes are those that the manifest records, where it records any."""
    return entry is None or entry.sha256 in ("", digest)


def fingerprint(received: Received, reviewed: Reviewed = NOTHING_REVIEWED) -> str:
    """What decides all that is read from a document: bytes, manifest entry, limits, code, and the
    corrections and overrides that may be about it."""
    return fingerprint_of(received.file, received.sha256, received.entry, reviewed)


def fingerprint_of(
    file: str, sha256: str, entry: ManifestEntry | None, reviewed: Reviewed = NOTHING_REVIEWED
) -> str:
    """The same, of a document whose bytes are not at hand."""
    said: tuple[object, ...] = (file, sha256, entry, find_limits())
    decided = reviewed.about(file, sha256, entry)
    if decided:
        said = (*said, decided)
    return f"{reading_version()}-{hashlib.sha256(repr(said).encode()).hexdigest()}"


def is_current(mark: str) -> bool:
    """Whether something with this fingerprint was read by the code as it is now."""
    return mark.startswith(f"{reading_version()}-")
