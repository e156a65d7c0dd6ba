"""Listed nodes in use: bound to an agency's bidang, as nodes of documents, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines import codes
from pipelines.model import Node, fold
from pipelines.names import likeness
from pipelines.nomenclature.model import REGENCY, ListedNode
from pipelines.nomenclature.shapes import shape_of

LISTED = "acuan"  #: ``Node.origin`` of a node that an official list has


def bind_generic(nodes: Sequence[ListedNode], bidang: str) -> tuple[ListedNode, ...]:
    """Generic nodes (``X.XX.01.2.01``) under an agency's own bidang (``1.06``); others stay.

    The generic bidang itself (``X.XX``) goes, and so does a generic node where the list has that
    very code of its own. Identities stay those of the generic nodes.
    """
    own = {(node.scheme, node.code) for node in nodes}
    bound: list[ListedNode] = []
    for node in nodes:
        if not codes.is_generic(node.code):
            bound.append(node)
            continue
        code = codes.bind(node.code, bidang)
        if node.level == codes.BIDANG or (node.scheme, code) in own:
            continue
        parent = node.parent_code
        bound.append(
            replace(
                node,
                code=code,
                parent_code=codes.bind(parent, bidang) if codes.is_generic(parent) else parent,
            )
        )
    return tuple(bound)


def to_nodes(listed: Iterable[ListedNode], authority: str = "") -> tuple[Node, ...]:
    """Listed nodes as nodes of the conformed end, one a ``Node.key``, in their order.

    Keys are those of coded nodes of documents (``scheme|level|code``). ``authority`` leaves out the
    nodes of the other one. Where a code still has two names, that of kabupaten/kota stands: most
    plans are theirs. ``parent_key`` is None where the parent is not among ``listed``.
    """
    chosen: dict[str, ListedNode] = {}
    for node in listed:
        if authority and node.authority and node.authority != authority:
            continue
        standing = chosen.get(node.key)
        if standing is None or (node.authority == REGENCY != standing.authority):
            chosen[node.key] = node
    return tuple(_node(node, chosen) for node in chosen.values())


def _node(node: ListedNode, known: dict[str, ListedNode]) -> Node:
    level = shape_of(node.scheme).parent_level(node.level)
    key = f"{node.scheme}|{level}|{node.parent_code}" if node.parent_code and level else None
    parent = known.get(key) if key else None
    return Node(
        key=node.key,
        scheme=node.scheme,
        level=node.level,
        code=node.code,
        code_printed=node.code_printed or None,
        name=node.name,
        parent_key=key if parent else None,
        parent_code=node.parent_code or None,
        parent_name=parent.name if parent else None,
        origin=LISTED,
    )


def resolve_code(
    listed: Iterable[ListedNode], name: str, parent_code: str, authority: str = ""
) -> str | None:
    """The code of the one listed node under a parent that has this name.

    The same normalised name, else the one spelling of it that is likest (``pipelines.names``); None
    where there is none, or several are as like. Bind generic nodes first (:func:`bind_generic`).
    """
    wanted = fold(name)
    scores: dict[str, float] = {}
    for node in listed:
        if node.parent_code != parent_code:
            continue
        if authority and node.authority and node.authority != authority:
            continue
        score = likeness(wanted, fold(node.name)) if wanted else 0.0
        if score > 0:
            scores[node.code] = max(score, scores.get(node.code, 0.0))
    best = max(scores.values(), default=0.0)
    winners = [code for code, score in scores.items() if score == best]
    return winners[0] if len(winners) == 1 else None
