"""A proposed layout as YAML that a person confirms: every choice with its evidence beside it.

``# PERIKSA`` marks what the officer decides. A fact that is not sure stands as a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from pipelines.layouts import Column, FactSpec, tokens
from pipelines.model import fold
from pipelines.suggest.relations import Relation
from pipelines.suggest.resemble import Pair, Resemblance
from pipelines.suggest.seen import SeenTable

MARK = "# PERIKSA"
SAME_FORM = 0.55  # so like a form that the table may be that form in other words
_SURE = 0.5  # a fact of less confidence stands as a comment
_PLAIN = 0.8  # values that fit their kind so well need no second look
_CLOSE = 0.1  # kinds that fit so nearly alike are both named
_EXAMPLES, _EXAMPLE = 3, 40  # texts shown, and letters of each
_HEADING = 160  # letters of a heading
_ID = 40  # letters of an id
#: A view may take facts of these kinds of column.
_VALUES = {"money": "anggaran", "measure": "kinerja", "percent": "kinerja"}


@dataclass
class _Draft:
    """A column of the proposal; ``places`` are the columns of the table that it stands for."""

    id: str
    kind: str
    pair: Pair
    places: list[int]
    header: str
    group: str
    check: Relation | None

    @property
    def known(self) -> Column | None:
        return self.pair.column

    @property
    def is_sure(self) -> bool:
        return self.known is not None and self.pair.confidence >= _SURE

    @property
    def same_kind(self) -> bool:
        return self.known is not None and self.known.kind == self.kind


def layout_text(
    table: SeenTable,
    resemblance: Resemblance,
    relations: Sequence[Relation],
    file: str,
    number: int,
) -> str:
    """The proposal for one table; ``number`` counts the proposals of its document."""
    drafts = _drafts(resemblance, relations)
    same = is_same_form(resemblance)
    lines = [*_top(table, resemblance, file), *_form(drafts, resemblance, number)]
    lines += [*_checks(drafts, same), *_sides(resemblance), "columns:"]
    for draft in drafts:
        column = list(_column(draft, resemblance))
        if same and draft.known is None:
            column = _left_out(column, resemblance)
        lines += column
    return "\n".join(lines) + "\n"


def _left_out(column: list[str], resemblance: Resemblance) -> list[str]:
    """A column that the known form does not have, as a comment."""
    form = resemblance.layout.form
    said = f"  # {form} tidak punya kolom ini / {form} has no such column:"
    return ["", said, *(f"  # {line.strip().lstrip('# ')}" for line in column if line)]


def is_same_form(resemblance: Resemblance) -> bool:
    """Whether the table is probably the known form under other words."""
    return resemblance.likeness >= SAME_FORM


# --------------------------------------------------------------------------- columns


def _drafts(resemblance: Resemblance, relations: Sequence[Relation]) -> list[_Draft]:
    checks = {relation.place: relation for relation in relations}
    drafts: list[_Draft] = []
    for place, pair in enumerate(resemblance.pairs):
        kind = _kind(pair, is_same_form(resemblance))
        header, group = _heading(pair.seen.words), _heading(pair.seen.group)
        group = group if tokens(group) else ""
        header = header if tokens(header) else f"kolom {_spelt(place + 1)}"
        alike = [each for each in drafts if _alike(each, header, group)]
        same = next((each for each in alike if each.kind == kind), None)
        if same is not None and place not in checks and same.check is None:
            same.places.append(place)
            continue
        if alike:
            header = f"{header} kolom {_spelt(place + 1)}"
        taken = {each.id for each in drafts}
        column_id = _id(pair, place, taken)
        drafts.append(_Draft(column_id, kind, pair, [place], header, group, checks.get(place)))
    return drafts


def _alike(draft: _Draft, header: str, group: str) -> bool:
    return tokens(draft.header) == tokens(header) and tokens(draft.group) == tokens(group)


def _kind(pair: Pair, same: bool) -> str:
    """What the values say, unless they say the same of the known column's kind."""
    known, evidence = pair.column, pair.evidence
    if same and known is not None:
        return known.kind
    if known is not None and evidence.fits[known.kind] >= evidence.fit - 2 * _CLOSE:
        return known.kind
    return evidence.kind


def _id(pair: Pair, place: int, taken: set[str]) -> str:
    if pair.column is not None and pair.column.id not in taken:
        return pair.column.id
    words = fold(f"{pair.seen.group} {pair.seen.words}").encode("ascii", "ignore").decode()
    slug = re.sub(r"^[\d_]+", "", "_".join(words.split()))[:_ID].strip("_")
    wanted = slug or f"kolom_{place + 1}"
    if yaml.safe_load(wanted) != wanted:  # ``no`` is false
        wanted = f"kolom_{wanted}"
    return wanted if wanted not in taken else f"{wanted}_{place + 1}"


