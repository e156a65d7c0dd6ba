"""How well a block of header words fits an official form.

The words above each physical column are held against the words by which the form's columns
may be named (``layouts/*.yaml``); the best pairs are taken first. Columns that words hardly
name are then filled by their place between the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.layouts import Column, Layout
from pipelines.model import Cell
from pipelines.tables.header_words import header_tokens

_ACCEPT = 0.45  # how like the words of a column must be to be it
_HINT = 0.15  # and for a column that its place names already
_PERCENT = 0.1  # a ``%`` in the header tells ratios from the figures beside them
_ONLY_PERCENT = 0.7  # for a column headed by nothing else, where a form has one of them
_DISORDER = 0.08  # against a column far from where the form has it
_SMALL = 5  # a form of so few columns can lack none of them
_MAY_LACK = 3  # one in so many of the columns that a form needs
_LACKING = 0.3  # score against a form for every column that is not there
_FULL = 20  # so many needed columns count as a whole header: of two forms the fuller stands
_EXPLAINED = 0.5  # share of the header that a form must explain
_NO_GROUP = 0.8  # for a column of no group under the words of one
_UNGROUPED = 0.45  # share of the likeness that is left where the group is quite another
_OF_SPELLING, _OF_ALL = 0.55, 0.45  # common words among those of the form, among all words
# Without these a table says nothing of anything.
_ESSENTIAL_KINDS = frozenset({"name", "indicator"})
# A header that lacks too much is still said to be one of a form where so much of it is there.
_SEEN = 4  # columns that the form needs
_SEEN_SHARE = 0.6  # of all that it needs


@dataclass(frozen=True, slots=True)
class Physical:
    """One physical column of a header block: its own words, and those of its group.

    Where columns are real it may take several of them (``width``), each for a part of what
    it holds: ``parts`` are their positions and words.
    """

    position: int
    own: str
    group: str
    cells: tuple[Cell, ...]
    width: int = 1
    parts: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The form's column of each physical column (None: unknown), and how well all fits.

    ``doubles`` are columns of the form that a further physical column names as well (None: no
    other does); ``readable`` is False where too much is missing to read the table.
    """

    column_ids: tuple[str | None, ...]
    missing: tuple[str, ...]
    score: float
    doubles: tuple[str | None, ...] = ()
    readable: bool = True


@dataclass
class _Pairing:
    """Physical columns (``place``) given to columns of the form (``rank``) so far."""

    likeness: dict[tuple[int, int], float]
    taken: dict[int, int] = field(default_factory=dict)  # place -> rank
    used: set[int] = field(default_factory=set)
    value: dict[int, float] = field(default_factory=dict)  # place -> score

    def take(self, place: int, rank: int, score: float) -> None:
        self.taken[place] = rank
        self.used.add(rank)
        self.value[place] = score


