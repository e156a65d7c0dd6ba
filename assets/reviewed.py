"""Reviewed data of an installation: what is shipped beneath, the officer's own on top.

Shipped files lie in ``warehouse/reference/``; what officers decide lies under
``Settings.reference`` and goes before them. Commands write to the latter alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from assets.settings import Settings
from pipelines.codes import schemes
from pipelines.corrections import acceptances_file, corrections_file
from pipelines.corrections.acceptances_file import Acceptances, read_acceptances
from pipelines.corrections.corrections_file import (
    Corrections,
    read_corrections,
    without_contradictions,
)
from pipelines.corrections.model import Acceptance, Correction, Override
from pipelines.corrections.overrides_file import Overrides, read_overrides, valid_on
from pipelines.crosswalk.decisions import Decisions, Problem, overlay, read_decisions
from pipelines.crosswalk.model import Link
from pipelines.model import ManifestEntry, Refusal, clean
from pipelines.nomenclature import ListedNode
from pipelines.nomenclature.store import load_list
from pipelines.reference import DEFAULT_FOLDER, PLACES_FILE, Reference, load_reference

DECISIONS_FILE = "crosswalk.csv"
CORRECTIONS_FILE = "corrections.csv"
ACCEPTANCES_FILE = "acceptances.csv"
OVERRIDES_FILE = "overrides.csv"
_NOT_UTF8 = Problem(
    0,
    "",
    "bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
    "not UTF-8 text; save it again as CSV UTF-8",
)
LISTS_FOLDER = "nomenclature"


@dataclass(frozen=True)
class FileProblem:
    """What is wrong with a file of reviewed data, and where."""

    file: Path
    problem: Problem


@dataclass(frozen=True)
class ReviewedDecisions:
    """The decisions that hold for an installation, and what is wrong with its files."""

    links: tuple[Link, ...]
    problems: tuple[FileProblem, ...]


def own_decisions(settings: Settings) -> Path:
    """Where the officer's own decisions lie, and are written to."""
    return settings.reference / DECISIONS_FILE


def load_decisions(settings: Settings) -> ReviewedDecisions:
    """Shipped decisions and the officer's own, which replace those about the same node."""
    shipped, own = DEFAULT_FOLDER / DECISIONS_FILE, own_decisions(settings)
    read = {path: _read(path) for path in dict.fromkeys((shipped, own))}
    mine = read[own]
    links = mine.links
    if own != shipped:
        links = overlay(read[shipped].links, mine.links, mine.rejected)
    return ReviewedDecisions(
        links,
        tuple(FileProblem(path, each) for path, found in read.items() for each in found.problems),
    )


@dataclass(frozen=True)
class ReviewedLists:
    """The nodes of the official lists of an installation, and lists that cannot be used."""

    nodes: tuple[ListedNode, ...]
    problems: tuple[FileProblem, ...]


def load_listed(settings: Settings) -> ReviewedLists:
    """The official lists that were imported; one that is damaged is left out and told."""
    folder = settings.reference / LISTS_FOLDER
    nodes: list[ListedNode] = []
    problems: list[FileProblem] = []
    for scheme in schemes():
        try:
            nodes += load_list(folder, scheme["id"])
        except Refusal as refusal:
            problem = Problem(0, refusal.place, refusal.reason, refusal.reason_en)
            problems.append(FileProblem(folder / f"{scheme['id']}.csv", problem))
    return ReviewedLists(tuple(nodes), tuple(problems))


