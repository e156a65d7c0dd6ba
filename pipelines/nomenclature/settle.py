"""The code of every row of a list: as printed, repaired with evidence, or refused.

Sound codes stand first. Damage that keeps the value of every part leaves one reading. Everything
else (a digit that is missing, a fraction, a date) has several: one is taken where the rows around
it, its parent, its children and what columns say speak for it more than for any other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.model import fold
from pipelines.nomenclature.candidates import (
    SAME_VALUE,
    TEXTUAL,
    Candidate,
    candidates,
    has_long_subs,
)
from pipelines.nomenclature.entries import Entry
from pipelines.nomenclature.model import AUTHORITIES, because
from pipelines.nomenclature.shapes import Shape, sort_key

_ENOUGH = 2  # points of evidence that a reading with rivals needs
_CLEARLY = 2  # points more than a rival, where neighbours say less: another level, a date
_FEW = 3  # codes from which a list is seen to be of one authority
_NEAR = 40  # rows in which a neighbour is looked for

Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """The code of a row, its level, how it came about, and why (Indonesian, English)."""

    code: str
    level: str
    rules: tuple[str, ...] = ()
    evidence: tuple[Reason, ...] = ()

    @property
    def rule(self) -> str:
        """The gravest rule; '' where the code is as printed."""
        return Candidate(self.code, self.level, self.rules).rule


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why a row has no code: a rule of the catalogue, and the codes that were thought of."""

    rule: str
    candidates: tuple[str, ...] = ()


@dataclass
class _Known:
    """What is settled so far."""

    shape: Shape
    at: dict[int, Settled] = field(default_factory=dict)
    names: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    parents: Counter[str] = field(default_factory=Counter)
    digits: Counter[str] = field(default_factory=Counter)
    possible: Counter[str] = field(default_factory=Counter)  # codes by how many open rows

    def add(self, row: int, entry: Entry, settled: Settled) -> None:
        self.at[row] = settled
        self.names[settled.code].append((fold(entry.name), entry.authority))
        self.parents[self.shape.parent_of(settled.code, settled.level)] += 1
        self.digits[self.shape.authority_of(settled.code)] += 1

    def code(self, row: int) -> str:
        """The settled code of a row; '' where it has none."""
        found = self.at.get(row)
        return found.code if found else ""

    def near(self, row: int, step: int) -> str:
        """The next settled code above (-1) or below (1); '' where there is none near."""
        for distance in range(1, _NEAR):
            found = self.at.get(row + step * distance)
            if found is not None:
                return found.code
        return ""


def settle(entries: Sequence[Entry], shape: Shape) -> list[Settled | Unsettled]:
    """What each row's code is, in their order."""
    digits = shape.sub_digits
    if shape.has_authority and not digits and has_long_subs([each.code for each in entries]):
        digits = 4
    shape = shape.with_subs(digits)
    urusan = Counter(entry.code.split(".")[0] for entry in entries)
    known = _Known(shape)
    open_rows: dict[int, tuple[Candidate, ...]] = {}
    refused: dict[int, Unsettled] = {}
    for row, entry in enumerate(entries):
        found = _readings(entry, shape)
        if entry.broken:
            refused[row] = Unsettled(entry.broken)
        elif not found:
            refused[row] = Unsettled("bentuk")
        elif len(found) == 1 and _is_sound(found[0], urusan):
            known.add(row, entry, _as_printed(entry, found[0]))
        else:
            open_rows[row] = found
    _settle_same_values(entries, open_rows, known)
    _settle_by_evidence(entries, open_rows, known)
    for row, found in open_rows.items():
        refused[row] = _why_open(entries[row], found, known)
    return [known.at.get(row) or refused[row] for row in range(len(entries))]


def _readings(entry: Entry, shape: Shape) -> tuple[Candidate, ...]:
    found = candidates(
        entry.code, shape, stored=entry.stored, spread=entry.spread, level=entry.level
    )
    fitting = (each for each in found if not _contradicts(entry, each, shape))
    return tuple(
        Candidate(each.code, each.level, tuple(dict.fromkeys((*entry.rules, *each.rules))))
        for each in fitting
    )


def _contradicts(entry: Entry, candidate: Candidate, shape: Shape) -> bool:
    """Whether a column says another authority than a repaired code."""
    digit = shape.authority_of(candidate.code)
    said = entry.authority or entry.heading
    if set(candidate.rules) <= TEXTUAL or not digit or not said:
        return False
    return AUTHORITIES[digit] != said


def _is_sound(candidate: Candidate, urusan: Mapping[str, int]) -> bool:
    """Whether a code needs no evidence; an urusan of two digits does not stand alone."""
    first = candidate.code.split(".")[0]
    return set(candidate.rules) <= TEXTUAL and (len(first) < 2 or urusan[first] > 1)


def _as_printed(entry: Entry, candidate: Candidate) -> Settled:
    evidence = (because("same_text"),) if candidate.rules else ()
    return Settled(candidate.code, candidate.level, candidate.rules, (*entry.evidence, *evidence))


# --------------------------------------------------------------------------- one reading


def _settle_same_values(
    entries: Sequence[Entry], open_rows: dict[int, tuple[Candidate, ...]], known: _Known
) -> None:
    """Rows that have one reading, which keeps the value of each part."""
    single = {
        row: found[0]
        for row, found in open_rows.items()
        if len(found) == 1
        and set(found[0].rules) <= SAME_VALUE
        and len(found[0].code.split(".")[0]) < 2
        and not _belongs_to_another(entries[row], found[0], known)
    }
    for row in _without_clashes(single, entries):
        entry, one = entries[row], single[row]
        said = because("same_value", level=one.level.replace("_", " "))
        known.add(row, entry, Settled(one.code, one.level, one.rules, (*entry.evidence, said)))
        del open_rows[row]


