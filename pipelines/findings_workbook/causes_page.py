"""One row a cause: one defect, one sentence, however many findings it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.findings_workbook.model import Offered
from pipelines.findings_workbook.table_pages import CellKey, link_to
from pipelines.model import SEVERITIES
from pipelines.rules.whole.causes import causes
from pipelines.vocabulary import load
from pipelines.workbooks.cells import put
from pipelines.workbooks.pages import FONT, height, print_on_one_width, write_header

_LISTED = 12


@dataclass(frozen=True, slots=True)
class _Row:
    severity: str
    main: Offered
    sentence: str
    sentence_en: str
    numbers: list[int]


def write_causes(
    page: Any, offered: Sequence[Offered], where: Mapping[CellKey, str]
) -> dict[str, int]:
    """The sheet; returns the number of every cause."""
    from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    texts = load("findings_workbook")
    columns = texts["cause_columns"]
    write_header(page, columns)
    fills = {
        name: PatternFill("solid", start_color=shade) for name, shade in texts["fills"].items()
    }
    findings = texts["sheets"]["findings"]
    numbers: dict[str, int] = {}
    for number, (cause_id, row) in enumerate(_rows(offered).items(), start=1):
        numbers[cause_id] = number
        main, line = row.main, number + 1
        listed = ", ".join(map(str, row.numbers[:_LISTED]))
        more = len(row.numbers) - _LISTED
        shown: dict[str, str | int] = {
            "no": number,
            "keparahan": texts["severities"][row.severity],
            "aturan": main.finding.rule,
            "temuan": len(row.numbers),
            "kalimat": row.sentence,
            "alamat": main.cells[0].address if main.cells else "",
            "nomor": f"{listed}, +{more}" if more > 0 else listed,
            "saran": main.finding.suggestion,
            "kalimat_en": row.sentence_en,
        }
        for place, column in enumerate(columns, start=1):
            cell, value = page.cell(line, place), shown[column["id"]]
            cell.font = Font(name=FONT, size=9)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, int):
                cell.value = value
                cell.alignment = Alignment(horizontal="center", vertical="top")
            else:
                put(cell, value)
            if column["id"] == "keparahan":
                cell.fill = fills[row.severity]
            elif column["id"] == "alamat" and main.cells:
                target = where.get((main.cells[0].document_id, main.cells[0].number))
                if target:
                    link_to(cell, target)
            elif column["id"] == "nomor":
                link_to(cell, f"'{findings}'!A{row.numbers[0] + 1}")
        sizes = [(str(shown[column["id"]]), column["width"]) for column in columns]
        page.row_dimensions[line].height = height(sizes, 12)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(numbers) + 1}"
    page.print_title_rows = "1:1"
    print_on_one_width(page)
    return numbers


def _rows(offered: Sequence[Offered]) -> dict[str, _Row]:
    by_id = {each.finding.finding_id: (n, each) for n, each in enumerate(offered, start=1)}
    found = {}
    for cause in causes(each.finding for each in offered):
        of = [by_id[finding.finding_id] for finding in cause.findings]
        main = min(of, key=lambda each: (SEVERITIES.index(each[1].finding.severity), each[0]))[1]
        found[cause.cause_id] = _Row(
            main.finding.severity,
            main,
            cause.sentence,
            cause.sentence_en,
            sorted(number for number, _ in of),
        )
    return found
