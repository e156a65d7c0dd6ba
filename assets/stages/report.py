"""Report: the release on one page, for people who open no database."""

from collections.abc import Iterator
from typing import Any, cast

import dagster as dg

from assets.stages.stage import OWNERS, RELEASE_GROUP, describe
from assets.workspace import Workspace
from warehouse.releases import Release


@dg.asset(
    group_name=RELEASE_GROUP,
    owners=OWNERS,
    kinds={"html"},
    description=describe(
        "Laporan satu halaman tentang rilis yang berlaku: satu berkas HTML tanpa berkas lain.",
        "The one-page report of the release that stands: one HTML file that needs no other.",
    ),
    output_required=False,
    dagster_type=cast(Any, dg.Nothing),
)
def report(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    release: Release,
) -> Iterator[dg.MaterializeResult[None]]:
    """Write the report; a report that fails is told and does not undo what is published."""
    # Drawing takes a second to load: only where it runs.
    from assets.report_page.page import report_file, write_report  # noqa: PLC0415

    path = report_file(workspace.settings.home, release.release_id)
    if release.unchanged and path.exists():
        context.log.info("%s: rilis tidak berubah / the release is unchanged", path)
    else:
        try:
            write_report(workspace.engine, path)
        except Exception:
            context.log.exception(
                "Laporan tidak dapat dibuat; rilis tetap berlaku. / "
                "The report could not be made; the release stands."
            )
            return
    yield dg.MaterializeResult(
        metadata={
            "release_id": release.release_id,
            "path": dg.MetadataValue.path(str(path)),
            "bytes": path.stat().st_size,
        }
    )
