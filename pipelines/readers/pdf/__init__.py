"""PDF files: ruling lines and the alignment of words give rows and columns.

Addresses are ``hal. 14 baris 3 kolom 5``: the page, its row as printed (lines of text count)
and the column of that row's table, each from 1. A cell keeps its box in points.

A file is read in a process of its own, with bounds on time and memory: a PDF may be made so
that the library which opens it never ends, or takes all memory, or dies.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pipelines
from pipelines.model import Grid, Refusal
from pipelines.readers.pdf.exchange import grids_from

_SECONDS, _SECONDS_PER_MB = 120, 60  # a plan of 100 pages takes less than 20 seconds
_ROOT = Path(pipelines.__file__).resolve().parent.parent


def read_pdf_grids(data: bytes, seconds: float | None = None) -> tuple[Grid, ...]:
    """All pages as one grid in reading order; a blank row stands between blocks and pages.

    :class:`pipelines.model.Refusal` where the file is damaged, locked or a scan, or cannot be
    read within ``seconds`` (by default by its size).
    """
    limit = _SECONDS + _SECONDS_PER_MB * len(data) / 1e6 if seconds is None else seconds
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipelines.readers.pdf.child"],
            input=data,
            capture_output=True,
            timeout=limit,
            env=os.environ | {"PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise _given_up() from expired
    if done.returncode:
        raise _given_up()
    return grids_from(json.loads(done.stdout))


def _given_up() -> Refusal:
    return Refusal(
        "PDF ini tidak dapat dibaca: pembacaannya tidak selesai dalam batas waktu dan memori. "
        "Cetak ulang ke PDF dari program asalnya, atau kirim bagian yang memuat tabel saja.",
        "This PDF cannot be read: it does not end within the bounds of time and memory. Print it "
        "to PDF again from its program, or send only the part with the tables.",
        rule="pdf_tidak_selesai",
    )
