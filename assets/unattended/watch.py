"""What the sensor remembers of the landing zone, and what it makes of it. Nothing is run here.

A file counts when it is stable: its size and times have not changed for a while. What must be
read is then decided by content, not by time: a document whose fingerprint (bytes, manifest
entry, code) is not the one that was read last. The bytes of a file are hashed when its size
or times change, and not otherwise.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path

from assets.code_version import reading_version
from assets.faults import PassingFaultError
from assets.landing import RawFile, fingerprint_of, is_as_recorded, receive
from assets.reviewed import NOTHING_REVIEWED, Reviewed
from pipelines.manifest import MANIFEST_NAME
from pipelines.model import ManifestEntry, Refusal

#: Size, time of the last change of content, time of the last change of the entry.
Look = list[int]


@dataclass
class Seen:
    """A file as it was at the last look; ``since`` is when it first looked so (seconds).

    ``sha256`` is empty where the bytes have not been hashed, or are out of reach.
    """

    look: Look
    since: float
    sha256: str = ""


@dataclass
class Asked:
    """The last run that was asked for. ``tries`` counts runs asked for the same ``content``."""

    run_key: str
    content: str
    at: float
    tries: int = 1


@dataclass
class Watch:
    """All that is remembered from look to look.

    The cursor, which the UI shows, holds what was asked for. How the files looked, which may
    be much, lies in a file of the home; without it every file is looked at as a new one.
    """

    born: int = 0
    count: int = 0
    asked: Asked | None = None
    suspects: list[str] = field(default_factory=list)
    told: str = ""
    files: dict[str, Seen] = field(default_factory=dict)
    manifest: Seen | None = None
    refused: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def load(cursor: str | None, place: Path, now: float) -> Watch:
        """What was remembered; a new watch where there is nothing readable."""
        try:
            said = json.loads(cursor or "")
            asked = Asked(**said["asked"]) if said["asked"] else None
            watch = Watch(said["born"], said["count"], asked, said["suspects"], said["told"])
        except (ValueError, TypeError, KeyError):
            # Run keys of a cursor that somebody has reset must not come again.
            watch = Watch(born=int(now))
        try:
            seen = json.loads(place.read_text(encoding="utf-8"))
            watch.files = {key: Seen(*parts) for key, parts in seen["files"].items()}
            watch.manifest = Seen(*seen["manifest"]) if seen["manifest"] else None
            watch.refused = dict(seen["refused"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            watch.files, watch.manifest, watch.refused = {}, None, {}
        return watch

    def store(self, place: Path) -> str:
        """Keep the looks in their file; returns the cursor."""
        seen = {
            "files": {key: astuple(seen) for key, seen in self.files.items()},
            "manifest": self.manifest and astuple(self.manifest),
            "refused": self.refused,
        }
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting = place.with_suffix(".baru")
        waiting.write_text(json.dumps(seen), encoding="utf-8")
        waiting.replace(place)
        asked = self.asked and asdict(self.asked)
        return json.dumps(
            {
                "born": self.born,
                "count": self.count,
                "asked": asked,
                "suspects": self.suspects,
                "told": self.told,
            }
        )

    def look_at(self, raw: Path, found: Mapping[str, RawFile], now: float) -> None:
        """Note how every file looks now; those that are gone are forgotten."""
        self.files = {
            key: _compare(self.files.get(key), item.path, now) for key, item in found.items()
        }
        self.refused = {key: mark for key, mark in self.refused.items() if key in found}
        self.manifest = _compare(self.manifest, raw / MANIFEST_NAME, now)

    def is_settled(self, seen: Seen | None, now: float, settle: float) -> bool:
        """Whether a file has looked the same for ``settle`` seconds."""
        return seen is None or now - seen.since >= settle

    def marks(
        self,
        raw: Path,
        found: Mapping[str, RawFile],
        entries: Mapping[str, ManifestEntry],
        in_time: Callable[[], bool],
        reviewed: Reviewed = NOTHING_REVIEWED,
    ) -> dict[str, Mark]:
        """What should have been read of each of these settled files.

        Where hashing takes too long the rest is left for the next look.
        """
        marks: dict[str, Mark] = {}
        for key, item in found.items():
            entry = entries.get(item.file)
            seen = self.files[key]
            if not seen.sha256 and not in_time():
                continue
            try:
                seen.sha256 = seen.sha256 or receive(raw, item, entry, patient=True).sha256
            except PassingFaultError:
                continue
            except Refusal:
                marks[key] = Mark(_refused(seen, item, entry), refused=True)
                continue
            if is_as_recorded(seen.sha256, entry):
                mark = fingerprint_of(item.file, seen.sha256, entry, reviewed)
                marks[key] = Mark(mark, refused=False)
            else:
                marks[key] = Mark(_refused(seen, item, entry), refused=True)
        return marks

    def next_asked(self, content: str, now: float) -> Asked:
        """The request that follows; the same again where this watch was not stored."""
        again = self.asked is not None and self.asked.content == content
        tries = self.asked.tries + 1 if again and self.asked is not None else 1
        return Asked(f"{self.born}-{self.count + 1}-{content[:12]}", content, now, tries)


@dataclass(frozen=True)
class Mark:
    """What decides the reading of a file; ``refused`` where its bytes cannot be taken."""

    mark: str
    refused: bool


def _compare(before: Seen | None, path: Path, now: float) -> Seen:
    try:
        found = path.lstat() if path.is_symlink() else path.stat()
        look = [found.st_size, found.st_mtime_ns, found.st_ctime_ns]
    except OSError:
        look = []
    if before is not None and before.look == look:
        return before
    # What was never there is not about to be finished.
    return Seen(look, now if look or before else 0)


def _refused(seen: Seen, item: RawFile, entry: ManifestEntry | None) -> str:
    said = repr((item.file, seen.look, entry, reading_version()))
    return "refused-" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def content_mark(version: str, marks: Mapping[str, str]) -> str:
    """One mark for the whole landing zone and the code that publishes it."""
    said = json.dumps([version, sorted(marks.items())])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
