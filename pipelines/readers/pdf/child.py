"""The process that reads one PDF: its bytes come in, plain grids go out."""

from __future__ import annotations

import json
import sys

from pipelines.model import Refusal
from pipelines.readers.pdf.exchange import plain, plain_refusal
from pipelines.readers.pdf.grids import grids_of

_MEMORY = 2 << 30  # bytes of address space


def main() -> int:
    """Read standard input, write standard output; 0 also for a refusal."""
    _bound_memory()
    try:
        answer = plain(grids_of(sys.stdin.buffer.read()))
    except Refusal as refusal:
        answer = plain_refusal(refusal)
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def _bound_memory() -> None:
    """Where the system can; elsewhere the time is bounded alone."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, OSError, ValueError):
        pass


if __name__ == "__main__":
    sys.exit(main())
