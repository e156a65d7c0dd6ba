"""Indicators that measure nothing, or that of another node."""

from __future__ import annotations

from collections import defaultdict

from pipelines.codes import KEGIATAN, OLD_SCHEME, PROGRAM, SUB_KEGIATAN
from pipelines.model import Record, fold
from pipelines.names import likeness
from pipelines.rules.whole.context import EVALUATION, PLAN, REVIEW, Whole
from pipelines.vocabulary import load

_LONG = 5  # letters of a word that tells two nodes apart
_SHARED = 2  # such words that an indicator must have in common with the other name
_LEVELS = (KEGIATAN, SUB_KEGIATAN)


def check_indicators(whole: Whole) -> None:
    """One finding for each node whose indicator is its name, or speaks of another node."""
    _names(whole)
    _strangers(whole)


def _names(whole: Whole) -> None:
    repeating: dict[tuple[str | None, str], list[Record]] = defaultdict(list)
    for record in whole.heads(EVALUATION, REVIEW, PLAN):
        if record.indicator and likeness(fold(record.indicator), fold(record.name)):
            repeating[whole.node(record)].append(record)
    for node, records in repeating.items():
        whole.log.add(
            "indikator_nama", records[0].form, whole.indicator_cells(records),
            key="|".join(map(str, node)), printed=records[0].indicator or "",
            name=records[0].name or "",
        )  # fmt: skip


def _strangers(whole: Whole) -> None:
    """An indicator without a word of its node, its branch or program, but with another's."""
    nodes: dict[str, list[Record]] = defaultdict(list)
    for record in whole.heads(EVALUATION, REVIEW, PLAN):
        if record.node_key and record.scheme != OLD_SCHEME and record.level in {PROGRAM, *_LEVELS}:
            nodes[record.node_key].append(record)
    names = {key: _words(records[0].name) for key, records in nodes.items()}
    for key, records in nodes.items():
        record = records[0]
        words = _words(record.indicator)
        if record.level not in _LEVELS or not words or any(
            _words(each.indicator) & _branch(whole, each) for each in records
        ):  # fmt: skip
            continue
        other = max(
            (each for each in names if each != key and nodes[each][0].program != record.program),
            key=lambda each: len(names[each] & words), default=None,
        )  # fmt: skip
        if other is None or len(names[other] & words) < _SHARED:
            continue
        whole.log.add(
            "indikator_asing", record.form, whole.indicator_cells(records), key=key,
            printed=record.indicator or "", name=record.name or "",
            other=nodes[other][0].name or "",
        )  # fmt: skip


def _branch(whole: Whole, record: Record) -> set[str]:
    """The words of a row, of those above it and of those below it."""
    ids = [record.record_id]
    for each in ids:
        ids += whole.figures.children_of.get(each, [])
    names = [whole.figures.record_of[each].name for each in ids]
    above = (record.program, record.kegiatan, record.sub_kegiatan)
    return {word for name in (*names, *above) for word in _words(name)}


def _words(text: str | None) -> set[str]:
    common = load("indicator_words")["common"]
    return {word for word in fold(text).split() if len(word) >= _LONG and word not in common}
