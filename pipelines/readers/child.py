"""The process that reads one file: its bytes come in, plain grids go out.

It may use so much memory and processor, write no file, start no process and reach no network.
A file can make a library loop, swallow all memory or die; it then takes this process with it
and nothing else.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import sys
from types import ModuleType
from typing import Any

from pipelines.model import Refusal
from pipelines.readers import prescan, read_grids
from pipelines.readers.exchange import plain, plain_refusal
from pipelines.readers.limits import Limits
from pipelines.readers.refusals import out_of_memory, too_many_cells

try:
    import resource
except ImportError:  # Windows
    _resource: ModuleType | None = None
else:
    _resource = resource

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # linux/sched.h: CLONE_NEWUSER, CLONE_NEWNET
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")
_FORBIDDEN_ALSO = frozenset(
    {"os.system", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink"}
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> int:
    """Read standard input, write standard output; 0 also for a refusal."""
    file, bounds = sys.argv[1:]
    limits = Limits(**json.loads(bounds))
    data = sys.stdin.buffer.read()
    bound(limits, len(data))
    try:
        answer = read(data, file, limits)
    except MemoryError:
        answer = json.dumps(plain_refusal(out_of_memory(limits)))
    except Refusal as refusal:
        answer = json.dumps(plain_refusal(refusal))
    sys.stdout.write(answer)
    return 0


def read(data: bytes, file: str, limits: Limits) -> str:
    """The grids of a file as JSON; raises a refusal, or MemoryError."""
    prescan.look(data, file, limits)
    grids = read_grids(data, file)
    count = sum(len(row.cells) for grid in grids for row in grid.rows)
    if count > limits.cells:
        raise too_many_cells(count, limits)
    return json.dumps(plain(grids), check_circular=False)


def bound(limits: Limits, size: int) -> None:
    """What the system enforces where it can, and what Python itself does not do."""
    if _resource is not None:
        seconds = limits.processor_seconds(size)
        for what, soft, hard in (
            (_resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
            (_resource.RLIMIT_CPU, seconds, seconds + 1),
            (_resource.RLIMIT_FSIZE, 0, 0),
            (_resource.RLIMIT_CORE, 0, 0),
        ):
            # A system without this limit still has the others, and the time of the parent.
            with contextlib.suppress(OSError, ValueError):
                _resource.setrlimit(what, (soft, hard))
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    sys.addaudithook(_forbid)


def _forbid(event: str, given: tuple[Any, ...]) -> None:
    """Stop what reading a file never needs (names: Python's table of audit events)."""
    writes = event == "open" and isinstance(given[2], int) and bool(given[2] & _WRITING)
    if writes or event in _FORBIDDEN_ALSO or event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} while a document is read")


if __name__ == "__main__":
    sys.exit(main())
