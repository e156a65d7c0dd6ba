"""The same constructed plan as the programs of an agency print it: a browser, LibreOffice.

``python -m plans.producers`` (from ``tests``) makes the PDFs of ``fixtures/rencana_*.pdf`` with
their truth (``rencana_pdf.json``) again; it needs Chromium and LibreOffice. reportlab draws its
own in ``render_pdf``.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plans.evaluate import COLUMNS, plain
from plans.options import Options
from plans.printing import Truth
from plans.render_pdf import Parts, Print, Printed, construct_parts, draw
from plans.render_workbook import Book, construct_workbook

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
TRUTH = FIXTURES / "rencana_pdf.json"
SEED, PROGRAMS = 4, 1
OPTIONS = Options(prose=True, totals=True, source_note=True, signature=True, other_tables=True)
_CELL = "padding:2px 4px;vertical-align:{align};border:{border}"
_PAGE = (
    "@page{{size:A4 landscape;margin:12mm}}body{{font:7px 'Liberation Sans'}}p{{margin:5px 0}}"
    "table{{border-collapse:collapse;margin:6px 0;width:100%}}thead{{display:table-header-group}}"
    "th,td{{" + _CELL + "}}th{{background:{head};font-weight:{weight}}}"
    "tr.program td{{background:{fill}}}{more}"
)
#: Manners of a browser: what is drawn around cells and behind them.
BROWSER: dict[str, dict[str, str]] = {
    "garis_dan_warna": {"border": "1px solid #000", "head": "#bdd7ee", "fill": "#e2efda"},
    "garis_putus": {"border": "1px dashed #444", "head": "none", "fill": "none"},
    "garis_titik_ganda": {
        "border": "1px dotted #000", "head": "none", "fill": "none",
        "more": "table{border:4px double #000}th{border-bottom:3px double #000}",
    },
    "tanpa_garis": {"border": "none", "head": "none", "fill": "none", "padding": "7px"},
    "rata_tengah": {"border": "1px solid #999", "head": "#eee", "fill": "none", "align": "middle"},
}  # fmt: skip


def by_browser(parts: Parts, manner: dict[str, str]) -> bytes:
    """Printed by Chromium, the header on every page."""
    style = _PAGE.format(**{"align": "top", "weight": "bold", "more": "", **manner})
    if "padding" in manner:
        style += f"th,td{{padding:3px {manner['padding']}}}"
    body = "".join(
        _html_table(block) if isinstance(block, Printed) else f"<p>{escape(block)}</p>"
        for block in parts.blocks
        if block
    )
    page = f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "rencana.html", Path(folder) / "rencana.pdf"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-background-networking", "--no-pdf-header-footer", "--disable-pdf-tagging",
             f"--print-to-pdf={target}", source.as_uri()],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return target.read_bytes()


def _html_table(table: Printed) -> str:
    head = "".join(
        "<tr>" + "".join(
            f"<th rowspan={height} colspan={width}>{escape(text)}</th>"
            for r, _, height, width, text in sorted(table.header) if r == row
        ) + "</tr>"
        for row in range(table.header_rows)
    )  # fmt: skip
    rows = []
    for row in table.rows:
        alone = bool(row[0]) and not any(row[1:])
        cells = (
            f"<td colspan={table.columns}>{escape(row[0])}</td>"
            if alone
            else "".join(f"<td>{escape(text)}</td>" for text in row)
        )
        mark = " class=program" if any(text.startswith("PROGRAM ") for text in row) else ""
        rows.append(f"<tr{mark}>{cells}</tr>")
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


# ------------------------------------------------------------------------ LibreOffice


def by_office(data: bytes, extension: str) -> bytes:
    """A document as LibreOffice exports it to PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"rencana.{extension}"
        source.write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return source.with_suffix(".pdf").read_bytes()


def print_ready(workbook: bytes) -> bytes:
    """A workbook as an agency sets it up for printing: landscape, as wide as the page, with
    rules around cells and the rows of the header on every page."""
    book = load_workbook(io.BytesIO(workbook))
    thin = Side(style="thin")
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.oddFooter.center.text = "Halaman &P"
        first, wide = _header_of(sheet)
        if first:
            two = any(span.min_row == first for span in sheet.merged_cells.ranges)
            sheet.print_title_rows = f"{first}:{first + two}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.number_format != "General":
                    sections = cell.number_format.split(";")
                    cell.number_format = ";".join(f"[$-421]{each}" for each in sections)
                if first and cell.row >= first and any(each.value is not None for each in row):
                    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                else:  # titles and prose run over the cells beside them
                    cell.alignment = Alignment(wrap_text=False, vertical="top")
        widths = _widths(sheet, first, wide)
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        for row in sheet.iter_rows(min_row=first or 1):
            lines = [1]
            for cell, width in zip(row, widths, strict=False):
                lines.append(len(textwrap.wrap(str(cell.value or ""), int(width) - 2)))
            sheet.row_dimensions[row[0].row].height = 14 * max(lines) if first else None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _header_of(sheet: Worksheet) -> tuple[int, int]:
    """The first row of a table's header, which is bold, and its last column; 0, 0 without one."""
    for row in sheet.iter_rows():
        bold = [cell.column for cell in row if cell.value is not None and cell.font.b]
        if len(bold) > 1:
            spans = [span.max_col for span in sheet.merged_cells.ranges]
            return row[0].row, max([*bold, *spans])
    return 0, 0


