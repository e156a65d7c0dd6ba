"""Changes of decisions as data: what stood about one node, and what is to stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.crosswalk.decisions import (
    REJECTED,
    Key,
    by_decision,
    key_of,
    overlay,
    place_of,
    with_history,
    write_decisions,
)
from pipelines.crosswalk.model import Link, NodeName
from pipelines.model import clean

#: Old and new node of a link, whatever their spelling; () for none.
Pair = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision: the links that held, and the rows that are to stand.

    ``after`` is never empty: a decision is not forgotten, its rows are refused (``ditolak``).
    """

    key: Key
    before: tuple[Link, ...]
    after: tuple[Link, ...]

    @property
    def about(self) -> NodeName:
        """The node that the decision is about."""
        first = (*self.after, *self.before)[0]
        named = first.old or first.new
        assert named is not None  # checked when it was read
        return named


def applied(own: Sequence[Link], edits: Iterable[Edit]) -> tuple[Link, ...]:
    """The rows of the officer's own file after the edits, each decision in its old place.

    A refused row stays until its very pair is decided anew.
    """
    waiting = {edit.key: edit for edit in edits}
    done: set[Key] = set()
    rows: list[Link] = []
    for link in own:
        edit = waiting.get(key_of(link))
        if edit is None:
            rows.append(link)
            continue
        if edit.key not in done:
            done.add(edit.key)
            rows += edit.after
        if link.status == REJECTED and pair(link) not in {pair(each) for each in edit.after}:
            rows.append(link)
    rows += [link for key, edit in waiting.items() if key not in done for link in edit.after]
    return tuple(rows)


def holding(links: Sequence[Link], edits: Iterable[Edit]) -> tuple[Link, ...]:
    """The links that hold once the edits are made, of those that hold now."""
    rows = [link for edit in edits for link in edit.after]
    kept = [link for link in rows if link.status != REJECTED]
    return overlay(links, kept, [link for link in rows if link.status == REJECTED])


def state_of(key: Key, links: Sequence[Link], rejected: Sequence[Link]) -> str:
    """A mark of how a decision stands now: sha256 of its rows, '' where there is none."""
    rows = [link for link in (*links, *rejected) if key_of(link) == key]
    return hashlib.sha256(write_decisions(rows).encode()).hexdigest() if rows else ""


def refused(link: Link, by: str, on: str, why: str = "") -> Link:
    """The row of a link that a person refused, with what it was where it held."""
    held = link.status != REJECTED and link.relation
    was = f"{by} (dahulu {said_of(link)})" if held else by
    note = " ".join(part for part in (link.note, why) if part)
    marked = with_history(link, "ditolak", was, on)
    return replace(marked, status=REJECTED, proposer=by, approver="", date=on, note=note)


def pair(link: Link) -> Pair:
    """Old and new node of a link, whatever their spelling; () for none."""
    return (place_of(link.old) if link.old else (), place_of(link.new) if link.new else ())


def said_of(link: Link) -> str:
    """A link in a few words, as the history keeps it."""
    to = "tanpa penerus" if link.new is None else f"{link.new.code or link.new.name}"
    weight = "" if link.weight is None else f" bobot {format(link.weight, 'f')}"
    signed = f", disetujui {link.approver}" if link.approver else ""
    return f"{to}{weight}, {link.relation} dari {link.proposer}{signed}"


def outdated_news(
    links: Sequence[Link], edits: Sequence[Edit], by: str, on: str
) -> tuple[Edit, ...]:
    """Edits that refuse ``new`` where the edits give a node a predecessor in the same scope."""
    standing = by_decision(holding(links, edits))
    reached: dict[Key, str] = {}
    for edit in edits:
        for link in edit.after:
            if link.old is not None and link.new is not None and link.status != REJECTED:
                key: Key = (edit.key[0], ("baru", *place_of(link.new)))
                reached.setdefault(key, link.old.name)
    found = []
    for key, predecessor in reached.items():
        rows = tuple(standing.get(key, ()))
        if rows:
            why = f"ada pendahulunya: {predecessor}"
            found.append(Edit(key, rows, tuple(refused(row, by, on, why) for row in rows)))
    return tuple(found)


def person(name: str) -> str:
    """A person's name as it is kept; '' where it is none: empty, or that of a rule."""
    said = clean(name)
    return "" if ":" in said or "|" in said else said
