"""Thousands of mutated files through the reader, each in a process that is bounded as in a run.

    python -m hostile.fuzz --cases 20000 --seconds 1500     (in tests/; or: make fuzz)

Prints what became of them. 1 where a file crashed the reader with an error of the program,
hung, or left a file behind; the case can be made again from its seed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from openpyxl import Workbook
from plans.options import Options
from plans.render_pdf import Print, construct_pdf, of_pdf
from plans.render_workbook import Book, construct_workbook, of_workbook

from hostile.mutate import mutated
from pipelines.model import Refusal
from pipelines.readers import child
from pipelines.readers.limits import Limits
from pipelines.readers.refusals import out_of_memory

LIMITS = Limits(seconds=10, seconds_per_mib=20)
_WAIT = 60  # seconds by the clock, after which a reader hangs


def seeds() -> dict[str, bytes]:
    """Sound files to begin with: a plan as workbook and as PDF, and a small one of each kind."""
    plan = construct_workbook(1, of_workbook(Options()), Book())[1].data
    small = Workbook()
    small.active.append(["Program", "Pagu", "=SUM(A1:A9)"])
    target = Path(tempfile.mkdtemp()) / "kecil.xlsx"
    small.save(target)
    fixtures = Path(__file__).resolve().parents[1] / "fixtures"
    named = {
        path.name: path.read_bytes()
        for path in sorted(fixtures.rglob("*"))
        if path.suffix in {".xls", ".pdf", ".docx", ".ods", ".xlsx"}
    }
    pdf = construct_pdf(1, of_pdf(Options()), Print(True), programs=1)[1].data
    return {"rencana.xlsx": plan, "rencana.pdf": pdf, "kecil.xlsx": target.read_bytes(), **named}


def case(number: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    """The file of one case: its name and its bytes."""
    rng = random.Random(number)
    name = rng.choice(sorted(files))
    return name, mutated(files[name], rng)


def outcome(name: str, data: bytes, folder: Path) -> str:
    """What reading came to, in a process of its own: read, a rule, a crash, a death."""
    said, say = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(said)
        os.chdir(folder)
        os.write(say, _read(name, data).encode()[:4000])
        os._exit(0)
    os.close(say)
    status = _wait(process)
    with os.fdopen(said, "rb") as answers:
        told = answers.read().decode("utf-8", "replace")
    if status is None:
        return "menggantung"
    if os.WIFSIGNALED(status):
        return "batas_waktu" if os.WTERMSIG(status) == signal.SIGXCPU else "mati"
    return told


def _read(name: str, data: bytes) -> str:
    try:
        child.bound(LIMITS, len(data))
        child.read(data, name, LIMITS)
        return "dibaca"
    except MemoryError:
        return out_of_memory(LIMITS).rule
    except Refusal as refusal:
        return refusal.rule
    except BaseException as error:
        return f"galat: {type(error).__name__}\n{traceback.format_exc()}"


def _wait(process: int) -> int | None:
    """The status of a process that ended; None where it had to be killed."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


def work(start: int, step: int, cases: int, until: float) -> tuple[Counter[str], dict[str, int]]:
    """Every ``step``-th case; how often each outcome, and one case of each crash."""
    files = seeds()
    counts: Counter[str] = Counter()
    crashes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(start, cases, step):
            if time.monotonic() > until:
                break
            told = outcome(*case(number, files), folder)
            counts[told.partition("\n")[0]] += 1
            if told.startswith(("galat", "menggantung")):
                crashes.setdefault(told, number)
        if left := sorted(path.name for path in folder.iterdir()):
            crashes[f"berkas tertinggal: {left}"] = start
    return counts, crashes


def main() -> int:
    """Run the cases on all processors and tell what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=1_500)
    given = parser.parse_args()
    until = time.monotonic() + given.seconds
    workers = os.cpu_count() or 1
    with get_context("spawn").Pool(workers) as pool:
        jobs = [(start, workers, given.cases, until) for start in range(workers)]
        results = pool.starmap(work, jobs)
    counts: Counter[str] = sum((result[0] for result in results), Counter())
    crashes = {told: number for result in results for told, number in result[1].items()}
    print(f"{counts.total()} of {given.cases} cases; the main process stands")
    for told, count in counts.most_common():
        print(f"{count:7}  {told}")
    for told, number in crashes.items():
        print(f"\ncase {number}:\n{told}", file=sys.stderr)
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
