"""Dagster's resources: the workspace, and the IO manager over the stage store."""

from __future__ import annotations

from typing import Any

import dagster as dg

from assets.artifacts import Reused
from assets.stage_store import StageStore, StoredStage
from assets.workspace import Workspace


class StageIOManager(dg.IOManager):
    """Keeps what assets return in the stage store: a mapping by partition, or one value."""

    def __init__(self, store: StageStore) -> None:
        self._store = store

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Store every partition of this run; what is reused stays as it is stored."""
        stage = context.asset_key.to_user_string()
        if not context.has_asset_partitions:
            self._store.write_whole(stage, obj)
            return
        for key in context.asset_partition_keys:
            if not isinstance(obj[key], Reused):
                self._store.write(stage, key, obj[key])

    def load_input(self, context: dg.InputContext) -> Any:
        """A lazy mapping by partition key, or the one value of an unpartitioned stage."""
        stage = context.asset_key.to_user_string()
        if not context.has_asset_partitions:
            return self._store.read_whole(stage)
        return StoredStage(self._store, stage, tuple(sorted(context.asset_partition_keys)))


def resources(workspace: Workspace) -> dict[str, Any]:
    """What assets and checks ask for by name."""
    return {"workspace": workspace, "io_manager": StageIOManager(workspace.store)}
