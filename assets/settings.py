"""Where things are: the home, the warehouse and the landing zone of one installation."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "RENJA_HOME"
WAREHOUSE_VARIABLE = "RENJA_WAREHOUSE_URL"
RAW_VARIABLE = "RENJA_RAW"

DEFAULT_HOME = ".renja"
DEFAULT_RAW = "raw"


@dataclass(frozen=True)
class Settings:
    """Three places; everything else that is written lies under ``home``."""

    home: Path
    warehouse_url: str
    raw: Path

    @property
    def stages(self) -> Path:
        """What every stage made of every document."""
        return self.home / "stages"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own records: runs, events, partitions."""
        return self.home / "dagster"

    @property
    def lock(self) -> Path:
        """Held by the one process that may publish."""
        return self.home / "publisher.lock"

    def environment(self) -> dict[str, str]:
        """Variables that give a child process these same settings."""
        return {
            HOME_VARIABLE: str(self.home),
            WAREHOUSE_VARIABLE: self.warehouse_url,
            RAW_VARIABLE: str(self.raw),
            "DAGSTER_HOME": str(self.dagster_home),
        }


def find_settings(
    home: Path | None = None, warehouse_url: str | None = None, raw: Path | None = None
) -> Settings:
    """What is given, else what the environment says, else the defaults."""
    said = os.environ
    home = (home or Path(said.get(HOME_VARIABLE) or DEFAULT_HOME)).expanduser().absolute()
    raw = (raw or Path(said.get(RAW_VARIABLE) or DEFAULT_RAW)).expanduser().absolute()
    url = warehouse_url or said.get(WAREHOUSE_VARIABLE)
    return Settings(home, url or f"sqlite:///{(home / 'warehouse.sqlite').as_posix()}", raw)
