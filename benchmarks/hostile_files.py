"""What hostile and broken files cost: reason, time and peak of memory of each, one at a time.

python benchmarks/hostile_files.py
"""

from __future__ import annotations

import sys
import time
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def measure(file: str, data: bytes, answers: Queue[tuple[str, float, int]]) -> None:
    """Read one file as a run does; the peak is that of the process that read it."""
    import resource  # noqa: PLC0415  (not on Windows)

    from pipelines.model import Refusal  # noqa: PLC0415
    from pipelines.readers.isolated import read_isolated  # noqa: PLC0415

    begun = time.perf_counter()
    try:
        grids = read_isolated(data, file)
        told = f"{sum(len(row.cells) for grid in grids for row in grid.rows)} cells"
    except Refusal as refusal:
        told = refusal.rule
    seconds = time.perf_counter() - begun
    answers.put((told, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024))


def main() -> None:
    """Print a table in Markdown."""
    from hostile.files import HOSTILE  # noqa: PLC0415

    context = get_context("spawn")
    print("| file | size | ends with | seconds | peak MiB |\n|---|---|---|---|---|")
    for hostile in HOSTILE:
        data, answers = hostile.make(), context.Queue()
        reader = context.Process(target=measure, args=(hostile.file, data, answers))
        reader.start()
        told, seconds, peak = answers.get()
        reader.join()
        name = hostile.file.encode("unicode_escape").decode().replace("|", "\\|")
        print(f"| `{name}` | {len(data):,} | {told} | {seconds:.1f} | {peak} |", flush=True)


if __name__ == "__main__":
    main()