_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def _spelt(number: int) -> str:
    """A number as words: digits do not count among the words of a header."""
    return " ".join(_DIGITS[int(digit)] for digit in str(number))


def _heading(text: str) -> str:
    return _printable(text)[:_HEADING].strip()


def _printable(text: str) -> str:
    return "".join(ch for ch in text if ch.isprintable())


def _quoted(text: str) -> str:
    return json.dumps(_printable(text), ensure_ascii=False)


# --------------------------------------------------------------------------- parts of the file


def _top(table: SeenTable, resemblance: Resemblance, file: str) -> Iterator[str]:
    place = f"{table.first_address} - {table.last_address}"
    yield f"# Usulan tata letak untuk / Proposed layout for: {_printable(file)}, {place}"
    yield f"# Paling mirip / Most like: {resemblance.layout.form} ({resemblance.likeness:.2f})"
    if is_same_form(resemblance):
        form = resemblance.layout.form
        yield f"# Berkas ini menambah kata kepala bagi {form}; fakta dan pemeriksaannya tetap."
        yield f"# This file adds header words to {form}, whose facts and checks stay as they are."
        yield f"# Kalau bukan {form}: ganti `form`, lalu beri `fact` / If it is not: change `form`."
    yield f"# Periksa setiap baris bertanda {MARK}, lalu: renja layouts check BERKAS.yaml"
    yield f"# Look at every line marked {MARK}, then: renja layouts check FILE.yaml"


def _form(drafts: list[_Draft], resemblance: Resemblance, number: int) -> Iterator[str]:
    layout = resemblance.layout
    ids = [draft.id for draft in drafts]
    if is_same_form(resemblance):
        yield f"form: {layout.form}  {MARK}: memang formulir ini? / is it this form?"
        yield f"nama: {_quoted(layout.name)}"
        yield f"nama_en: {_quoted(layout.name_en)}"
        yield f"source: {_quoted(layout.source)}"
    else:
        yield f"form: BARU-{number}  {MARK}: tanda formulir / id of the form"
        yield f'nama: "Formulir baru {number}"  {MARK}: nama / name in Indonesian'
        yield f'nama_en: "New form {number}"  {MARK}: nama bahasa Inggris / name in English'
        yield f'source: "belum diketahui"  {MARK}: peraturan / regulation'
    has_code = any(draft.kind == "code" for draft in drafts)
    rows = layout.rows if is_same_form(resemblance) else "hierarchy" if has_code else "list"
    yield f"rows: {rows}  {MARK}: hierarchy = program/kegiatan/sub kegiatan; list = daftar / items"
    if rows == "list":
        first = next((each.id for each in drafts if each.kind == "number"), ids[0])
        known = layout.starts_with if layout.starts_with in ids else first
        yield f"starts_with: {known}"
        if is_same_form(resemblance) and layout.record is not None:
            yield f"record: {layout.record}"
    keys = [column.id for column in layout.columns if column.key]
    if is_same_form(resemblance) and keys and set(keys) <= set(ids):
        yield f"key: [{', '.join(keys)}]"
    else:
        names = [each.id for each in drafts if each.kind == "name"][:1] or ids[:1]
        wanted = [*names, *(each.id for each in drafts if each.is_sure and _has_fact(each))]
        yield f"# key: [{', '.join(dict.fromkeys(wanted))}]  {MARK}: kolom kunci / key columns"


def _has_fact(draft: _Draft) -> bool:
    return draft.known is not None and draft.known.fact is not None and draft.check is None


def _sides(resemblance: Resemblance) -> Iterator[str]:
    yield "sides:"
    sides = resemblance.layout.sides if _keeps_sides(resemblance) else ()
    if not sides:
        yield "  - phase: null"
    for side in sides:
        yield f"  - phase: {side.phase or 'null'}"
        if side.suffix:
            yield f"    suffix: {side.suffix}"


def _keeps_sides(resemblance: Resemblance) -> bool:
    """Sides are those of the form where the table has a column on each."""
    layout = resemblance.layout
    used = {pair.column.side for pair in resemblance.pairs if pair.column is not None}
    needed = {side.number for side in layout.sides} if len(layout.sides) > 1 else set()
    return is_same_form(resemblance) and needed <= used


