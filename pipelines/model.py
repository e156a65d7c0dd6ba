"""The words of the pipeline as data: what one stage hands to the next.

Names are those of the official forms (Permendagri 86/2017, Lampiran) and of the
reporting contract; everything here is plain data without behaviour.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

#: HTML tags and Markdown emphasis.
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*+")
_TEXTS = 65_536  # texts of a document or two: tables repeat theirs
SEVERITIES = ("critical", "warning", "info")


# --------------------------------------------------------------------------- source


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell as found. ``text`` is exactly what the source holds.

    ``number`` counts the cells of a document in reading order from 1; ``address`` is the
    form people use (``baris 813 kolom 6``); ``row`` and ``column`` count from 0 within
    its grid and carry the layout. A merged cell covers ``width`` columns and ``height`` rows
    (1 where the format does not say). ``box`` is where it stands on its page (left, top,
    right, bottom in points), None where there are no pages. ``stored`` is what a workbook holds
    where its text is made of it (digits of a number, ISO date, formula); empty: the text itself.
    ``indent`` is how many spaces its alignment sets the text in, besides those in the text.
    """

    number: int
    row: int
    column: int
    text: str
    address: str
    width: int = 1
    height: int = 1
    box: tuple[float, float, float, float] | None = None
    stored: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """One printed row: its non-empty cells from left to right; empty for a blank row."""

    number: int
    cells: tuple[Cell, ...]


#: What hides cells: their sheet, rows or columns, a format that shows nothing, a merged range
#: over them; in a text also that it is hidden, deleted with the change tracked, or a comment.
HIDDEN_BY = (
    "lembar",
    "baris",
    "kolom",
    "format",
    "gabungan",
    "teks",
    "dihapus",
    "komentar",
)
HIDDEN_SHEET, HIDDEN_ROWS, HIDDEN_COLUMNS, HIDDEN_BY_FORMAT, HIDDEN_BY_MERGE = HIDDEN_BY[:5]
HIDDEN_TEXT, DELETED_TEXT, COMMENT = HIDDEN_BY[5:]
#: What the address of a comment adds to that of the cell on which it stands.
COMMENT_ON = " (komentar)"


#: Why a part of a file is not read, or not as it looks: a picture of text, letters of which the
#: file does not say what they are, text that a machine read off a picture, another document
#: embedded in this one; of a workbook also macros, links to other files, objects of other programs;
#: of a text its encoding, which its letters depend on.
UNREAD_BY = ("gambar", "huruf", "ocr", "sisipan", "makro", "tautan", "objek", "pengodean")
UNREAD_BY_SCAN, UNREAD_BY_FONT, UNREAD_BY_OCR, UNREAD_BY_EMBEDDING = UNREAD_BY[:4]
UNREAD_BY_MACRO, UNREAD_BY_LINK, UNREAD_BY_OBJECT, UNREAD_BY_ENCODING = UNREAD_BY[4:]


class Unread(NamedTuple):
    """A part of a file that holds more than was read of it.

    ``place`` in the form people use (``hal. 7``), ``why`` one of :data:`UNREAD_BY`, ``before``
    the ``Cell.number`` of the last cell in front of it (0: none).
    """

    place: str
    why: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows in printed order: a sheet, a page range, or a whole text file.

    ``ruled``: columns are real, so a cell belongs to the heading above it. ``hidden`` is one
    of :data:`HIDDEN_BY` for what nobody sees; empty: visible. ``running``: printed on every
    page, outside the text. ``unread``: what stands between the rows and was not read.
    """

    name: str
    rows: tuple[GridRow, ...]
    ruled: bool = False
    hidden: str = ""
    running: bool = False
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What the sender says of a file (``raw/manifest.csv``); empty where not said.

    ``reviewed_rows`` pairs a form with its number of rows, as a person counted them.
    """

    file: str
    sha256: str = ""
    government: str = ""
    agency: str = ""
    year: int | None = None
    received: str = ""
    source: str = ""
    priority: int | None = None
    scheme: str = ""
    reviewed_rows: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as received, and the plan that it holds.

    ``reviewed_rows`` pairs a form with its number of rows, as a person counted them.
    """

    file: str
    sha256: str
    format: str
    government: str
    agency: str
    year: int
    received: str = ""
    source: str = ""
    priority: int | None = None
    scheme: str = ""
    reviewed_rows: tuple[tuple[str, int], ...] = ()

    @property
    def document_id(self) -> str:
        """First 16 hexadecimal digits of the file's sha256."""
        return self.sha256[:16]

    @property
    def plan(self) -> tuple[str, str, int]:
        """Government, agency and plan year: several documents may hold one plan."""
        return (self.government, self.agency, self.year)


