"""One row a finding, with the columns in which an officer answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.findings_workbook.model import ANSWERS, CORRECT, Offered
from pipelines.findings_workbook.places import answers_that_fit, places_to_correct
from pipelines.findings_workbook.table_pages import CellKey, link_to
from pipelines.model import clean
from pipelines.vocabulary import load
from pipelines.workbooks.cells import MOST_LETTERS, put
from pipelines.workbooks.pages import (
    CLOSED_FILL,
    FONT,
    OPEN_FILL,
    height,
    print_on_one_width,
    write_header,
)

CHOICE, NEW, REASON = "jawaban", "nilai_baru", "alasan"
_LISTED_CELLS = 6
_CENTRED = ("no", "sebab")
_AS_TEXT = "@"  # what is typed stays as it is typed: no date, no number


def write_findings(
    page: Any,
    offered: Sequence[Offered],
    causes: Mapping[str, int],
    where: Mapping[CellKey, str],
) -> None:
    """The sheet; ``where`` says where the cells of the tables are."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    texts = load("findings_workbook")
    columns = texts["columns"]
    write_header(page, columns)
    fills = {
        name: PatternFill("solid", start_color=shade) for name, shade in texts["fills"].items()
    }
    open_answer = PatternFill("solid", start_color=OPEN_FILL)
    closed = PatternFill("solid", start_color=CLOSED_FILL)
    thin = Side("hair", color="A6A6A6")
    for number, each in enumerate(offered, start=1):
        line, shown, may = number + 1, _shown(number, each, causes), answers_that_fit(each)
        for place, column in enumerate(columns, start=1):
            name, cell = column["id"], page.cell(number + 1, place)
            cell.font = Font(name=FONT, size=9)
            cell.border = Border(bottom=thin, left=thin if column.get("answer") else None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if is_answer(name, may):
                cell.protection = Protection(locked=False)
                cell.fill = open_answer
                cell.number_format = _AS_TEXT
                continue
            value = shown.get(name, "")
            if isinstance(value, int):
                cell.value = value
            else:
                put(cell, value)
            if column.get("answer"):
                cell.fill = closed
            elif name in _CENTRED:
                cell.alignment = Alignment(horizontal="center", vertical="top")
            elif name == "keparahan":
                cell.fill = fills[each.finding.severity]
            elif name == "alamat" and each.cells:
                target = where.get((each.cells[0].document_id, each.cells[0].number))
                if target:
                    link_to(cell, target)
        sizes = [(str(shown.get(column["id"], "")), column["width"]) for column in columns]
        page.row_dimensions[line].height = height(sizes, 12)
    _add_validations(page, offered)
    page.freeze_panes = "E2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(offered) + 1}"
    page.sheet_view.zoomScale = 90
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.print_title_rows = "1:1"
    print_on_one_width(page)


def is_answer(column: str, may: Sequence[str]) -> bool:
    """Whether an officer fills in a cell: a new text only where a cell can be corrected."""
    return column in (CHOICE, REASON) or (column == NEW and CORRECT in may)


def _shown(number: int, each: Offered, causes: Mapping[str, int]) -> dict[str, str | int]:
    texts, finding = load("findings_workbook"), each.finding
    places = places_to_correct(each)
    main = clean(each.cells[0].text) if each.cells else ""
    own = [cell.address for cell in each.own_cells]
    more = len(own) - _LISTED_CELLS
    listed = "; ".join(own[:_LISTED_CELLS]) + (f"; +{more}" if more > 0 else "")
    elsewhere = len(each.cells) - len(own)
    if elsewhere:
        listed = f"{listed}\n{texts['elsewhere'].format(count=elsewhere)}"
    return {
        "no": number,
        "keparahan": texts["severities"][finding.severity],
        "formulir": finding.form,
        "alamat": each.cells[0].address if each.cells else "",
        "isi": places[0].whole if places else main,
        "seharusnya": finding.expected,
        "pesan": finding.message,
        "saran": finding.suggestion,
        "keadaan": each.now,
        "sebab": causes[finding.cause_id],
        "aturan": finding.rule,
        "dokumen": each.document.file,
        "alamat_semua": listed,
        "pesan_en": finding.message_en,
    }


def _add_validations(page: Any, offered: Sequence[Offered]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # noqa: PLC0415

    texts = load("findings_workbook")
    letters = {
        column["id"]: get_column_letter(place)
        for place, column in enumerate(texts["columns"], start=1)
    }
    lines: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for line, each in enumerate(offered, start=2):
        may = answers_that_fit(each)
        lines[CHOICE, may].append(line)
        for name in (NEW, REASON):
            if is_answer(name, may):
                lines[name, ()].append(line)
    for (name, may), at in lines.items():
        if name == CHOICE:
            validation = DataValidation(type="list", formula1=f'"{",".join(may)}"')
        else:
            validation = DataValidation(
                type="textLength", operator="lessThan", formula1=str(MOST_LETTERS)
            )
        title, message = texts["prompts"][name]
        validation.promptTitle = validation.errorTitle = title
        validation.prompt = validation.error = message
        validation.showInputMessage = validation.showErrorMessage = True
        validation.allow_blank = True
        for first, last in _runs(at):
            validation.add(f"{letters[name]}{first}:{letters[name]}{last}")
        page.add_data_validation(validation)
    _colour_answers(page, letters[CHOICE], len(offered))


def _runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of the lines that follow each other."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs


def _colour_answers(page: Any, letter: str, count: int) -> None:
    """An answered row shows it."""
    from openpyxl.formatting.rule import CellIsRule  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    shades = dict(zip(ANSWERS, ("BDD7EE", "C6E0B4", "D9D9D9"), strict=True))
    for answer, shade in shades.items():
        rule = CellIsRule(
            operator="equal", formula=[f'"{answer}"'], fill=PatternFill(bgColor=shade)
        )
        page.conditional_formatting.add(f"{letter}2:{letter}{max(count, 1) + 1}", rule)
