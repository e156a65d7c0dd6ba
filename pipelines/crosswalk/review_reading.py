"""A review workbook read back: its answers, or all that was altered, with sheet, row and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from pipelines.crosswalk.model import DISCONTINUED, RELATIONS, NodeName
from pipelines.crosswalk.review_cells import (
    ANSWERS,
    OTHER,
    ROW,
    VERSION,
    is_answer,
    plain_weight,
)
from pipelines.crosswalk.review_rows import NO, YES, Answer, ReviewRow
from pipelines.model import clean, fold
from pipelines.readers.limits import Limits
from pipelines.vocabulary import load
from pipelines.workbooks.cells import short, text_of, unsafe
from pipelines.workbooks.opening import open_book
from pipelines.workbooks.refusal import BookProblem, BookRefused
from pipelines.workbooks.seal import altered, read_seal

_SPARE_ROWS = 500  # more rows than these below the review are not looked through


#: A review that is refused, and why.
ReviewProblem = BookProblem
ReviewRefused = BookRefused


@dataclass(frozen=True, slots=True)
class Answered:
    """One row with its answers, and where it stands: sheet, and row from 1.

    ``choices`` are the nodes that its free answer may name.
    """

    row: ReviewRow
    answer: Answer
    sheet: str
    line: int
    choices: Mapping[str, NodeName]


def read_review(data: bytes, limits: Limits | None = None) -> tuple[Answered, ...]:
    """The rows of a workbook with their answers; :class:`ReviewRefused` where it was altered."""
    book = open_book(data, limits or Limits(), _no_review())
    rows, choices, titles = _unsealed(book)
    problems: list[ReviewProblem] = []
    answered: list[Answered] = []
    for title in titles:
        if title not in book.sheetnames:
            problems.append(
                ReviewProblem(title, 0, "lembar ini tidak ada lagi", "this sheet is gone")
            )
            continue
        reader = _SheetReader(book[title], title, rows[title], choices.get(title, {}))
        answered += reader.read()
        problems += reader.problems
    if problems:
        raise ReviewRefused(problems)
    return tuple(answered)


def _no_review() -> ReviewProblem:
    return ReviewProblem(
        "",
        0,
        "bukan buku kerja telaah yang utuh; buat yang baru dengan `renja crosswalk review --out`",
        "not a whole review workbook; make a new one with `renja crosswalk review --out`",
    )


#: Rows of each sheet, and what its free answers may name.
_Rows = dict[str, list[ReviewRow]]
_Choices = dict[str, dict[str, NodeName]]


def _unsealed(book: Any) -> tuple[_Rows, _Choices, list[str]]:
    """What the hidden sheet says of each row; refused where it is gone or altered."""
    name = load("crosswalk_review")["sheets"]["seal"]
    sealed = read_seal(book, name, VERSION)
    if sealed is None:
        raise ReviewRefused([_no_review()])
    head, lines = sealed
    try:
        rows: _Rows = {title: [] for title in head["lembar"]}
        choices: _Choices = {title: {} for title in head["lembar"]}
        for each in lines:
            value = json.loads(each.payload)
            if each.kind == ROW:
                rows[each.sheet].append(_row_from(value))
            else:
                choices[each.sheet][value[0]] = NodeName(**value[1])
    except (ValueError, KeyError, IndexError, TypeError, InvalidOperation) as error:
        raise ReviewRefused([altered(name)]) from error
    return rows, choices, list(rows)


def _row_from(value: dict[str, Any]) -> ReviewRow:
    node = {
        side: None if value[side] is None else NodeName(**value[side]) for side in ("old", "new")
    }
    score = None if value["score"] is None else Decimal(value["score"])
    changed = {
        **value,
        **node,
        "score": score,
        "scope": tuple(value["scope"]),
        "prefilled": Answer(**value["prefilled"]),
    }
    return ReviewRow(**changed)


class _SheetReader:
    """Reads one sheet back, collecting all that is wrong with it."""

    def __init__(
        self,
        page: Any,
        title: str,
        rows: Sequence[ReviewRow],
        choices: Mapping[str, NodeName],
    ) -> None:
        self.page = page
        self.title = title
        self.rows = {row.number: row for row in rows}
        self.choices = choices
        self.problems: list[ReviewProblem] = []
        self._line = 0

    def read(self) -> list[Answered]:
        columns = self._columns()
        if columns is None:
            return []
        found: dict[int, Answered] = {}
        for line in self._lines(columns):
            self._line = line
            number = self._number(columns["no"])
            if number is None:
                self._bad("baris ini tidak ada dalam telaah", "this row is not of the review")
            elif number in found:
                self._bad(
                    f"baris No {number} ada dua kali (juga baris {found[number].line})",
                    f"row No {number} is there twice (also row {found[number].line})",
                )
            else:
                found[number] = self._answered(self.rows[number], columns)
        for number, row in self.rows.items():
            if number not in found:
                named = row.old or row.new
                self._line = number + 1
                self._bad(
                    f"baris No {number} ({named.name if named else ''}) dihapus",
                    f"row No {number} was deleted",
                )
        return list(found.values())

    def _bad(self, said: str, said_en: str) -> None:
        self.problems.append(ReviewProblem(self.title, self._line, said, said_en))

    def _columns(self) -> dict[str, int] | None:
        """Columns by their heading; None where one is gone."""
        header: dict[str, int] = {}
        for cell in next(self.page.iter_rows(max_row=1), ()):
            header.setdefault(fold(str(cell.value or "")), cell.column)
        self._line = 1
        columns: dict[str, int] = {}
        for each in load("crosswalk_review")["columns"]:
            place = header.get(fold(each["title"]))
            first = each["title"].split("\n")[0]
            if place is None:
                self._bad(f"kolom '{first}' tidak ada", f"the column '{first}' is gone")
            else:
                columns[each["id"]] = place
        return None if self.problems else columns

    def _lines(self, columns: Mapping[str, int]) -> Iterator[int]:
        last = min(self.page.max_row, len(self.rows) + 1 + _SPARE_ROWS)
        for line in range(2, last + 1):
            values = (self.page.cell(line, place).value for place in columns.values())
            if any(value not in (None, "") for value in values):
                yield line

    def _number(self, column: int) -> int | None:
        value = self.page.cell(self._line, column).value
        try:
            number = int(str(value).removesuffix(".0"))
        except ValueError:
            return None
        return number if number in self.rows else None

    def _answered(self, row: ReviewRow, columns: Mapping[str, int]) -> Answered:
        said: dict[str, str] = {}
        for name, place in columns.items():
            cell = self.page.cell(self._line, place)
            if is_answer(row, name):
                said[name] = self._answer(cell)
            else:
                self._compare(row, name, cell)
        answer = Answer(
            said.get("pilih", "").casefold(),
            said.get("relasi", "").casefold(),
            self._weight(said.get("bobot", "")),
            said.get("komentar", ""),
            said.get(OTHER, ""),
        )
        if fold(answer.other) == fold(str(row.shown.get(OTHER, ""))):
            answer = replace(answer, other="")
        if answer.choose not in ("", YES, NO):
            self._bad(
                f"Pilih: '{answer.choose}' bukan {YES} atau {NO}",
                f"Pilih: '{answer.choose}' is neither {YES} nor {NO}",
            )
        if answer.relation not in ("", *RELATIONS):
            listed = ", ".join(RELATIONS)
            self._bad(
                f"Relasi: '{answer.relation}' bukan salah satu dari {listed}",
                f"Relasi: '{answer.relation}' is none of {listed}",
            )
        return Answered(row, answer, self.title, self._line, self.choices)

    def _answer(self, cell: Any) -> str:
        if cell.data_type in ("f", "e"):
            self._bad(
                f"sel {cell.coordinate} berisi rumus atau galat; ketik jawabannya",
                f"the cell {cell.coordinate} holds a formula or an error; type the answer",
            )
            return ""
        return clean(unsafe(text_of(cell.value)))

    def _weight(self, said: str) -> str:
        if not said:
            return ""
        try:
            weight = Decimal(said.removesuffix("%").strip().replace(",", "."))
            weight = weight / 100 if said.endswith("%") else weight
            if not weight.is_finite() or not 0 <= weight <= 1:
                raise InvalidOperation
        except InvalidOperation:
            self._bad(
                f"Bobot: '{said}' bukan angka 0 sampai 1",
                f"Bobot: '{said}' is not a number from 0 to 1",
            )
            return ""
        return plain_weight(weight)

    def _compare(self, row: ReviewRow, name: str, cell: Any) -> None:
        """A locked cell must say what it said."""
        was = str(row.shown.get(name, "")) if name not in ANSWERS else ""
        now = "=" if cell.data_type == "f" else text_of(cell.value)
        if clean(unsafe(now)) != clean(was):
            self._bad(
                f"sel terkunci {cell.coordinate} berubah: '{short(now)}', seharusnya "
                f"'{short(was)}'",
                f"the locked cell {cell.coordinate} was altered: '{short(now)}', not "
                f"'{short(was)}'",
            )


#: What the free answer says where nothing continues a node.
def says_ended(text: str) -> bool:
    """Whether a free answer says that the node was discontinued."""
    return fold(text) in (fold(load("crosswalk_review")["ended"]), DISCONTINUED)
