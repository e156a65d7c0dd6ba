"""The review as a workbook for an officer: a sheet an agency, answers in yellow, the rest locked.

A hidden sheet holds what every row is about and what its locked cells say.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipelines.crosswalk.model import NEW, RELATIONS
from pipelines.crosswalk.review_cells import (
    CHOICE,
    OTHER,
    ROW,
    VERSION,
    is_answer,
)
from pipelines.crosswalk.review_rows import LINK, NO, YES, ReviewRow, ReviewSheet
from pipelines.model import clean
from pipelines.vocabulary import load
from pipelines.workbooks.cells import safe, text_of
from pipelines.workbooks.pages import (
    height,
    print_on_one_width,
    protect,
    sheet_titles,
    write_header,
    write_instructions,
)
from pipelines.workbooks.seal import Line, line, write_seal

#: What every row of a block says again, in grey, so that rows can be filtered.
_REPEATED = ("program_lama", "nama_lama")


def write_review(sheets: Sequence[ReviewSheet], file: str = "FILE.xlsx") -> bytes:
    """The workbook; ``file`` is how the instructions call it."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    texts = load("crosswalk_review")
    book = Workbook()
    book.active.title = texts["sheets"]["instructions"]
    write_instructions(book.active, texts["instructions"], file)
    sealed: list[Line] = []
    names = [clean(sheet.agency) for sheet in sheets]
    titles = sheet_titles(names, texts["sheets"].values(), "Perangkat daerah")
    choices = book.create_sheet(texts["sheets"]["choices"])
    for place, (title, sheet) in enumerate(zip(titles, sheets, strict=True), start=1):
        column = _write_choices(choices, place, title, sheet)
        page = book.create_sheet(title, index=place)
        _write_rows(page, texts, sheet, column)
        sealed += [line(ROW, title, _plain_row(row)) for row in sheet.rows]
        sealed += [
            line(CHOICE, title, [text, asdict(node)]) for text, node in sheet.choices.items()
        ]
    write_seal(book, texts["sheets"]["seal"], VERSION, {"lembar": titles}, sealed)
    for page in book.worksheets:
        protect(page)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _plain_row(row: ReviewRow) -> dict[str, Any]:
    value = asdict(row)
    value["shown"] = {name: text_of(cell) for name, cell in row.shown.items()}
    return value


def _write_choices(page: Any, column: int, title: str, sheet: ReviewSheet) -> str:
    """The list behind the free answers of one sheet; the range of its cells."""
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    letter = get_column_letter(column)
    page.column_dimensions[letter].width = 90
    values = [load("crosswalk_review")["ended"], *sheet.choices]
    page.cell(1, column, safe(title)).font = _bold()
    for number, text in enumerate(values, start=2):
        page.cell(number, column, safe(text))
    return f"'{page.title}'!${letter}$2:${letter}${len(values) + 1}"


def _bold() -> Any:
    from openpyxl.styles import Font  # type: ignore[import-untyped]  # noqa: PLC0415

    return Font(bold=True)


def _write_rows(page: Any, texts: Mapping[str, Any], sheet: ReviewSheet, listed: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    columns = texts["columns"]
    write_header(page, columns)
    block, thin = Side("medium", color="7F7F7F"), Side("hair", color="BFBFBF")
    open_answer = PatternFill("solid", start_color="FFF2CC")
    closed = PatternFill("solid", start_color="EDEDED")
    for number, row in enumerate(sheet.rows, start=2):
        for place, column in enumerate(columns, start=1):
            name = column["id"]
            cell = page.cell(number, place, _cell_value(row, name))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            repeats = not row.first and name in _REPEATED
            held = row.kind == LINK and name in ("kode_baru", "nama_baru")
            cell.font = Font(size=9, color="A6A6A6" if repeats else "000000", bold=held)
            cell.border = Border(top=block if row.first else thin, bottom=thin)
            if is_answer(row, name):
                cell.protection = Protection(locked=False)
                cell.fill = open_answer
            elif column.get("answer"):
                cell.fill = closed
            if name in ("no", "nilai", "pilih", "bobot"):
                cell.alignment = Alignment(horizontal="center", vertical="top")
            if name == "nilai":
                cell.number_format = "0.00"
        sizes = [
            (str(row.shown.get(column["id"], "")), column["width"])
            for column in columns
            if not column.get("answer") and (row.first or column["id"] not in _REPEATED)
        ]
        page.row_dimensions[number].height = height(
            [*sizes, (row.prefilled.comment, columns[-1]["width"])], 12
        )
    _add_validations(page, texts, sheet, listed)
    page.freeze_panes = "D2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(sheet.rows) + 1}"
    page.sheet_view.zoomScale = 90
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.print_title_rows = "1:1"
    print_on_one_width(page)


def _cell_value(row: ReviewRow, column: str) -> Any:
    answers = row.prefilled
    said: Any
    if column == "pilih":
        said = answers.choose
    elif column == "relasi":
        said = answers.relation
    elif column == "bobot":
        said = float(answers.weight) if answers.weight else ""
    elif column == "komentar":
        said = answers.comment
    else:
        said = row.shown.get(column, "")
    return (safe(said) if isinstance(said, str) else said) or (None if said == "" else said)


def _add_validations(page: Any, texts: Mapping[str, Any], sheet: ReviewSheet, listed: str) -> None:
    from openpyxl.formatting.rule import CellIsRule  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # noqa: PLC0415

    letters = {
        column["id"]: get_column_letter(place)
        for place, column in enumerate(texts["columns"], start=1)
    }
    relations = ",".join(each for each in RELATIONS if each != NEW)
    kinds = {
        "pilih": DataValidation(type="list", formula1=f'"{YES},{NO}"'),
        "relasi": DataValidation(type="list", formula1=f'"{relations}"'),
        "bobot": DataValidation(type="decimal", operator="between", formula1="0", formula2="1"),
        "lain": DataValidation(type="list", formula1=listed),
    }
    for name, validation in kinds.items():
        title, message = texts["prompts"][name]
        validation.promptTitle = validation.errorTitle = title
        validation.prompt = validation.error = message
        validation.showInputMessage = True
        # A code may also be typed: it is checked when the workbook is read back.
        validation.showErrorMessage = name != "lain"
        validation.allow_blank = True
        column = letters[OTHER if name == "lain" else name]
        for number, row in enumerate(sheet.rows, start=2):
            if is_answer(row, OTHER if name == "lain" else name):
                validation.add(f"{column}{number}")
        if validation.sqref.ranges:
            page.add_data_validation(validation)
    area = f"{letters['pilih']}2:{letters['pilih']}{len(sheet.rows) + 1}"
    for word, shade in ((YES, "C6E0B4"), (NO, "F8CBAD")):
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=PatternFill(bgColor=shade))
        page.conditional_formatting.add(area, rule)
