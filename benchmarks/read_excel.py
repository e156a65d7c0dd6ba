"""Engines for workbooks, measured in one run: time, cells a second, accuracy, memory.

``python benchmarks/read_excel.py [--workbooks N] [--rows N] [--rounds N]`` makes workbooks of
seven sheets as agencies send them (merged headers, formats, formulas with their values, error
cells, hidden rows and columns, numbers as text), reads each with every engine that is installed,
and compares what each says with openpyxl, which knows it all. Every engine runs in a process of
its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side

ROOT = Path(__file__).resolve().parent.parent
SHEETS = 7
ERROR = "#REF!"
#: What an engine says of a cell: text of its value, error, number format where it is known.
Cells = dict[tuple[str, int, int], Any]


# --------------------------------------------------------------------------- workbooks


def make_workbook(path: Path, seed: int, rows: int) -> None:
    """One workbook of seven sheets and ``rows`` rows of data on all of them together."""
    rng = random.Random(seed)
    book = Workbook()
    book.remove(book.active)
    thin = Border(*(Side(style="thin") for _ in range(4)))
    for number in range(SHEETS):
        sheet = book.create_sheet(f"Tabel {number + 1}")
        sheet["A1"] = f"Tabel {number + 1}. Rencana Program dan Kegiatan Tahun 2023"
        for column, words in enumerate(
            ("No", "Kode", "Program/Kegiatan", "Indikator", "Rencana Tahun 2023", "", "",
             "Sumber Dana", "Prakiraan Maju Tahun 2024", "", "Catatan"), start=1,
        ):  # fmt: skip
            if words:
                sheet.cell(3, column, words).font = Font(bold=True)
        for area in ("E3:G3", "I3:J3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "H3:H4", "K3:K4"):
            sheet.merge_cells(area)
        for column, words in (
            (5, "Target"),
            (6, "Satuan"),
            (7, "Pagu"),
            (9, "Target"),
            (10, "Pagu"),
        ):
            sheet.cell(4, column, words)
        for row in range(5, 5 + rows // SHEETS):
            amount = rng.randrange(1, 4000) * 500_000
            sheet.append([
                row - 4, f"1.01.{rng.randrange(1, 20):02d}.2.{rng.randrange(1, 99):02d}",
                "Penyediaan " + " ".join(rng.sample(_WORDS, 6)), "Jumlah " + rng.choice(_WORDS),
                round(rng.random(), 4) if rng.random() < 0.5 else f"{rng.randrange(1, 900)} Orang",
                rng.choice(("Orang", "Dokumen", "%")),
                amount if rng.random() < 0.7 else f"Rp {amount:,}".replace(",", "."),
                rng.choice(("DAU", "DAK", "PAD")), rng.randrange(1, 90),
                ERROR if rng.random() < 0.01 else int(amount * 1.1),
                "Perlu pendataan" if rng.random() < 0.2 else None,
            ])  # fmt: skip
            for cell in sheet[row]:
                cell.border, cell.alignment = thin, Alignment(wrap_text=True, vertical="top")
            sheet.cell(row, 5).number_format = "0.00%"
            sheet.cell(row, 7).number_format = '#,##0;-#,##0;"-"'
            sheet.cell(row, 10).number_format = '_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"_-'
            if sheet.cell(row, 10).value == ERROR:
                sheet.cell(row, 10).data_type = "e"
        sheet.row_dimensions[12].hidden = True
        sheet.column_dimensions["K"].hidden = number % 2 == 0
    book.save(path)


_WORDS = (
    "dokumen", "perencanaan", "perangkat", "daerah", "koordinasi", "pelaporan", "jalan",
    "irigasi", "pelayanan", "kesehatan", "pendidikan", "dasar", "keuangan", "evaluasi",
)  # fmt: skip


# --------------------------------------------------------------------------- engines


def _openpyxl(path: Path, **options: bool) -> Cells:
    book = load_workbook(path, **options)
    found: Cells = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    found[sheet.title, cell.row - 1, cell.column - 1] = cell.value
    return found


def openpyxl_full(path: Path) -> Cells:
    """openpyxl as it loads by default: values, formats, merged and hidden."""
    return _openpyxl(path)


def openpyxl_read_only(path: Path) -> Cells:
    """openpyxl in its streaming mode: no merged ranges, nothing of what is hidden."""
    return _openpyxl(path, read_only=True, data_only=True)


def calamine(path: Path) -> Cells:
    """python-calamine: values alone; error cells are empty, formats unknown."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    book = CalamineWorkbook.from_path(str(path))
    found: Cells = {}
    for name in book.sheet_names:
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
            found.update(
                {(name, row, column): value for column, value in enumerate(cells) if value != ""}
            )
    return found


