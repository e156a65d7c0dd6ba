"""What other decisions would move: which facts, how many rupiah, from which line to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.codes import AGENCY
from pipelines.crosswalk.agencies import AgencyNodes, is_lowest
from pipelines.crosswalk.apportion import apportion
from pipelines.crosswalk.model import Link, NodeName, NodeProfile
from pipelines.crosswalk.resolve import Share, Step, follow
from pipelines.model import Reading

#: Where the figures of a node are that lead to no line of the present nomenclature.
UNMAPPED, ENDED = "belum_dipetakan", "dihentikan"
_SEEN = ("kinerja", "anggaran")

#: Money that may be added up: one year and phase.
Period = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact as the crosswalk sees it: whose node, and whole rupiah where it is money."""

    fact_id: str
    node_key: str
    year: int | None
    phase: str
    rupiah: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """Where figures end: a node by key and name, or one of the two other ends."""

    key: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A part of one old node's figures that would go to another line.

    ``weight`` is the part of each figure, ``facts`` whose figures move, ``rupiah`` how much by
    year and phase. ``lowest``: the old node is of the lowest level, so that money may be added up.
    """

    old: Line
    source: Line
    target: Line
    weight: Decimal
    facts: tuple[str, ...]
    rupiah: tuple[tuple[Period, int], ...]
    lowest: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """All moves of one agency, and its old money before and after by year, phase and line.

    The money is that of the lowest level: what is above holds the same money again.
    """

    government: str
    agency: str
    moves: tuple[Move, ...]
    before: Mapping[Period, Mapping[str, int]]
    after: Mapping[Period, Mapping[str, int]]

    @property
    def facts(self) -> frozenset[str]:
        """All facts that would be seen elsewhere."""
        return frozenset(fact for move in self.moves for fact in move.facts)


def figures_of(readings: Iterable[Reading]) -> tuple[Figure, ...]:
    """The facts that are seen through the crosswalk, each once; what stands goes first."""
    found: dict[str, Figure] = {}
    for reading in readings:
        records = {record.record_id: record for record in reading.records}
        for fact in reading.facts:
            record = records[fact.record_id]
            if fact.view not in _SEEN or record.node_key is None or record.level == AGENCY:
                continue
            figure = Figure(fact.fact_id, record.node_key, fact.year, fact.phase or "", fact.rupiah)
            found.setdefault(fact.fact_id, figure)
    return tuple(found.values())


def preview(
    agency: AgencyNodes,
    figures: Iterable[Figure],
    current: Sequence[Link],
    proposed: Sequence[Link],
) -> Preview:
    """How the old figures of an agency would be seen otherwise; no figure changes its sum."""
    by_node: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_node[figure.node_key].append(figure)
    steps = agency.steps(current), agency.steps(proposed)
    names = _Names(agency, steps)
    ways = follow(steps[0]), follow(steps[1])
    needing = {old.key for old in agency.old} | set(ways[0]) | set(ways[1])
    before: dict[Period, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    after: dict[Period, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    moves: list[Move] = []
    for profile in agency.profiles:
        key, lowest = profile.key, is_lowest(profile.node)
        if key not in needing:
            continue
        own = by_node.get(key, [])
        one, two = _ends(key, ways[0]), _ends(key, ways[1])
        for figure in own:
            if figure.rupiah is not None and lowest:
                _add(before, figure, one)
                _add(after, figure, two)
        moves += _moves(names, profile, own, one, two)
    return Preview(agency.government, agency.agency, tuple(moves), before, after)


#: Ends of a node's figures in order, with the weight of each.
_Ends = tuple[tuple[str, Decimal], ...]


def _ends(key: str, ways: Mapping[str, Sequence[Share]]) -> _Ends:
    if key not in ways:
        return ((UNMAPPED, Decimal(1)),)
    return tuple((share.key or ENDED, share.weight) for share in ways[key])


def _parts(rupiah: int, ends: _Ends) -> dict[str, int]:
    """A sum by its ends; an end that is reached twice gets both parts."""
    found: dict[str, int] = defaultdict(int)
    for (end, _), part in zip(ends, apportion(rupiah, [w for _, w in ends]), strict=True):
        found[end] += part
    return found


def _add(sums: dict[Period, dict[str, int]], figure: Figure, ends: _Ends) -> None:
    assert figure.rupiah is not None
    for end, part in _parts(figure.rupiah, ends).items():
        sums[figure.year, figure.phase][end] += part


def _moves(
    names: _Names, profile: NodeProfile, figures: Sequence[Figure], one: _Ends, two: _Ends
) -> list[Move]:
    weights = _flows(_total(one), _total(two))
    money: dict[tuple[str, str], dict[Period, int]] = defaultdict(lambda: defaultdict(int))
    for figure in figures:
        if figure.rupiah is not None:
            flows = _flows(_parts(figure.rupiah, one), _parts(figure.rupiah, two))
            for way, amount in flows.items():
                money[way][figure.year, figure.phase] += int(amount)
    facts = tuple(figure.fact_id for figure in figures)
    return [
        Move(
            names(profile.key),
            names(way[0]),
            names(way[1]),
            Decimal(weights.get(way, 0)),
            facts,
            tuple(sorted(money.get(way, {}).items(), key=lambda each: str(each[0]))),
            is_lowest(profile.node),
        )
        for way in dict.fromkeys((*weights, *money))
    ]


def _total(ends: _Ends) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for end, weight in ends:
        found[end] += weight
    return found


def _flows(
    before: Mapping[str, Decimal] | Mapping[str, int],
    after: Mapping[str, Decimal] | Mapping[str, int],
) -> dict[tuple[str, str], Decimal]:
    """What goes from ends that lose to ends that gain, in their order; amounts agree exactly.

    Amounts may be negative: then those who lose are the others.
    """
    change = {
        end: Decimal(after.get(end, 0)) - Decimal(before.get(end, 0))
        for end in dict.fromkeys((*before, *after))
    }
    sign = -1 if sum(Decimal(each) for each in before.values()) < 0 else 1
    losing = [[end, -sign * by] for end, by in change.items() if sign * by < 0]
    gaining = [[end, sign * by] for end, by in change.items() if sign * by > 0]
    flows: dict[tuple[str, str], Decimal] = {}
    for gain in gaining:
        for loss in losing:
            moved = min(Decimal(gain[1]), Decimal(loss[1]))
            if moved > 0:
                flows[str(loss[0]), str(gain[0])] = sign * moved
                gain[1], loss[1] = Decimal(gain[1]) - moved, Decimal(loss[1]) - moved
    return flows


class _Names:
    """Lines by key, as people call them."""

    def __init__(self, agency: AgencyNodes, steps: Iterable[Sequence[Step]]) -> None:
        named: dict[str, NodeName] = {
            each.key: each.node for each in (*agency.listed, *agency.profiles)
        }
        for each in (step for several in steps for step in several):
            for key, node in ((each.old_key, each.link.old), (each.new_key, each.link.new)):
                if key is not None and node is not None:
                    named.setdefault(key, node)
        self._named = named

    def __call__(self, key: str) -> Line:
        node = self._named.get(key)
        return Line(key, node.name, node.code) if node else Line(key, key)
