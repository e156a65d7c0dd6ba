"""Engines for PDF tables, measured in one run: pages a second, share of cells right, memory.

``python benchmarks/read_pdf.py [--plans N] [--pages N]`` prints constructed plans with every
producer that is there (reportlab; fpdf2, a Chromium and LibreOffice, where installed), with rules
and without, and reads each with every engine that is installed. A cell is right where the
engine gives its whole text as one cell, however it is wrapped. Every engine runs in a process of
its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import io
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import Alignment, Border, Side  # noqa: E402
from plans.options import Options  # noqa: E402
from plans.producers import by_office  # noqa: E402
from plans.render_pdf import Print, Printed, construct_pdf  # noqa: E402

_ENTRIES = ["No", "Kode", "Program/Kegiatan", "Indikator", "Target", "Pagu", "Sumber Dana"]


def squeezed(text: str) -> str:
    """A text without its spaces: wraps and cuts do not count."""
    return "".join(text.split())


# ------------------------------------------------------------------------------- files


def table_rows(seed: int, rows: int) -> list[list[str]]:
    """Rows of a plain table with a header."""
    rng = random.Random(seed)
    words = [
        "penyediaan",
        "jasa",
        "administrasi",
        "keuangan",
        "pelayanan",
        "data",
        "laporan",
        "kinerja",
    ]

    def some(most: int) -> str:
        return " ".join(rng.choice(words) for _ in range(rng.randint(2, most))).capitalize()

    return [_ENTRIES] + [
        [
            str(number), f"1.06.{number % 9:02d}.2.{number % 90:02d}", some(12), some(9),
            f"{rng.randint(1, 999)} Dokumen",
            f"{rng.randint(1, 4000) * 500_000:,}".replace(",", "."),
            rng.choice(["DAU", "DAK Fisik", "APBD"]),
        ]
        for number in range(1, rows + 1)
    ]  # fmt: skip


def by_browser(path: Path, rows: list[list[str]], ruled: bool) -> None:
    """The table as a browser prints it."""
    border = "1px solid black" if ruled else "none"
    cells = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    page = path.with_suffix(".html")
    page.write_text(
        f"<style>@page{{size:A4 landscape}}td{{border:{border};padding:3px 6px;font:9px sans-serif;"
        f"vertical-align:top}}table{{border-collapse:collapse}}</style><table>{cells}</table>",
        encoding="utf-8",
    )
    program = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={path}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def by_fpdf2(path: Path, rows: list[list[str]], ruled: bool) -> None:
    """The table as fpdf2 draws it."""
    from fpdf import FPDF  # noqa: PLC0415

    document = FPDF(orientation="landscape")
    document.add_page()
    document.set_font("Helvetica", size=7)
    layout = "ALL" if ruled else "NONE"
    with document.table(
        col_widths=(1, 3, 8, 7, 3, 4, 3), borders_layout=layout, line_height=3.2, padding=1.2,
        first_row_as_headings=False,
    ) as table:  # fmt: skip
        for row in rows:
            table.row(row)
    document.output(str(path))


def by_calc(path: Path, rows: list[list[str]], ruled: bool) -> None:
    """The table as a sheet that LibreOffice prints as wide as the page."""
    book = Workbook()
    sheet = book.active
    side = Side(style="thin") if ruled else Side()
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        lines = max(len(textwrap.wrap(text, 28)) for text in row)
        sheet.row_dimensions[number].height = 15 * lines
    for letter, width in zip("ABCDEFG", (6, 16, 34, 34, 16, 18, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(by_office(out.getvalue(), "xlsx"))


def make_files(folder: Path, plans: int, rows: int) -> dict[str, list[str]]:
    """PDFs by name in the folder, each with the texts of the cells that it prints."""
    made: dict[str, list[str]] = {}
    for seed in range(plans):
        for rules in ("semua", "tanpa"):
            name = f"reportlab, {'rules' if rules == 'semua' else 'no rules'} {seed}"
            _, document = construct_pdf(seed, Options(), Print(rules, padding=4.0))
            (folder / f"{name}.pdf").write_bytes(document.data)
            made[name] = list(chain.from_iterable(map(_texts, document.tables)))
    producers: dict[str, Callable[[Path, list[list[str]], bool], None]] = {}
    if shutil.which("chromium") or shutil.which("google-chrome"):
        producers["browser"] = by_browser
    if importlib.util.find_spec("fpdf"):
        producers["fpdf2"] = by_fpdf2
    if shutil.which("soffice"):
        producers["Calc"] = by_calc
    for producer, draw in producers.items():
        for ruled in (True, False):
            name = f"{producer}, {'rules' if ruled else 'no rules'} 0"
            table = table_rows(0, rows)
            draw(folder / f"{name}.pdf", table, ruled)
            made[name] = [text for row in table for text in row]
    return made


def _texts(table: Printed) -> Iterable[str]:
    return (text for row in table.rows for text in row if text)


# ----------------------------------------------------------------------------- engines


def renja(path: str, _: bool) -> Iterable[str | None]:
    """The project's reader, in this process."""
    from pipelines.readers.pdf.grids import grids_of  # noqa: PLC0415

    for grid in grids_of(Path(path).read_bytes()):
        for row in grid.rows:
            yield from (cell.text for cell in row.cells)


