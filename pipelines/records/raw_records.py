"""The rows of forms as printed: pieces by column, expenditure lines, total rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.labels import (
    ALL_EXPENDITURE,
    is_all_expenditure,
    is_other_account,
    without_item_number,
    without_list_mark,
)
from pipelines.model import Cell, clean, fold
from pipelines.records.tokens import Token
from pipelines.tables.headers import HeaderColumn
from pipelines.values import State, special_state

_NO_TEXT = frozenset({State.PLACEHOLDER, State.EXCEL_ERROR})


@dataclass
class ExpenditureLine:
    """One printed line of belanja: its kind (None: not known) and its amounts by column.

    ``account`` is its code where the form prints accounts (``5.1.02``), ``code`` where it stands.
    ``below_other``: it has no code and stands below a line of revenue or financing.
    """

    kind: str | None
    label: Token
    amounts: dict[str, Token]
    account: str | None = None
    code: Token | None = None
    below_other: bool = False

    @property
    def is_other(self) -> bool:
        """True for revenue, financing and balances: accounts that are no expenditure."""
        return (
            self.below_other
            or (self.account or "")[:1] in {"4", "6"}
            or is_other_account(self.label.text)
        )

    @property
    def is_all(self) -> bool:
        """True for the line of all expenditure: ``5 BELANJA DAERAH``."""
        return self.account == ALL_EXPENDITURE or (
            self.account is None and not self.below_other and is_all_expenditure(self.label.text)
        )

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All its pieces: code, label, amounts."""
        return (*((self.code,) if self.code else ()), self.label, *self.amounts.values())


@dataclass
class RawRecord:
    """One row of a form, all its pieces by column id (without the suffix of the side).

    ``new_node`` is False for a further indicator of the node above. ``section`` is the year
    that heads a part of the table, ``side`` 1 or 2 (T-C.31). ``typed_code`` is the code as it
    was typed where a spreadsheet made something else of it.
    """

    form: str
    table: int
    side: int
    section: int | None
    new_node: bool
    row: int
    number: Token | None = None
    pieces: dict[str, list[Token]] = field(default_factory=dict)
    headers: dict[str, HeaderColumn] = field(default_factory=dict)
    typed_code: str | None = None
    expenditure: list[ExpenditureLine] = field(default_factory=list)

    def text(self, column: str) -> str | None:
        """The text of a column as published (joined, single-spaced), None where empty."""
        texts = [token.text for token in self.pieces.get(column, [])]
        if column != "nama":
            texts = [text for text in texts if special_state(text) not in _NO_TEXT]
        if column == "indikator" and texts:
            texts[0] = without_list_mark(texts[0])
        return clean(" ".join(texts)) or None

    def values(self, *, codes: bool = True) -> list[str]:
        """The texts with digits that are no words: amounts, measures and codes, for comparing."""
        return [
            fold(token.text)
            for column, tokens in self.pieces.items()
            for token in tokens
            if (codes or column != "kode")
            and token.costs["name"] > 1.0
            and any(ch.isdigit() for ch in token.text)
        ]

    @property
    def name(self) -> str | None:
        """The name without its item number."""
        text = self.text("nama")
        return without_item_number(text) if text else None

    def cells(self, *columns: str) -> tuple[int, ...]:
        """Cell numbers of the given columns (of all where none are given), in order."""
        chosen = columns or tuple(self.pieces)
        found = [
            cell.number
            for column in chosen
            for token in self.pieces.get(column, [])
            for cell in token.cells
        ]
        if not columns and self.number is not None:
            found = [cell.number for cell in self.number.cells] + found
        return tuple(dict.fromkeys(found))


@dataclass
class TotalRow:
    """A printed total: label, kind of expenditure where it is one, and amounts by column."""

    form: str
    table: int
    label: str | None
    kind: str | None
    amounts: dict[str, Token]
    cells: tuple[Cell, ...]


@dataclass
class RawRecords:
    """Everything that the rows of a document's tables hold, in printed order.

    ``repeats`` gives for a table that is printed again the number of its first print, and
    ``prints`` the number of the print (0: the first) of each such table.
    """

    records: list[RawRecord] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    sections: list[Cell] = field(default_factory=list)
    misplaced: list[tuple[RawRecord | None, Token, str, int]] = field(default_factory=list)
    # under a header that is no column of the form: with the position of that header
    unknown: list[tuple[RawRecord | None, Token, str, int, int]] = field(default_factory=list)
    strays: list[tuple[Token, int]] = field(default_factory=list)  # item numbers of no record
    # rows that stood beside their headings: form, table, cells, by how many columns
    moved: list[tuple[str, int, tuple[Cell, ...], int]] = field(default_factory=list)
    orphans: list[tuple[ExpenditureLine, str, int]] = field(default_factory=list)
    repeats: dict[int, int] = field(default_factory=dict)
    prints: dict[int, int] = field(default_factory=dict)
