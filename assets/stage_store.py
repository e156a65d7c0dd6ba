"""Stage outcomes on disk: one pickle a stage and document, under ``<home>/stages``.

A file holds two pickles: a header that is cheap to read, and the outcome. Pickles run code
when they are read: the folder belongs to whoever runs the pipeline, like the whole home.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.artifacts import Kept, Quarantined

_SUFFIX = ".pickle"


@dataclass(frozen=True)
class Header:
    """What is known of a stored outcome without reading it; ``rule`` where it is a refusal."""

    file: str
    sha256: str
    fingerprint: str
    rows: int
    rule: str


class StageStore:
    """The outcomes of all stages; writing one replaces it whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, stage: str, key: str | None = None) -> Path:
        """Where the outcome of a stage lies: one file, or one a document."""
        folder = self.folder / stage
        return self.folder / f"{stage}{_SUFFIX}" if key is None else folder / f"{key}{_SUFFIX}"

    def write(self, stage: str, key: str, kept: Kept[Any]) -> None:
        """Store what a stage made of a document."""
        rule = kept.outcome.rule if isinstance(kept.outcome, Quarantined) else ""
        header = (kept.file, kept.sha256, kept.fingerprint, kept.rows, rule)
        self._write(self.path(stage, key), header, kept.outcome)

    def read(self, stage: str, key: str) -> Kept[Any]:
        """What a stage made of a document; KeyError where nothing readable is stored."""
        try:
            with self.path(stage, key).open("rb") as stored:
                header = Header(*pickle.load(stored))
                outcome = pickle.load(stored)
                return Kept(header.file, header.sha256, header.fingerprint, outcome, header.rows)
        except Exception as error:  # a missing, damaged or outdated pickle raises anything
            raise KeyError(key) from error

    def header(self, stage: str, key: str) -> Header | None:
        """What is stored for a document, or None."""
        try:
            with self.path(stage, key).open("rb") as stored:
                return Header(*pickle.load(stored))
        except Exception:  # as above: then nothing usable is stored
            return None

    def write_whole(self, stage: str, value: Any) -> None:
        """Store the outcome of a stage that is about all documents together."""
        self._write(self.path(stage), value)

    def read_whole(self, stage: str) -> Any:
        """The outcome of a stage about all documents."""
        with self.path(stage).open("rb") as stored:
            return pickle.load(stored)

    def forget(self, keys_that_stay: set[str]) -> None:
        """Delete the outcomes of documents that are gone."""
        for path in self.folder.glob(f"*/*{_SUFFIX}"):
            if path.name.removesuffix(_SUFFIX) not in keys_that_stay:
                path.unlink(missing_ok=True)

    def _write(self, path: Path, *values: Any) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".baru")
        try:
            with os.fdopen(handle, "wb") as target:
                for value in values:
                    pickle.dump(value, target, protocol=pickle.HIGHEST_PROTOCOL)
            Path(waiting).replace(path)
        finally:
            Path(waiting).unlink(missing_ok=True)


class StoredStage(Mapping[str, Kept[Any]]):
    """One stage's outcomes by partition key, each read from disk when it is asked for."""

    def __init__(self, store: StageStore, stage: str, keys: tuple[str, ...]) -> None:
        self._store = store
        self._stage = stage
        self._keys = keys

    def __getitem__(self, key: str) -> Kept[Any]:
        return self._store.read(self._stage, key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def header(self, key: str) -> Header | None:
        """What is known of an outcome without reading it."""
        return self._store.header(self._stage, key)
