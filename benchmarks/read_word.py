"""Ways to read Word tables, measured in one run: cells a second, share of cells right, memory.

``python benchmarks/read_word.py [--files N] [--rows N]`` makes documents of one large table and
reads each with every way that is installed, each in a process of its own. In plain ones every
cell holds one run of text; in lived-in ones cells are merged, stand in content controls, are
numbered by Word, and hold changes that are tracked. A cell is right where a way gives the text
that Word shows there, once.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from plans.word_files import package  # noqa: E402

_COLUMNS = 12
_SMALL = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid><w:tr><w:tc>"
    "<w:p><w:r><w:t>isi</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)
_WORDS = ("penyediaan", "jasa", "administrasi", "keuangan", "pelayanan", "data", "laporan")


# ------------------------------------------------------------------------------- files


def make_document(path: Path, seed: int, rows: int, lived_in: bool) -> list[str]:
    """Write a document; gives the texts of its cells as Word shows them."""
    rng = random.Random(seed)
    shown: list[str] = []
    lines = []
    for row in range(rows):
        cells = []
        column = 0
        while column < _COLUMNS:
            text = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 8)))
            span = 2 if lived_in and column == 2 and row % 10 == 0 else 1
            if lived_in and column == 1 and row % 4:
                cells.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                column += 1
                continue
            if lived_in and column == 0:
                shown.append(f"{row + 1}.")
                content = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
            else:
                shown.append(text)
                content = _content(text, lived_in and column % 4)
            down = "<w:vMerge w:val='restart'/>" if lived_in and column == 1 else ""
            properties = f"<w:tcPr><w:gridSpan w:val='{span}'/>{down}</w:tcPr>"
            cells.append(f"<w:tc>{properties}<w:p>{content}</w:p></w:tc>")
            column += span
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "<w:gridCol w:w='900'/>" * _COLUMNS
    body = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"
    levels = "<w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    path.write_bytes(package(body, levels=levels))
    return shown


def _content(text: str, kind: int) -> str:
    run = f"<w:r><w:t>{escape(text)}</w:t></w:r>"
    deleted = "<w:del w:id='1' w:author='a'><w:r><w:delText>lama</w:delText></w:r></w:del>"
    return {
        1: f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>",
        2: f"{deleted}<w:ins w:id='2' w:author='a'>{run}</w:ins>",
    }.get(kind, run)


# --------------------------------------------------------------------------------- ways


def renja(data: bytes) -> Iterable[str]:
    """The reader of this project."""
    from pipelines.readers import read_grids  # noqa: PLC0415

    grids = read_grids(data, "renja.docx")
    return [c.text for grid in grids if not grid.hidden for row in grid.rows for c in row.cells]


def python_docx_rows(data: bytes) -> Iterable[str]:
    """python-docx, row by row; a merged cell comes once for every row and column."""
    from docx import Document  # noqa: PLC0415

    seen = set()
    for row in Document(io.BytesIO(data)).tables[0].rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield cell.text


def python_docx_cell(data: bytes) -> Iterable[str]:
    """python-docx by ``table.cell(row, column)``, as its guide shows it."""
    from docx import Document  # noqa: PLC0415

    table = Document(io.BytesIO(data)).tables[0]
    seen = set()
    for row in range(len(table.rows)):
        for column in range(len(table.columns)):
            cell = table.cell(row, column)
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield cell.text


#: Ways whose cost grows with the square of the cells: 700 rows would take them many minutes.
_QUADRATIC = frozenset({"python-docx cell()"})
_FEW_ROWS = 70
WAYS = {
    "renja": renja,
    "python-docx rows": python_docx_rows,
    "python-docx cell()": python_docx_cell,
}


def measure(way: str, path: str) -> dict[str, object]:
    """Processor time, texts and memory of one way over one file, in this process."""
    data = Path(path).read_bytes()
    list(WAYS[way](package(_SMALL)))  # what is loaded once
    start = time.process_time()
    texts = [text.strip() for text in WAYS[way](data) if text.strip()]
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "texts": texts, "memory": memory}


def main() -> int:
    """Print a line for every way and kind of file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3)
    parser.add_argument("--rows", type=int, default=700)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(*given.one)))
        return 0
    known = [way for way in WAYS if way == "renja" or importlib.util.find_spec("docx")]
    print(f"{'way':<22}{'files':<10}{'cells':>7}{'cells/s':>9}{'right':>8}{'MB':>6}")
    with tempfile.TemporaryDirectory() as place:
        for kind in ("plain", "lived-in"):
            made: tuple[dict[Path, list[str]], dict[Path, list[str]]] = ({}, {})
            for number in range(given.files):
                for files, rows in zip(made, (given.rows, _FEW_ROWS), strict=True):
                    path = Path(place) / f"{kind} {number} {rows}.docx"
                    files[path] = make_document(path, number, rows, kind != "plain")
            for way in known:
                right = cells = 0
                seconds = memory = 0.0
                for path, shown in made[way in _QUADRATIC].items():
                    done = subprocess.run(
                        [sys.executable, __file__, "--one", way, str(path)],
                        check=True, capture_output=True,
                    )  # fmt: skip
                    answer = json.loads(done.stdout)
                    right += (Counter(shown) & Counter(answer["texts"])).total()
                    cells += len(shown)
                    seconds += answer["seconds"]
                    memory = max(memory, answer["memory"])
                print(
                    f"{way:<22}{kind:<10}{cells:>7}{cells / seconds:>9.0f}{right / cells:>8.2%}"
                    f"{memory:>6.0f}", flush=True,
                )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
