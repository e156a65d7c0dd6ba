"""Whether a layout file can be used: against ``schema.json``, and for what no schema can say.

Everything that is wrong is said with its line, what is allowed, and what was probably meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from pipelines.layouts import tokens
from pipelines.layouts.marks import Marked, MarkedError, Path, load_marked

SCHEMA = "schema.json"
#: Kinds of the columns of known forms, by form and column id.
Known = Mapping[str, Mapping[str, str]]

_NEED_KIND = frozenset({"kinerja", "spm"})
_TYPES = {
    "object": ("kunci dan isi (`kunci: isi`)", "keys and values (`key: value`)"),
    "array": ("daftar (`[a, b]`)", "a list (`[a, b]`)"),
    "string": ("teks", "text"),
    "boolean": ("true atau false", "true or false"),
    "integer": ("bilangan bulat", "a whole number"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a layout file; ``line`` from 1, ``key`` as ``columns[2].kind``."""

    file: str
    line: int
    key: str
    what: str
    what_en: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self._key}{self.what} / {self.what_en}"

    @property
    def said(self) -> str:
        """The sentence in Indonesian, with file, line and key."""
        return f"{self.file} baris {self.line}: {self._key}{self.what}"

    @property
    def said_en(self) -> str:
        """The sentence in English, with file, line and key."""
        return f"{self.file} line {self.line}: {self._key}{self.what_en}"

    @property
    def _key(self) -> str:
        return f"{self.key}: " if self.key else ""


class LayoutError(ValueError):
    """A layout file that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)
        self.reason = "tata letak ditolak: " + "; ".join(each.said for each in problems)
        self.reason_en = "layout refused: " + "; ".join(each.said_en for each in problems)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of layout files."""
    text = resources.files(__package__).joinpath(SCHEMA).read_text("utf-8")
    return dict(json.loads(text))


def checked(text: str, file: str, known: Known | None = None) -> dict[str, Any]:
    """The data of a layout file; :class:`LayoutError` with all that is wrong in it.

    ``known`` are the columns of the forms that other files describe: a further file about one of
    them only adds words by which its columns are headed.
    """
    data, problems = examine(text, file, known)
    if problems:
        raise LayoutError(problems)
    return dict(data)


def problems_in(text: str, file: str, known: Known | None = None) -> list[Problem]:
    """All that is wrong in a layout file, by line; empty where it can be used."""
    return examine(text, file, known)[1]


def examine(text: str, file: str, known: Known | None = None) -> tuple[Any, list[Problem]]:
    """The data of a layout file and all that is wrong in it, by line."""
    try:
        marked = load_marked(text)
    except MarkedError as error:
        return None, [Problem(file, error.line, "", error.what, error.what_en)]
    found = list(_against_schema(marked))
    if not found:
        found = [*_beyond_schema(marked.data), *_of_its_form(marked.data, known or {})]
    problems = {
        Problem(file, marked.line(path), _spelt(path), what, what_en)
        for path, what, what_en in found
    }
    return marked.data, sorted(problems, key=lambda each: (each.line, each.key, each.what))


_Found = tuple[Path, str, str]


def _spelt(path: Path) -> str:
    """``columns[2].kind``: items count from 1, as a person counts."""
    spelt = ""
    for part in path:
        spelt += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if spelt else str(part)
    return spelt


# --------------------------------------------------------------------------- by the schema


def _against_schema(marked: Marked) -> Iterator[_Found]:
    for error in Draft202012Validator(schema()).iter_errors(marked.data):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = sorted(error.schema["properties"])
            for key in (each for each in error.instance if each not in known):
                yield _unknown_key((*path, str(key)), key, known)
        elif error.validator == "required":
            for key in (each for each in error.validator_value if each not in error.instance):
                title = error.schema["properties"][key].get("title", key).split(" / ")
                yield (
                    path,
                    f"kunci '{key}' tidak ada ({title[0]})",
                    f"the key '{key}' is missing ({title[-1]})",
                )
        else:
            yield path, *_said(error)


def _unknown_key(path: Path, key: Any, known: list[str]) -> _Found:
    meant = meant_by(key, known)
    allowed = ", ".join(known)
    return (
        path,
        f"kunci '{key}' tidak dikenal{_id_meant(meant)}; yang boleh: {allowed}",
        f"there is no key '{key}'{_en_meant(meant)}; allowed: {allowed}",
    )


