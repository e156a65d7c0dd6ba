"""Asset checks of the crosswalk: what is undecided, and whether the decisions could be read."""

from __future__ import annotations

import dagster as dg
from sqlalchemy import select

from assets.reviewed import load_decisions, load_listed, load_own_reference
from assets.stages.stage import describe
from assets.workspace import Workspace
from warehouse.database import reading
from warehouse.views import BY_NAME

#: Must be empty; what is in it is the list of what to do.
UNDECIDED = "bi_belum_dipetakan"
_SHOWN = 100


@dg.asset_check(
    asset=UNDECIDED,
    name="kosong",
    additional_deps=["release"],
    description=describe(
        "Setiap simpul lama punya keputusan; yang belum adalah daftar tugasnya.",
        "Every old node has a decision; those without are the list of what to do.",
    ),
)
def nothing_undecided(workspace: dg.ResourceParam[Workspace]) -> dg.AssetCheckResult:
    """Whether any node of an ended nomenclature waits for a decision."""
    view = BY_NAME[UNDECIDED].clause()
    with reading(workspace.engine) as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(view))]
    columns = [dg.TableColumn(name) for name in BY_NAME[UNDECIDED].columns]
    records = [dg.TableRecord({name: row[name] or "" for name in row}) for row in rows[:_SHOWN]]
    return dg.AssetCheckResult(
        passed=not rows,
        severity=dg.AssetCheckSeverity.WARN,
        description=None
        if not rows
        else describe(
            f"{len(rows)} simpul lama belum diputuskan; pakai `renja crosswalk propose`, lalu "
            "`renja crosswalk review`.",
            f"{len(rows)} old nodes are undecided; use `renja crosswalk propose`, then "
            "`renja crosswalk review`.",
        ),
        metadata={
            "undecided": len(rows),
            **(
                {"nodes": dg.MetadataValue.table(records, dg.TableSchema(columns=columns))}
                if rows
                else {}
            ),
        },
    )


@dg.asset_check(
    asset="candidate",
    name="keputusan_terbaca",
    description=describe(
        "Berkas keputusan pemetaan dan daftar resmi dapat dipakai seluruhnya.",
        "The file of crosswalk decisions and the official lists can be used throughout.",
    ),
)
def decisions_readable(workspace: dg.ResourceParam[Workspace]) -> dg.AssetCheckResult:
    """Whether a decision had to be left out; its old node is then undecided."""
    settings = workspace.settings
    problems = (
        *load_decisions(settings).problems,
        *load_listed(settings).problems,
        *load_own_reference(settings).problems,
    )
    told = [
        f"{each.file.name} baris {each.problem.line}, kolom {each.problem.column}: "
        f"{each.problem.said} / {each.problem.said_en}"
        for each in problems
    ]
    return dg.AssetCheckResult(
        passed=not problems,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n\n".join(told) or None,
        metadata={"problems": len(problems)},
    )


MAPPING_CHECKS = [nothing_undecided, decisions_readable]
