"""Names and indicators that one table spells otherwise than the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from pipelines.codes import BIDANG, URUSAN
from pipelines.model import Record, fold
from pipelines.names import likeness, nearly
from pipelines.rules.figures import Figures

_WHAT = {"nama": ("Nama", "name"), "indikator": ("Indikator", "indicator")}


def check_spelling(figures: Figures, copied: Collection[str]) -> None:
    """Worth knowing: spellings that differ; ``copied`` records print another row's indicator."""
    for column in _WHAT:
        _check_spelling(figures, column, copied)


def _check_spelling(figures: Figures, column: str, copied: Collection[str]) -> None:
    """One finding for each spelling of a name that most prints of the node do not use."""
    prints: dict[tuple[str | None, str | None], list[Record]] = defaultdict(list)
    headings: list[str] = []
    for record in figures.records:
        if record.record_id in copied or not _text(record, column):
            continue
        node = record.node_key
        if node is None and column == "nama" and record.level in {URUSAN, BIDANG}:
            node = _known(fold(record.name), headings)
        if node:
            prints[record.level, node].append(record)
    for records in prints.values():
        usual = _usual(records, column)
        others: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            text = _text(record, column)
            if fold(text) != fold(usual) and (
                likeness(fold(text), fold(usual)) or nearly(fold(text), fold(usual))
            ):
                others[fold(text)].append(record)
        for spelling, same in others.items():
            first = same[0]
            what, what_en = _WHAT[column]
            figures.log.add(
                "ejaan_beda",
                first.form,
                [cell for record in same for cell in figures.cells(record.record_id, column)],
                key=f"{column}|{first.node_key or fold(usual)}|{spelling}",
                printed=_text(first, column) or "",
                expected=usual,
                what=what,
                what_en=what_en,
            )


def _known(heading: str, headings: list[str]) -> str:
    """The heading that this one is a print of; headings of an agency's own have no code."""
    known = next((each for each in headings if likeness(heading, each)), None)
    if known is None:
        headings.append(heading)
    return known or heading


def _usual(records: Sequence[Record], column: str) -> str:
    """The spelling of most prints; the list of codes, then the earlier, breaks a tie."""
    votes = Counter[str]()
    for record in records:
        votes[fold(_text(record, column))] += 3 if record.form == "KODE" else 2
    best = max(votes, key=lambda each: votes[each])
    return next(
        _text(record, column) or "" for record in records if fold(_text(record, column)) == best
    )


def _text(record: Record, column: str) -> str | None:
    return record.name if column == "nama" else record.indicator
