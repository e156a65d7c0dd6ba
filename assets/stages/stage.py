"""What all stages of a document share: look, groups, and carrying refused documents along."""

from __future__ import annotations

import dataclasses
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from assets.artifacts import Kept, Quarantined, Reused
from assets.code_version import reading_version
from assets.faults import PassingFaultError
from assets.partitions import DOCUMENTS, ONE_RUN
from assets.retries import retried
from assets.stage_store import StoredStage
from assets.workspace import Workspace
from pipelines.model import Refusal

#: What a stage made of a document, or that what is stored of it still holds.
Made = Kept[Any] | Reused

OWNERS = ["team:data"]

DOCUMENT_GROUP = "1_dokumen"
FORM_GROUP = "2_formulir"
CONFORMED_GROUP = "3_padanan"
RELEASE_GROUP = "4_rilis"
VIEW_GROUP = "5_tampilan"


def describe(indonesian: str, english: str) -> str:
    """A description in both languages, as the UI shows it."""
    return f"{indonesian}\n\n*{english}*"


def columns_of(model: type[Any]) -> dg.TableSchema:
    """The column schema of a dataclass of the model."""
    return dg.TableSchema(
        columns=[dg.TableColumn(field.name, str(field.type)) for field in dataclasses.fields(model)]
    )


def document_asset(
    group: str, kinds: set[str], description: str, columns: dg.TableSchema
) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """Declare a stage that works document by document."""

    def declare(function: Callable[..., Any]) -> dg.AssetsDefinition:
        with warnings.catch_warnings():
            # Backfill policies are announced as beta at every use.
            warnings.simplefilter("ignore", dg.BetaWarning)
            return dg.asset(
                partitions_def=DOCUMENTS,
                backfill_policy=ONE_RUN,
                group_name=group,
                owners=OWNERS,
                kinds=kinds,
                description=description,
                code_version=reading_version(),
                metadata={"dagster/column_schema": columns},
            )(retried()(function))

    return declare


def advance(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    source: StoredStage,
    work: Callable[[Any], Any],
    count: Callable[[Any], int],
    finish: Callable[[dict[str, Made]], dict[str, Made]] = lambda made: made,
) -> Mapping[str, Made]:
    """Do a stage's work on every document of this run; ``finish`` gets all that it made.

    ``work`` gets what the stage before made of the document. Where that refused it, or the
    work does, or it crashes, the document goes on as quarantined with the reason, and the
    others are not held up. What is stored of the same fingerprint is used again.
    """
    stage = context.asset_key.to_user_string()
    keys = sorted(context.partition_keys)
    made: dict[str, Made] = {}
    for done, key in enumerate(keys):
        before = source.header(key)
        if before is None:
            raise dg.Failure(
                f"Tahap sebelumnya dari {key} belum ada: jalankan renja_dokumen untuk dokumen "
                f"ini. / The stage before of {key} is missing: run renja_dokumen for it.",
                allow_retries=False,
            )
        workspace.progress.step(stage, before.file, done, len(keys))
        stored = workspace.store.header(stage, key)
        if stored is not None and before.fingerprint and stored.fingerprint == before.fingerprint:
            made[key] = Reused(stored.file, stored.rows)
        else:
            made[key] = _work_on(stage, source[key], work, count)
    made = finish(made)
    for key in keys:
        note(context, key, made[key])
    workspace.progress.step(stage, "", len(keys), len(keys))
    return made


def _work_on(
    stage: str, before: Kept[Any], work: Callable[[Any], Any], count: Callable[[Any], int]
) -> Kept[Any]:
    """What a stage makes of one document: its result, or the refusal it came with or met."""
    outcome = before.outcome
    if not isinstance(outcome, Quarantined):
        outcome = guarded(stage, before.file, before.sha256, lambda: work(before.outcome))
    rows = 0 if isinstance(outcome, Quarantined) else count(outcome)
    return Kept(before.file, before.sha256, before.fingerprint, outcome, rows)


def guarded(stage: str, file: str, sha256: str, work: Callable[[], Any]) -> Any:
    """The result of the work, or the document in quarantine with the reason.

    A fault that may pass puts nothing into quarantine: the step is tried again.
    """
    try:
        return work()
    except PassingFaultError:
        raise
    except Refusal as refusal:
        return Quarantined(
            file,
            sha256,
            stage,
            refusal.rule,
            refusal.reason,
            refusal.reason_en,
            place=refusal.place,
            details=traceback.format_exc(),
        )
    except Exception as error:  # whatever a strange file makes the code do
        # Not the error's own words: they may quote a cell. The traceback is in the details.
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
        return Quarantined(
            file,
            sha256,
            stage,
            "galat_pembacaan",
            f"pembacaan berhenti karena galat dalam program ({what}); laporkan dengan berkas ini",
            f"reading stopped at an error in the program ({what}); report it with this file",
            details=traceback.format_exc(),
        )


def note(context: dg.AssetExecutionContext, key: str, made: Kept[Any] | Reused) -> None:
    """Tell Dagster how many rows a document gave, and why it gave none."""
    said: dict[str, Any] = {"dagster/row_count": made.rows}
    if isinstance(made, Reused):
        said["unchanged"] = True
    elif isinstance(made.outcome, Quarantined):
        why = made.outcome
        said |= {"karantina": why.reason, "quarantined": why.reason_en, "rule": why.rule}
    context.add_asset_metadata(said, partition_key=key)
