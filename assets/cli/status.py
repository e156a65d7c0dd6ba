"""``renja status``: what stands in the warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assets.cli.console import both, out, print_json, reported
from assets.cli.options import DebugOption, HomeOption, JsonOption, WarehouseOption
from assets.cli.summary import number, print_findings, print_quarantine
from assets.report import QuarantineReport
from assets.settings import find_settings

if TYPE_CHECKING:
    from warehouse.correction_history import GateOverride


@reported
def status(
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Dokumen, rilis, temuan, dan karantina / Documents, release, findings, quarantine."""
    from assets.cli.warehouse import open_warehouse  # noqa: PLC0415
    from warehouse import queries  # noqa: PLC0415
    from warehouse.correction_history import overrides_of  # noqa: PLC0415
    from warehouse.releases import current_release  # noqa: PLC0415

    engine = open_warehouse(find_settings(home, warehouse))
    release = None if engine is None else current_release(engine)
    if engine is None or release is None:
        waiting = [] if engine is None else queries.quarantine(engine)
        if json:
            none_found = dict.fromkeys(("critical", "warning", "info"), 0)
            print_json(_object(None, [], none_found, waiting))
        else:
            out().print(
                both("Belum ada rilis; jalankan `renja run`.", "No release yet: run `renja run`.")
            )
            _print_quarantine(waiting)
        return
    documents = queries.documents(engine)
    findings = queries.findings_by_severity(engine)
    quarantine = queries.quarantine(engine)
    overrides = overrides_of(engine, release.release_id)
    if json:
        print_json(
            _object(
                {
                    "release": release.release_id,
                    "published_at": release.published_at.isoformat(),
                    "content_hash": release.content_hash,
                    "code_version": release.code_version,
                    "facts": queries.fact_counts(engine),
                    "checks": {check.name: check.passed for check in release.checks},
                    "overrides": [asdict(each) for each in overrides],
                },
                documents,
                findings,
                quarantine,
            )
        )
        return
    console = out()
    moment = release.published_at.astimezone().strftime("%Y-%m-%d %H:%M")
    console.print(f"{both('Rilis', 'Release')} {release.release_id}, {moment}", style="bold")
    console.print(f"content_hash {release.content_hash}", style="dim")
    for document in documents:
        console.print(f"\n{document['file']}", markup=False)
        console.print(
            f"  {document['agency']}, {document['government']}, {document['year']}", markup=False
        )
        console.print(
            f"  {number(document['cells'])} {both('sel', 'cells')}, "
            f"{number(document['facts'])} {both('fakta', 'facts')}, "
            f"{number(document['findings'])} {both('temuan', 'findings')}",
            markup=False,
        )
    print_findings(findings)
    _print_quarantine(quarantine)
    _print_overrides(overrides)
    _print_refusal(queries.last_run(engine))


def _print_overrides(overrides: Sequence[GateOverride]) -> None:
    """Failed checks that were let pass for this release, by whom and why."""
    if not overrides:
        return
    console = out()
    console.print(f"\n{both('Pengecualian', 'Overrides')}:", style="bold yellow")
    for each in overrides:
        where = f" ({each.document})" if each.document else ""
        console.print(f"  {each.name}{where}: {each.reason}", markup=False)
        console.print(
            f"    {both('oleh', 'by')} {each.given_by}, {each.given_on}, "
            f"{both('sampai', 'until')} {each.until}",
            markup=False,
        )


def _print_refusal(run: dict[str, Any] | None) -> None:
    """That the last run was refused: what stands is then of an earlier one."""
    if run is None or run["outcome"] != "ditolak":
        return
    moment = run["started_at"].astimezone().strftime("%Y-%m-%d %H:%M")
    out().print(
        both(
            f"\nJalan terakhir ({moment}) ditolak oleh pemeriksaan: {run['details']}. Yang di atas "
            "adalah rilis sebelumnya.",
            f"the last run was refused by its checks ({run['details']}); what stands above is "
            "the release before.",
        ),
        markup=False,
        style="bold red",
    )


def _print_quarantine(quarantine: list[dict[str, Any]]) -> None:
    print_quarantine(
        tuple(
            QuarantineReport(
                item["file"], item["reason"], item["reason_en"], item["rule"], item["place"]
            )
            for item in quarantine
        )
    )


def _object(
    release: dict[str, Any] | None,
    documents: list[dict[str, Any]],
    findings: dict[str, int],
    quarantine: list[dict[str, Any]],
) -> dict[str, Any]:
    standing = release or {"release": None}
    return {
        **standing,
        "documents": documents,
        "findings": findings,
        "quarantine": quarantine,
    }
