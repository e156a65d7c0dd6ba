"""Where the rules draw their lines: settings with reasons (``vocabulary/thresholds.yaml``)."""

from __future__ import annotations

from functools import cache

from pipelines.vocabulary import load


@cache
def threshold(name: str) -> float:
    """The setting of a name; KeyError where there is none."""
    return float(load("thresholds")[name]["value"])


def thresholds() -> dict[str, tuple[float, str]]:
    """Every setting with its value and its reason, in the order of the file."""
    return {name: (each["value"], each["reason"]) for name, each in load("thresholds").items()}
