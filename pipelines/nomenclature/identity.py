"""One node over several decrees: its identity, its versions and how long each holds.

Slowly changing dimension, type 2: where code and name continue, the version does; where one of them
changes and the other says that it is the same node, its next version begins; else it ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.model import fold, stable_id
from pipelines.names import likeness, nearly
from pipelines.nomenclature.model import Coverage, ListedNode
from pipelines.nomenclature.shapes import Shape, bidang_of, order_of, plan_years, shape_of

#: A list that speaks of every bidang and refused no row.
EVERYTHING = Coverage()
#: What a node is found again by.
_Key = tuple[str, ...]


def own_identity(shape: Shape, level: str, code: str, name: str) -> str:
    """The identity of a node that continues no older one; the same in every scheme of its kind."""
    return stable_id("nomenklatur", "/".join(shape.levels), level, code, fold(name))


def continue_identities(
    older: Sequence[ListedNode], newer: Sequence[ListedNode], coverage: Coverage = EVERYTHING
) -> tuple[tuple[ListedNode, ...], tuple[ListedNode, ...]]:
    """Both lists with identities and validity as the newer decree leaves them.

    ``older`` holds each version once. Same code and name: identity and ``valid_from`` of the older
    version, which stays open. Same code and a like name, or the same name under the same parent
    with another code: the identity of the older, a new version; the older one ends with the plan
    year before. Everything else of the older list ends too, where ``coverage`` and the newer list
    speak of it (its bidang, level and authority) and no refused row has its name.

    Lists of schemes with other levels (Permendagri 13/2006, 90/2019) continue by decisions alone.
    """
    if not older or not newer or not _alike(older[0], newer[0]):
        return tuple(older), tuple(newer)
    start = plan_years(newer[0].scheme)[0]
    pairs = _pairs(older, newer)
    continued = {old for old, new in pairs.items() if _unchanged(older[old], newer[new])}
    back = {new: old for old, new in pairs.items()}
    fresh = []
    for place, node in enumerate(newer):
        old = back.get(place)
        if old is None:
            fresh.append(node)
        elif old in continued:
            fresh.append(
                replace(node, identity=older[old].identity, valid_from=older[old].valid_from)
            )
        else:
            fresh.append(replace(node, identity=older[old].identity))
    spoken_of = _spoken_of(newer, coverage)
    closed = [
        node if place in continued or not (place in pairs or spoken_of(node))
        else _ended(node, start)
        for place, node in enumerate(older)
    ]  # fmt: skip
    return tuple(closed), tuple(fresh)


def chain(
    lists: Iterable[tuple[Sequence[ListedNode], Coverage]],
) -> dict[str, tuple[ListedNode, ...]]:
    """All lists of an installation by scheme, each continuing those of earlier decrees.

    The result is the same in whatever order they were imported.
    """
    order = sorted(
        ((list(nodes), coverage) for nodes, coverage in lists if nodes),
        key=lambda each: order_of(each[0][0].scheme),
    )
    done: list[ListedNode] = []
    for nodes, coverage in order:
        fresh = [_anew(node) for node in nodes]
        open_rows = [
            place for place, node in enumerate(done)
            if _alike(node, fresh[0]) and (node.valid_to is None)
        ]  # fmt: skip
        latest = {(done[place].identity, done[place].valid_from): place for place in open_rows}
        older = [done[place] for place in latest.values()]
        closed, fresh_done = continue_identities(older, fresh, coverage)
        ends = {
            (node.identity, node.valid_from): node.valid_to
            for node in closed
            if node.valid_to is not None
        }
        for place in open_rows:
            node = done[place]
            if (node.identity, node.valid_from) in ends:
                done[place] = replace(node, valid_to=ends[node.identity, node.valid_from])
        done += fresh_done
    found: dict[str, list[ListedNode]] = defaultdict(list)
    for node in done:
        found[node.scheme].append(node)
    return {scheme: tuple(nodes) for scheme, nodes in found.items()}


def _anew(node: ListedNode) -> ListedNode:
    """A node as its own list has it, before other decrees are looked at."""
    first, last = plan_years(node.scheme)
    identity = own_identity(shape_of(node.scheme), node.level, node.code, node.name)
    return replace(node, identity=identity, valid_from=first, valid_to=last)


def _alike(one: ListedNode, other: ListedNode) -> bool:
    return shape_of(one.scheme).levels == shape_of(other.scheme).levels


def _unchanged(old: ListedNode, new: ListedNode) -> bool:
    return old.code == new.code and fold(old.name) == fold(new.name)


def _ended(node: ListedNode, start: int) -> ListedNode:
    """A version ends with the plan year before the newer decree, and holds for one at least."""
    last = max(node.valid_from or start, start - 1)
    return replace(node, valid_to=last if node.valid_to is None else min(last, node.valid_to))


# --------------------------------------------------------------------------- pairs


def _pairs(older: Sequence[ListedNode], newer: Sequence[ListedNode]) -> dict[int, int]:
    """Places of the same nodes in both lists."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def pair(old: int, new: int) -> None:
        found[old] = new
        taken.add(new)

    by_code = _places(older, lambda node: (node.level, node.code))
    for new, node in enumerate(newer):
        for old in by_code.get((node.level, node.code), ()):
            if old not in found and new not in taken and _unchanged(older[old], node):
                pair(old, new)
    for new, node in enumerate(newer):
        for old in by_code.get((node.level, node.code), ()):
            if old in found or new in taken or not _overlap(older[old], node):
                continue
            if _like(fold(older[old].name), fold(node.name)):
                pair(old, new)
    for level in shape_of(newer[0].scheme).widths:
        _pair_moved(level, older, newer, found, taken, pair)
    return found