def _said(error: ValidationError) -> tuple[str, str]:
    """What one error of the schema says, without the words of the library."""
    value, wanted = error.instance, error.validator_value
    seen = json.dumps(value, ensure_ascii=False, default=str)
    seen = seen if len(seen) <= 60 else f"{seen[:57]}..."
    if error.validator == "enum":
        return _none_of(value, [each for each in wanted if each is not None])
    if error.validator == "type":
        if wanted == "string" and isinstance(value, bool):
            return (
                'di YAML kata no, yes, on dan off tanpa tanda kutip bukan teks; tulis "no"',
                'in YAML the words no, yes, on and off are no text without quotes; write "no"',
            )
        if wanted == "string" and isinstance(value, (int, float)):
            return (
                f'{seen} harus teks; tulis dengan tanda kutip: "{value}"',
                f'{seen} must be text; write it in quotes: "{value}"',
            )
        name, name_en = _TYPES[wanted]
        return f"harus {name}, bukan {seen}", f"must be {name_en}, not {seen}"
    if error.validator == "pattern":
        example = (
            "T-C.33" if "A-Z" in wanted else "_kebutuhan" if wanted[1] == "_" else "sumber_dana"
        )
        return (
            f"{seen} tidak boleh; contoh bentuk yang benar: {example}",
            f"{seen} is not allowed; an example of the right form: {example}",
        )
    if error.validator == "uniqueItems":
        twice = next(each for place, each in enumerate(value) if each in value[:place])
        return f"'{twice}' tertulis dua kali", f"'{twice}' stands there twice"
    if error.validator in {"minItems", "minLength"}:
        if error.validator == "minItems" and wanted > 1:
            return f"perlu sedikitnya {wanted} butir", f"needs at least {wanted} items"
        return "tidak boleh kosong", "must not be empty"
    if error.validator == "maxItems":
        return f"paling banyak {wanted} butir", f"at most {wanted} items"
    if error.validator in {"minimum", "maximum"}:
        least = error.validator == "minimum"
        return (
            f"{seen} terlalu {'kecil, sedikitnya' if least else 'besar, paling besar'} {wanted}",
            f"{seen} is too {'small, at least' if least else 'large, at most'} {wanted}",
        )
    return f"{seen} tidak sesuai skema", f"{seen} does not fit the schema"


def _none_of(value: Any, allowed: list[Any]) -> tuple[str, str]:
    meant = meant_by(value, allowed)
    names = ", ".join(map(str, allowed))
    return (
        f"'{value}' tidak dikenal{_id_meant(meant)}; yang boleh: {names}",
        f"'{value}' is not known{_en_meant(meant)}; allowed: {names}",
    )


