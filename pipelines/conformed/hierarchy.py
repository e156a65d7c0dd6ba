"""Levels and parents of the rows of a hierarchical form.

Codes, numbering, capitals and position are each wrong somewhere, so a row gets the level
that most of the evidence speaks for: the shape of its code, the words it begins with, what
other tables of the document say of its name, what may follow the row above, its item
number, and whether the sub kegiatan so far already make up the amount of their kegiatan.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from pipelines import codes
from pipelines.codes import AGENCY, BIDANG, KEGIATAN, OLD_SCHEME, PROGRAM, SUB_KEGIATAN, URUSAN
from pipelines.labels import begins_with_agency, item_number
from pipelines.layouts import layout_of
from pipelines.model import clean, fold
from pipelines.names import likeness, nearly
from pipelines.records.raw_records import RawRecord
from pipelines.values import parse_measures, parse_money

_ANY_BIDANG = "1.01"  # the shape of a generic code is that of any bound one
_NEAR = 75.0  # only names this near are compared word by word
_INDENTS, _AS_FAR_IN = 2, 2.0  # depths that a table must have for them to tell levels
_ORDER = (PROGRAM, KEGIATAN, SUB_KEGIATAN)


@dataclass
class Place:
    """A node row with its level and the rows above it; ``path`` identifies the node.

    ``path`` holds folded names from program down (as the document's own list writes them),
    or the heading's own name for urusan and bidang.
    """

    record: RawRecord
    name: str
    level: str
    scheme: str
    code_printed: str | None
    urusan: Place | None = None
    bidang: Place | None = None
    program: Place | None = None
    kegiatan: Place | None = None
    path: tuple[str, ...] = ()
    own_bidang: str | None = None  # the bidang urusan of the document's other codes

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """Scheme, level and path: the same for every row about this node."""
        return (self.scheme, self.level, self.path)

    @property
    def stated(self) -> str | None:
        """The code as typed, without the marks around it; a generic one bound to the agency."""
        if self.record.typed_code is not None:
            return self.record.typed_code
        if self.code_printed is None:
            return None
        if self.own_bidang and codes.is_generic(self.code_printed):
            return codes.bind(self.code_printed, self.own_bidang)
        return codes.plain(self.code_printed)

    def printed(self, level: str) -> str | None:
        """The name at a level as this table prints it; None below the row's own level."""
        if level == self.level:
            return self.name
        above = {URUSAN: self.urusan, BIDANG: self.bidang, PROGRAM: self.program}
        above[KEGIATAN] = self.kegiatan
        place = above.get(level)
        return place.name if place else None


@dataclass
class NameIndex:
    """What the coded tables of a document say of names: levels, and whose children they are."""

    levels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parents: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    codes: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )  # name -> form -> codes
    paths: dict[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)

    def add(self, place: Place) -> None:
        """Learn from a placed row."""
        name = place.path[-1] if place.path else fold(place.name)
        self.levels[name][place.level] += 1
        if codes.level_of(place.record.typed_code or place.code_printed):
            self.codes[name][place.record.form].add(place.stated or "")
            self.paths.setdefault((place.level, name, place.stated or ""), place.path)
        parent = place.kegiatan if place.level == SUB_KEGIATAN else place.program
        if parent is not None and parent.path and place.level in {KEGIATAN, SUB_KEGIATAN}:
            self.parents[(place.level, name)].add(parent.path[-1])

    def match(self, name: str) -> dict[str, float]:
        """Known names like this one with a likeness of 0..1; an exact name stands alone."""
        folded = fold(name)
        if folded in self.levels:
            return {folded: 1.0}
        near = process.extract(
            folded, self.levels.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=8
        )
        found = {known: likeness(folded, known) for known, _, _ in near}
        return {known: score for known, score in found.items() if score}

    def with_code(self, name: str, code: str, form: str) -> dict[str, float]:
        """Names to which other forms give this code and that are nearly this one.

        One of them is misspelled by more than a slip, or was cut where a page ends.
        """
        folded = fold(name)
        return {
            known: 0.8
            for known, by_form in self.codes.items()
            if any(code in printed for other, printed in by_form.items() if other != form)
            and (nearly(folded, known) or known.startswith(folded) or folded.startswith(known))
        }


def place_rows(
    records: Sequence[RawRecord], scheme: str, index: NameIndex, *, learn: bool
) -> list[Place]:
    """Level and parents of the node rows of one sequence (a side of a section of a form)."""
    state = _State(scheme)
    places: list[Place] = []
    for record in records:
        if not record.new_node or record.name is None:
            continue
        place = _place(record, record.name, scheme, state, index)
        places.append(place)
        state.take(place)
        if learn:
            index.add(place)
    return places


