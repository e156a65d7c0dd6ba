"""How the command line speaks: results on stdout, the rest on stderr, errors in a paragraph."""

from __future__ import annotations

import functools
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TextIO

import typer
from rich.console import Console
from rich.markup import escape

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class WrongUsageError(Exception):
    """What was asked for does not exist or makes no sense: exit code 2."""

    exit_code = WRONG_USAGE

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en)
        self.reason = reason
        self.reason_en = reason_en


def out() -> Console:
    """Results. Made when used: tests and pipes replace the streams."""
    return _console(sys.stdout)


def err() -> Console:
    """Progress, notes and errors."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    # A file or pipe gets whole lines, whatever the width of some terminal.
    return Console(file=stream, highlight=False, width=None if stream.isatty() else 10_000)


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


@contextmanager
def told_as_json(as_json: bool, otherwise: Callable[[str, str], Any]) -> Iterator[None]:
    """Where the work ends in an error, stdout still gets its one object: ``otherwise``."""
    try:
        yield
    except (typer.Exit, BrokenPipeError):
        raise
    except Exception as error:
        if as_json:
            print_json(otherwise(*explain(error)))
        raise


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
            fail(*explain(error), getattr(error, "exit_code", REFUSED))

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


def tell_kept(earlier: Path | None) -> None:
    """Say where an earlier file of that name lies now."""
    if earlier is not None:
        kept = both("berkas lama disimpan sebagai", "the earlier file is kept as")
        err().print(f"{kept} {earlier}", markup=False, style="yellow")
