"""The plan year, by all that a document says of it: its cover, titles and headers of tables.

Headers are copied from last year's plan and covers too, so that none is believed alone: the year
that most of them say stands, and where they are even that of the cover. Each word that says
otherwise is a finding.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.findings import FindingLog
from pipelines.layouts import FiscalYear, layout_of, load_layouts
from pipelines.model import Cell, Document, clean
from pipelines.tables.headers import HeaderColumn
from pipelines.tables.pages import titled_forms
from pipelines.tables.recognise import FoundTable, Tables

_PLAN, _REVIEW, _EVALUATION = "T-C.33", "T-C.31", "T-C.29"
_COVER, _TITLE, _AHEAD = "sampul", "judul", "prakiraan maju"
_ENGLISH = {_COVER: "the cover", _TITLE: "titles of tables", _AHEAD: "forward estimate"}
_YEAR = re.compile(r"\b(20\d{2})\b")
_NAMED = re.compile(
    r"(?:renja|rkpd|usulan|rencana(?: kerja| program)?)\b[^.;]{0,90}?tahun\s+(20\d{2})",
    re.IGNORECASE,
)
# "s/d Tahun 2024" and "tahun lalu 2023" name a year that is not the plan's.
_UP_TO = re.compile(
    r"(?:s\s*[/.]\s*d\.?|sampai\s+dengan|tahun\s+lalu|tahun\s+berjalan)[^.;\d]{0,30}20\d{2}",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:tahun(?:\s+anggaran)?\s+)?(20\d{2})", re.IGNORECASE)


@dataclass(frozen=True)
class _Word:
    """What one place of a document says: ``year`` is the plan year that follows from it."""

    source: str
    year: int


def plan_year(tables: Tables, texts: Sequence[str], declared: int | None = None) -> int | None:
    """The plan year; None where nothing says it.

    ``texts`` are titles and headings. ``declared``, what the manifest says, stands where cover,
    plan or a form with a fiscal year say it too, whatever the others say.
    """
    said = _said(tables)
    own = tuple(layout.form for layout in load_layouts() if layout.fiscal_year)
    if declared in {said[source] for source in (_COVER, _PLAN, *own) if source in said}:
        return declared
    if not said:
        named = Counter(year for text in texts for year in _named(text))
        return max(named, key=lambda year: named[year]) if named else None
    votes = Counter(said.values())
    most = max(votes.values())
    order = (_COVER, _PLAN, _AHEAD, _REVIEW, _EVALUATION, *own, _TITLE)
    return next(said[each] for each in order if each in said and votes[said[each]] == most)


def year_findings(tables: Tables, document: Document, log: FindingLog) -> None:
    """A finding for the cover and for headers of the plan that say another year."""
    said = _said(tables)
    agreeing = [source for source, year in said.items() if year == document.year]
    _own_year_findings(tables, document, log)
    headers = _plan_headers(tables)
    stated = said.get(_COVER)
    if stated is not None and stated != document.year and said.get(_PLAN) == document.year:
        cells = [*_cover_cells(tables, stated), *(c.number for c in _cells(headers, 0))]
        _report(log, agreeing, cells, document.year, stated, ("Sampul", "The cover"), key=_COVER)
    words = (
        ("Kepala kolom rencana", "The header of the plan year"),
        (
            "Kepala kolom prakiraan maju (tahun sesudah rencana)",
            "The header of the forward estimate (the year after the plan)",
        ),
    )
    for ahead, where in enumerate(words):
        wrong: dict[int, list[tuple[int, HeaderColumn]]] = defaultdict(list)
        for offset, column in headers:
            if offset == ahead and column.year not in {None, document.year + ahead}:
                wrong[column.year or 0].append((offset, column))
        for year, columns in wrong.items():
            cells = [cell.number for cell in _cells(columns, ahead)]
            _report(log, agreeing, cells, document.year + ahead, year, where, key=f"{ahead}|{year}")


def _own_year_findings(tables: Tables, document: Document, log: FindingLog) -> None:
    """A finding for headers of a form with a fiscal year that name another one."""
    for table in tables.tables:
        own = layout_of(table.form).fiscal_year
        for column in table.segments[0].header.columns if own else ():
            if own is None or column.column_id not in own.columns or not column.year:
                continue
            if column.year != document.year:
                cells = [cell.number for cell in column.cells if _YEAR.search(cell.text)]
                _report(
                    log, (), cells, document.year, column.year,
                    (f"Kepala kolom {column.column_id}", f"The header of {column.column_id}"),
                    key=f"{table.number}|{column.column_id}|{column.year}", form=table.form,
                    evidence=("menurut judulnya", "so says its title"),
                )  # fmt: skip


def _report(
    log: FindingLog,
    agreeing: Sequence[str],
    cells: Iterable[int],
    expected: int,
    printed: int,
    where: tuple[str, str],
    *,
    key: str,
    form: str = _PLAN,
    evidence: tuple[str, str] = ("menurut manifes", "so says the manifest"),
) -> None:
    others = ", ".join(agreeing)
    others_en = ", ".join(_ENGLISH.get(each, each) for each in agreeing)
    log.add(
        "tahun_berbeda", form, cells, key=key, cause="tahun_rencana", printed=str(printed),
        expected=str(expected), where=where[0], where_en=where[1],
        evidence=f"menurut {others}" if others else evidence[0],
        evidence_en=f"so say {others_en}" if others else evidence[1],
    )  # fmt: skip


def _said(tables: Tables) -> dict[str, int]:
    """What each kind of place says, as it says it most often."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for word in _words(tables):
        votes[word.source][word.year] += 1
    return {source: max(years, key=lambda y: years[y]) for source, years in votes.items()}