def _without_clashes(chosen: Mapping[int, Candidate], entries: Sequence[Entry]) -> list[int]:
    """Rows but those whose repairs would give one code to two names."""
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row, one in chosen.items():
        names[one.code].add((fold(entries[row].name), entries[row].authority))
    return [row for row, one in chosen.items() if not _clash(names[one.code])]


def _clash(claims: set[tuple[str, str]]) -> bool:
    return any(
        one != other and _overlap(of_one, of_other)
        for one, of_one in claims
        for other, of_other in claims
    )


def _belongs_to_another(entry: Entry, candidate: Candidate, known: _Known) -> bool:
    """Whether a settled row of another name has the code."""
    own = (fold(entry.name), entry.authority)
    return any(_clash({own, each}) for each in known.names.get(candidate.code, ()))


def _overlap(one: str, other: str) -> bool:
    return not one or not other or one == other


# --------------------------------------------------------------------------- several readings


def _settle_by_evidence(
    entries: Sequence[Entry], open_rows: dict[int, tuple[Candidate, ...]], known: _Known
) -> None:
    """Settle what the evidence decides, again while something new is known."""
    while open_rows:
        chosen: dict[int, tuple[Candidate, tuple[Reason, ...]]] = {}
        known.possible = Counter(one.code for found in open_rows.values() for one in found)
        for row, found in open_rows.items():
            best = _best(entries[row], row, found, known)
            if best is not None:
                chosen[row] = best
        sure = _without_clashes({row: one for row, (one, _) in chosen.items()}, entries)
        if not sure:
            return
        for row in sure:
            one, why = chosen[row]
            entry = entries[row]
            known.add(row, entry, Settled(one.code, one.level, one.rules, (*entry.evidence, *why)))
            del open_rows[row]


def _best(
    entry: Entry, row: int, found: Sequence[Candidate], known: _Known
) -> tuple[Candidate, tuple[Reason, ...]] | None:
    """The reading that the evidence decides for, with the evidence.

    A rival of another level whose parent may be the code of another open row may yet be better.
    """
    own = {one.code for one in found}
    weighed = sorted(
        (
            (sum(points for points, _ in why), one, tuple(reason for _, reason in why))
            for one in found
            if not _belongs_to_another(entry, one, known)
            for why in [_evidence(entry, row, one, known)]
        ),
        key=lambda each: -each[0],
    )
    if not weighed or weighed[0][0] < _ENOUGH:
        return None
    points, best, why = weighed[0]
    for rival_points, rival, _ in weighed[1:]:
        other_level = rival.level != best.level
        if points - rival_points < (_CLEARLY if other_level or best.rule == "tanggal" else 1):
            return None
        parent = known.shape.parent_of(rival.code, rival.level)
        if other_level and known.possible[parent] > (parent in own):
            return None
    return best, why


def _evidence(entry: Entry, row: int, one: Candidate, known: _Known) -> list[tuple[int, Reason]]:
    """What speaks for a reading, each with its points."""
    shape = known.shape
    parent = shape.parent_of(one.code, one.level)
    above, below = known.code(row - 1), known.code(row + 1)
    before, after = known.near(row, -1), known.near(row, 1)
    found: list[tuple[int, Reason]] = []
    if parent and parent in known.names:
        found.append((1, because("parent", code=parent)))
    if above and (above == parent or _siblings(above, one.code)):
        found.append((1, because("before", code=above)))
    if below and (_parent(below, shape) == one.code or _siblings(below, one.code)):
        found.append((1, because("after", code=below)))
    if before and after and sort_key(before) < sort_key(one.code) < sort_key(after):
        found.append((1, because("order", before=before, after=after)))
    if known.parents[one.code] and known.possible[one.code] < 2:
        found.append((min(2, known.parents[one.code]), because("children")))
    if (fold(entry.name), entry.authority) in known.names.get(one.code, ()):
        found.append((1, because("same_name")))
    found += _of_authority(entry, one, known)
    return found


def _of_authority(entry: Entry, one: Candidate, known: _Known) -> list[tuple[int, Reason]]:
    digit = known.shape.authority_of(one.code)
    if not digit:
        return []
    authority = AUTHORITIES[digit].replace("_", "/")
    if entry.authority:
        return [(1, because("authority", authority=authority))]
    if entry.heading:
        return [(1, because("heading", authority=authority))]
    others = sum(count for each, count in known.digits.items() if each and each != digit)
    if known.digits[digit] >= _FEW and not others:
        return [(1, because("one_authority", authority=authority))]
    return []


def _parent(code: str, shape: Shape) -> str:
    level = shape.level_of(code)
    return shape.parent_of(code, level) if level else ""


def _siblings(one: str, other: str) -> bool:
    """Codes that differ in their last part alone (kegiatan: of one authority)."""
    return one != other and one.rpartition(".")[0] == other.rpartition(".")[0] != ""


def _why_open(entry: Entry, found: Sequence[Candidate], known: _Known) -> Unsettled:
    free = [one for one in found if not _belongs_to_another(entry, one, known)]
    codes = tuple(one.code for one in found)
    if not free:
        return Unsettled("bentrok", codes)
    rule = "tanpa_bukti" if len(free) == 1 else "dua_arti"
    return Unsettled(rule, tuple(one.code for one in free))