def match(layout: Layout, physical: Sequence[Physical]) -> Match | None:
    """Give physical columns to the form's columns; None for a header of another form."""
    pairs = _Pairing(_likeness(layout, physical))
    _take_best(layout, len(physical), pairs)
    _fill_by_order(layout, len(physical), pairs)
    missing = _missing(layout, pairs)
    none_of = _none_of(layout, pairs)
    needed = sum(1 for column in layout.columns if column.required)
    seen = sum(1 for rank in pairs.used if layout.columns[rank].required)
    lacks_much = len(missing) > max(1, needed // _MAY_LACK)
    lacks_all = any(layout.column(column).kind in _ESSENTIAL_KINDS for column in missing)
    readable = not (missing and (len(physical) < _SMALL or lacks_much or lacks_all))
    if not readable and seen < max(_SEEN, needed * _SEEN_SHARE):
        return None
    explained = sum(pairs.value.values()) / len(physical)
    if explained < _EXPLAINED:
        return None
    places = range(len(physical))
    return Match(
        tuple(
            layout.columns[pairs.taken[place]].id if place in pairs.taken else None
            for place in places
        ),
        (*missing, *none_of),
        explained + needed / _FULL - _LACKING * (len(missing) + len(none_of)),
        tuple(_double(layout, place, pairs) for place in places),
        readable,
    )


def _missing(layout: Layout, pairs: _Pairing) -> tuple[str, ...]:
    """Columns that the form needs and nothing names."""
    return tuple(
        column.id
        for rank, column in enumerate(layout.columns)
        if column.required and rank not in pairs.used
    )


def _none_of(layout: Layout, pairs: _Pairing) -> tuple[str, ...]:
    """The first of every group of columns of which the form needs one and nothing names any."""
    found = {layout.columns[rank].id for rank in pairs.used}
    return tuple(group[0] for group in layout.one_of if not found & set(group))


def _double(layout: Layout, place: int, pairs: _Pairing) -> str | None:
    """The column of the form that a further physical column names too."""
    if place in pairs.taken:
        return None
    likeness = {rank: pairs.likeness[place, rank] for rank in pairs.used}
    best = max(likeness, key=lambda rank: likeness[rank], default=None)
    if best is None or likeness[best] < _ACCEPT:
        return None
    return layout.columns[best].id


def _likeness(layout: Layout, physical: Sequence[Physical]) -> dict[tuple[int, int], float]:
    """(place, rank) -> how well the words over a physical column name a column of the form."""
    found: dict[tuple[int, int], float] = {}
    one_percent = sum(column.kind == "percent" for column in layout.columns) == 1
    for place, header in enumerate(physical):
        own, group = header_tokens(header.own), header_tokens(header.group)
        is_percent = "%" in header.own or "persen" in header.own.casefold()
        only_percent = one_percent and "%" in header.own and not own
        for rank, column in enumerate(layout.columns):
            score = similarity(column, own, group)
            if score and column.kind == "percent":
                score += _PERCENT if is_percent else -_PERCENT
            if only_percent:
                score = _ONLY_PERCENT if column.kind == "percent" else 0.0
            found[place, rank] = score
    return found


def _take_best(layout: Layout, count: int, pairs: _Pairing) -> None:
    """The likest pairs first; of like ones that which keeps the order of the form."""
    last_place, last_rank = max(count - 1, 1), max(len(layout.columns) - 1, 1)
    scores = [
        (score - _DISORDER * abs(place / last_place - rank / last_rank), place, rank)
        for (place, rank), score in pairs.likeness.items()
        if score >= _ACCEPT
    ]
    for score, place, rank in sorted(scores, key=lambda item: (-item[0], item[1], item[2])):
        free = rank not in pairs.used or layout.columns[rank].repeats
        if place not in pairs.taken and free:
            pairs.take(place, rank, score)


def _fill_by_order(layout: Layout, count: int, pairs: _Pairing) -> None:
    """Columns that words hardly name stand where the form has them: between their neighbours."""
    for start in range(count):
        if start in pairs.taken or (start and start - 1 not in pairs.taken):
            continue
        end = start
        while end < count and end not in pairs.taken:
            end += 1
        before = pairs.taken[start - 1] if start else -1
        after = pairs.taken[end] if end < count else len(layout.columns)
        free = [rank for rank in range(before + 1, after) if rank not in pairs.used]
        needed = [rank for rank in free if layout.columns[rank].required]
        places = range(start, end)
        for ranks in (free, needed):
            if len(ranks) == len(places) and all(
                pairs.likeness[pair] >= _HINT for pair in zip(places, ranks, strict=True)
            ):
                for place, rank in zip(places, ranks, strict=True):
                    pairs.take(place, rank, pairs.likeness[place, rank])
                break


def similarity(column: Column, own: frozenset[str], group: frozenset[str]) -> float:
    """0..1: how well the words over a physical column name a column of a form."""
    if not own - {"tahun"}:
        own = group  # the column's own word is only its year
    if not column.group:
        return _named(column, own) * (_NO_GROUP if group else 1.0)
    if group:
        return _named(column, own) * _weight(
            max(len(words & group) / len(words) for words in column.group)
        )
    # a flat header says group and column in one cell
    return max(
        _named(column, own - words if words <= own else own)
        * _weight(len(words & own) / len(words))
        for words in column.group
    )


def _weight(grouped: float) -> float:
    """What a likeness counts where ``grouped`` of the words of the column's group are there."""
    return _UNGROUPED + (1 - _UNGROUPED) * grouped


def _named(column: Column, own: frozenset[str]) -> float:
    """0..1: how well words name a column, whatever its group."""
    best = 0.0
    for spelling in column.header:
        common = len(spelling & own)
        if common:
            score = common / len(spelling) * _OF_SPELLING + common / len(own | spelling) * _OF_ALL
            best = max(best, score)
    return best
