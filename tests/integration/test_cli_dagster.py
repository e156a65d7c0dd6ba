"""``renja dagster``: the UI on loopback, in a group that stops as one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from landing_zone import ROOT, landing_zone, small_plan

COMMAND = [sys.executable, "-c", "from assets.cli import main; main()", "dagster", "--port"]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=2) as page:
            return page.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are tested on POSIX")
def test_the_ui_answers_and_stops_with_all_its_processes(tmp_path):
    settings = landing_zone(tmp_path, rencana=small_plan())
    port = free_port()
    environment = {**os.environ, **settings.environment(), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*COMMAND, str(port)], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = time.monotonic() + 90
        while not answers(port):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in told
    assert "Traceback" not in told
    assert not answers(port)


def test_a_port_in_use_is_told(tmp_path):
    settings = landing_zone(tmp_path)
    environment = {**os.environ, **settings.environment(), "PYTHONPATH": str(ROOT)}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, port],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "--port" in done.stderr
