"""Document: the file as received, its sha256, and what the manifest says of it."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.artifacts import Kept, Quarantined, Reused
from assets.landing import RawFile, fingerprint, list_raw, load_manifest, receive
from assets.retries import RETRIES
from assets.reviewed import Reviewed, load_reviewed
from assets.stages.stage import (
    DOCUMENT_GROUP,
    columns_of,
    describe,
    document_asset,
    guarded,
    note,
)
from assets.workspace import Workspace
from pipelines.model import ManifestEntry, Refusal


@document_asset(
    group=DOCUMENT_GROUP,
    kinds={"file"},
    description=describe(
        "Berkas seperti diterima di folder raw: isi, sha256, dan keterangan manifes.",
        "The file as received in the raw folder: bytes, sha256 and manifest entry.",
    ),
    columns=columns_of(ManifestEntry),
)
def document(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Mapping[str, Any]:
    """Receive every document of this run."""
    raw = workspace.settings.raw
    found = list_raw(raw)
    try:
        entries = load_manifest(raw)
    except Refusal as refusal:
        raise dg.Failure(str(refusal), allow_retries=False) from refusal
    for refused in workspace.refused_layouts:
        context.log.warning(str(refused))
    reviewed = load_reviewed(workspace.settings)
    keys = sorted(context.partition_keys)
    made: dict[str, Kept[Any] | Reused] = {}
    for done, key in enumerate(keys):
        if key not in found:
            raise dg.Failure(
                f"{key} tidak ada lagi di {raw}; jalankan `renja run`. / "
                f"{key} is no longer in {raw}; run `renja run`.",
                allow_retries=False,
            )
        workspace.progress.step("document", found[key].file, done, len(keys))
        # The last time round, what still cannot be read is refused, and holds up no other.
        patient = context.retry_number < RETRIES
        entry = entries.get(found[key].file)
        made[key] = _receive_one(workspace, found[key], entry, patient, reviewed)
        note(context, key, made[key])
    workspace.progress.step("document", "", len(keys), len(keys))
    return made


def _receive_one(
    workspace: Workspace,
    found: RawFile,
    entry: ManifestEntry | None,
    patient: bool,
    reviewed: Reviewed,
) -> Kept[Any] | Reused:
    raw = workspace.settings.raw
    outcome = guarded("document", found.file, "", lambda: receive(raw, found, entry, patient))
    if isinstance(outcome, Quarantined):
        # Without bytes there is no fingerprint: it is tried again every time.
        return Kept(found.file, "", "", outcome)
    mark = fingerprint(outcome, reviewed)
    stored = workspace.store.header("document", found.key)
    if stored is not None and stored.fingerprint == mark:
        return Reused(found.file, 1)
    return Kept(found.file, outcome.sha256, mark, outcome, rows=1)