def fastexcel(path: Path) -> Cells:
    """fastexcel: values alone, as Arrow columns of text."""
    import fastexcel as engine  # noqa: PLC0415

    book = engine.read_excel(str(path))
    found: Cells = {}
    for name in book.sheet_names:
        sheet = book.load_sheet(name, header_row=None, dtypes="string")
        for column, values in enumerate(sheet.to_arrow().columns):
            for row, value in enumerate(values.to_pylist()):
                if value is not None:
                    found[name, row, column] = value
    return found


def renja(path: Path) -> Cells:
    """The reader of this project: what is seen, with formats, merged ranges, what is hidden."""
    from pipelines.readers.excel.ooxml import read_ooxml  # noqa: PLC0415

    return {
        (sheet.name, cell.row, cell.column): cell
        for sheet in read_ooxml(path.read_bytes())
        for cell in sheet.cells
    }


ENGINES: dict[str, Callable[[Path], Cells]] = {
    "openpyxl": openpyxl_full,
    "openpyxl read-only": openpyxl_read_only,
    "python-calamine": calamine,
    "fastexcel": fastexcel,
    "renja": renja,
}
#: What an engine gives besides values.
STRUCTURE = {"openpyxl": "all", "renja": "formats, merged, hidden, formulas"}


# --------------------------------------------------------------------------- measuring


def _same(value: Any, truth: Any) -> bool:
    """Whether a cell as an engine gives it is the cell that openpyxl read."""
    if hasattr(value, "stored"):
        value = value.stored or value.text
    if isinstance(truth, (int, float)) and not isinstance(truth, bool):
        try:
            return abs(float(str(value).replace(",", ".")) - truth) <= abs(truth) * 1e-9
        except ValueError:
            return False
    return str(value) == str(truth)


def measure(name: str, files: list[Path], repeat: int) -> dict[str, Any]:
    """Least seconds of processor time a workbook, cells a second, share of cells right, memory.

    The least of many like workbooks is what other work on the machine disturbs least.
    """
    engine = ENGINES[name]
    engine(files[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    cells = 0
    for _ in range(repeat):
        for file in files:
            start = time.process_time()
            found = engine(file)
            times.append(time.process_time() - start)
            cells = len(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    truth = openpyxl_full(files[0])
    first = engine(files[0])
    right = sum(1 for place, value in truth.items() if _same(first.get(place), value))
    errors = [place for place, value in truth.items() if value == ERROR]
    return {
        "seconds": min(times),
        "cells": cells / min(times),
        "right": right / len(truth),
        "errors": sum(_same(first.get(place), ERROR) for place in errors) / max(1, len(errors)),
        "peak": peak / 1024,
        "grown": (peak - before) / 1024,
    }


def _in_own_process(name: str, folder: str, repeat: int) -> dict[str, Any] | None:
    """What an engine measures in a fresh process; None where it is not installed."""
    done = subprocess.run(
        [sys.executable, __file__, "--engine", name, "--folder", folder, "--repeat", str(repeat)],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    return json.loads(done.stdout) if not done.returncode else None


def main() -> int:
    """Print a line an engine; the ratio is to openpyxl's default load in the same run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--workbooks", type=int, default=10)
    parser.add_argument("--rows", type=int, default=700)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        files = sorted(given.folder.glob("*.xlsx"))
        print(json.dumps(measure(given.engine, files, given.repeat)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.workbooks):
            make_workbook(Path(folder) / f"{number:03d}.xlsx", number, given.rows)
        print(f"{SHEETS} sheets, {given.rows} rows; Python {sys.version.split()[0]}")
        print(
            f"{'engine':<20}{'ms':>8}{'times':>7}{'cells/s':>10}{'right':>8}{'errors':>8}{'MB':>6}"
        )
        best: dict[str, dict[str, Any]] = {}
        for _ in range(given.rounds):  # in turn, so that what else the machine does hits all
            for name in ENGINES:
                found = _in_own_process(name, folder, given.repeat)
                if found and found["seconds"] < best.get(name, found)["seconds"] * 1.000001:
                    best[name] = found
        base = best["openpyxl"]["seconds"]
        for name in ENGINES:
            if name not in best:
                print(f"{name:<20}{'not available':>15}")
                continue
            found = best[name]
            print(
                f"{name:<20}{found['seconds'] * 1000:>8.1f}{base / found['seconds']:>7.1f}"
                f"{found['cells']:>10,.0f}{found['right']:>8.1%}{found['errors']:>8.0%}"
                f"{found['peak']:>6.0f}  {STRUCTURE.get(name, 'values')}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
