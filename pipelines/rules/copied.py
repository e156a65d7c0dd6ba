"""Indicators that were copied from a neighbour row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipelines.codes import KEGIATAN, LEVELS, OLD_SCHEME, PROGRAM, SUB_KEGIATAN
from pipelines.model import Record, fold
from pipelines.names import likeness
from pipelines.rules.figures import Figures

_NODES = frozenset({PROGRAM, KEGIATAN, SUB_KEGIATAN})
_LONG_WORD = 5  # shorter words and endings do not tell two names apart
Table = tuple[str, str | None]  # form and side


def check_copied(figures: Figures) -> set[str]:
    """Findings for indicators that belong to a neighbour; the records that print them."""
    return set(_check_copied(figures))


def _check_copied(figures: Figures) -> Iterator[str]:
    """Findings for indicators that belong to a neighbour; yields the records that print them."""
    tables = _tables(figures)
    elsewhere: dict[str, dict[Table, set[str]]] = defaultdict(lambda: defaultdict(set))
    for table, rows in tables.items():
        for record in rows:
            if record.node_key:
                elsewhere[record.node_key][table].add(fold(record.indicator))
    found: dict[tuple[str, str], list[tuple[Record, Record, str]]] = defaultdict(list)
    for table, rows in tables.items():
        for record, neighbour in _neighbours(rows):
            same = fold(record.indicator)
            if same != fold(neighbour.indicator):
                continue
            own = _own_indicator(record, table, elsewhere, figures)
            theirs = elsewhere[neighbour.node_key or ""]
            if own is not None and any(
                same in words for other, words in theirs.items() if other != table
            ):
                found[record.node_key or "", same].append((record, neighbour, own))
            elif _names_the_other(record, neighbour):
                found[record.node_key or "", same].append((record, neighbour, ""))
    for (node, indicator), same_rows in found.items():
        yield from _report(figures, node, indicator, same_rows)


def _report(
    figures: Figures, node: str, indicator: str, rows: Sequence[tuple[Record, Record, str]]
) -> Iterator[str]:
    first, neighbour, own = rows[0]
    cells = [c for each, _, _ in rows for c in figures.cells(each.record_id, "indikator")]
    figures.log.add(
        "indikator_salin",
        first.form,
        cells,
        key=f"{node}|{indicator}",
        printed=first.indicator or "",
        expected=own,
        name=first.name or "",
        neighbour=neighbour.name or "",
        expected_id=f"; tabel lain mencetak '{own}'" if own else "",
        expected_en=f"; other tables print '{own}'" if own else "",
    )
    for record, _, _ in rows:
        yield record.record_id


def _tables(figures: Figures) -> dict[Table, list[Record]]:
    """Node rows with an indicator, by form and side, in printed order."""
    tables: dict[Table, list[Record]] = defaultdict(list)
    for record in figures.records:
        of_node = record.level in _NODES and record.scheme != OLD_SCHEME
        if of_node and record.record_id in figures.heads and record.indicator:
            tables[record.form, record.phase].append(record)
    return tables


def _neighbours(rows: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Each row with the rows beside it and with its siblings, both ways."""
    siblings: dict[str, list[Record]] = defaultdict(list)  # of the open parent, by level
    for place, record in enumerate(rows):
        level = record.level or ""
        for below in LEVELS[LEVELS.index(level) + 1 :]:
            siblings[below] = []
        near = {id(each): each for each in (*rows[max(place - 1, 0) : place], *siblings[level])}
        siblings[level].append(record)
        for other in near.values():
            yield record, other
            yield other, record


def _own_indicator(
    record: Record,
    table: Table,
    elsewhere: Mapping[str, Mapping[Table, set[str]]],
    figures: Figures,
) -> str | None:
    """What all other tables print for the node instead; None where one agrees or none prints."""
    others = {
        other: words
        for other, words in elsewhere[record.node_key or ""].items()
        if other != table and words
    }
    mine = fold(record.indicator)
    if not others or any(likeness(mine, word) for words in others.values() for word in words):
        return None
    same_node = (each for each in figures.records if each.node_key == record.node_key)
    return next(
        (each.indicator for each in same_node if each.indicator and fold(each.indicator) != mine),
        None,
    )


def _names_the_other(record: Record, neighbour: Record) -> bool:
    """Whether the indicator says what sets the neighbour's name apart, and not the own one's."""
    if record.level != neighbour.level:
        return False
    own, other = _words(record.name), _words(neighbour.name)
    indicator = _words(record.indicator)
    mine = [word for word in own if not _has(other, word)]
    theirs = [word for word in other if not _has(own, word)]
    return (
        bool(mine and theirs)
        and all(_has(indicator, word) for word in theirs)
        and not any(_has(indicator, word) for word in mine)
    )


def _words(text: str | None) -> list[str]:
    return [word for word in fold(text).split() if len(word) >= _LONG_WORD]


def _has(words: Sequence[str], word: str) -> bool:
    """Whether a word or another form of it (``pemerintah``, ``pemerintahan``) is among them."""
    return any(word.startswith(each) or each.startswith(word) for each in words)
