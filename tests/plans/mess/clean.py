"""Clean workbooks of constructed plans, and what the pipeline reads in them."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, replace
from functools import cache

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.layouts import layout_of
from pipelines.model import Fact, Reading
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables
from plans.mess.draft import Spot
from plans.options import calm
from plans.render_workbook import Book, construct_workbook, of_workbook

PLANS = 16  # so many workbooks are made a mess of
_FILE = "renja.xlsx"


@dataclass(frozen=True)
class Clean:
    """A workbook, its reading, and what every cell of it is by address."""

    seed: int
    manner: str
    data: bytes
    reading: Reading
    spots: dict[str, Spot]


def read(data: bytes) -> Reading:
    """The pipeline's reading of a workbook."""
    tables = find_tables(read_grids(data, _FILE))
    document = identify(tables, file=_FILE, sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


@cache
def clean(seed: int) -> Clean:
    """The workbook of a seed: a small plan, in one of the manners in which agencies build them."""
    rng = random.Random(f"mess {seed}")
    options = of_workbook(replace(calm(rng), code=rng.choice(("kolom", "kolom", "sel", "titik"))))
    book = Book(
        sheets=rng.choice(("formulir", "satu")),
        merged=rng.random() < 0.8,
        numbers=rng.random() < 0.6,
        levels=rng.random() < 0.15,
    )
    if not seed:
        options, book = of_workbook(replace(options, code="kolom", forms="semua")), Book()
    _, document = construct_workbook(seed, options, book, programs=1)
    reading = read(document.data)
    changed = [f"code={options.code}", f"forms={options.forms}", f"money={options.money}"]
    return Clean(seed, f"{' '.join(changed)} {book}", document.data, reading, _spots(reading))


def _spots(reading: Reading) -> dict[str, Spot]:
    forms = {table.number: table.form for table in reading.tables}
    facts: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        for number, role in fact.lineage:
            if role == "value":
                facts.setdefault(number, []).append(fact)
    spots = {}
    for source in reading.cells:
        form = forms.get(source.table or 0, "")
        column = source.reason.removeprefix("kolom ") if source.reason[:6] == "kolom " else ""
        known = {each.id: each.kind for each in layout_of(form).columns} if form else {}
        spots[source.cell.address] = Spot(
            source.use, source.cell.text, source.table, form, column, known.get(column, ""),
            tuple(facts.get(source.cell.number, ())),
        )  # fmt: skip
    return spots