# --------------------------------------------------------------------------- account


class Use(StrEnum):
    """What became of a cell. The account of a document closes when every cell has one."""

    VALUE = "value"
    LABEL = "label"
    HEADER = "header"
    REPEATED_HEADER = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"
    TITLE = "title"
    RUNNING_TITLE = "running_title"
    SECTION = "section"
    TOTAL = "total"
    ITEM_NUMBER = "item_number"
    NONE = "none"
    PLACEHOLDER = "placeholder"
    EXCEL_ERROR = "excel_error"
    MISPLACED = "misplaced"
    UNREADABLE = "unreadable"
    CORROBORATES = "corroborates"
    CHECK = "check"
    DETAIL = "detail"
    UNKNOWN_TABLE = "unknown_table"
    PROSE = "prose"
    HIDDEN = "hidden"


#: Uses that end in a fact or its description; all others explain why a cell does not.
USED = frozenset({Use.VALUE, Use.LABEL, Use.HEADER, Use.CORROBORATES})


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell with its place in the account. ``table`` is a ``SourceTable.number`` or None."""

    cell: Cell
    use: Use
    reason: str
    table: int | None = None


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table of a document: its form and the rows it spans.

    ``repeats`` is the number of the earlier table that this one prints again, else None.
    """

    number: int
    form: str
    title: str
    first_address: str
    last_address: str
    rows: int
    repeats: int | None = None


# --------------------------------------------------------------------------- findings


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful, with what to do about it.

    ``message`` is Indonesian, ``message_en`` English. ``cells`` are ``Cell.number`` values,
    main cell first. ``cause`` groups findings with one cause. ``accepted`` is who takes it as
    printed, why, and since when (ISO 8601); None for an open one.
    """

    finding_id: str
    cause_id: str
    rule: str
    severity: str
    form: str
    cells: tuple[int, ...]
    printed: str
    expected: str
    message: str
    message_en: str
    suggestion: str
    suggestion_en: str
    fact_id: str | None = None
    accepted: tuple[str, str, str] | None = None


# --------------------------------------------------------------------------- conformed


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a nomenclature: one urusan, bidang, program, kegiatan or sub kegiatan.

    ``key`` is stable over documents: the code where one is resolved, else the path of
    normalised names. ``origin`` says where the node was read: ``KODE`` or a form.
    """

    key: str
    scheme: str
    level: str
    code: str | None
    code_printed: str | None
    name: str
    parent_key: str | None
    parent_code: str | None
    parent_name: str | None
    origin: str
    cells: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One typed row of a form: who it is about and how the form describes it.

    Text is as printed in that table (NFC, trimmed, single-spaced, without item numbers);
    fields that a form does not have are None.
    """

    record_id: str
    form: str
    table: int
    phase: str | None
    section: str | None
    number: str | None
    node_key: str | None
    scheme: str | None
    level: str | None
    code: str | None
    code_printed: str | None
    name: str | None
    urusan: str | None
    bidang: str | None
    program: str | None
    kegiatan: str | None
    sub_kegiatan: str | None
    indicator: str | None
    location: str | None
    district: str | None
    village: str | None
    funding_source: str | None
    ikk: str | None
    note: str | None
    policy: str | None
    policy_source: str | None
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One published measure. ``view`` is one of :data:`VIEWS`.

    ``value`` for measures (unit as printed and canonical), ``rupiah`` (whole rupiah) for
    money; proposals and policies may hold neither. ``printed`` is the text as published.
    ``lineage`` pairs ``Cell.number`` with a role: value, label, header, corroborates.
    """

    fact_id: str
    view: str
    record_id: str
    year: int | None
    phase: str | None
    kind: str | None
    component: int
    value: Decimal | None
    unit: str | None
    unit_canonical: str | None
    rupiah: int | None
    printed: str | None
    expenditure_type: str | None
    leaf: bool | None
    status: str
    lineage: tuple[tuple[int, str], ...]


