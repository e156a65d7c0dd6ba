"""How the command line speaks: results on stdout, the rest on stderr, errors in a paragraph."""

from __future__ import annotations

import functools
import json
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn, TextIO

import typer
from rich.console import Console
from rich.markup import escape

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def out() -> Console:
    """Results. Made when used: tests and pipes replace the streams."""
    return _console(sys.stdout)


def err() -> Console:
    """Progress, notes and errors."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    # A file or pipe gets whole lines, whatever the width of some terminal.
    return Console(file=stream, highlight=False, width=None if stream.isatty() else 500)


def both(indonesian: str, english: str) -> str:
    """One thing said in both languages."""
    return f"{indonesian} / {english}"


def print_json(value: Any) -> None:
    """One JSON object on stdout, and nothing else there."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def fail(reason: str, reason_en: str, code: int = REFUSED) -> NoReturn:
    """End with one clear paragraph on stderr."""
    err().print(f"[bold red]Gagal:[/] {escape(reason)}")
    err().print(f"[bold red]Failed:[/] {escape(reason_en)}")
    raise typer.Exit(code)


def reported(command: Callable[..., None]) -> Callable[..., None]:
    """Turn whatever a command raises into a paragraph and an exit code, never a traceback."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except KeyboardInterrupt:
            fail(
                "dihentikan; rilis terbit seluruhnya atau tidak sama sekali: lihat `renja status`",
                "interrupted; a release is published whole or not at all: see `renja status`",
            )
        except BrokenPipeError:
            # Whoever read the output has had enough (`| head`).
            sys.stderr.close()
            raise typer.Exit(DONE) from None
        except Exception as error:
            if kwargs.get("debug"):
                err().print(escape(traceback.format_exc()))
            fail(*explain(error))

    return guarded


def explain(error: BaseException) -> tuple[str, str]:
    """What went wrong, in Indonesian and English."""
    reason, reason_en = getattr(error, "reason", None), getattr(error, "reason_en", None)
    if isinstance(reason, str) and isinstance(reason_en, str):
        place = getattr(error, "place", "")
        where = f" ({place})" if place else ""
        return reason + where, reason_en + where
    if isinstance(error, OSError) and error.strerror:
        what = f"{error.filename or ''}: {error.strerror}".lstrip(": ")
        return (
            f"berkas atau folder tidak dapat dipakai: {what}",
            f"a file or folder cannot be used: {what}",
        )
    what = f"{type(error).__name__}: {error}"
    return (
        f"galat dalam program ({what}); ulangi dengan --debug dan laporkan",
        f"an error in the program ({what}); repeat with --debug and report it",
    )
