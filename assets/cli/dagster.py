"""``renja dagster``: the orchestrator's UI with the right home and settings."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from assets.cli.console import both, err, fail, reported
from assets.cli.options import DebugOption, HomeOption, RawOption, WarehouseOption
from assets.settings import UI_VARIABLE, find_automation, find_settings

_LOOPBACK = "127.0.0.1"
_GRACE_SECONDS = 20


@reported
def dagster(
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="Porta / Port.")
    ] = 3000,
    raw: RawOption = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    debug: DebugOption = False,
) -> None:
    """Buka antarmuka Dagster di komputer ini / Open the Dagster UI on this computer.

    Selama berjalan, folder dokumen diawasi dan jalan malam dimulai. Berhenti dengan Ctrl-C.

    While it runs, the landing zone is watched and the nightly run starts. Stop with Ctrl-C.
    """
    from assets.instance import open_instance  # noqa: PLC0415
    from assets.landing import list_raw  # noqa: PLC0415
    from assets.partitions import arrange, registered  # noqa: PLC0415

    if not _is_free(port):
        fail(
            f"porta {port} sudah dipakai program lain; pilih yang lain dengan --port",
            f"port {port} is in use by another program; choose another with --port",
        )
    settings = find_settings(home, warehouse, raw)
    # A wrong setting is told here, not in the browser.
    find_automation()
    with open_instance(settings) as instance:
        arrange(registered(instance), list_raw(settings.raw)).apply(instance)
    err().print(
        both(
            f"Dagster di http://{_LOOPBACK}:{port} (Ctrl-C untuk berhenti)",
            f"Dagster at http://{_LOOPBACK}:{port} (Ctrl-C stops it)",
        ),
        markup=False,
    )
    address = f"http://{_LOOPBACK}:{port}"
    environment = {
        **os.environ,
        UI_VARIABLE: os.environ.get(UI_VARIABLE) or address,
        **settings.environment(),
        "PYTHONWARNINGS": "ignore",
    }
    command = [
        *(sys.executable, "-m", "dagster", "dev", "--module-name", "assets.definitions"),
        *("--host", _LOOPBACK, "--port", str(port), "--log-level", "info" if debug else "warning"),
    ]
    code = run_group(command, environment)
    if code not in (0, -signal.SIGINT, -signal.SIGTERM):
        fail(f"Dagster berhenti dengan kode {code}", f"Dagster stopped with code {code}")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        if sys.platform != "win32":
            # A port that was in use a moment ago is free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True


def run_group(command: list[str], environment: Mapping[str, str], cwd: Path | None = None) -> int:
    """Run a command with all its children as one group, and stop them all together.

    The group is its own, so that Ctrl-C reaches this process alone, which then lets the
    others finish in order and ends those that do not.
    """
    windows = sys.platform == "win32"
    # Ctrl-C, `kill`, and a terminal that is closed. Set before the start: a signal that this
    # process was told to ignore would be ignored by the others as well.
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    restored = {name: signal.signal(getattr(signal, name), _interrupt) for name in names}
    process = subprocess.Popen(
        command,
        env=dict(environment),
        cwd=cwd,
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        _signal(process, gently=True)
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.wait(_GRACE_SECONDS)
        return 0
    finally:
        for name, handler in restored.items():
            signal.signal(getattr(signal, name), handler)
        _signal(process, gently=False)
        process.wait()


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _signal(process: subprocess.Popen[bytes], gently: bool) -> None:
    """Send the whole group a signal; nothing happens where it has ended."""
    with suppress(OSError):
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGINT if gently else signal.SIGKILL)
        elif gently:
            process.send_signal(signal.CTRL_BREAK_EVENT)
        else:
            process.kill()
