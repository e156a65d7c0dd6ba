"""What is put between, below and beside the rows of a table."""

from __future__ import annotations

from copy import copy

from openpyxl.cell import Cell

from pipelines.model import Use
from plans.mess.draft import HEADERS, TABLE, Area, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation

_FOOTNOTES = (
    "Sumber : Bidang Perencanaan, data diolah", "*) angka sementara",
    "Catatan : pagu termasuk belanja pegawai", "Ket : target disesuaikan",
)  # fmt: skip
_PROSE = (
    "Berdasarkan tabel di atas dapat dijelaskan bahwa sebagian besar target kinerja tercapai, "
    "sedangkan beberapa kegiatan perlu dilanjutkan pada tahun berikutnya karena keterbatasan "
    "anggaran dan waktu pelaksanaan.",
    "Adapun rinciannya adalah sebagai berikut:",
)
_SIGNATURE = (
    "Contoh, 4 Juli 2022", "KEPALA DINAS", "", "", "Drs. H. SUGENG RAHARJO, M.Si",
    "NIP. 19680412 199003 1 004",
)  # fmt: skip


def _between(draft: Draft, pick: Pick) -> tuple[Area, int]:
    """A row of data of a table in front of which something may be put."""
    area = pick.place(draft.areas(least=3))
    rows = range(area.first + 1, area.bottom + 1)
    row = rows[(pick.at // 7) % len(rows)]
    crossing = any(r.min_row < row <= r.max_row for r in area.sheet.merged_cells.ranges)
    if crossing:
        raise NoPlace
    return area, row


@mutation
def spacer_row(draft: Draft, pick: Pick) -> Touched:
    """Blank rows between two rows of a table."""
    area, row = _between(draft, pick)
    draft.insert_rows(area.sheet, row, pick.way([1, 2, 5]))
    return Touched(headers=draft.headers(area))


@mutation
def spacer_column(draft: Draft, pick: Pick) -> Touched:
    """A narrow blank column between two columns of a table."""
    area = pick.place(draft.areas())
    columns = range(area.left + 1, area.right + 1)
    if not columns:
        raise NoPlace
    draft.insert_columns(area.sheet, columns[pick.how % len(columns)])
    return Touched(headers=draft.headers(area))


@mutation
def header_again(draft: Draft, pick: Pick) -> Touched:
    """The header is printed again between two rows."""
    area, row = _between(draft, pick)
    uses = HEADERS | {Use.COLUMN_NUMBERS}
    cells = [c for c in draft.inside(area) if c in draft.spots and draft.spots[c].use in uses]
    if not cells:
        raise NoPlace
    top = min(c.row for c in cells)
    extents = {cell: draft.extent(cell).size for cell in cells}
    height = max(c.row + extents[c]["rows"] - 1 for c in cells) - top + 1
    if row < top + height:
        raise NoPlace
    draft.insert_rows(area.sheet, row, height)
    made = []
    for cell in cells:
        at = row + cell.row - top
        made.append(draft.put(area.sheet, at, cell.column, cell.value))
        size = extents[cell]
        draft.merge(
            area.sheet, at, cell.column, at + size["rows"] - 1, cell.column + size["columns"] - 1
        )
    return Touched(made, draft.headers(area))


@mutation
def numbers_again(draft: Draft, pick: Pick) -> Touched:
    """The column numbers are printed again between two rows."""
    area, row = _between(draft, pick)
    numbers = [
        c for c in draft.inside(area)
        if c in draft.spots and draft.spots[c].use is Use.COLUMN_NUMBERS
    ]  # fmt: skip
    if not numbers:
        raise NoPlace
    draft.insert_rows(area.sheet, row)
    return Touched(
        [draft.put(area.sheet, row, c.column, c.value) for c in numbers], draft.headers(area)
    )


@mutation
def prose_between(draft: Draft, pick: Pick) -> Touched:
    """A sentence between two rows."""
    area, row = _between(draft, pick)
    draft.insert_rows(area.sheet, row, 1)
    made = draft.put(area.sheet, row, area.left, pick.way(_PROSE))
    return Touched([made], draft.headers(area))


@mutation
def page_number(draft: Draft, pick: Pick) -> Touched:
    """A page number between two rows, with blank rows around it."""
    area, row = _between(draft, pick)
    draft.insert_rows(area.sheet, row, 3)
    middle = (area.left + area.right) // 2
    made = draft.put(area.sheet, row + 1, middle, pick.way(["Halaman 5", "II-5", 5]))
    return Touched([made], draft.headers(area))


def _below(draft: Draft, area: Area, texts: list[str], column: int) -> list[Cell]:
    start = area.bottom + 1
    draft.insert_rows(area.sheet, start, len(texts))
    return [
        draft.put(area.sheet, start + number, column, text)
        for number, text in enumerate(texts)
        if text
    ]


@mutation
def footnote(draft: Draft, pick: Pick) -> Touched:
    """A note under a table, with or without a blank row between."""
    area = pick.place(draft.areas())
    gap = [""] if pick.how % 2 else []
    text = _FOOTNOTES[(pick.how // 2) % len(_FOOTNOTES)]
    return Touched(_below(draft, area, [*gap, text], area.left), draft.headers(area))


@mutation
def signature(draft: Draft, pick: Pick) -> Touched:
    """Who signs, under a table at its right."""
    area = pick.place(draft.areas())
    texts = ["", *_SIGNATURE] if pick.how % 2 else list(_SIGNATURE)
    return Touched(_below(draft, area, texts, max(area.right - 2, area.left)), draft.headers(area))


@mutation
def remark_beside(draft: Draft, pick: Pick) -> Touched:
    """A remark at the right of a table."""
    area = pick.place(draft.areas())
    rows = range(area.first, area.bottom + 1)
    row = rows[pick.at % len(rows)]
    column = area.right + 1 + pick.how % 2
    if not draft.is_free(area.sheet, row, column):
        raise NoPlace
    words = ["cek lagi", "ok", "revisi: jadi 500 jt", "?"]
    made = draft.put(area.sheet, row, column, words[(pick.how // 2) % len(words)])
    return Touched([made], draft.headers(area))


@mutation
def comment(draft: Draft, pick: Pick) -> Touched:
    """A comment on a cell."""
    from openpyxl.comments import Comment

    cell = pick.place(draft.cells(TABLE))
    cell.comment = copy(Comment("revisi: jadi 500 jt", "Kasubbag"))
    return Touched([cell])


@mutation
def row_again(draft: Draft, pick: Pick) -> Touched:
    """A row was copied and stands twice."""
    area, row = _between(draft, pick)
    above = draft.inside(area, [row - 1])
    if not above:
        raise NoPlace
    draft.insert_rows(area.sheet, row)
    made = [draft.put(area.sheet, row, c.column, c.value, like=c) for c in above]
    return Touched(headers=[*above, *made])
