"""The official forms as data: one YAML file a form, and the objects made from them.

A layout says which columns a form has, by which words a header names them, what a column
holds, and which fact a cell of it becomes. Nothing here knows a document.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

from pipelines.model import fold

_Cached = TypeVar("_Cached", bound=Callable[..., Any])
#: Words of headers, for every form; every other file here is a form.
HEADER_WORDS = "header_words.yaml"
COLUMN_KINDS = frozenset(
    {"code", "number", "name", "text", "indicator", "place", "measure", "percent", "unit"}
    | {"money", "fund", "mark", "note"}
)


@dataclass(frozen=True, slots=True)
class FactSpec:
    """The fact that a cell of a column becomes.

    ``year``: ``header`` (from the header, else plan year + ``default_year``, else none) or
    ``plan`` (the plan year); None for a fact without a year.
    """

    view: str
    kind: str | None
    phase: str | None
    year: str | None
    default_year: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form; ``header`` and ``group`` are alternative spellings, as token sets.

    ``words`` is how the form itself heads it; ``required``: the form needs it; ``key``: without it
    nobody can vouch for the table.
    """

    id: str
    words: str
    kind: str
    required: bool
    key: bool
    repeats: bool
    side: int
    header: tuple[frozenset[str], ...]
    group: tuple[frozenset[str], ...]
    fact: FactSpec | None


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a table (T-C.31 has two); ``suffix`` marks its column ids."""

    number: int
    phase: str | None
    suffix: str


@dataclass(frozen=True, slots=True)
class Check:
    """A column that only checks others: it is no fact, but must agree with some.

    ``ways`` are sums that the column may print, each a tuple of (sign, column id): what most rows
    of a table print is what its column means. ``ratio`` is (part, whole) of a percentage.
    """

    column: str
    ways: tuple[tuple[tuple[int, str], ...], ...]
    ratio: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Where a form says its year: ``columns`` in their headers, its title after ``words``."""

    columns: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A form. ``rows`` is ``hierarchy`` or ``list``.

    ``mandatory``: every plan has this table; ``one_of`` are columns of which it needs one.
    ``titles``: how its title begins, for a form whose header alone may be that of any table.
    ``fiscal_year``: a form that says the year of its document itself. ``accounts``: rows with
    the code of an account are lines of expenditure. ``checks`` are columns that only check.
    """

    form: str
    name: str
    name_en: str
    source: str
    rows: str
    starts_with: str | None
    record: str | None
    mandatory: bool
    one_of: tuple[tuple[str, ...], ...]
    sides: tuple[Side, ...]
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    fiscal_year: FiscalYear | None = None
    accounts: bool = False
    checks: tuple[Check, ...] = ()

    def column(self, column_id: str) -> Column:
        """The column with that id; KeyError where the form has none."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    def check(self, column_id: str) -> Check | None:
        """What a column checks; None where it is no checking one."""
        return next((check for check in self.checks if check.column == column_id), None)

    @property
    def amount(self) -> str | None:
        """The column whose money a row is about first, without the suffix of its side."""
        for column in self.columns:
            if column.fact is not None and column.fact.view == "anggaran":
                suffix = self.sides[max(column.side - 1, 0)].suffix
                return column.id.removesuffix(suffix) if column.side else column.id
        return None


def words_in(text: str) -> list[str]:
    """Words in printed order, without punctuation; ``s/d`` and ``sampai dengan`` agree."""
    folded = fold(re.sub(r"s\s*[/.]\s*d\.?(?=\s|$)", " sampai dengan ", text, flags=re.I))
    return folded.replace("subkegiatan", "sub kegiatan").split()


def tokens(text: str) -> frozenset[str]:
    """Header words without numbers, single letters (``n-1``) and joining marks."""
    return frozenset(word for word in words_in(text) if not re.fullmatch(r"\d+|[a-z]", word))


@cache
def header_words() -> dict[str, Any]:
    """Words of headers that people write otherwise: ``short``, ``other``, ``english`` forms of
    the words of the forms, and words that are ``not_a_slip`` of one."""
    text = resources.files(__package__).joinpath(HEADER_WORDS).read_text("utf-8")
    return dict(yaml.safe_load(text))


