"""Asset check of what people decided: files that cannot be read, corrections without their cell."""

from __future__ import annotations

import dagster as dg

from assets.reviewed import load_acceptances, load_corrections, load_overrides
from assets.stages.candidate import StagedCandidate
from assets.stages.stage import describe
from assets.workspace import Workspace
from warehouse.corrections import STALE


@dg.asset_check(
    asset="candidate",
    name="koreksi_berlaku",
    description=describe(
        "Setiap koreksi yang disetujui diterapkan, dan berkas koreksi, penerimaan, dan "
        "pengecualian dapat dibaca.",
        "Every approved correction is applied, and the files of corrections, acceptances and "
        "overrides can be read.",
    ),
)
def corrections_hold(
    workspace: dg.ResourceParam[Workspace], candidate: StagedCandidate
) -> dg.AssetCheckResult:
    """Whether a decision was left out: its row is wrong, or no document prints what it expects."""
    settings = workspace.settings
    known = load_corrections(settings)
    told = [
        f"{each.file.name} baris/line {each.problem.line}, {each.problem.column}: "
        f"{each.problem.said} / {each.problem.said_en}"
        for each in (
            *known.problems,
            *load_acceptances(settings).problems,
            *load_overrides(settings).problems,
        )
    ]
    rows = list(candidate.candidate.table("correction"))
    told += [
        f"{row['address']}: diharapkan/expected {row['printed']!r}, tercetak/printed "
        f"{row['found']!r}"
        for row in rows
        if row["state"] == STALE
    ]
    met = {(row["printed"], row["corrected"], row["approver"], row["reason"]) for row in rows}
    told += [
        f"corrections.csv baris/line {row.line}: tidak ada dokumen dengan sel {row.address} / no "
        f"document has the cell"
        for row in known.approved
        if (row.printed, row.corrected, row.approver, row.reason) not in met
    ]
    return dg.AssetCheckResult(
        passed=not told,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n\n".join(told) or None,
        metadata={"applied": sum(row["state"] != STALE for row in rows), "left_out": len(told)},
    )
