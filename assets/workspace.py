"""The resource that every asset works with: settings, stage store, warehouse, progress."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Engine

from assets.own_layouts import use_own_layouts
from assets.progress import Progress, Silence
from assets.settings import Automation, Settings
from assets.stage_store import StageStore
from pipelines.layouts.check import LayoutError
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
        self.use_layouts()

    def use_layouts(self) -> tuple[LayoutError, ...]:
        """Use the officers' layouts as they are now; those that cannot be used."""
        self.refused_layouts = use_own_layouts(self.settings)
        return self.refused_layouts

    @cached_property
    def engine(self) -> Engine:
        """The warehouse, connected when it is first needed."""
        self.settings.home.mkdir(parents=True, exist_ok=True)
        return connect(self.settings.warehouse_url)
