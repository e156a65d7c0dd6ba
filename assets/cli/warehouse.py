"""Opening the warehouse to read from it."""

from __future__ import annotations

from sqlalchemy import Engine

from assets.cli.console import fail
from assets.settings import Settings
from warehouse.database import connect
from warehouse.releases import Release, current_release


def published(settings: Settings) -> tuple[Engine, Release]:
    """The warehouse and the release that stands; ends the command where there is none."""
    found = open_published(settings)
    if found is None:
        fail(
            "belum ada rilis; jalankan `renja run` lebih dahulu",
            "there is no release yet; run `renja run` first",
        )
    return found


def open_published(settings: Settings) -> tuple[Engine, Release] | None:
    """The same, or None."""
    engine = open_warehouse(settings)
    release = None if engine is None else current_release(engine)
    return None if engine is None or release is None else (engine, release)


def open_warehouse(settings: Settings) -> Engine | None:
    """The warehouse, published or not. Looking does not create one."""
    default = settings.home / "warehouse.sqlite"
    if settings.warehouse_url == f"sqlite:///{default.as_posix()}" and not default.exists():
        return None
    return connect(settings.warehouse_url)
