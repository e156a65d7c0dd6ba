"""Reviewed data of an installation: what is shipped beneath, the officer's own on top.

Shipped files lie in ``warehouse/reference/``; what officers decide lies under
``Settings.reference`` and goes before them. Commands write to the latter alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assets.settings import Settings
from pipelines.codes import schemes
from pipelines.crosswalk.decisions import Decisions, Problem, overlay, read_decisions
from pipelines.crosswalk.model import Link
from pipelines.model import Refusal
from pipelines.nomenclature import ListedNode
from pipelines.nomenclature.store import load_list
from pipelines.reference import DEFAULT_FOLDER

DECISIONS_FILE = "crosswalk.csv"
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
        problem = Problem(
            0,
            "",
            "bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
            "not UTF-8 text; save it again as CSV UTF-8",
        )
        return Decisions((), (problem,))
