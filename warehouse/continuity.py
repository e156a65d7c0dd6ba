"""Rows of the crosswalk: links between the nodes at hand, and old facts parted along them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.codes import AGENCY, schemes
from pipelines.crosswalk.apportion import apportion
from pipelines.crosswalk.model import Link, NodeName
from pipelines.crosswalk.nodes import node_profiles, profiles_of
from pipelines.crosswalk.resolve import (
    Share,
    Step,
    decisions_for,
    follow,
    known_nodes,
    own_bidang,
    steps_of,
)
from pipelines.model import Document, Fact, Node, Reading, Record, stable_id
from pipelines.nomenclature import ListedNode, bind_generic
from warehouse.mapping import ENDED, MAPPED, MAPPING_TABLES, UNMAPPED
from warehouse.members import Members, Row
from warehouse.schema import MEASURE_STEP, NOT_APPLICABLE, UNKNOWN, exact

#: Origin of a node that no document and no list holds, only a decision.
DECIDED = "pemetaan"
_PERCENT = "%"
_WHOLE = Share(None, Decimal(1), ())
_COLUMNS = {t.name: tuple(t.columns.keys()) for t in MAPPING_TABLES}


@dataclass(frozen=True, slots=True)
class PublishedFact:
    """A fact that stands, with the row and the document that publish it."""

    document: Document
    record: Record
    fact: Fact


def ended_schemes() -> frozenset[str]:
    """Schemes whose last plan year is past: their nodes need a decision."""
    return frozenset(each["id"] for each in schemes() if each["plan_years"][1] is not None)


class ContinuityWriter:
    """Collects the rows of the mapping tables, an agency at a time."""

    def __init__(
        self, members: Members, links: Sequence[Link], listed: Sequence[ListedNode] = ()
    ) -> None:
        self.members = members
        self.links = links
        self.listed = listed
        self._bridge: dict[str, dict[str, Any]] = {}
        self._facts: dict[str, dict[str, Any]] = {}

    def write(self, readings: Sequence[Reading], facts: Iterable[PublishedFact]) -> None:
        """The links and facts of one agency; all its readings together."""
        document = readings[0].document
        own = node_profiles(readings)
        bidang = own_bidang(own)
        listed = self.members.offer_listed(bind_generic(self.listed, bidang))
        known = known_nodes([*own, *profiles_of(listed)])
        chosen = decisions_for(self.links, document.government, document.agency)
        steps = _at_hand(steps_of(chosen, known, bidang), {each.key for each in own})
        agency = self.members.agency(document)
        for step in steps:
            self._link(step, agency)
        ways = follow(steps)
        for each in facts:
            self._fact(each, ways, agency)

    def rows(self) -> dict[str, list[Row]]:
        """Rows of every mapping table, sorted by key."""
        found = {"bridge_nomenclature": self._bridge, "bridge_fact": self._facts}
        return {
            name: [tuple(rows[key][c] for c in _COLUMNS[name]) for key in sorted(rows)]
            for name, rows in found.items()
        }

    # ------------------------------------------------------------------ links

    def _link(self, step: Step, agency: str) -> None:
        link = step.link
        key = self._key(step, agency)
        for named, node_key in ((link.old, step.old_key), (link.new, step.new_key)):
            if named is not None and node_key is not None:
                self.members.offer_nodes([_decided(named, node_key)])
        self._bridge[key] = {
            "bridge_key": key,
            "agency_key": self._scope(step, agency),
            "old_nomenclature_key": self._node(link.old, step.old_key),
            "new_nomenclature_key": self._node(link.new, step.new_key),
            "relation": link.relation,
            "weight": None if link.weight is None else exact(link.weight),
            "method": link.method,
            "confidence": exact(link.confidence),
            "evidence": link.evidence,
            "status": link.status,
            "proposer": link.proposer,
            "approver": link.approver or None,
            "decided_on": link.date,
            "note": link.note or None,
            "history": link.history or None,
        }

    def _scope(self, step: Step, agency: str) -> str | None:
        """Whose link it is: everyone's only where nothing in it is bound to the agency."""
        named = [node for node in (step.link.old, step.link.new) if node is not None]
        bound = any("X" in node.code.upper() for node in named)
        return agency if step.link.agency or step.link.government or bound else None

    def _key(self, step: Step, agency: str) -> str:
        return stable_id("bridge", self._scope(step, agency), step.old_key, step.new_key)

    def _node(self, named: NodeName | None, key: str | None) -> str:
        return NOT_APPLICABLE if named is None else self.members.node(named.scheme, key)

    # ------------------------------------------------------------------ facts

    def _fact(self, each: PublishedFact, ways: Mapping[str, Sequence[Share]], agency: str) -> None:
        record, fact = each.record, each.fact
        node = record.node_key
        if fact.view not in ("kinerja", "anggaran") or node is None or record.level == AGENCY:
            return
        shares = ways.get(node)
        if shares is None:
            if record.scheme not in ended_schemes():
                return  # its own line
            self._share(fact, 0, _WHOLE, UNMAPPED, UNKNOWN, None, fact.value, fact.rupiah)
            return
        weights = [share.weight for share in shares]
        values = _values(fact, weights)
        amounts = [None] * len(shares) if fact.rupiah is None else apportion(fact.rupiah, weights)
        for place, share in enumerate(shares):
            route = ENDED if share.key is None else MAPPED
            bridge = self._key(share.steps[0], agency)
            line = self._node(share.steps[-1].link.new, share.key)
            self._share(fact, place, share, route, line, bridge, values[place], amounts[place])

    def _share(
        self,
        fact: Fact,
        place: int,
        share: Share,
        route: str,
        line: str,
        bridge: str | None,
        value: Decimal | None,
        amount: int | None,
    ) -> None:
        key = stable_id("bridge_fact", fact.fact_id, route, line, place)
        self._facts[key] = {
            "bridge_fact_key": key,
            "fact_id": fact.fact_id,
            "route": route,
            "nomenclature_key": line,
            "bridge_key": bridge,
            "weight": exact(share.weight),
            "value": None if value is None else exact(value),
            "amount": amount,
        }


def _at_hand(steps: Sequence[Step], own: set[str]) -> list[Step]:
    """The steps that begin at nodes of the documents, or at where those lead."""
    reached = set(own)
    kept: list[Step] = []
    waiting = list(steps)
    while True:
        now = [s for s in waiting if (s.old_key if s.old_key is not None else s.new_key) in reached]
        if not now:
            order = {id(step): place for place, step in enumerate(steps)}
            return sorted(kept, key=lambda step: order[id(step)])
        kept += now
        waiting = [step for step in waiting if step not in now]
        reached |= {step.new_key for step in now if step.new_key is not None}


def _values(fact: Fact, weights: Sequence[Decimal]) -> list[Decimal | None]:
    """A measure by weights, its parts adding up; a rate is the same on every line."""
    if fact.value is None:
        return [None] * len(weights)
    if (fact.unit_canonical or fact.unit) == _PERCENT:
        return [fact.value] * len(weights)
    parts = apportion(int(exact(fact.value) / MEASURE_STEP), weights)
    return [part * MEASURE_STEP for part in parts]


def _decided(named: NodeName, key: str) -> Node:
    return Node(
        key=key,
        scheme=named.scheme,
        level=named.level,
        code=key.rsplit("|", 1)[-1] if named.code else None,
        code_printed=named.code or None,
        name=named.name,
        parent_key=None,
        parent_code=None,
        parent_name=named.program if named.level == "kegiatan" else None,
        origin=DECIDED,
    )