@dataclass
class _State:
    scheme: str
    urusan: Place | None = None
    bidang: Place | None = None
    program: Place | None = None
    kegiatan: Place | None = None
    last: Place | None = None
    last_number: dict[str, int] = field(default_factory=dict)
    indents: dict[str, int] = field(default_factory=dict)  # level -> that of its last row
    wanted: int | None = None  # amount of the open kegiatan
    reached: int = 0  # amount of its sub kegiatan so far
    subs: int = 0

    def take(self, place: Place) -> None:
        """Move on past a placed row."""
        number = _number(place.record)
        if number is not None:
            self.last_number[place.level] = number
        if place.level == URUSAN:
            self.urusan, self.bidang, self.program, self.kegiatan = place, None, None, None
        elif place.level == BIDANG:
            self.bidang, self.program, self.kegiatan = place, None, None
        elif place.level == PROGRAM:
            self.program, self.kegiatan = place, None
            self.last_number.pop(KEGIATAN, None)
            self.last_number.pop(SUB_KEGIATAN, None)
        elif place.level == KEGIATAN:
            self.kegiatan = place
            self.wanted, self.reached, self.subs = _amount(place.record), 0, 0
            self.last_number.pop(SUB_KEGIATAN, None)
        elif place.level == SUB_KEGIATAN:
            self.reached += _amount(place.record) or 0
            self.subs += 1
        indent = indent_of(place.record)
        if indent is not None:
            self.indents[place.level] = indent
        self.last = place


def _place(record: RawRecord, name: str, scheme: str, state: _State, index: NameIndex) -> Place:
    as_printed = printed_code(record)
    printed = record.typed_code or as_printed
    level = _heading_level(name, printed) or _agency_level(record, name, printed)
    known = index.match(name) if scheme != OLD_SCHEME else {}
    if codes.level_of(printed):
        # one table that gives two like names two codes means two nodes
        known = {
            other: like
            for other, like in known.items()
            if like == 1.0
            or not index.codes[other].get(record.form, set()) - {codes.plain(printed or "")}
        }
        if not known and scheme != OLD_SCHEME:
            known = index.with_code(name, codes.plain(printed or ""), record.form)
    if level is None:
        scores = _scores(record, name, printed, state, index, known)
        level = max(scores, key=lambda each: (scores[each], -_ORDER.index(each)))
    place = Place(record, name, level, scheme, as_printed)
    place.urusan = state.urusan if level != URUSAN else None
    place.bidang = state.bidang if level not in {URUSAN, BIDANG} else None
    place.program = state.program if level in {KEGIATAN, SUB_KEGIATAN} else None
    place.kegiatan = state.kegiatan if level == SUB_KEGIATAN else None
    canonical = _canonical(name, level, place, index, known)
    if level == SUB_KEGIATAN:
        above = place.kegiatan.path if place.kegiatan else ("",)
        place.path = (*above, canonical)
    elif level == KEGIATAN:
        above = place.program.path if place.program else ("",)
        place.path = (*above, canonical)
    else:
        place.path = (canonical,)
    if "" in place.path:  # a table without the rows above: the code says which node it is
        about = (level, canonical, codes.plain(printed or ""))
        place.path = index.paths.get(about, place.path)
    return place


def printed_code(record: RawRecord) -> str | None:
    """The code as printed, over several cells joined by dots; None where there is none."""
    tokens = record.pieces.get("kode", [])
    parts = [clean(token.text) for token in tokens]
    text = parts[0] if len(parts) == 1 else ".".join(part.strip(".") for part in parts)
    return text or None


def _heading_level(name: str, code: str | None) -> str | None:
    words = fold(name)
    shape = codes.level_of(code)
    if shape in {URUSAN, BIDANG}:
        return shape
    if words.startswith("urusan pemerintahan bidang "):  # so Permendagri 90/2019 names them
        return BIDANG
    if words.startswith("urusan ") and (name == name.upper() or words.startswith("urusan pemer")):
        return URUSAN
    if words.startswith("bidang ") and name == name.upper() and shape is None:
        return BIDANG
    return None


def _agency_level(record: RawRecord, name: str, code: str | None) -> str | None:
    """``01.00 DINAS ...``: the agency itself at the head of a list of codes or a report."""
    if codes.level_of(code) is not None or not (code or layout_of(record.form).accounts):
        return None
    return AGENCY if begins_with_agency(name) else None


def _scores(
    record: RawRecord,
    name: str,
    code: str | None,
    state: _State,
    index: NameIndex,
    known: dict[str, float],
) -> dict[str, float]:
    levels = (PROGRAM, KEGIATAN) if state.scheme == OLD_SCHEME else _ORDER
    scores = dict.fromkeys(levels, 0.0)
    shape = codes.level_of(
        codes.bind(code, _ANY_BIDANG) if code and codes.is_generic(code) else code
    )
    if shape in scores:
        scores[shape] += 3.0
    column = _level_of_column(record)
    if column in scores:
        scores[column] += 3.0
    folded = fold(name)
    if folded.startswith("program "):
        scores[PROGRAM] += 4.0 if name == name.upper() else 2.5
    elif name == name.upper() and len(folded.split()) > 1:
        scores[PROGRAM] += 2.0
    else:
        scores[PROGRAM] -= 2.0
    if state.program is None:
        scores[PROGRAM] += 0.5
    if state.scheme == OLD_SCHEME:
        return scores
    for candidate, like in known.items():
        counts = index.levels[candidate]
        for level in levels:
            if counts[level]:
                scores[level] += 2.0 * like
                scores[level] += _parent_bonus(level, candidate, state, index)
    if state.program is not None and state.kegiatan is None:
        lost = shape == SUB_KEGIATAN and _is_below(code, state.program)
        scores[KEGIATAN] += 0.0 if lost else 1.5  # a page may have lost the row of the kegiatan
        scores[SUB_KEGIATAN] -= 0.0 if lost else 2.0
    if state.kegiatan is not None:
        if state.subs == 0:
            scores[SUB_KEGIATAN] += 1.0
        if fold(state.kegiatan.name) == folded or (
            state.kegiatan.path and state.kegiatan.path[-1] in known
        ):
            scores[KEGIATAN] -= 2.5
            scores[SUB_KEGIATAN] += 1.0
        _by_amount(record, state, scores)
    _by_number(record, state, scores)
    _by_indent(record, state, scores)
    target = record.text("target") or record.text("target_renstra") or ""
    if any(part.unit == "%" for part in parse_measures(target).parts):
        scores[SUB_KEGIATAN] -= 0.3
    return scores


