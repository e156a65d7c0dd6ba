"""Which known form a table resembles most, column by column, and why.

Words count most, then what the values are; columns keep the order of the form, unless their words
speak for another place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.layouts import Column, Layout
from pipelines.suggest.kinds import Evidence, evidence_of
from pipelines.suggest.seen import SeenColumn, SeenTable
from pipelines.tables.header_match import similarity
from pipelines.tables.header_words import header_tokens

_WORDS, _VALUES = 0.6, 0.4  # what words and values count
_OPEN = 0.25  # values that fit a kind worse than this speak against it
_ALIKE = 0.45  # words that name a column, wherever it stands
_LEAST = 0.3  # of a pair at all
_OTHER_KIND = 0.7  # of values that fit another kind better
_FIGURES = frozenset({"code", "measure", "money", "percent"})
_BUILT = 0.75  # so much of a form is the form, whatever its words
_MANY_FIGURES = 3  # columns of figures that make a table


@dataclass(frozen=True, slots=True)
class Pair:
    """A column of the table and the column of a form that it may be (None: none).

    ``words`` and ``values`` are how well either fits, ``confidence`` both together: all 0..1.
    """

    seen: SeenColumn
    evidence: Evidence
    column: Column | None
    words: float
    values: float

    @property
    def confidence(self) -> float:
        """How sure the pair is; of a column that resembles none, how sure its kind is."""
        if self.column is None:
            return round(self.evidence.fit * _VALUES, 2)
        return round(self.words * _WORDS + self.values * _VALUES, 2)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A form, how like it the table is (0..1), and its columns from left to right."""

    layout: Layout
    likeness: float
    pairs: tuple[Pair, ...]


def likest(table: SeenTable, layouts: tuple[Layout, ...]) -> Resemblance:
    """The known form that a table resembles most."""
    evidence = [evidence_of(column) for column in table.columns]
    found = [_resemblance(layout, table, evidence) for layout in layouts]
    return max(found, key=lambda each: (each.layout.form == table.form, each.likeness))


def _resemblance(layout: Layout, table: SeenTable, evidence: list[Evidence]) -> Resemblance:
    scores = {
        (place, rank): _score(column, seen, evidence[place])
        for place, seen in enumerate(table.columns)
        for rank, column in enumerate(layout.columns)
    }
    taken = _by_words(layout, scores)
    taken |= _in_order(len(table.columns), layout, scores, taken)
    pairs = [
        _pair(place, taken.get(place), layout, scores, table, evidence[place])
        for place in range(len(table.columns))
    ]
    built = _built_alike(layout, pairs)
    if built < _BUILT:  # what only its values speak for is the form's where the rest is
        pairs = [pair if pair.words else replace(pair, column=None) for pair in pairs]
    total = sum(pair.confidence for pair in pairs if pair.column is not None)
    needed = sum(column.required for column in layout.columns)
    likeness = (total / max(len(pairs), needed) + built) / 2
    return Resemblance(layout, round(likeness, 2), tuple(pairs))


def _pair(
    place: int,
    rank: int | None,
    layout: Layout,
    scores: dict[tuple[int, int], tuple[float, float]],
    table: SeenTable,
    evidence: Evidence,
) -> Pair:
    words, values = (0.0, 0.0) if rank is None else scores[place, rank]
    column = None if rank is None else layout.columns[rank]
    return Pair(table.columns[place], evidence, column, words, values)


def _built_alike(layout: Layout, pairs: list[Pair]) -> float:
    """0..1: whether a table has all that the form needs, and little else.

    Words stand in any table: only codes and figures make it the form's.
    """
    found = [pair.column for pair in pairs if pair.column is not None]
    needed = [column for column in layout.columns if column.required]
    share = sum(column in found for column in needed) / len(needed) if needed else 0.0
    figures = sum(column.kind in _FIGURES for column in found)
    return share * min(1.0, figures / _MANY_FIGURES) * len(found) / len(pairs)


def _score(column: Column, seen: SeenColumn, evidence: Evidence) -> tuple[float, float]:
    words = similarity(column, header_tokens(seen.words), header_tokens(seen.group))
    values = evidence.fits[column.kind]
    if evidence.kind != column.kind:
        values *= _OTHER_KIND
    return (words, values) if values >= _OPEN or not evidence.count else (0.0, 0.0)


def _by_words(layout: Layout, scores: dict[tuple[int, int], tuple[float, float]]) -> dict[int, int]:
    """Pairs that their words name, the likest first."""
    taken: dict[int, int] = {}
    named = [
        (words * _WORDS + values * _VALUES - 0.01 * abs(place - rank), place, rank)
        for (place, rank), (words, values) in scores.items()
        if words >= _ALIKE
    ]
    for _, place, rank in sorted(named, key=lambda each: (-each[0], each[1], each[2])):
        free = rank not in taken.values() or layout.columns[rank].repeats
        if place not in taken and free:
            taken[place] = rank
    return taken


def _in_order(
    count: int,
    layout: Layout,
    scores: dict[tuple[int, int], tuple[float, float]],
    taken: dict[int, int],
) -> dict[int, int]:
    """The rest where it stands in the form: the pairs that keep its order and are worth most."""
    best: dict[tuple[int, int], tuple[float, dict[int, int]]] = {}
    ranks = len(layout.columns)
    used = set(taken.values())
    for place in range(count + 1):
        for rank in range(ranks + 1):
            if not place or not rank:
                best[place, rank] = (0.0, {})
                continue
            ways = [best[place - 1, rank], best[place, rank - 1]]
            fixed = taken.get(place - 1)
            if fixed is not None:
                # what its words name stays: its neighbours stand at its sides
                if fixed == rank - 1:
                    before = best[place - 1, rank - 1]
                    ways.append((before[0] + 1.0, before[1]))
            elif rank - 1 not in used:
                words, values = scores[place - 1, rank - 1]
                worth = words * _WORDS + values * _VALUES
                needed = 0.1 * layout.columns[rank - 1].required
                if worth >= _LEAST:
                    before = best[place - 1, rank - 1]
                    pair = {**before[1], place - 1: rank - 1}
                    ways.append((before[0] + worth + needed, pair))
            best[place, rank] = max(ways, key=lambda way: way[0])
    return best[count, ranks][1]
