"""The change of nomenclature: who became what, by whose word, and what nobody decided yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import Connection

from assets.report_page.ask import ask
from assets.report_page.drawing import Picture, picture
from assets.report_page.flows import APPROVED, PROPOSED, UNDECIDED, Flow, Key, Side, draw_flows
from assets.report_page.words import Said, number

#: With more old and new nodes than this there is a picture of the programmes alone.
MOST_NODES = 160
#: With more programmes than this there is none: the table of the warehouse says it better.
MOST_PROGRAMMES = 60

ENDED: Key = ("dihentikan",)
NEW: Key = ("baru",)
OPEN: Key = ("belum",)
_OUTSIDE: dict[Key, str] = {
    ENDED: "(dihentikan / discontinued)",
    NEW: "(tanpa pendahulu / no predecessor)",
    OPEN: "(belum diputuskan / undecided)",
}
_LEFT, _RIGHT = "Lama / old", "Baru / new"

RELATIONS = {
    "exact": Said("sama", "exact"),
    "renamed": Said("berganti nama", "renamed"),
    "merged": Said("digabung", "merged"),
    "split": Said("dipecah", "split"),
    "moved": Said("dipindah", "moved"),
    "discontinued": Said("dihentikan", "discontinued"),
    "new": Said("baru", "new"),
}


@dataclass(frozen=True)
class Became:
    """One link as the table says it; ``weight`` None where there is no old node."""

    new: str
    code: str
    weight: Decimal | None
    relation: Said
    state: str
    approver: str


@dataclass(frozen=True)
class Old:
    """An old node and all that it became; nothing where nobody decided."""

    programme: str
    name: str
    became: tuple[Became, ...]


@dataclass(frozen=True)
class Nomenclature:
    """The section. ``programmes`` and ``nodes`` are pictures, None where there is nothing to
    draw or too much of it."""

    title: Said
    programmes: Picture | None
    nodes: Picture | None
    old: tuple[Old, ...]
    new: tuple[Became, ...]
    undecided: tuple[tuple[str, int], ...]
    unmapped_facts: int
    unapproved_facts: int
    unapproved_rupiah: int


def nomenclature(connection: Connection) -> Nomenclature:
    """What bi_pemetaan, bi_belum_dipetakan and bi_kesinambungan say of the change."""
    links, undecided = ask(connection, "links"), ask(connection, "undecided")
    routes = ask(connection, "routes")
    title = _title(links, undecided)
    waiting: dict[str, int] = defaultdict(int)
    for node in undecided:
        waiting[node["program"] or "–"] += 1
    unsigned = [row for row in routes if row["status_pemetaan"] == PROPOSED]
    by_programme, by_node = None, None
    if links:
        programmes = flows_of(links, undecided, _programmes)
        if len({flow.left for flow in programmes}) <= MOST_PROGRAMMES:
            by_programme = _picture(programmes, links, title, 7, narrow=True)
        nodes = flows_of(links, undecided, _nodes)
        if len({key for flow in nodes for key in (flow.left, flow.right)}) <= MOST_NODES:
            by_node = _picture(nodes, links, title, 11, narrow=False)
    return Nomenclature(
        title,
        by_programme,
        by_node,
        _old(links, undecided),
        tuple(_became(link) for link in links if link["nama_lama"] is None),
        tuple(sorted(waiting.items())),
        sum(row["fakta"] for row in routes if row["jalur"] == "belum_dipetakan"),
        sum(row["fakta"] for row in unsigned),
        sum(int(row["rupiah"] or 0) for row in unsigned),
    )


Ends = Callable[[dict[str, Any]], tuple[Key, Key]]


def _programmes(link: dict[str, Any]) -> tuple[Key, Key]:
    """The programmes that a link joins."""
    return (link["program_lama"] or "–",), (link["program_baru"] or "–",)


def _nodes(link: dict[str, Any]) -> tuple[Key, Key]:
    """The nodes that a link joins, each below its programme."""
    old = (link["program_lama"] or "–", link["nama_lama"] or "")
    return old, (link["program_baru"] or "–", link["nama_baru"] or "", link["kode_baru"] or "")


def flows_of(
    links: Iterable[dict[str, Any]], undecided: Iterable[dict[str, Any]], ends: Ends
) -> list[Flow]:
    """Bands between programmes or nodes: weights added up, one old node where there is none."""
    parts: dict[tuple[Key, Key, str], Decimal] = defaultdict(Decimal)
    for link in links:
        old, new = ends(link)
        if link["nama_lama"] is None:
            old, part = NEW, Decimal(1)
        elif link["nama_baru"] is None:
            new, part = ENDED, Decimal(1)
        else:
            part = Decimal(link["bobot"])
        parts[old, new, link["status"]] += part
    for node in undecided:
        old, _ = ends({"program_lama": node["program"], "nama_lama": node["nama"],
                       "program_baru": None, "nama_baru": None, "kode_baru": None})  # fmt: skip
        parts[old, OPEN, UNDECIDED] += 1
    return [Flow(old, new, float(part), state) for (old, new, state), part in parts.items()]


def _picture(
    flows: Sequence[Flow],
    links: Sequence[dict[str, Any]],
    title: Said,
    thick: float,
    *,
    narrow: bool,
) -> Picture:
    codes: dict[Key, str] = {
        (link["program_baru"] or "–",): link["kode_baru"] or "~" for link in reversed(links)
    }
    left = _side({flow.left for flow in flows}, _LEFT, str)
    right = _side(
        {flow.right for flow in flows},
        _RIGHT,
        lambda key: key[2] if len(key) > 2 else codes.get(key, "~"),
    )
    rows = [
        {"lama": " · ".join(flow.left), "baru": " · ".join(flow.right), "bobot": flow.part,
         "status": flow.state} for flow in flows
    ]  # fmt: skip
    said = f"{title.indonesian} / {title.english}"
    return picture(partial(draw_flows, flows, left, right, thick), rows, said, narrow=narrow)


def _side(keys: set[Key], title: str, order: Callable[[Key], str]) -> Side:
    """Names in the order of their programme or code, those outside last."""
    ordered = sorted(keys, key=lambda key: (key in _OUTSIDE, order(key), key))
    names = {key: _OUTSIDE.get(key) or (key[1] if len(key) > 1 else key[0]) for key in ordered}
    printed = Counter(names.values())
    for key, name in names.items():
        if len(key) > 2 and printed[name] > 1:
            names[key] = f"{name} ({key[2]})"
    headings: dict[Key, str] = {}
    last = ""
    for key in ordered:
        if len(key) > 1 and key[0] != last:
            headings[key] = last = key[0]
    return Side(ordered, names, headings, title)


def _became(link: dict[str, Any]) -> Became:
    return Became(
        link["nama_baru"] or "",
        link["kode_baru"] or "",
        None if link["bobot"] is None else Decimal(link["bobot"]),
        RELATIONS.get(link["relasi"], Said(link["relasi"], link["relasi"])),
        link["status"],
        link["penyetuju"] or "",
    )


def _old(links: Sequence[dict[str, Any]], undecided: Sequence[dict[str, Any]]) -> tuple[Old, ...]:
    became: dict[tuple[str, str], list[Became]] = defaultdict(list)
    for link in links:
        if link["nama_lama"] is not None:
            became[link["program_lama"] or "–", link["nama_lama"]].append(_became(link))
    for node in undecided:
        became.setdefault((node["program"] or "–", node["nama"]), [])
    return tuple(
        Old(programme, name, tuple(of)) for (programme, name), of in sorted(became.items())
    )


def _title(links: Sequence[dict[str, Any]], undecided: Sequence[dict[str, Any]]) -> Said:
    old: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for link in links:
        if link["nama_lama"] is not None:
            who = (link["pemerintah"], link["perangkat_daerah"])
            old[*who, link["skema_lama"], link["program_lama"], link["nama_lama"]].add(
                link["status"]
            )
    signed = sum(states == {APPROVED} for states in old.values())
    whole, waiting = len(old) + len(undecided), len(undecided)
    if not whole:
        return Said(
            "Rilis ini tidak memuat nomenklatur lama: tidak ada yang perlu dipetakan",
            "This release holds no old nomenclature: nothing needs to be mapped",
        )
    if not old:
        return Said(
            f"Belum ada keputusan untuk {number(waiting)} simpul nomenklatur lama",
            f"Nothing is decided yet about {number(waiting)} nodes of the old nomenclature",
        )
    return Said(
        f"{number(len(old))} dari {number(whole)} simpul lama sudah dipetakan: "
        f"{number(signed)} disetujui, {number(len(old) - signed)} masih usulan, "
        f"{number(waiting)} belum diputuskan",
        f"{number(len(old))} of {number(whole)} old nodes are mapped: {number(signed)} approved, "
        f"{number(len(old) - signed)} still proposed, {number(waiting)} undecided",
    )