def meant_by(said: Any, known: list[Any]) -> str | None:
    """The known word that a mistyped one is probably meant for."""
    by_folded = {str(each).casefold(): str(each) for each in known}
    near = get_close_matches(str(said).casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None


def _id_meant(meant: str | None) -> str:
    return f"; maksudnya '{meant}'?" if meant else ""


def _en_meant(meant: str | None) -> str:
    return f"; did you mean '{meant}'?" if meant else ""


# --------------------------------------------------------------------------- beyond the schema


def _beyond_schema(data: dict[str, Any]) -> Iterator[_Found]:
    columns = data["columns"]
    ids = [column["id"] for column in columns]
    for place, column_id in enumerate(ids):
        if column_id in ids[:place]:
            first = ids.index(column_id) + 1
            yield (
                ("columns", place, "id"),
                f"id '{column_id}' sudah dipakai kolom ke-{first}",
                f"the id '{column_id}' is that of column {first} already",
            )
    yield from _names_of_columns(data, ids)
    yield from _like_headers(columns)
    yield from _sides(data)
    yield from _facts(data)
    if data["rows"] == "hierarchy":
        for key in ("starts_with", "record"):
            if key in data:
                yield (
                    (key,),
                    f"'{key}' hanya untuk rows: list",
                    f"'{key}' is for rows: list alone",
                )


def _names_of_columns(data: dict[str, Any], ids: list[str]) -> Iterator[_Found]:
    said: list[tuple[Path, str]] = []
    if "starts_with" in data:
        said.append((("starts_with",), data["starts_with"]))
    for place, name in enumerate(data.get("key", ())):
        said.append((("key", place), name))
    for number, group in enumerate(data.get("one_of", ())):
        said.extend((("one_of", number, place), name) for place, name in enumerate(group))
    for place, name in enumerate(data.get("fiscal_year", {}).get("columns", ())):
        said.append((("fiscal_year", "columns", place), name))
    for number, check in enumerate(data.get("checks", ())):
        said.append((("checks", number, "column"), check["column"]))
        for key, ways in (("is", check.get("is", ())), ("ratio", [check.get("ratio", ())])):
            for way in ways:
                said.extend((("checks", number, key), name.lstrip("-")) for name in way)
    for path, name in said:
        if name not in ids:
            meant = meant_by(name, ids)
            known = ", ".join(ids)
            yield (
                path,
                f"tidak ada kolom '{name}'{_id_meant(meant)}; yang ada: {known}",
                f"there is no column '{name}'{_en_meant(meant)}; there are: {known}",
            )


def _like_headers(columns: list[dict[str, Any]]) -> Iterator[_Found]:
    """Columns of one group that no header could tell apart: all words of one head the other."""
    spelt = [[tokens(words) for words in column["header"]] for column in columns]
    groups = [
        (column.get("side", 0), frozenset(tokens(words) for words in column.get("group", ())))
        for column in columns
    ]
    for place, column in enumerate(columns):
        for number, words in enumerate(column["header"]):
            if not spelt[place][number]:
                yield (
                    ("columns", place, "header", number),
                    f"'{words}' tidak berisi kata (angka dan huruf tunggal tidak dihitung)",
                    f"'{words}' holds no word (numbers and single letters do not count)",
                )
        for other in range(place):
            alike = set(spelt[place]) <= set(spelt[other]) or set(spelt[other]) <= set(spelt[place])
            if groups[place] == groups[other] and alike:
                name = columns[other]["id"]
                words = column["header"][0]
                yield (
                    ("columns", place, "header"),
                    f"kepala kolom '{name}' sama ('{words}'), tanpa `group` atau `side` yang "
                    "membedakan",
                    f"the column '{name}' is headed alike ('{words}'), and no `group` or `side` "
                    "tells them apart",
                )


def _sides(data: dict[str, Any]) -> Iterator[_Found]:
    sides, columns = data["sides"], data["columns"]
    for place, column in enumerate(columns):
        if column.get("side", 0) > len(sides):
            yield (
                ("columns", place, "side"),
                f"tidak ada sisi {column['side']}; `sides` menyebut {len(sides)}",
                f"there is no side {column['side']}; `sides` has {len(sides)}",
            )
    for place in range(len(sides)) if len(sides) > 1 else ():
        if not any(column.get("side") == place + 1 for column in columns):
            yield (
                ("sides", place),
                f"tidak ada kolom dengan side: {place + 1}",
                f"there is no column with side: {place + 1}",
            )


def _facts(data: dict[str, Any]) -> Iterator[_Found]:
    for place, column in enumerate(data["columns"]):
        fact = column.get("fact")
        if fact is None:
            continue
        path: Path = ("columns", place, "fact")
        view = fact["view"]
        if view in _NEED_KIND and "kind" not in fact:
            yield (
                path,
                f"fakta {view} perlu `kind`",
                f"a fact of {view} needs `kind`",
            )
        if view not in _NEED_KIND and "kind" in fact:
            yield (
                (*path, "kind"),
                f"fakta {view} tidak punya `kind`",
                f"a fact of {view} has no `kind`",
            )
        if (view == "anggaran") != (column["kind"] == "money"):
            yield (
                path,
                "fakta anggaran berasal dari kolom kind: money, dan hanya itu; kolom ini kind: "
                f"{column['kind']}, view: {view}",
                "a fact of anggaran comes of a column of kind: money, and nothing else does; this "
                f"column has kind: {column['kind']}, view: {view}",
            )
        if "default_year" in fact and fact.get("year") != "header":
            yield (
                (*path, "default_year"),
                "`default_year` hanya bersama year: header",
                "`default_year` goes with year: header alone",
            )


def _of_its_form(data: dict[str, Any], known: Known) -> Iterator[_Found]:
    """What a further file about a known form may not say otherwise than the form."""
    form = data["form"]
    kinds = known.get(form)
    for place, column in enumerate(data["columns"] if kinds is not None else ()):
        assert kinds is not None
        path: Path = ("columns", place)
        name = column["id"]
        if name not in kinds:
            meant = meant_by(name, list(kinds))
            names = ", ".join(kinds)
            yield (
                (*path, "id"),
                f"{form} tidak punya kolom '{name}'{_id_meant(meant)}; yang ada: {names}",
                f"{form} has no column '{name}'{_en_meant(meant)}; there are: {names}",
            )
        elif column["kind"] != kinds[name]:
            yield (
                (*path, "kind"),
                f"kolom '{name}' dari {form} berisi {kinds[name]}, bukan {column['kind']}",
                f"the column '{name}' of {form} holds {kinds[name]}, not {column['kind']}",
            )
        if "fact" in column:
            yield (
                (*path, "fact"),
                f"fakta kolom {form} sudah ditetapkan formulir itu; hapus `fact`",
                f"the form {form} says the facts of its columns itself; remove `fact`",
            )
