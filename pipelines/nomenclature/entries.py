"""Rows of a list as they are printed: the texts that may be its code, its name, what else it says.

A code over several columns may be printed whole in every row, or only in the column of its own
level below the rows of the levels above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.codes import KEGIATAN, SUB_KEGIATAN
from pipelines.model import fold
from pipelines.nomenclature.columns import CODE, NAME, Columns, authority_said, level_said
from pipelines.nomenclature.model import ListFinding, because, finding
from pipelines.nomenclature.rows import Row, Sheet, Text
from pipelines.nomenclature.shapes import Shape

#: What a row is that lists no node.
BLANK, TITLE, HEADER, NUMBERS = "kosong", "di_atas_kepala", "kepala", "nomor_kolom"
_FOOTNOTE = re.compile(r"\s*(\*+\)?)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = re.compile(r"(\d+)[.,]0+")
_NUMBER_TOLD = re.compile(r"\(?(\d{1,2})\)?")
_FEW_NUMBERS = 3


@dataclass(slots=True)
class Entry:
    """A row with a code or a name.

    ``code`` is as printed (parts joined with dots), ``spread`` the columns of its parts. ``level``
    and ``authority`` are what columns say, '' where they say nothing; ``heading`` is the authority
    of the table's header. ``rules`` are those that made ``code`` of the cells.
    """

    place: str
    code: str
    stored: str
    name: str
    level: str
    authority: str
    heading: str
    basis: str
    status: str
    valid_from: int | None
    valid_to: int | None
    notes: list[str]
    column: str
    spread: bool = False
    rules: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    broken: str = ""
    parts: tuple[Text, ...] = ()


@dataclass(slots=True)
class Entries:
    """The entries of a file, what became of its other rows, and what was found on the way."""

    entries: list[Entry] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)
    findings: list[ListFinding] = field(default_factory=list)

    def use(self, what: str, count: int = 1) -> None:
        """Count rows that list no node."""
        self.uses[what] = self.uses.get(what, 0) + count


def read_entries(sheet: Sheet, columns: Columns, shape: Shape, into: Entries) -> None:
    """Add the entries of one sheet."""
    above: dict[str, str] = {}
    into.use(TITLE, sum(1 for row in sheet.rows[: columns.first] if row.cells))
    into.use(BLANK, sum(1 for row in sheet.rows[: columns.first] if not row.cells))
    into.use(HEADER, columns.rows)
    body = columns.first + columns.rows
    for row in sheet.rows[body:]:
        other = _other_than_entry(row, columns)
        if other:
            into.use(other)
            continue
        entry = _entry(row, columns, into.findings)
        if not entry.code and not entry.name and not any(part.text for part in entry.parts):
            into.use("tanpa_isi")
            continue
        if columns.parts:
            _join_parts(entry, columns, shape, above)
        into.entries.append(entry)


def _other_than_entry(row: Row, columns: Columns) -> str:
    if not row.cells:
        return BLANK
    if {c: cell.text for c, cell in row.cells.items()} == dict(columns.heads):
        return HEADER
    name = row.cells.get(columns.roles[NAME])
    if name is not None and fold(name.text) == fold(columns.heads[columns.roles[NAME]]):
        return HEADER
    numbers = [_NUMBER_TOLD.fullmatch(cell.text) for _, cell in sorted(row.cells.items())]
    told = [int(each[1]) for each in numbers if each]
    if len(told) == len(numbers) >= _FEW_NUMBERS and told == list(
        range(told[0], told[0] + len(told))
    ):
        return NUMBERS
    return ""


def _entry(row: Row, columns: Columns, findings: list[ListFinding]) -> Entry:
    def said(role: str) -> str:
        column = columns.roles.get(role)
        cell = row.cells.get(column) if column is not None else None
        return cell.text if cell else ""

    def known(role: str, value: object) -> None:
        """Say of a cell that it was not understood."""
        if said(role) and not value:
            head = columns.heads[columns.roles[role]]
            findings.append(
                finding("nilai_tak_dikenal", row.place, column=head, value=said(role))
            )  # fmt: skip

    level, authority = level_said(said("level")), authority_said(said("authority"))
    years = {role: _year(said(role)) for role in ("valid_from", "valid_to")}
    known("level", level)
    known("authority", authority)
    for role, year in years.items():
        known(role, year)
    name, notes = said(NAME), [said("note")] if said("note") else []
    mark = _FOOTNOTE.search(name)
    if mark and mark.start():
        name = name[: mark.start()]
        notes.append(mark[1])
        findings.append(finding("catatan_kaki", row.place, printed=said(NAME), mark=mark[1]))
    if said("group"):
        notes.append(f"bidang {said('group')}")
    if row.unclosed:
        findings.append(finding("kutip", row.place, printed=name))
    code = row.cells.get(columns.roles[CODE]) if CODE in columns.roles else None
    return Entry(
        row.place,
        code.text if code else "",
        code.stored if code else "",
        name,
        level,
        authority,
        columns.authority,
        said("basis"),
        said("status"),
        years["valid_from"],
        years["valid_to"],
        notes,
        columns.code_head,
        bool(columns.parts),
        parts=tuple(row.cells.get(column, Text("")) for column in columns.parts.values()),
    )


def _year(text: str) -> int | None:
    found = _YEAR.findall(text)
    return int(found[0]) if len(found) == 1 else None


# --------------------------------------------------------------------------- several columns


def _join_parts(entry: Entry, columns: Columns, shape: Shape, above: dict[str, str]) -> None:
    """Make one code of the parts of a row; what is printed above alone is taken from there."""
    levels = list(columns.parts)
    printed = dict(zip(levels, entry.parts, strict=True))
    filled = [level for level in levels if printed[level].text]
    if not filled:
        return
    own = filled[-1]
    entry.level = entry.level or own
    texts = {level: _part(printed[level], level, entry) for level in filled}
    if _is_whole(texts[own], own, shape):  # every column prints the code down to its level
        entry.code, entry.spread = texts[own], False
        return
    wanted = levels[: levels.index(own) + 1]
    missing = [level for level in wanted if level not in texts]
    agreed = all(_same(texts[level], above.get(level, "")) for level in filled[:-1]) or not missing
    if missing and not (agreed and all(level in above for level in missing)):
        entry.broken = "putus"
        entry.code = ".".join(texts.get(level, "?") for level in wanted)
        return
    if missing:
        entry.rules = (*entry.rules, "bagian_atas")
        entry.evidence = (because("above", code=".".join(above[level] for level in missing)),)
    full = {level: texts.get(level, above.get(level, "")) for level in wanted}
    entry.code = ".".join(full.values())
    above.clear()
    above.update(full)


def _part(cell: Text, level: str, entry: Entry) -> str:
    """A part as a text: workbooks make numbers of them."""
    text = cell.text.strip(" .")
    stored = cell.stored
    if level == KEGIATAN:
        if stored and re.fullmatch(r"\d+\.\d+", stored):
            # Shown with both digits behind the point it is what it was.
            shown = text.replace(",", ".")
            return shown if re.fullmatch(r"\d\.\d\d", shown) else stored
        return _of_date(stored) or text.replace(",", ".")
    whole = _WHOLE.fullmatch(stored or text)
    if whole and level != SUB_KEGIATAN:
        entry.rules = (*entry.rules, "angka")
        return whole[1]
    return whole[1] if whole else text


def _of_date(stored: str) -> str:
    """A kegiatan (``2.01``) that became a date stays one, for its part cannot be told."""
    return stored if re.match(r"\d{4}-\d\d-\d\d", stored) else ""


def _is_whole(text: str, level: str, shape: Shape) -> bool:
    widths = shape.widths.get(level, ())
    return len(widths) > 1 and text.count(".") + 1 == len(widths)


def _same(first: str, second: str) -> bool:
    """Whether two parts have one value, zeros in front aside."""
    return bool(second) and first.lstrip("0") == second.lstrip("0")
