"""Dagster's home: made on demand, with its telemetry off and one run at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import yaml

from assets.settings import Settings

#: Dagster's settings by topic, as they are written into its home.
TOPICS = {
    "telemetry": """\
# Nothing leaves this machine: no telemetry, no sign-up window.
telemetry:
  enabled: false
""",
    "nux": """\
nux:
  enabled: false
""",
    "compute_logs": """\
# Stages print nothing, and catching what they print would hide the progress of a run.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
""",
    "python_logs": """\
# What the terminal of the UI shows; the UI itself shows every event of a run.
python_logs:
  python_log_level: WARNING
""",
    "concurrency": """\
# One publisher: a run waits in the queue until the one before has ended.
concurrency:
  runs:
    max_concurrent_runs: 1
""",
    "run_monitoring": """\
# A run that does not start, or has not ended after six hours, is failed.
run_monitoring:
  enabled: true
  start_timeout_seconds: 180
  max_runtime_seconds: 21600
  poll_interval_seconds: 60
""",
}
#: Topics that say the same in other words; Dagster refuses both together.
_OTHER_WORDS = {"concurrency": ("run_queue", "run_coordinator")}


def prepare_home(settings: Settings) -> None:
    """Create the home with Dagster's settings in it.

    Settings that are there stay; topics that a home of an earlier version lacks are added.
    """
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    config = settings.dagster_home / "dagster.yaml"
    text = config.read_text(encoding="utf-8") if config.is_file() else "# Written by renja.\n"
    present = yaml.safe_load(text) or {}
    missing = [
        lines
        for topic, lines in TOPICS.items()
        if topic not in present
        and not any(other in present for other in _OTHER_WORDS.get(topic, ()))
    ]
    if missing:
        waiting = config.with_suffix(".baru")
        waiting.write_text(text.rstrip("\n") + "\n" + "".join(missing), encoding="utf-8")
        waiting.replace(config)


@contextmanager
def open_instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """The instance of this home: the runs of the command line show in the UI."""
    prepare_home(settings)
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        yield instance