def _level_of_column(record: RawRecord) -> str | None:
    """The level that heads the column of a name, where every level has a column of its own."""
    header, tokens = record.headers.get("nama"), record.pieces.get("nama")
    if header is None or not tokens:
        return None
    place = tokens[0].cells[0].column
    words = next((words for position, words in header.parts if position == place), "")
    said = fold(words).replace("subkegiatan", "sub kegiatan").replace(" ", "_")
    return said if said in _ORDER else None


def _is_below(code: str | None, program: Place) -> bool:
    """Whether the code of a sub kegiatan begins with that of the program."""
    return bool(code and program.stated) and codes.plain(str(code)).startswith(f"{program.stated}.")


def _parent_bonus(level: str, candidate: str, state: _State, index: NameIndex) -> float:
    """A name that is known under the open parent belongs there rather than elsewhere."""
    parents = index.parents.get((level, candidate), set())
    open_parent = state.kegiatan if level == SUB_KEGIATAN else state.program
    if level == PROGRAM or not parents:
        return 0.0
    if open_parent is not None and open_parent.path and open_parent.path[-1] in parents:
        return 1.0
    return -0.5


def _by_amount(record: RawRecord, state: _State, scores: dict[str, float]) -> None:
    if state.wanted is None or not state.subs:
        return
    if state.wanted and state.reached == state.wanted:
        scores[KEGIATAN] += 0.8
    elif 0 < state.reached < state.wanted:
        amount = _amount(record)
        fits = amount is None or state.reached + amount <= state.wanted
        scores[SUB_KEGIATAN if fits else KEGIATAN] += 0.5


def _by_number(record: RawRecord, state: _State, scores: dict[str, float]) -> None:
    number = _number(record)
    if number is None:
        return
    for level in (KEGIATAN, SUB_KEGIATAN):
        expected = state.last_number.get(level, 0) + 1
        open_level = level == KEGIATAN or state.kegiatan is not None
        if open_level and number == expected:
            scores[level] += 0.8


def _by_indent(record: RawRecord, state: _State, scores: dict[str, float]) -> None:
    """A row set as far in as the last one of a level is of that level; further in, below it."""
    indent = indent_of(record)
    if indent is None or len({*state.indents.values(), indent}) < _INDENTS:
        return
    for level in scores:
        known = state.indents.get(level)
        if known is not None:
            scores[level] += _AS_FAR_IN if known == indent else -_AS_FAR_IN
    if state.last is not None and state.last.level in state.indents:
        further = indent - state.indents[state.last.level]
        below = _ORDER[_ORDER.index(state.last.level) + 1 :] if state.last.level in _ORDER else ()
        if further > 0 and below and below[0] not in state.indents:
            scores[below[0]] = scores.get(below[0], 0.0) + _AS_FAR_IN


def indent_of(record: RawRecord) -> int | None:
    """How many spaces the name (or its code in the same cell) is set in, by spaces typed or by
    the alignment of its cell; None without a name."""
    tokens = record.pieces.get("nama")
    if not tokens:
        return None
    cell = tokens[0].cells[0]
    return cell.indent + len(cell.text) - len(cell.text.lstrip())


def _number(record: RawRecord) -> int | None:
    text = clean(record.number.text) if record.number else item_number(record.text("nama") or "")
    digits = re.sub(r"\D", "", text or "")
    return int(digits) if digits else None


def _amount(record: RawRecord) -> int | None:
    text = record.text(layout_of(record.form).amount or "")
    return parse_money(text).rupiah if text else None


def _canonical(
    name: str, level: str, place: Place, index: NameIndex, known: dict[str, float]
) -> str:
    """The folded name as the document's coded tables write it, its own where they do not."""
    parent = place.kegiatan if level == SUB_KEGIATAN else place.program
    best, best_score = fold(name), 0.0
    for candidate, like in known.items():
        if not index.levels[candidate][level]:
            continue
        score = like
        if parent is not None and parent.path:
            parents = index.parents.get((level, candidate), set())
            score += 0.1 if parent.path[-1] in parents else 0.0
        if score > best_score:
            best, best_score = candidate, score
    return best
