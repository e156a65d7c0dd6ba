"""The official forms as data: one YAML file a form, and the objects made from them.

A layout says which columns a form has, by which words a header names them, what a column
holds, and which fact a cell of it becomes. Nothing here knows a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from pipelines.model import fold

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
    """One column of a form; ``header`` and ``group`` are alternative spellings, as token sets."""

    id: str
    kind: str
    required: bool
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
class Layout:
    """An official form. ``rows`` is ``hierarchy`` or ``list``."""

    form: str
    name: str
    name_en: str
    source: str
    rows: str
    starts_with: str | None
    record: str | None
    sides: tuple[Side, ...]
    columns: tuple[Column, ...]

    def column(self, column_id: str) -> Column:
        """The column with that id; KeyError where the form has none."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)


def tokens(text: str) -> frozenset[str]:
    """Header words without numbers, single letters (``n-1``) and joining marks.

    ``s/d`` and ``sampai dengan`` agree.
    """
    folded = fold(re.sub(r"s\s*[/.]\s*d\.?(?=\s|$)", " sampai dengan ", text, flags=re.I))
    return frozenset(
        word
        for word in folded.replace("subkegiatan", "sub kegiatan").split()
        if not re.fullmatch(r"\d+|[a-z]", word)
    )


def parse_layout(data: dict[str, Any]) -> Layout:
    """Build a layout from its YAML data; ValueError names the column that is wrong."""
    columns = []
    for raw in data["columns"]:
        if raw["kind"] not in COLUMN_KINDS:
            raise ValueError(f"{data['form']}: column {raw['id']}: unknown kind {raw['kind']!r}")
        fact = raw.get("fact")
        columns.append(
            Column(
                id=raw["id"],
                kind=raw["kind"],
                required=raw.get("required", False),
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
        sides=tuple(
            Side(number=number, phase=side.get("phase"), suffix=side.get("suffix", ""))
            for number, side in enumerate(data["sides"], start=1)
        ),
        columns=tuple(columns),
    )


@cache
def load_layouts() -> tuple[Layout, ...]:
    """All forms of this folder, in order of their file names."""
    files = sorted(
        (entry for entry in resources.files(__package__).iterdir() if entry.name.endswith(".yaml")),
        key=lambda entry: entry.name,
    )
    return tuple(parse_layout(yaml.safe_load(entry.read_text("utf-8"))) for entry in files)


def layout_of(form: str) -> Layout:
    """The layout of a form by its id; KeyError where there is none."""
    for layout in load_layouts():
        if layout.form == form:
            return layout
    raise KeyError(form)
