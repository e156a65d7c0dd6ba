"""Reading one file in a process of its own, so that it can harm nothing but itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path, PurePath

import pipelines
from pipelines.model import Grid
from pipelines.readers.exchange import grids_from
from pipelines.readers.limits import Limits
from pipelines.readers.refusals import died, out_of_time, too_large

_ROOT = Path(pipelines.__file__).resolve().parent.parent
#: What a Python process needs of the environment to start; nothing else is handed on.
_NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
_WAITING = 4  # times the processor time: other processes want the processor too
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)  # not on Windows


def read_isolated(data: bytes, file: str, limits: Limits | None = None) -> tuple[Grid, ...]:
    """The grids of a file as :func:`pipelines.readers.read_grids` gives them.

    :class:`pipelines.model.Refusal` where the file cannot be read, looks harmful, or goes
    beyond the limits. Only the ending of ``file`` reaches the other process.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits)
    seconds = limits.processor_seconds(len(data))
    command = [sys.executable, "-P", "-B", "-m", "pipelines.readers.child"]
    try:
        done = subprocess.run(
            [*command, f"berkas{PurePath(file).suffix}", json.dumps(limits.plain())],
            input=data,
            capture_output=True,
            timeout=_WAITING * seconds,
            env=_environment(),
            cwd=_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise out_of_time(seconds) from expired
    if done.returncode and done.returncode == _OUT_OF_TIME:
        raise out_of_time(seconds)
    if done.returncode:
        raise died(done.returncode, done.stderr.decode("utf-8", "replace"))
    return grids_from(json.loads(done.stdout))


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    paths = dict.fromkeys([str(_ROOT), *(path for path in sys.path if path)])
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
