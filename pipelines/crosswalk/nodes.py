"""What the documents of one agency say of each node: names, indicators, targets, money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipelines.codes import AGENCY, KEGIATAN, PROGRAM, SUB_KEGIATAN
from pipelines.crosswalk.model import Measured, NodeName, NodeProfile
from pipelines.model import Document, Fact, Node, Reading, Record, fold

#: Money is planned in these phases; a forward estimate is of the year after and no plan.
_PLANNED = ("evaluasi", "rencana", "anggaran")


def by_agency(readings: Iterable[Reading]) -> dict[tuple[str, str], list[Reading]]:
    """Readings by (government, agency), whatever the spelling of their names."""
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        found[scope_of(reading.document)].append(reading)
    return dict(found)


def scope_of(document: Document) -> tuple[str, str]:
    """Government and agency of a document, folded: the scope of a decision."""
    return (fold(document.government), fold(document.agency))


def node_profiles(readings: Sequence[Reading]) -> tuple[NodeProfile, ...]:
    """Profiles of all nodes of one agency, in the order in which its documents print them.

    A node is told of once, however many documents hold it; where several print its name, the
    list of codes goes first. Indicators of one text are one, whatever the table.
    """
    nodes: dict[str, Node] = {}
    facts: dict[str, tuple[Record, Fact]] = {}
    for reading in readings:
        for node in reading.nodes:
            standing = nodes.get(node.key)
            if standing is None or (node.origin == "KODE" and standing.origin != "KODE"):
                nodes[node.key] = node
        records = {record.record_id: record for record in reading.records}
        for fact in reading.facts:
            facts.setdefault(fact.fact_id, (records[fact.record_id], fact))
    measured, money = _measured(facts.values()), _money(facts.values())
    return tuple(
        NodeProfile(
            key,
            name_of(node, nodes),
            _above(node, KEGIATAN, nodes) if node.level == SUB_KEGIATAN else "",
            measured.get(key, ()),
            tuple(sorted(money.get(key, {}).items())),
            order,
        )
        for order, (key, node) in enumerate(nodes.items())
        if node.level != AGENCY
    )


def profiles_of(nodes: Sequence[Node]) -> tuple[NodeProfile, ...]:
    """Profiles of nodes of which nothing but their names is known: those of an official list."""
    known = {node.key: node for node in nodes}
    return tuple(
        NodeProfile(
            node.key,
            name_of(node, known),
            _above(node, KEGIATAN, known) if node.level == SUB_KEGIATAN else "",
            order=order,
        )
        for order, node in enumerate(nodes)
    )


def name_of(node: Node, nodes: Mapping[str, Node]) -> NodeName:
    """How people name a node; ``nodes`` are those it stands among, by key."""
    return NodeName(
        node.scheme, node.level, node.code or "", node.name, _above(node, PROGRAM, nodes)
    )


def _above(node: Node, level: str, nodes: Mapping[str, Node]) -> str:
    """The name of the node of ``level`` at or above a node; '' where none is known."""
    if node.level == level:
        return node.name
    parent = nodes.get(node.parent_key or "")
    if parent is not None:
        return _above(parent, level, nodes)
    direct = {PROGRAM: KEGIATAN, KEGIATAN: SUB_KEGIATAN}.get(level)
    return (node.parent_name or "") if node.level == direct else ""


def _measured(facts: Iterable[tuple[Record, Fact]]) -> dict[str, tuple[Measured, ...]]:
    """Indicators by node, each text once, with the figures of all tables."""
    found: dict[str, dict[str, dict[str, dict[tuple[int, str], Decimal]]]] = defaultdict(dict)
    texts: dict[tuple[str, str], str] = {}
    for record, fact in facts:
        if fact.view != "kinerja" or record.node_key is None or fact.value is None:
            continue
        if record.indicator is None or fact.year is None or fact.kind is None:
            continue
        same = fold(record.indicator)
        texts.setdefault((record.node_key, same), record.indicator)
        unit = fact.unit_canonical or fact.unit or ""
        units = found[record.node_key].setdefault(same, {})
        units.setdefault(unit, {}).setdefault((fact.year, fact.kind), fact.value)
    return {key: tuple(_figures(key, indicators, texts)) for key, indicators in found.items()}


def _figures(
    key: str,
    indicators: Mapping[str, Mapping[str, Mapping[tuple[int, str], Decimal]]],
    texts: Mapping[tuple[str, str], str],
) -> Iterator[Measured]:
    for same, units in indicators.items():
        for unit, values in units.items():
            listed = tuple((year, kind, value) for (year, kind), value in sorted(values.items()))
            yield Measured(texts[key, same], unit, listed)


def _money(facts: Iterable[tuple[Record, Fact]]) -> dict[str, dict[int, int]]:
    """Planned money by node and year, over its locations."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for record, fact in facts:
        if fact.view != "anggaran" or fact.phase not in _PLANNED or record.node_key is None:
            continue
        if fact.rupiah is not None and fact.year is not None:
            years = found[record.node_key]
            years[fact.year] = years.get(fact.year, 0) + fact.rupiah
    return found