def _words(tables: Tables) -> Iterator[_Word]:
    for table in tables.tables:
        if table.form == _PLAN:
            yield from _header(table, _PLAN, 0, "pagu", "target")
            yield from _header(table, _AHEAD, -1, "pagu_maju", "target_maju")
        elif table.form == _REVIEW:
            yield from _header(table, _REVIEW, 0, "pagu")
        elif table.form == _EVALUATION:
            yield from _header(table, _EVALUATION, 1, "target_berjalan")
        own = layout_of(table.form).fiscal_year
        if own is not None:
            yield from (_Word(table.form, year) for year in _own_years(tables, table, own))
        if table.form in {_REVIEW, "T-C.32", _PLAN}:
            years = _YEAR.findall(_UP_TO.sub(" ", table.title_text))
            yield from (_Word(_TITLE, int(year)) for year in years[:1])
    lines = [_ALONE.fullmatch(clean(text)) for text in tables.headings]
    alone = [int(line[1]) for line in lines if line]
    named = next((list(_named(text)) for text in tables.headings if list(_named(text))), [])
    yield from (_Word(_COVER, year) for year in alone or named[:1])


def _own_years(tables: Tables, table: FoundTable, own: FiscalYear) -> Iterator[int]:
    """The year that a form says of itself: the first behind the words of its title, in headers."""
    words = "|".join(re.escape(each).replace(r"\ ", r"\W*") for each in own.words)
    said = re.compile(rf"\b(?:{words})\W*(20\d{{2}})\b", re.IGNORECASE)
    titles = [text for text in tables.headings if table.form in titled_forms(text)]
    found = (said.search(text) for text in (table.title_text, *titles))
    yield from [int(match[1]) for match in found if match][:1]
    for segment in table.segments[:1]:
        for column in segment.header.columns:
            if column.column_id in own.columns and column.year:
                yield column.year


def _named(text: str) -> Iterator[int]:
    """The years that a text names as those of a plan."""
    return (int(year) for year in _NAMED.findall(_UP_TO.sub(" ", text)))


def _header(table: FoundTable, source: str, offset: int, *columns: str) -> Iterator[_Word]:
    for column in columns:
        for physical in table.segments[0].header.columns:
            if physical.column_id == column and physical.year:
                yield _Word(source, physical.year + offset)
                return


def _plan_headers(tables: Tables) -> list[tuple[int, HeaderColumn]]:
    """The headers of the plan that name its year (0) or that of the forward estimate (1)."""
    offsets = {"pagu": 0, "target": 0, "pagu_maju": 1, "target_maju": 1}
    return [
        (offsets[column.column_id], column)
        for table in tables.tables
        if table.form == _PLAN
        for segment in table.segments
        for column in segment.header.columns
        if column.column_id in offsets
    ]


def _cells(headers: Iterable[tuple[int, HeaderColumn]], ahead: int) -> list[Cell]:
    """The cells of headers that print a year."""
    return [
        cell
        for offset, column in headers
        if offset == ahead
        for cell in column.cells
        if _YEAR.search(cell.text)
    ]


def _cover_cells(tables: Tables, year: int) -> list[int]:
    """Where the cover prints its year: the first line outside the tables that names it."""
    table_cells = {
        cell.number for table in tables.tables for row in table.rows for cell in row.cells
    }
    found = (
        cell.number
        for cell in tables.cells
        if cell.number not in table_cells
        and clean(cell.text) in tables.headings
        and str(year) in cell.text
    )
    return list(found)[:1]
