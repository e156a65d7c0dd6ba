"""Dagster's home: made on demand, with its telemetry off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from assets.settings import Settings

DAGSTER_YAML = """\
# Written by renja. Nothing leaves this machine: no telemetry, no sign-up window.
telemetry:
  enabled: false
nux:
  enabled: false
# Stages print nothing, and catching what they print would hide the progress of a run.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
# What the terminal of the UI shows; the UI itself shows every event of a run.
python_logs:
  python_log_level: WARNING
"""


def prepare_home(settings: Settings) -> None:
    """Create the home with Dagster's settings in it; settings that are there stay."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    config = settings.dagster_home / "dagster.yaml"
    if not config.is_file():
        config.write_text(DAGSTER_YAML, encoding="utf-8")


@contextmanager
def open_instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """The instance of this home: the runs of the command line show in the UI."""
    prepare_home(settings)
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        yield instance