def pdfplumber(path: str, ruled: bool) -> Iterable[str | None]:
    """pdfplumber, by lines or by text."""
    import pdfplumber as engine  # noqa: PLC0415

    way = "lines" if ruled else "text"
    with engine.open(path) as document:
        for page in document.pages:
            found = page.extract_tables({"vertical_strategy": way, "horizontal_strategy": way})
            yield from (text for table in found for row in table for text in row)
            page.close()


def camelot(path: str, ruled: bool) -> Iterable[str | None]:
    """camelot, lattice or stream."""
    import camelot as engine  # noqa: PLC0415

    flavor = "lattice" if ruled else "stream"
    for table in engine.read_pdf(path, pages="all", flavor=flavor):
        yield from (str(text) for row in table.df.values.tolist() for text in row)


ENGINES = {"renja": renja, "pdfplumber": pdfplumber, "camelot": camelot}


def measure(engine: str, path: str, ruled: bool) -> dict[str, object]:
    """Time, texts and memory of one engine over one file, in this process."""
    start = time.perf_counter()
    texts = [squeezed(text) for text in ENGINES[engine](path, ruled) if text and text.strip()]
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "texts": texts, "memory": memory}


def main() -> int:
    """Print a line for every engine and kind of file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=2)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        engine, path, ruled = given.one
        print(json.dumps(measure(engine, path, ruled == "1")))
        return 0
    import pypdfium2  # noqa: PLC0415

    known = [name for name in ENGINES if name == "renja" or importlib.util.find_spec(name)]
    print(f"{'engine':<12}{'files':<24}{'pages':>6}{'pages/s':>9}{'cells':>7}{'right':>8}{'MB':>6}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = make_files(folder, given.plans, given.rows)
        kinds = sorted({name.rsplit(" ", 1)[0] for name in made})
        for kind in kinds:
            names = [name for name in made if name.rsplit(" ", 1)[0] == kind]
            for engine in known:
                pages = right = cells = 0
                seconds = memory = 0.0
                for name in names:
                    path = str(folder / f"{name}.pdf")
                    ruled = str(int("no rules" not in kind))
                    done = subprocess.run(
                        [sys.executable, __file__, "--one", engine, path, ruled],
                        check=True, capture_output=True,
                    )  # fmt: skip
                    answer = json.loads(done.stdout)
                    wanted = Counter(squeezed(text) for text in made[name])
                    right += (wanted & Counter(answer["texts"])).total()
                    cells += wanted.total()
                    seconds += answer["seconds"]
                    memory = max(memory, answer["memory"])
                    pages += len(pypdfium2.PdfDocument(path))
                print(
                    f"{engine:<12}{kind:<24}{pages:>6}{pages / seconds:>9.1f}{cells:>7}"
                    f"{right / cells:>8.2%}{memory:>6.0f}", flush=True,
                )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