def _read(path: Path) -> Decisions:
    if not path.exists():
        return Decisions(())
    try:
        return read_decisions(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return Decisions((), (_NOT_UTF8,))


# --------------------------------------------------------------------------- corrections


@dataclass(frozen=True)
class ReviewedCorrections:
    """The corrections of an installation, and what is wrong with its files."""

    rows: tuple[Correction, ...]
    problems: tuple[FileProblem, ...]

    @property
    def approved(self) -> tuple[Correction, ...]:
        """Those that are signed."""
        return Corrections(self.rows).approved


@dataclass(frozen=True)
class ReviewedAcceptances:
    """The acceptances of an installation, and what is wrong with its files."""

    rows: tuple[Acceptance, ...]
    problems: tuple[FileProblem, ...]


@dataclass(frozen=True)
class ReviewedOverrides:
    """The overrides of an installation, ended ones too, and what is wrong with its files."""

    rows: tuple[Override, ...]
    problems: tuple[FileProblem, ...]


def load_corrections(settings: Settings) -> ReviewedCorrections:
    """Shipped corrections and the officer's own, which replace those about the same cells."""
    shipped, own, problems = _both(settings, CORRECTIONS_FILE, read_corrections, Corrections())
    rows, crossed = without_contradictions(corrections_file.overlay(shipped.rows, own.rows))
    problems += [FileProblem(settings.reference / CORRECTIONS_FILE, each) for each in crossed]
    return ReviewedCorrections(rows, tuple(problems))


def load_acceptances(settings: Settings) -> ReviewedAcceptances:
    """Shipped acceptances and the officer's own, which replace those of the same finding."""
    shipped, own, problems = _both(settings, ACCEPTANCES_FILE, read_acceptances, Acceptances())
    rows = acceptances_file.overlay(shipped.rows, own.rows)
    return ReviewedAcceptances(rows, tuple(problems))


def load_overrides(settings: Settings) -> ReviewedOverrides:
    """Shipped overrides of the gate and the officer's own."""
    shipped, own, problems = _both(settings, OVERRIDES_FILE, read_overrides, Overrides())
    return ReviewedOverrides((*shipped.rows, *own.rows), tuple(problems))


def own_corrections(settings: Settings) -> Path:
    """Where the officer's own corrections lie, and are written to."""
    return settings.reference / CORRECTIONS_FILE


def own_acceptances(settings: Settings) -> Path:
    """Where the officer's own acceptances lie, and are written to."""
    return settings.reference / ACCEPTANCES_FILE


def read_own_corrections(settings: Settings) -> Corrections:
    """The officer's own corrections alone; none where there is no file."""
    return _one(own_corrections(settings), read_corrections, Corrections())[0]


def read_own_acceptances(settings: Settings) -> Acceptances:
    """The officer's own acceptances alone; none where there is no file."""
    return _one(own_acceptances(settings), read_acceptances, Acceptances())[0]


class _File(Protocol):
    @property
    def problems(self) -> tuple[Problem, ...]: ...


_Read = TypeVar("_Read", bound=_File)


def _both(
    settings: Settings, name: str, read: Callable[[str], _Read], nothing: _Read
) -> tuple[_Read, _Read, list[FileProblem]]:
    """The shipped file, the officer's own, and what is wrong with either."""
    shipped, own = DEFAULT_FOLDER / name, settings.reference / name
    beneath, problems = _one(shipped, read, nothing)
    if own == shipped:
        return nothing, beneath, problems
    mine, others = _one(own, read, nothing)
    return beneath, mine, problems + others


def _one(
    path: Path, read: Callable[[str], _Read], nothing: _Read
) -> tuple[_Read, list[FileProblem]]:
    if not path.exists():
        return nothing, []
    try:
        made = read(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return nothing, [FileProblem(path, _NOT_UTF8)]
    return made, [FileProblem(path, each) for each in made.problems]


# --------------------------------------------------------------------------- of a document


@dataclass(frozen=True)
class Reviewed:
    """What people decided that is part of reading documents: approved corrections, overrides that
    count today, and a mark of the official list of places (empty: none was imported)."""

    corrections: tuple[Correction, ...] = ()
    overrides: tuple[Override, ...] = ()
    places: str = ""

    def about(
        self, file: str, sha256: str, entry: ManifestEntry | None
    ) -> tuple[Correction | Override | str, ...]:
        """What may concern one document. Where in its file a row stands does not count."""
        corrections = tuple(
            replace(each, line=0, note="", history="")
            for each in self.corrections
            if each.may_concern(file, sha256, entry)
        )
        overrides = tuple(
            replace(each, line=0) for each in self.overrides if each.document == clean(file)
        )
        return (*corrections, *overrides, *((self.places,) if self.places else ()))


NOTHING_REVIEWED = Reviewed()


def load_reviewed(settings: Settings) -> Reviewed:
    """What is decided in an installation today (UTC)."""
    today = datetime.now(UTC).date()
    places = settings.reference / PLACES_FILE
    return Reviewed(
        load_corrections(settings).approved,
        valid_on(load_overrides(settings).rows, today),
        hashlib.sha256(places.read_bytes()).hexdigest() if places.is_file() else "",
    )


@dataclass(frozen=True)
class ReviewedReference:
    """Reference data of an installation, and lists that cannot be used."""

    reference: Reference
    problems: tuple[FileProblem, ...]


def load_own_reference(settings: Settings) -> ReviewedReference:
    """What is shipped, with the officer's list of places; one that is damaged is left out."""
    try:
        return ReviewedReference(load_reference(own=settings.reference), ())
    except ValueError as error:
        problem = Problem(
            0, "", f"daftar tempat rusak: {error}", f"damaged list of places: {error}"
        )
        return ReviewedReference(
            load_reference(), (FileProblem(settings.reference / PLACES_FILE, problem),)
        )


def decided_mark(settings: Settings) -> str:
    """A mark of the officer's files that count when publishing, whatever is read of documents."""
    digest = hashlib.sha256()
    for name in (DECISIONS_FILE, ACCEPTANCES_FILE, OVERRIDES_FILE):
        path = settings.reference / name
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()[:12]
