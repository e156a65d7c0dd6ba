"""``renja run``: read every document in the landing zone and publish one release."""

from __future__ import annotations

import typer

from assets.cli.console import (
    REFUSED,
    WrongUsageError,
    both,
    err,
    print_json,
    reported,
    told_as_json,
)
from assets.cli.options import (
    DebugOption,
    HomeOption,
    JsonOption,
    RawOption,
    WarehouseOption,
)
from assets.cli.progress import RunProgress
from assets.cli.summary import print_refusal, print_summary
from assets.report import RunReport, unread_json
from assets.settings import Settings, find_settings


@reported
def run(
    raw: RawOption = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Baca semua dokumen dan terbitkan satu rilis / Read all documents, publish one release.

    Dokumen yang tidak berubah tidak dibaca ulang. Berkas yang tidak dapat dibaca masuk
    karantina dengan alasannya; yang lain tetap terbit.

    Unchanged documents are not read again. A file that cannot be read goes to quarantine
    with the reason; the others are published.
    """
    with told_as_json(json, unread_json):
        report = run_and_tell(find_settings(home, warehouse, raw), "renja run", json)
    if report.release is None:
        raise typer.Exit(REFUSED)


def run_and_tell(settings: Settings, command: str, as_json: bool) -> RunReport:
    """Run the pipeline with progress, and print what came of it."""
    if not settings.raw.is_dir():
        raise WrongUsageError(
            f"folder dokumen {settings.raw} tidak ada; buat folder itu, atau sebutkan yang benar "
            "dengan --raw",
            f"there is no folder {settings.raw} for documents; make it, or name the right one "
            "with --raw",
        )
    # A layout file that cannot be used is told with its line, before anything is read. One of the
    # program stops the run, one of the officers does not.
    from assets.own_layouts import use_own_layouts  # noqa: PLC0415
    from pipelines.layouts import load_layouts  # noqa: PLC0415

    load_layouts()
    for refused in use_own_layouts(settings):
        err().print(both(refused.reason, refused.reason_en), markup=False, style="yellow")
    if not as_json:
        err().print(both("Menyiapkan...", "Preparing..."), markup=False)
    # The orchestrator takes a second to load: only where it runs.
    from assets.execute import run_pipeline  # noqa: PLC0415

    with RunProgress() as progress:
        report = run_pipeline(settings, progress, command)
    if as_json:
        print_json(report.as_json())
    else:
        print_summary(report, settings)
    if report.release is None:
        print_refusal(report)
    return report