def parse_layout(data: dict[str, Any]) -> Layout:
    """Build a layout from its YAML data; ValueError names the column that is wrong."""
    columns = []
    keys = data.get("key", [])
    one_of = tuple(tuple(group) for group in data.get("one_of", ()))
    ids = {raw["id"] for raw in data["columns"]}
    checks = tuple(_check(each) for each in data.get("checks", ()))
    year = data.get("fiscal_year")
    named = {
        *keys,
        *(each for group in one_of for each in group),
        *(each for check in checks for each in _columns_of(check)),
        *(year["columns"] if year else ()),
    }
    if unknown := sorted(named - ids):
        raise ValueError(f"{data['form']}: no such column: {', '.join(unknown)}")
    for raw in data["columns"]:
        if raw["kind"] not in COLUMN_KINDS:
            raise ValueError(f"{data['form']}: column {raw['id']}: unknown kind {raw['kind']!r}")
        fact = raw.get("fact")
        columns.append(
            Column(
                id=raw["id"],
                words=str(raw["header"][0]),
                kind=raw["kind"],
                required=raw.get("required", False),
                key=raw["id"] in keys,
                repeats=raw.get("repeats", False),
                side=raw.get("side", 0),
                header=tuple(tokens(words) for words in raw["header"]),
                group=tuple(tokens(words) for words in raw.get("group", ())),
                fact=FactSpec(
                    view=fact["view"],
                    kind=fact.get("kind"),
                    phase=fact.get("phase"),
                    year=fact.get("year"),
                    default_year=fact.get("default_year"),
                )
                if fact
                else None,
            )
        )
    return Layout(
        form=data["form"],
        name=data["nama"],
        name_en=data["nama_en"],
        source=data["source"],
        rows=data["rows"],
        starts_with=data.get("starts_with"),
        record=data.get("record"),
        mandatory=data.get("mandatory", False),
        one_of=one_of,
        sides=tuple(
            Side(number=number, phase=side.get("phase"), suffix=side.get("suffix", ""))
            for number, side in enumerate(data["sides"], start=1)
        ),
        columns=tuple(columns),
        titles=tuple(fold(words) for words in data.get("titles", ())),
        fiscal_year=FiscalYear(
            tuple(year["columns"]), tuple(fold(words) for words in year["words"])
        )
        if year
        else None,
        accounts=data.get("accounts", False),
        checks=checks,
    )


def _check(data: dict[str, Any]) -> Check:
    """``{column: sisa, is: [[anggaran, -realisasi]]}`` or ``{column: persen, ratio: [...]}``."""
    ratio = data.get("ratio")
    return Check(
        column=data["column"],
        ways=tuple(
            tuple((-1 if each.startswith("-") else 1, each.lstrip("-")) for each in way)
            for way in data.get("is", ())
        ),
        ratio=(ratio[0], ratio[1]) if ratio else None,
    )


def _columns_of(check: Check) -> list[str]:
    """Every column that a check names."""
    return [check.column, *(each for way in check.ways for _, each in way), *(check.ratio or ())]


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """All forms of this folder, in order of their file names."""
    files = sorted(
        (
            entry
            for entry in resources.files(__package__).iterdir()
            if entry.name.endswith(".yaml") and entry.name != HEADER_WORDS
        ),
        key=lambda entry: entry.name,
    )
    layouts: list[Layout] = []
    for entry in files:
        layouts.append(read_layout(entry.read_text("utf-8"), entry.name, known_columns(layouts)))
    return tuple(layouts)


@dataclass(frozen=True, slots=True)
class Own:
    """The layouts of an installation: what its files hold, and those that cannot be used.

    ``mark`` changes with what is used of them; empty where nothing is.
    """

    files: tuple[tuple[str, str], ...] = ()
    layouts: tuple[Layout, ...] = ()
    refused: tuple[ValueError, ...] = ()
    mark: str = ""


_in_use = [Own()]  # one: what is used now
_forget: list[Callable[[], None]] = []


def use_own(files: Mapping[str, str]) -> Own:
    """Use the layout files of an installation (name -> text) besides those that are shipped.

    They come after the shipped ones, in order of their names. A file about a form that is known
    already adds words by which its columns are headed, and may say nothing else; one that says
    more, or cannot be used, is refused (``check.LayoutError``), and the others are used.
    """
    wanted = tuple(sorted(files.items()))
    if wanted == _in_use[0].files:
        return _in_use[0]
    layouts: list[Layout] = []
    refused: list[ValueError] = []
    used: list[tuple[str, str]] = []
    for name, text in wanted:
        try:
            known = known_columns((*shipped_layouts(), *layouts))
            layouts.append(read_layout(text, name, known))
            used.append((name, text))
        except ValueError as error:
            refused.append(error)
    mark = hashlib.sha256(repr(used).encode()).hexdigest()[:12] if used else ""
    _in_use[0] = Own(wanted, tuple(layouts), tuple(refused), mark)
    for forget in _forget:
        forget()
    return _in_use[0]


def own_layouts() -> Own:
    """The layouts of the installation that are in use."""
    return _in_use[0]


def remembered_with_layouts(cached: _Cached) -> _Cached:
    """A cached function that forgets when other layouts are used."""
    _forget.append(cached.cache_clear)  # type: ignore[attr-defined]
    return cached


@remembered_with_layouts
@cache
def load_layouts() -> tuple[Layout, ...]:
    """All forms: the shipped ones, then those of the installation."""
    return (*shipped_layouts(), *_in_use[0].layouts)


def known_columns(layouts: Iterable[Layout]) -> dict[str, dict[str, str]]:
    """The kinds of the columns of forms, by form and column id; the first file of a form says."""
    known: dict[str, dict[str, str]] = {}
    for layout in layouts:
        known.setdefault(layout.form, {column.id: column.kind for column in layout.columns})
    return known


def read_layout(text: str, file: str, known: Mapping[str, Mapping[str, str]]) -> Layout:
    """The layout of a file; ``check.LayoutError`` says with lines what is wrong in it.

    ``known`` are the columns of the forms before it: see :func:`known_columns`.
    """
    from pipelines.layouts.check import checked  # noqa: PLC0415 (it needs the words of this module)

    return parse_layout(checked(text, file, known))


def layout_of(form: str) -> Layout:
    """The layout of a form by its id; KeyError where there is none."""
    for layout in load_layouts():
        if layout.form == form:
            return layout
    raise KeyError(form)
