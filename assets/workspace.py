"""The resource that every asset works with: settings, stage store, warehouse, progress."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Engine

from assets.progress import Progress, Silence
from assets.settings import Automation, Settings
from assets.stage_store import StageStore
from warehouse.database import connect


class Workspace:
    """One installation at work."""

    def __init__(
        self,
        settings: Settings,
        progress: Progress | None = None,
        automation: Automation | None = None,
    ) -> None:
        self.settings = settings
        self.automation = automation or Automation()
        self.progress = progress or Silence()
        self.store = StageStore(settings.stages)

    @cached_property
    def engine(self) -> Engine:
        """The warehouse, connected when it is first needed."""
        self.settings.home.mkdir(parents=True, exist_ok=True)
        return connect(self.settings.warehouse_url)
