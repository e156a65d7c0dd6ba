"""Words of the official forms as data, loaded once: see the YAML files beside this one."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The parsed content of ``<name>.yaml`` in this folder."""
    return yaml.safe_load(resources.files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``values.yaml`` as a set of lower-case words."""
    return frozenset(str(word).casefold() for word in load("values")[name])