def _widths(sheet: Worksheet, first: int, wide: int) -> list[float]:
    """As wide as the longest word needs, and no wider than most texts do."""
    widths = []
    for column in range(1, wide + 1):
        values = [str(cell.value or "") for cell in sheet[get_column_letter(column)][first - 1 :]]
        longest = max((len(word) for value in values for word in value.split()), default=4)
        widths.append(max(longest + 3, min(max(map(len, values), default=4) + 3, 26)))
    return widths


_OFFICE = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
)
_STYLES = (
    '<office:styles><style:style style:name="Standard" style:family="paragraph">'
    '<style:text-properties fo:font-size="8pt" style:font-name="Liberation Serif" '
    'fo:font-family="Liberation Serif"/></style:style></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties '
    'fo:page-width="33cm" fo:page-height="22.5cm" style:print-orientation="landscape" '
    'fo:margin="1.5cm"/><style:footer-style/></style:page-layout>'
    '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000" fo:padding="0.06cm"/></style:style>'
    '<style:style style:name="H" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000" fo:padding="0.06cm" style:vertical-align="middle" '
    'fo:background-color="#d9d9d9"/></style:style>'
    '<style:style style:name="P" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:text-align="center"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Standard" '
    'style:page-layout-name="L"><style:footer><text:p>Rencana Kerja | '
    "<text:page-number/></text:p></style:footer></style:master-page></office:master-styles>"
)


def writer_document(parts: Parts) -> bytes:
    """A text document (flat OpenDocument) with tables whose rows may break over pages."""
    body = "".join(
        _office_table(block, number) if isinstance(block, Printed)
        else f"<text:p>{escape(block)}</text:p>"
        for number, block in enumerate(parts.blocks)
    )  # fmt: skip
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>{_OFFICE}{_STYLES}<office:body><office:text>"
        f"{body}</office:text></office:body></office:document>"
    ).encode()


def _office_table(table: Printed, number: int) -> str:
    covered: set[tuple[int, int]] = set()
    starts = {(row, column): cell for cell in table.header for row, column in [cell[:2]]}
    head = ""
    for row in range(table.header_rows):
        head += "<table:table-row>"
        for column in range(table.columns):
            if (row, column) in covered or (row, column) not in starts:
                head += "<table:covered-table-cell/>"
                continue
            _, _, height, width, text = starts[row, column]
            covered |= {(row + r, column + c) for r in range(height) for c in range(width)}
            head += (
                f'<table:table-cell table:style-name="H" table:number-rows-spanned="{height}" '
                f'table:number-columns-spanned="{width}"><text:p text:style-name="P">'
                f"{escape(text)}</text:p></table:table-cell>"
            )
        head += "</table:table-row>"
    return (
        f'<table:table table:name="T{number}"><table:table-column '
        f'table:number-columns-repeated="{table.columns}"/><table:table-header-rows>{head}'
        f"</table:table-header-rows>{''.join(map(_office_row, table.rows))}</table:table>"
    )


def _office_row(row: Sequence[str]) -> str:
    return (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="C"><text:p>{escape(text)}</text:p>'
            "</table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
    )


# --------------------------------------------------------------------------- fixtures


def main() -> None:
    """Print the plan with every producer, and write what each file holds."""
    whole = construct_parts(SEED, OPTIONS, PROGRAMS)
    plan = construct_parts(SEED, replace(OPTIONS, forms="rencana"), PROGRAMS)
    _, book = construct_workbook(SEED, OPTIONS, Book(), PROGRAMS)
    made = {
        "reportlab_kotak": (whole, draw(whole.lines, whole.tables, Print("kotak"), whole.title)),
        "calc": (whole, by_office(print_ready(book.data), "xlsx")),
        "writer": (whole, by_office(writer_document(whole), "fodt")),
        "peramban": (whole, by_browser(whole, BROWSER["garis_dan_warna"])),
    }
    for name, manner in list(BROWSER.items())[1:]:
        made[f"peramban_{name}"] = (plan, by_browser(plan, manner))
    files = {}
    for name, (parts, data) in made.items():
        (FIXTURES / f"rencana_{name}.pdf").write_bytes(data)
        files[f"rencana_{name}"] = "semua" if parts is whole else "rencana"
        print(f"{name:<30}{len(data):>8}")
    texts: dict[str, int] = {}
    truth = {
        name: {
            view: [
                [texts.setdefault(text, len(texts)) for text in _plain(row, view)] for row in rows
            ]
            for view, rows in parts.truth.items()
        }
        for name, parts in (("semua", whole), ("rencana", plan))
    }
    content = {"berkas": files, "teks": list(texts), "isi": truth}
    TRUTH.write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def _plain(row: Truth, view: str) -> list[str]:
    return [str(value) for value in plain(row, COLUMNS[view]).values()]


def printed_truth() -> dict[str, dict[str, list[Truth]]]:
    """By name of a fixture what it prints, as it was when the file was made."""
    content = json.loads(TRUTH.read_text(encoding="utf-8"))
    texts = content["teks"]
    rows = {
        name: {
            view: [dict(zip(COLUMNS[view], (texts[i] for i in row), strict=True)) for row in rows]
            for view, rows in views.items()
        }
        for name, views in content["isi"].items()
    }
    return {file: rows[name] for file, name in content["berkas"].items()}


if __name__ == "__main__":
    main()