def _pair_moved(
    level: str,
    older: Sequence[ListedNode],
    newer: Sequence[ListedNode],
    found: Mapping[int, int],
    taken: set[int],
    pair: Callable[[int, int], None],
) -> None:
    """Nodes of one level that keep name and parent under another code, where only one does."""
    new_parents = {newer[new].code: older[old].identity for old, new in found.items()}
    old_parents = {node.code: node.identity for node in older}
    rest_old = _places(
        older,
        lambda node: (fold(node.name), old_parents.get(node.parent_code, node.parent_code)),
        lambda place, node: place not in found and node.level == level,
    )
    rest_new = _places(
        newer,
        lambda node: (fold(node.name), new_parents.get(node.parent_code, node.parent_code)),
        lambda place, node: place not in taken and node.level == level,
    )
    for key, places in rest_new.items():
        olds = rest_old.get(key, [])
        if len(places) == 1 and len(olds) == 1 and _overlap(older[olds[0]], newer[places[0]]):
            pair(olds[0], places[0])


def _like(one: str, other: str) -> bool:
    return likeness(one, other) > 0 or nearly(one, other)


def _overlap(one: ListedNode, other: ListedNode) -> bool:
    return not one.authority or not other.authority or one.authority == other.authority


def _places(
    nodes: Sequence[ListedNode],
    key: Callable[[ListedNode], _Key],
    wanted: Callable[[int, ListedNode], bool] = lambda place, node: True,
) -> dict[_Key, list[int]]:
    found: dict[_Key, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        if wanted(place, node):
            found[key(node)].append(place)
    return found


def _spoken_of(newer: Sequence[ListedNode], coverage: Coverage) -> Callable[[ListedNode], bool]:
    """Whether the newer list would name a node if it still held."""
    levels = {node.level for node in newer}
    authorities = {node.authority for node in newer}
    everyone = "" in authorities and len(authorities) == 1

    def speaks(node: ListedNode) -> bool:
        bidang = coverage.bidang is None or bidang_of(node.code) in coverage.bidang
        authority = everyone or not node.authority or node.authority in authorities
        return (
            bidang and authority and node.level in levels
            and fold(node.name) not in coverage.refused
        )  # fmt: skip

    return speaks