#: Fact views and what a row of each is about.
VIEWS = ("kinerja", "anggaran", "belanja", "spm", "usulan", "kebijakan")


@dataclass(frozen=True, slots=True)
class CorrectedCell:
    """An approved correction of one cell, and what became of it.

    ``cell`` is its ``Cell.number``, None where the document has none of that ``address``.
    ``printed`` is what the correction expects there, ``found`` what there is; where they differ it
    is not ``applied``.
    """

    cell: int | None
    address: str
    printed: str
    found: str
    corrected: str
    reason: str
    evidence: str
    author: str
    approver: str
    date: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says: the conformed end of the pure core.

    ``records`` and ``facts`` of tables printed again are not repeated: the first print
    stands and the later one is in the lineage as ``corroborates``. ``cells`` hold what is
    printed, also where ``corrections`` read something else; ``uncorrected`` are the corrected
    facts as they were before, where there was a figure.
    """

    document: Document
    tables: tuple[SourceTable, ...]
    cells: tuple[SourceCell, ...]
    nodes: tuple[Node, ...]
    records: tuple[Record, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[CorrectedCell, ...] = ()
    uncorrected: tuple[Fact, ...] = ()

    def account(self) -> dict[str, int]:
        """Cells by use, plus ``read``, ``used`` and ``explained``; read = used + explained."""
        by_use: dict[str, int] = {}
        for source in self.cells:
            by_use[source.use.value] = by_use.get(source.use.value, 0) + 1
        used = sum(1 for source in self.cells if source.use in USED)
        return {
            "read": len(self.cells),
            "used": used,
            "explained": len(self.cells) - used,
            **dict(sorted(by_use.items())),
        }


class Refusal(Exception):
    """A document that cannot be vouched for, with the reason in both languages.

    ``place`` names sheet or page, row and column where one is to blame.
    """

    def __init__(
        self, reason: str, reason_en: str, place: str = "", rule: str = "dokumen_ditolak"
    ) -> None:
        super().__init__(reason, reason_en, place, rule)
        self.reason = reason
        self.reason_en = reason_en
        self.place = place
        self.rule = rule

    def __str__(self) -> str:
        where = f" ({self.place})" if self.place else ""
        return f"{self.reason}{where} / {self.reason_en}{where}"


# --------------------------------------------------------------------------- text and ids


@lru_cache(maxsize=_TEXTS)
def clean(text: str) -> str:
    """NFC, trimmed, single-spaced: the form in which text is published.

    Markup that extraction left in a text (``<br>``, ``**``) was never printed and goes.
    """
    if "<" in text or "**" in text:
        text = MARKUP.sub(" ", text)
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


@lru_cache(maxsize=_TEXTS)
def fold(text: str | None) -> str:
    """Text reduced to what identifies it: case, punctuation and spacing do not count."""
    if not text:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(ch if ch.isalnum() else " " for ch in folded).split())


def stable_id(*parts: str | int | None) -> str:
    """20 hexadecimal digits that depend on the parts alone (natural keys, never positions)."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:20]
