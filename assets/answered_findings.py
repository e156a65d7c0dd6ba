"""What people answered about findings, in the officer's own files, by one person at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assets.reviewed import (
    load_acceptances,
    load_corrections,
    own_acceptances,
    own_corrections,
    read_own_acceptances,
    read_own_corrections,
)
from assets.settings import Settings
from assets.whole_files import replace_whole
from pipelines.corrections import acceptances_file
from pipelines.corrections.acceptances_file import read_acceptances, write_acceptances
from pipelines.corrections.corrections_file import read_corrections, write_corrections
from pipelines.findings_workbook import referrals
from pipelines.findings_workbook.changes import Changes
from pipelines.findings_workbook.recorded import Recorded
from pipelines.findings_workbook.referrals import Referrals, read_referrals, write_referrals

REFERRALS_FILE = "referrals.csv"
_PATIENCE = 10.0


class AnswersFileError(Exception):
    """A file of answers cannot be added to, and what to do first."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en)
        self.reason = reason
        self.reason_en = reason_en


def own_referrals(settings: Settings) -> Path:
    """Where it is kept which findings somebody else deals with."""
    return settings.reference / REFERRALS_FILE


def load_recorded(settings: Settings) -> Recorded:
    """What holds now: shipped files with the officer's own on top."""
    return Recorded(
        load_corrections(settings).rows,
        load_acceptances(settings).rows,
        _referrals(settings).rows,
    )


def _referrals(settings: Settings) -> Referrals:
    path = own_referrals(settings)
    if not path.exists():
        return Referrals()
    try:
        return read_referrals(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise AnswersFileError(
            f"{path} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
            f"{path} is not UTF-8 text; save it again as CSV UTF-8",
        ) from error


@contextmanager
def answering(settings: Settings) -> Iterator[None]:
    """Nobody else applies a workbook meanwhile; :class:`AnswersFileError` where somebody does."""
    settings.reference.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.reference / ".answers.lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise AnswersFileError(
            "jawaban lain sedang dicatat; ulangi sebentar lagi",
            "other answers are being recorded; try again in a moment",
        ) from error
    try:
        yield
    finally:
        lock.release()


def record(settings: Settings, changes: Changes) -> list[Path]:
    """Add the changes to the officer's own files; returns those that were written.

    All texts are made and read again before any file is replaced. A file with wrong rows is not
    written: what cannot be read cannot be kept. Raises :class:`AnswersFileError`.
    """
    texts: dict[Path, str] = {}
    if changes.corrections:
        path, own = own_corrections(settings), read_own_corrections(settings)
        _sound(path, own)
        gone = {(row.line, row.key) for row in changes.replaced}
        kept = [row for row in own.rows if (row.line, row.key) not in gone]
        text = write_corrections((*kept, *changes.corrections))
        texts[path] = _whole(path, text, read_corrections)
    if changes.acceptances:
        path, accepted = own_acceptances(settings), read_own_acceptances(settings)
        _sound(path, accepted)
        text = write_acceptances(acceptances_file.overlay(accepted.rows, changes.acceptances))
        texts[path] = _whole(path, text, read_acceptances)
    if changes.referrals:
        path, referred = own_referrals(settings), _referrals(settings)
        _sound(path, referred)
        text = write_referrals(referrals.overlay(referred.rows, changes.referrals))
        texts[path] = _whole(path, text, read_referrals)
    for path, text in texts.items():
        replace_whole(path, text)
    return list(texts)


def _sound(path: Path, read: Any) -> None:
    if read.problems:
        first = read.problems[0]
        raise AnswersFileError(
            f"{path} berisi {len(read.problems)} kesalahan; perbaiki dahulu, yang pertama di baris "
            f"{first.line} kolom {first.column}: {first.said}",
            f"{path} holds {len(read.problems)} mistakes; mend them first, the first one at row "
            f"{first.line} column {first.column}: {first.said_en}",
        )


def _whole(path: Path, text: str, read: Callable[[str], Any]) -> str:
    _sound(path, read(text))
    return text
