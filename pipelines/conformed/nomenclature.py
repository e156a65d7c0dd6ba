"""Codes of a document's nodes: what is printed where, what it must be, what is wrong.

A node is printed in several tables, not always with the same code. Its code is the one that
fits its level and its parent and that no other node has the better claim to; where tables
disagree, most of them decide, and the list of codes breaks a tie. What cannot be decided
from the document stays open (None).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines import codes
from pipelines.codes import AGENCY, BIDANG, KEGIATAN, OLD_SCHEME, PROGRAM, SUB_KEGIATAN, URUSAN
from pipelines.conformed.hierarchy import Place
from pipelines.model import Node, clean

NodeKey = tuple[str, str, tuple[str, ...]]
_PARENT_LEVEL = {KEGIATAN: PROGRAM, SUB_KEGIATAN: KEGIATAN}


@dataclass
class Nomenclature:
    """The nodes of a document and the code of each (None: not to be decided)."""

    codes: dict[NodeKey, str | None] = field(default_factory=dict)
    nodes: dict[NodeKey, Node] = field(default_factory=dict)

    def code(self, place: Place) -> str | None:
        """The resolved code of a row's node."""
        return self.codes.get(place.key)


def build_nomenclature(places: Sequence[Place]) -> Nomenclature:
    """Resolve the code of every node and describe the nodes, list of codes first."""
    rows: dict[NodeKey, list[Place]] = defaultdict(list)
    for place in places:
        rows[place.key].append(place)
    votes = _votes(places)
    claims = _claims(places, votes)
    result = Nomenclature()
    order = {URUSAN: 0, AGENCY: 0, BIDANG: 1, PROGRAM: 2, KEGIATAN: 3, SUB_KEGIATAN: 4}
    children = _children_codes(places)
    taken: dict[tuple[str, str], NodeKey] = {}  # by scheme and code
    for key in sorted(rows, key=lambda each: order[each[1]]):
        code = _resolve(key, rows[key], votes, claims, children, result)
        if code is not None and taken.setdefault((key[0], code), key) != key:
            code = None  # two nodes cannot have one code; the first in order keeps it
        result.codes[key] = code
    for key, same in rows.items():
        node = _node(key, same, result)
        if node is not None:
            result.nodes[key] = node
    return result


