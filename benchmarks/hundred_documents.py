"""What reading and checking cost: constructed plans of 50 agencies over two years, in one run.

python benchmarks/hundred_documents.py [NUMBER]

Reading is as in a run: each file in a process of its own, then tables, records and facts. Checking
is what a run does of all documents together, and of the release that they make.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from plans.model import make_plan  # noqa: E402
from plans.options import Options  # noqa: E402
from plans.render_text import render  # noqa: E402

from expectations.document_checks import check_document  # noqa: E402
from expectations.form_checks import check_forms  # noqa: E402
from expectations.release_checks import check_candidate  # noqa: E402
from pipelines.conformed.conform import conform  # noqa: E402
from pipelines.conformed.identity import identify  # noqa: E402
from pipelines.model import Reading  # noqa: E402
from pipelines.readers.isolated import read_isolated  # noqa: E402
from pipelines.records.form_rows import read_records  # noqa: E402
from pipelines.reference import load_reference  # noqa: E402
from pipelines.tables.recognise import find_tables  # noqa: E402
from warehouse.candidate import build_candidate  # noqa: E402

_YEARS = (2022, 2023)
_took: dict[str, float] = {}


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Adds the seconds of a step to its sum."""
    begun = time.perf_counter()
    yield
    _took[what] = _took.get(what, 0.0) + time.perf_counter() - begun


def main() -> None:
    """Read, build and check so many documents; print a table in Markdown."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    readings: list[tuple[Reading, int]] = []
    for place in range(number):
        plan = make_plan(1000 + place // 2, year=_YEARS[place % 2])
        data = render(plan, Options(), place).text.encode()
        with timed("reading"):
            readings.append(read(data, f"rencana-{place:03}.txt"))
    rows = sum(table.rows for reading, _ in readings for table in reading.tables)
    with timed("building the candidate"):
        candidate = build_candidate([reading for reading, _ in readings], "benchmark")
    cells = {reading.document.document_id: count for reading, count in readings}
    with timed("checking the documents"):
        outcomes = [
            check for reading, count in readings for check in check_document(reading, count)
        ]
        forms = check_forms([reading for reading, _ in readings])
        outcomes += [check for checks in forms.values() for check in checks]
    with timed("checking the release"):
        checks = check_candidate(candidate, cells, outcomes)
    facts = sum(candidate.facts.values())
    print(f"{number} documents, {rows:,} rows, {facts:,} facts, {len(checks)} checks\n")
    print("| step | seconds | a document |\n|---|---|---|")
    for what, seconds in _took.items():
        print(f"| {what} | {seconds:.1f} | {seconds / number:.3f} |")
    checking = sum(seconds for what, seconds in _took.items() if what.startswith("checking"))
    print(f"\nchecking / reading: {checking / _took['reading']:.2f}")


def read(data: bytes, file: str) -> tuple[Reading, int]:
    """One document as a run reads it, and how many cells it has."""
    grids = read_isolated(data, file)
    tables = find_tables(grids)
    document = identify(tables, file=file, sha256=hashlib.sha256(data).hexdigest())
    reading = conform(document, tables, read_records(tables), load_reference())
    return reading, sum(len(row.cells) for grid in grids for row in grid.rows)


if __name__ == "__main__":
    main()
