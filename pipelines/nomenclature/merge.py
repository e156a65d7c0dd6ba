"""Rows with a code as nodes: one a code and name, decrees in order, parents looked for.

A bidang or program has no digit of authority: where province and kabupaten/kota name it alike it is
one node for both, where they differ it is two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.codes import schemes
from pipelines.model import fold
from pipelines.nomenclature.entries import Entry
from pipelines.nomenclature.identity import own_identity
from pipelines.nomenclature.model import (
    AUTHORITIES,
    ListedNode,
    ListFinding,
    finding,
    words,
)
from pipelines.nomenclature.settle import Settled
from pipelines.nomenclature.shapes import Shape, order_of, plan_years, scheme_name


@dataclass(frozen=True, slots=True)
class Merged:
    """Nodes in printed order, findings, and how many rows were merged into others."""

    nodes: tuple[ListedNode, ...]
    findings: tuple[ListFinding, ...]
    same: int
    superseded: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    node: ListedNode
    decree: int | None
    withdrawn: bool


def merge(rows: Sequence[tuple[Entry, Settled]], shape: Shape) -> Merged:
    """The nodes that the rows list."""
    findings: list[ListFinding] = []
    by_code: dict[str, list[_Candidate]] = defaultdict(list)
    same = superseded = 0
    for entry, settled in rows:
        new = _candidate(entry, settled, shape, findings)
        standing = by_code[settled.code]
        like = next((each for each in standing if _is_same(each.node, new.node)), None)
        if like is not None:
            standing[standing.index(like)] = replace(like, node=_joined(like.node, new.node))
            same += 1
            continue
        rival = next((each for each in standing if _overlap(each.node, new.node)), None)
        if rival is None:
            standing.append(new)
            continue
        superseded += 1
        kept, other = _decide(rival, new)
        standing[standing.index(rival)] = kept
        findings.append(_about_two(kept, other))
    nodes = [each.node for standing in by_code.values() for each in standing]
    findings += _status_findings(entry for entry, _ in rows)
    findings += _long_urusan(nodes)
    findings += _orphans(nodes, shape)
    nodes = _without_headings_above(nodes, shape)
    return Merged(tuple(nodes), tuple(findings), same, superseded)


def _candidate(
    entry: Entry, settled: Settled, shape: Shape, findings: list[ListFinding]
) -> _Candidate:
    digit = shape.authority_of(settled.code)
    authority = AUTHORITIES[digit] if digit else entry.authority or entry.heading
    if digit and entry.authority and entry.authority != authority:
        findings.append(
            finding("kewenangan_beda", entry.place, printed=entry.code, authority=entry.authority)
        )
    basis, decree = _basis(entry.basis, shape.scheme)
    first, last = plan_years(shape.scheme)
    notes = [*entry.notes, *([f"status {entry.status}"] if _says_something(entry.status) else [])]
    node = ListedNode(
        scheme=shape.scheme,
        code=settled.code,
        level=settled.level,
        name=entry.name,
        parent_code=shape.parent_of(settled.code, settled.level),
        authority=authority,
        identity=own_identity(shape, settled.level, settled.code, entry.name),
        valid_from=entry.valid_from or first,
        valid_to=entry.valid_to or last,
        basis=basis,
        place=entry.place,
        code_printed=entry.code,
        note="; ".join(notes),
    )
    return _Candidate(node, decree, _is_withdrawn(entry.status))


def _basis(said: str, scheme: str) -> tuple[str, int | None]:
    """The regulation in words, and its place among the decrees."""
    if not said:
        return scheme_name(scheme), None
    known = words()["basis"].get(said)
    if known is None:
        whole = f" {fold(said)} "
        known = next((e["id"] for e in schemes() if f" {fold(e['nama'])} " in whole), None)
        return said, None if known is None else order_of(known)
    return scheme_name(known), order_of(known)


def _says_something(status: str) -> bool:
    """A status of 0, or none, is the usual one."""
    return status not in {"", "0"}


def _is_withdrawn(status: str) -> bool:
    return fold(status) in words()["withdrawn"]


def _is_same(one: ListedNode, other: ListedNode) -> bool:
    return fold(one.name) == fold(other.name)


def _overlap(one: ListedNode, other: ListedNode) -> bool:
    return not one.authority or not other.authority or one.authority == other.authority


def _joined(first: ListedNode, second: ListedNode) -> ListedNode:
    """Two rows of one node: for both authorities where each names another one."""
    authority = first.authority if first.authority == second.authority else ""
    notes = dict.fromkeys([*first.note.split("; "), *second.note.split("; ")])
    if first.basis != second.basis:
        notes[f"juga {second.basis} ({second.place})"] = None
    return replace(first, authority=authority, note="; ".join(each for each in notes if each))


def _decide(first: _Candidate, second: _Candidate) -> tuple[_Candidate, _Candidate]:
    """Which of two names a code has: the one that holds, of the later decree, printed first."""
    if first.withdrawn != second.withdrawn:
        return (second, first) if first.withdrawn else (first, second)
    if first.decree is not None and second.decree is not None and second.decree > first.decree:
        return second, first
    return first, second


def _about_two(kept: _Candidate, other: _Candidate) -> ListFinding:
    said = kept.withdrawn != other.withdrawn or (
        kept.decree is not None and other.decree is not None and kept.decree != other.decree
    )
    node = kept.node
    if said:
        return finding(
            "ganda_edit", node.place, printed=node.code_printed, basis=node.basis,
            other=other.node.name, place=other.node.place,
        )  # fmt: skip
    return finding(
        "ganda_beda", other.node.place, printed=other.node.code_printed, name=node.name,
        place=node.place, other=other.node.name,
    )  # fmt: skip


def _status_findings(entries: Iterable[Entry]) -> list[ListFinding]:
    found: list[ListFinding] = []
    unknown: Counter[str] = Counter()
    for entry in entries:
        if _is_withdrawn(entry.status):
            found.append(finding("dicabut", entry.place, printed=entry.code, status=entry.status))
        elif _says_something(entry.status):
            unknown[entry.status] += 1
    return found + [
        finding("status", "", status=status, count=count) for status, count in unknown.items()
    ]


def _long_urusan(nodes: Sequence[ListedNode]) -> list[ListFinding]:
    found: dict[str, list[ListedNode]] = defaultdict(list)
    for node in nodes:
        urusan = node.code.split(".")[0]
        if urusan.isdigit() and len(urusan) > 1:
            found[urusan].append(node)
    return [
        finding(
            "urusan_dua_angka", same[0].place, printed=same[0].code_printed, urusan=urusan,
            count=len(same),
        )
        for urusan, same in found.items()
    ]  # fmt: skip


def _without_headings_above(nodes: Sequence[ListedNode], shape: Shape) -> list[ListedNode]:
    """The top level of a scheme has a parent only where the list prints it as a heading."""
    listed = {node.code for node in nodes}
    return [
        replace(node, parent_code="")
        if node.parent_code not in listed and shape.parent_level(node.level) not in shape.levels
        else node
        for node in nodes
    ]


def _orphans(nodes: Sequence[ListedNode], shape: Shape) -> list[ListFinding]:
    """Nodes whose parent is not listed; a level that is wholly absent is told of once."""
    listed = {node.code for node in nodes}
    levels = {node.level for node in nodes}
    absent: Counter[str] = Counter()
    found: list[ListFinding] = []
    for node in nodes:
        above = shape.parent_level(node.level)
        if not node.parent_code or above is None or node.parent_code in listed:
            continue
        if above not in levels:
            if above in shape.levels:
                absent[above] += 1
            continue
        found.append(
            finding("yatim", node.place, printed=node.code_printed, parent=node.parent_code)
        )
    return found + [
        finding("tingkat_tiada", "", level=level.replace("_", " "), count=count)
        for level, count in absent.items()
    ]
