"""What the text says of the tables: how many programs, kegiatan, sub kegiatan, and rupiah.

``... tahun 2021 ... 7 Program, 16 Kegiatan dan 36 Sub Kegiatan`` is held against the rows of
that year (T-C.29 for the running year, T-C.33 for the plan year); amounts that say the plan
year against the sum of its sub kegiatan, and amounts against their own words in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.codes import SUB_KEGIATAN
from pipelines.model import Use, clean, fold
from pipelines.rules.whole.context import EVALUATION, NODES, PLAN, Whole
from pipelines.rules.whole.spelled import spelled
from pipelines.values import format_money, parse_money

_YEAR = re.compile(r"\b[Tt]ahun\s+(20\d{2})\b")
_NUMBER = r"(\d{1,3})\s*(?:\([^()]*\)\s*)?"
_COUNTS = re.compile(
    rf"\b{_NUMBER}[Pp]rogram\b[\s,;]*(?:dan\s+|dengan\s+)?{_NUMBER}[Kk]egiatan\b"
    rf"(?:[\s,;]*(?:dan\s+|serta\s+)?{_NUMBER}[Ss]ub\s*[Kk]egiatan\b)?"
)
_AMOUNT = re.compile(r"\bRp\.?\s*(\d{1,3}(?:\.\d{3})+)(?:,\d\d|,-)?\s*(?:\(([^()]{12,400})\))?")
_BUDGET = re.compile(r"\b(?:pagu|anggaran|kebutuhan dana)\b", re.IGNORECASE)
_TEXT = {Use.PROSE, Use.TITLE}  # a paragraph right above a table is read as its title
_WORDS = {"program": "program", "kegiatan": "kegiatan", "sub_kegiatan": "sub kegiatan"}


@dataclass(frozen=True)
class _Said:
    """A figure of the text: where it stands, its year, and what it says."""

    cell: int
    year: int | None
    match: re.Match[str]


def check_narrative(whole: Whole) -> None:
    """Findings for counts and amounts of the text that the tables or its own words deny."""
    prose = [source.cell for source in whole.reading.cells if source.use in _TEXT]
    for cell in prose:
        text = clean(cell.text)
        for said in _find(_COUNTS, cell.number, text):
            _counts(whole, said)
        for said in _find(_AMOUNT, cell.number, text):
            _in_words(whole, said)
            if _BUDGET.search(_sentence(said.match)):
                _budget(whole, said)


def _find(pattern: re.Pattern[str], cell: int, text: str) -> Iterator[_Said]:
    for match in pattern.finditer(text):
        years = _YEAR.findall(text[: match.start()])
        yield _Said(cell, int(years[-1]) if years else None, match)


def _sentence(match: re.Match[str]) -> str:
    """The words in front of an amount, from the end of the sentence before."""
    return re.split(r"\)\.|[a-z]\.\s", match.string[: match.start()])[-1]


def _counts(whole: Whole, said: _Said) -> None:
    form = _form(whole, said.year)
    rows = _rows(whole, said.year)
    wrong = []
    for level, printed in zip(NODES, said.match.groups(), strict=True):
        if printed and rows[level] and int(printed) != rows[level]:
            wrong.append((_WORDS[level], printed, rows[level]))
    if form is None or not wrong:
        return
    whole.log.add(
        "narasi_berbeda", form, [said.cell], key=f"{said.year}|{said.match[0]}",
        cause=f"narasi|{said.year}",
        printed=", ".join(f"{printed} {word}" for word, printed, _ in wrong),
        expected=", ".join(f"{count} {word}" for word, _, count in wrong), year=said.year,
    )  # fmt: skip


def _form(whole: Whole, year: int | None) -> str | None:
    return {whole.year: PLAN, whole.year - 1: EVALUATION}.get(year or 0)


def _rows(whole: Whole, year: int | None) -> dict[str, int]:
    """The programs, kegiatan and sub kegiatan that the table of a year prints."""
    form = _form(whole, year)
    nodes: dict[str, set[str]] = {level: set() for level in NODES}
    for record in whole.heads(form) if form else ():
        years = {fact.year for fact in whole.measures(record, "target")}
        if form == PLAN or year in years:
            nodes[record.level or ""].add(record.node_key or fold(record.name))
    return {level: len(each) for level, each in nodes.items()}


def _budget(whole: Whole, said: _Said) -> None:
    """An amount that the text calls the budget of the plan year."""
    rupiah = parse_money(f"Rp {said.match[1]}").rupiah
    leaves = [
        amount
        for record in whole.heads(PLAN)
        if record.level == SUB_KEGIATAN
        and (amount := whole.figures.amount(record.record_id, "rencana"))
    ]
    total = sum(amount.rupiah or 0 for amount in leaves)
    tops = {
        sum(
            amount.rupiah or 0
            for record in whole.heads(PLAN)
            if record.level == level
            and (amount := whole.figures.amount(record.record_id, "rencana"))
        )
        for level in NODES
    }
    if said.year != whole.year or not leaves or rupiah is None or rupiah in {total, *tops}:
        return
    whole.log.add(
        "narasi_berbeda", PLAN, [said.cell], key=f"{said.year}|{said.match[1]}",
        cause=f"narasi|{said.year}", printed=f"Rp {said.match[1]}",
        expected=format_money(total), year=said.year,
    )  # fmt: skip


def _in_words(whole: Whole, said: _Said) -> None:
    """An amount and the words in the brackets behind it."""
    words = fold(said.match[2]).replace("milyar", "miliar")
    rupiah = parse_money(f"Rp {said.match[1]}").rupiah
    if rupiah is None or not words.endswith("rupiah"):
        return
    expected = f"{spelled(rupiah)} rupiah"
    if words.replace(" ", "") != expected.replace(" ", ""):
        whole.log.add(
            "terbilang_berbeda", "", [said.cell], key=said.match[0],
            printed=f"Rp {said.match[1]}", expected=said.match[2],
        )  # fmt: skip
