"""Trying again what may pass (``assets.faults``), and not what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from assets.faults import is_passing

#: How often a step is tried again, and how long it waits before.
RETRIES = 3
SECONDS = 10.0


@contextmanager
def retried() -> Iterator[None]:
    """Around a step (or as its decorator): ask Dagster to repeat it where a fault may pass."""
    try:
        yield
    except (dg.Failure, dg.RetryRequested):
        raise
    except Exception as error:
        if not is_passing(error):
            raise
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=SECONDS) from error
