"""Names of program, kegiatan and sub kegiatan that proposals print in one cell (T-C.32)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.codes import KEGIATAN, PROGRAM, SUB_KEGIATAN
from pipelines.model import Node, clean, fold
from pipelines.vocabulary import load

_JOINERS = frozenset(load("headings")["agency_joiners"])


@dataclass(frozen=True, slots=True)
class ProposalNames:
    """The three names as printed; ``certain`` False where the parts could not be told apart."""

    program: str | None
    kegiatan: str | None
    sub_kegiatan: str | None
    certain: bool


def _goes_on(line: str) -> bool:
    """A line that begins or ends in the middle of a name: it was wrapped."""
    return (
        line[0].islower()
        or line.endswith(",")
        or line.rsplit(maxsplit=1)[-1].casefold() in _JOINERS
    )


def split_names(lines: Sequence[str], nodes: Iterable[Node]) -> ProposalNames:
    """Three lines are the three names; a run-on text is cut where known names end."""
    if len(lines) == 3 and not any(map(_goes_on, lines)):
        return ProposalNames(lines[0], lines[1], lines[2], True)
    words = clean(" ".join(lines)).split()
    names = {level: set[str]() for level in (PROGRAM, KEGIATAN, SUB_KEGIATAN)}
    for node in nodes:
        if node.level in names:
            names[node.level].add(fold(node.name))
    best: ProposalNames | None = None
    for first in range(1, len(words)):
        program = " ".join(words[:first])
        if fold(program) not in names[PROGRAM]:
            continue
        rest = words[first:]
        for second in range(1, len(rest)):
            kegiatan, sub = " ".join(rest[:second]), " ".join(rest[second:])
            if fold(kegiatan) in names[KEGIATAN] and fold(sub) in names[SUB_KEGIATAN]:
                return ProposalNames(program, kegiatan, sub, True)
        best = ProposalNames(program, " ".join(rest) or None, None, False)
    if best is not None:
        return best
    capitals = 0
    while capitals < len(words) and words[capitals] == words[capitals].upper():
        capitals += 1
    rest = words[capitals:]
    half = len(rest) // 2
    if capitals and rest and rest[:half] == rest[half:]:
        name = " ".join(rest[:half])
        return ProposalNames(" ".join(words[:capitals]), name, name, True)
    return ProposalNames(" ".join(words[:capitals]) or None, " ".join(rest) or None, None, False)