def _checks(drafts: list[_Draft], same: bool) -> Iterator[str]:
    by_place = {place: draft.id for draft in drafts for place in draft.places}
    related = [(draft, draft.check) for draft in drafts if draft.check is not None]
    if related and not same:
        yield "# Kolom yang mengikuti kolom lain bukan fakta / Columns that follow are no facts:"
        yield "checks:"
    for draft, check in related:
        first, second = by_place[check.first], by_place[check.second]
        if same:
            sign = {"minus": "-", "plus": "+", "ratio": ":"}[check.how]
            yield (
                f"# {draft.id} = {first} {sign} {second}: {check.held} dari / of {check.rows} "
                "baris / rows"
            )
            continue
        held = f"# cocok / held: {check.held} dari / of {check.rows} baris / rows"
        yield f"  - column: {draft.id}"
        if check.how == "ratio":
            yield f"    ratio: [{first}, {second}]  {held}"
        else:
            sign = "-" if check.how == "minus" else ""
            yield f"    is: [[{first}, {sign}{second}]]  {held}"


def _column(draft: _Draft, resemblance: Resemblance) -> Iterator[str]:
    pair, known = draft.pair, draft.known
    places = ", ".join(str(place + 1) for place in draft.places)
    yield ""
    yield f"  # Kolom / Column {places}; keyakinan / confidence {pair.confidence:.2f}"
    if known is not None:
        yield (
            f"  #   mirip / like {resemblance.layout.form} {known.id} ({_printable(known.words)}): "
            f"kata / words {pair.words:.2f}, isi / values {pair.values:.2f}"
        )
    yield f"  #   {_seen_values(pair)}"
    unsure_id = "" if draft.is_sure else f"  {MARK}: nama kolom / name of the column"
    yield f"  - id: {draft.id}{unsure_id}"
    yield f"    kind: {draft.kind}{_unsure_kind(draft)}"
    if known is not None and known.required and (draft.is_sure or is_same_form(resemblance)):
        yield "    required: true"
    if len(draft.places) > 1 or (draft.is_sure and known is not None and known.repeats):
        yield "    repeats: true"
    if known is not None and known.side and _keeps_sides(resemblance):
        yield f"    side: {known.side}"
    yield f"    header: [{_quoted(draft.header)}]"
    if draft.group:
        yield f"    group: [{_quoted(draft.group)}]"
    yield from _fact(draft, resemblance)


def _seen_values(pair: Pair) -> str:
    values = list(dict.fromkeys(pair.seen.filled))
    if not values:
        return "isi / values: kosong / empty"
    shown = ", ".join(f'"{_printable(text)[:_EXAMPLE]}"' for text in values[:_EXAMPLES])
    evidence = pair.evidence
    said = f"{evidence.kind} {evidence.fit:.2f} ({evidence.count} sel / cells)"
    return f"isi / values: {said}, mis. / e.g. {shown}"


def _unsure_kind(draft: _Draft) -> str:
    evidence = draft.pair.evidence
    if not evidence.count:
        return f"  {MARK}: tidak ada isi / no values"
    others = [
        kind
        for kind, fit in sorted(evidence.fits.items(), key=lambda each: -each[1])
        if kind != draft.kind and fit >= evidence.fits[draft.kind] - _CLOSE
    ]
    if draft.is_sure and draft.same_kind:
        others = []
    if others:
        return f"  {MARK}: atau / or {', '.join(others[:3])}"
    return "" if evidence.fits[draft.kind] >= _PLAIN else f"  {MARK}: isi bercampur / mixed values"


def _fact(draft: _Draft, resemblance: Resemblance) -> Iterator[str]:
    known = draft.known
    if is_same_form(resemblance):
        if known is not None and known.fact is not None:
            side = resemblance.layout.sides[max(known.side - 1, 0)]
            said = _spelt_fact(known.fact, known.fact.phase or side.phase)
            yield f"    # terbit sebagai / published as: {said}"
        return
    if draft.check is not None:
        return
    spec = known.fact if known is not None and draft.same_kind else None
    if spec is not None and known is not None:
        side = resemblance.layout.sides[max(known.side - 1, 0)]
        phase = spec.phase
        if not _keeps_sides(resemblance) and not (phase or spec.view in {"usulan", "kebijakan"}):
            phase = side.phase
        said = _spelt_fact(spec, phase)
        if draft.is_sure:
            yield f"    fact: {said}"
        else:
            yield f"    # fact: {said}  {MARK}: terbit sebagai ini? / published as this?"
    elif draft.kind in _VALUES:
        view = _VALUES[draft.kind]
        kind = "" if view == "anggaran" else ", kind: target"
        yield (
            f"    # fact: {{view: {view}{kind}, year: plan}}  {MARK}: fakta apa? / which fact? "
            "(docs/layouts.md)"
        )


def _spelt_fact(spec: FactSpec, phase: str | None) -> str:
    said = {
        "view": spec.view,
        "kind": spec.kind,
        "phase": phase,
        "year": spec.year,
        "default_year": spec.default_year,
    }
    return (
        "{" + ", ".join(f"{key}: {value}" for key, value in said.items() if value is not None) + "}"
    )
