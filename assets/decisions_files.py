"""The officer's own decisions, changed whole or not at all, by one person at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assets.reviewed import FileProblem, load_decisions, own_decisions
from assets.settings import Settings
from assets.whole_files import replace_whole
from pipelines.crosswalk.decisions import COLUMNS, Decisions, read_decisions, write_decisions
from pipelines.crosswalk.edits import Edit, applied
from pipelines.crosswalk.model import Link
from pipelines.model import clean

_PATIENCE = 10.0


class DecisionsFileError(Exception):
    """The own file cannot be added to, and what to do first."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en)
        self.reason = reason
        self.reason_en = reason_en


@dataclass(frozen=True)
class Standing:
    """What holds now: the links of all files, the refused rows of the own, and what is wrong."""

    links: tuple[Link, ...]
    rejected: tuple[Link, ...]
    problems: tuple[FileProblem, ...]


def standing(settings: Settings) -> Standing:
    """Shipped decisions with the officer's own on top; looking changes nothing."""
    reviewed = load_decisions(settings)
    path = own_decisions(settings)
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.exists() else ""
    rejected = read_decisions(text).rejected if text else ()
    return Standing(reviewed.links, rejected, reviewed.problems)


@contextmanager
def editing(settings: Settings) -> Iterator[OwnFile]:
    """The own file while nobody else changes it; :class:`DecisionsFileError` where it is in use.

    A file with wrong rows is not added to: what cannot be read cannot be kept.
    """
    path = own_decisions(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise DecisionsFileError(
            f"{path} sedang diubah perintah lain; ulangi sebentar lagi",
            f"{path} is being changed by another command; try again in a moment",
        ) from error
    try:
        yield OwnFile(path, _sound(path))
    finally:
        lock.release()


def _sound(path: Path) -> Decisions:
    if not path.exists():
        return Decisions(())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecisionsFileError(
            f"{path} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
            f"{path} is not UTF-8 text; save it again as CSV UTF-8",
        ) from error
    if not text.strip():
        return Decisions(())
    found = read_decisions(text)
    if found.problems:
        first = found.problems[0]
        where = f"baris {first.line} kolom {first.column}", f"row {first.line} column"
        raise DecisionsFileError(
            f"{path} berisi {len(found.problems)} kesalahan; perbaiki dahulu, yang pertama "
            f"{where[0]}: {first.said}",
            f"{path} holds {len(found.problems)} mistakes; mend them first, the first one at "
            f"{where[1]} {first.column}: {first.said_en}",
        )
    header = text.splitlines()[0].split(",")
    more = [name for each in header if (name := clean(each.strip('"'))) and name not in COLUMNS]
    if more:
        listed = ", ".join(more)
        raise DecisionsFileError(
            f"{path} punya kolom yang tidak dikenal dan akan hilang: {listed}; pindahkan isinya "
            "ke kolom catatan",
            f"{path} has columns that are not known and would be lost: {listed}; move them to the "
            "column catatan",
        )
    return found


class OwnFile:
    """The own file, held."""

    def __init__(self, path: Path, decisions: Decisions) -> None:
        self.path = path
        self.rows = decisions.rows

    def apply(self, edits: Iterable[Edit]) -> None:
        """Write the edits; the file is replaced whole. Nothing is written where nothing changes."""
        after = applied(self.rows, edits)
        if after == self.rows:
            return
        text = write_decisions(after)
        wrong = read_decisions(text).problems
        if wrong:
            first = wrong[0]
            raise DecisionsFileError(
                f"keputusan ini tidak dapat disimpan: {first.said}",
                f"these decisions cannot be kept: {first.said_en}",
            )
        replace_whole(self.path, text)
        self.rows = after
