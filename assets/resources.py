"""Dagster's resources: the workspace, and the IO manager over the stage store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.artifacts import Reused
from assets.retries import retried
from assets.run_record import at_work
from assets.stage_store import StageStore, StoredStage
from assets.workspace import Workspace


class StageIOManager(dg.IOManager):
    """Keeps what assets return in the stage store: a mapping by partition, or one value."""

    def __init__(self, store: StageStore) -> None:
        self._store = store

    @retried()
    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Store every partition of this run; what is reused stays as it is stored."""
        stage = context.asset_key.to_user_string()
        if not context.has_asset_partitions:
            self._store.write_whole(stage, obj)
            return
        for key in context.asset_partition_keys:
            if not isinstance(obj[key], Reused):
                self._store.write(stage, key, obj[key])

    @retried()
    def load_input(self, context: dg.InputContext) -> Any:
        """A lazy mapping by partition key, or the one value of an unpartitioned stage."""
        stage = context.asset_key.to_user_string()
        if not context.has_asset_partitions:
            return self._store.read_whole(stage)
        return StoredStage(self._store, stage, tuple(sorted(context.asset_partition_keys)))


def _at_work(workspace: Workspace) -> dg.ResourceDefinition:
    """The workspace of a run, which has it to itself until the run ends."""

    @dg.resource(description="Instalasi ini, satu jalan pada satu waktu. / This installation.")
    def opened(context: dg.InitResourceContext) -> Iterator[Workspace]:
        if context.instance is None or context.run is None:
            yield workspace
            return
        with at_work(workspace, context.instance, context.run):
            yield workspace

    return opened


def resources(workspace: Workspace) -> dict[str, Any]:
    """What assets and checks ask for by name."""
    return {"workspace": _at_work(workspace), "io_manager": StageIOManager(workspace.store)}
