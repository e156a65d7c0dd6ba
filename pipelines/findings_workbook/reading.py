"""The workbook read back: its answers, or all that was altered, with sheet, row and reason."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.findings_workbook.findings_page import CHOICE, NEW, REASON
from pipelines.findings_workbook.model import ANSWERS
from pipelines.findings_workbook.workbook import FINDING, LOCKED, RELEASE, SHEETS, VERSION
from pipelines.model import clean, fold
from pipelines.readers.limits import Limits
from pipelines.vocabulary import load
from pipelines.workbooks.cells import short, unsafe
from pipelines.workbooks.locked import Texts, compare_line, compare_page, lines_of
from pipelines.workbooks.opening import open_book
from pipelines.workbooks.refusal import BookProblem, BookRefused
from pipelines.workbooks.seal import altered, read_seal


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer says of one finding, and where: sheet and row from 1.

    ``choice`` is one of :data:`ANSWERS`. ``state`` is the mark of the finding when it was asked.
    """

    finding_id: str
    state: str
    choice: str
    new: str
    reason: str
    sheet: str
    line: int


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a workbook in the order of its rows, and the release that it was made of."""

    release: str
    rows: tuple[Answer, ...]


def read_answers(data: bytes, limits: Limits | None = None) -> Answers:
    """The answers of a workbook; :class:`BookRefused` where anything but answers was altered."""
    names = load("findings_workbook")["sheets"]
    none_of_ours = BookProblem(
        "",
        0,
        "bukan buku kerja temuan yang utuh; buat yang baru dengan `renja findings --xlsx`",
        "not a whole workbook of findings; make a new one with `renja findings --xlsx`",
    )
    book = open_book(data, limits or Limits(), none_of_ours)
    sealed = read_seal(book, names["seal"], VERSION)
    if sealed is None:
        raise BookRefused([none_of_ours])
    head, lines = sealed
    locked: dict[str, dict[int, Texts]] = defaultdict(dict)
    asked: dict[int, tuple[str, str]] = {}
    try:
        release, sheets = str(head[RELEASE]), list(head[SHEETS])
        for each in lines:
            value = json.loads(each.payload)
            if each.kind == LOCKED:
                locked[each.sheet][int(value[0])] = dict(value[1])
            elif each.kind == FINDING:
                asked[int(value[0])] = (str(value[1]), str(value[2]))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BookRefused([altered(names["seal"])]) from error
    problems: list[BookProblem] = []
    answers: list[Answer] = []
    for title in sheets:
        if title not in book.sheetnames:
            said = ("lembar ini tidak ada lagi", "this sheet is gone")
            problems.append(BookProblem(title, 0, *said))
        elif title == names["findings"]:
            reader = _FindingsReader(book[title], title, locked[title], asked)
            answers = reader.read()
            problems += reader.problems
        else:
            problems += compare_page(book[title], title, locked[title])
    if problems:
        raise BookRefused(problems)
    return Answers(release, tuple(answers))


class _FindingsReader:
    """Reads the sheet of findings, collecting all that is wrong with it."""

    def __init__(
        self,
        page: Any,
        title: str,
        sealed: Mapping[int, Texts],
        asked: Mapping[int, tuple[str, str]],
    ) -> None:
        self.page = page
        self.title = title
        self.sealed = sealed
        self.asked = asked
        self.problems: list[BookProblem] = []
        columns = load("findings_workbook")["columns"]
        self._answers = {
            column["id"]: place for place, column in enumerate(columns, 1) if column.get("answer")
        }

    def read(self) -> list[Answer]:
        """The rows that were answered, in their order."""
        found: dict[int, int] = {}
        answers: list[Answer] = []
        for line, texts in lines_of(self.page, max(self.sealed)):
            if line == 1:
                self._header(texts)
                continue
            number = self._number(texts.get("A", ""))
            if number is None:
                self._bad(line, "baris ini tidak ada semula", "this row is not of the workbook")
            elif number in found:
                self._bad(
                    line,
                    f"temuan No {number} ada dua kali (juga baris {found[number]})",
                    f"finding No {number} is there twice (also row {found[number]})",
                )
            else:
                found[number] = line
                answers += self._answer(number, line, texts)
        for number in self.asked:
            if number not in found:
                self._bad(
                    number + 1,
                    f"baris temuan No {number} dihapus",
                    f"the row of finding No {number} was deleted",
                )
        return answers

    def _bad(self, line: int, said: str, said_en: str) -> None:
        self.problems.append(BookProblem(self.title, line, said, said_en))

    def _header(self, texts: Texts) -> None:
        if texts != self.sealed[1]:
            self.problems += compare_line(self.title, 1, self.sealed[1], texts)

    def _number(self, said: str) -> int | None:
        number = int(said) if said.isascii() and said.isdigit() else 0
        return number if number in self.asked else None

    def _answer(self, number: int, line: int, texts: Texts) -> list[Answer]:
        """The answer of one row; none where it is empty or wrong."""
        sealed = self.sealed[number + 1]
        said: dict[str, str] = {}
        for name, place in self._answers.items():
            cell = self.page.cell(line, place)
            # Where no answer fits, the cell is locked and holds nothing.
            said[name] = self._said(cell, line)
            texts.pop(cell.column_letter, None)
        self.problems += compare_line(self.title, line, sealed, texts)
        choice = next((each for each in ANSWERS if fold(each) == fold(said[CHOICE])), "")
        if not any(said.values()):
            return []
        if not choice:
            listed = ", ".join(f"'{each}'" for each in ANSWERS)
            given = f"'{short(said[CHOICE])}'" if said[CHOICE] else "kosong / empty"
            self._bad(
                line,
                f"Jawaban {given} bukan salah satu dari {listed}",
                f"the answer {given} is none of {listed}",
            )
            return []
        finding_id, state = self.asked[number]
        new, reason = said[NEW], said[REASON]
        return [Answer(finding_id, state, choice, new, reason, self.title, line)]

    def _said(self, cell: Any, line: int) -> str:
        if cell.data_type in ("f", "e"):
            self._bad(
                line,
                f"sel {cell.coordinate} berisi rumus atau galat; ketik jawabannya",
                f"the cell {cell.coordinate} holds a formula or an error; type the answer",
            )
            return ""
        value = cell.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or isinstance(value, str):
            return clean(unsafe(value or ""))
        if isinstance(value, int) and not isinstance(value, bool) and "%" not in cell.number_format:
            return str(value)
        self._bad(
            line,
            f"sel {cell.coordinate} berisi angka atau tanggal ({value}); ketik sebagai teks, "
            "persis seperti seharusnya tercetak",
            f"the cell {cell.coordinate} holds a number or a date ({value}); type it as text, as "
            "it should be printed",
        )
        return ""