def _votes(places: Iterable[Place]) -> dict[NodeKey, Counter[str]]:
    """For each node how many tables print which code; the list of codes counts half more."""
    seen: dict[NodeKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in places:
        if place.stated:
            seen[place.key][place.stated].add(place.record.form)
    return {
        key: Counter(
            {
                code: sum(3 if form == "KODE" else 2 for form in forms)
                for code, forms in printed.items()
            }
        )
        for key, printed in seen.items()
    }


def _claims(
    places: Iterable[Place], votes: dict[NodeKey, Counter[str]]
) -> dict[tuple[str, str], Counter[NodeKey]]:
    """For each code the votes of the nodes that print it, where it fits the row above them."""
    unfit = {(p.key, p.stated) for p in places if p.stated and not _fits(p)}
    claims: dict[tuple[str, str], Counter[NodeKey]] = defaultdict(Counter)
    for key, printed in votes.items():
        for code, count in printed.items():
            if (key, code) not in unfit:
                claims[key[0], code][key] += count
    return claims


def _fits(place: Place) -> bool:
    """Whether the printed code begins with that of the row above, where both are printed."""
    parent = place.kegiatan if place.level == SUB_KEGIATAN else place.program
    if place.level not in _PARENT_LEVEL or parent is None or not parent.stated:
        return True
    return codes.parent_of(place.stated or "") == parent.stated


def _children_codes(places: Iterable[Place]) -> dict[NodeKey, Counter[str]]:
    """For each node the codes that its children's codes say it must have."""
    found: dict[NodeKey, Counter[str]] = defaultdict(Counter)
    for place in places:
        parent = place.kegiatan if place.level == SUB_KEGIATAN else place.program
        expected = _PARENT_LEVEL.get(place.level)
        if parent is None or expected is None or codes.level_of(place.stated) != place.level:
            continue
        above = codes.parent_of(place.stated or "")
        if above:
            found[parent.key][above] += 1
    return found


def _resolve(
    key: NodeKey,
    rows: Sequence[Place],
    votes: dict[NodeKey, Counter[str]],
    claims: dict[tuple[str, str], Counter[NodeKey]],
    children: dict[NodeKey, Counter[str]],
    known: Nomenclature,
) -> str | None:
    scheme, level, _ = key
    printed = votes.get(key, Counter())
    if level == AGENCY or scheme == OLD_SCHEME:
        valid = [code for code, _ in printed.most_common() if any(ch.isdigit() for ch in code)]
        return valid[0] if valid else None
    parent_code = next(
        (code for place in rows if (code := _parent_code(place, known)) is not None), None
    )
    scores: dict[str, float] = {}
    support = children.get(key, Counter())
    total = sum(support.values())
    for code in {*printed, *(support if total >= 2 else ())}:
        if codes.level_of(code) != level:
            continue
        if parent_code is not None and codes.parent_of(code) != parent_code:
            continue
        others = [count for other, count in claims[scheme, code].items() if other != key]
        own = printed[code] + (4.0 * support[code] / total if total else 0.0)
        scores[code] = own - (2.0 * max(others) if others and max(others) >= own else 0.0)
    best = max(scores, key=lambda code: (scores[code], code), default=None)
    return best if best is not None and scores[best] > 0 else None


def _parent_code(place: Place, known: Nomenclature) -> str | None:
    parent = place.kegiatan if place.level == SUB_KEGIATAN else place.program
    if place.level not in _PARENT_LEVEL or parent is None:
        return None
    return known.codes.get(parent.key)


def _node(key: NodeKey, rows: Sequence[Place], known: Nomenclature) -> Node | None:
    """The node as the list of codes writes it, else as the first form does.

    Headings without a code (an agency's own ``BIDANG``) are no nodes of a nomenclature.
    """
    scheme, level, _ = key
    code = known.codes[key]
    if level in {URUSAN, BIDANG} and code is None:
        return None
    listed = [place for place in rows if place.record.form == "KODE"]
    first = (listed or [place for place in rows if place.code_printed] or list(rows))[0]
    parent = first.kegiatan if level == SUB_KEGIATAN else first.program
    parent_code = known.codes.get(parent.key) if parent else None
    parent_name = parent.name if parent else None
    parent_key = node_key(parent.key, known) if parent else None
    if level in {PROGRAM, BIDANG} and code is not None and scheme != OLD_SCHEME:
        parent_code = codes.parent_of(code)
        above = next(
            (k for k, c in known.codes.items() if c and c == parent_code and k[0] == scheme), None
        )
        parent_key = node_key(above, known) if above else None
        heading = first.bidang if level == PROGRAM else first.urusan
        parent_name = heading.name if heading and known.codes.get(heading.key) else None
    if parent_code is None and code is not None and level in {KEGIATAN, SUB_KEGIATAN}:
        parent_code = codes.parent_of(code)
    return Node(
        key=node_key(key, known),
        scheme=scheme,
        level=level,
        code=code,
        code_printed=first.code_printed,
        name=clean(first.name),
        parent_key=parent_key,
        parent_code=parent_code,
        parent_name=clean(parent_name) if parent_name else None,
        origin=first.record.form,
        cells=first.record.cells("kode", "nama"),
    )


def node_key(key: NodeKey, known: Nomenclature) -> str:
    """The stable key of a node: its code where resolved, else its path of names."""
    scheme, level, path = key
    code = known.codes.get(key)
    return f"{scheme}|{level}|{code or '/'.join(path)}"
