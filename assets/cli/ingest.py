"""``renja ingest``: take files into the landing zone, record them, and run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assets.cli.console import REFUSED, both, err, fail, reported, told_as_json
from assets.cli.options import (
    DebugOption,
    HomeOption,
    JsonOption,
    RawOption,
    WarehouseOption,
)
from assets.cli.run import run_and_tell
from assets.report import unread_json
from assets.settings import find_settings


@reported
def ingest(
    *,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="BERKAS...", help="Dokumen rencana kerja / Work plans."),
    ],
    government: Annotated[
        str, typer.Option("--government", metavar="G", help="Pemerintah daerah / Government.")
    ] = "",
    agency: Annotated[
        str, typer.Option("--agency", metavar="A", help="Perangkat daerah / Agency.")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="Y", min=1945, max=2100, help="Tahun rencana / Plan year."),
    ] = None,
    raw: RawOption = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Salin berkas ke folder dokumen, catat, lalu terbitkan / Take files in, then publish.

    Berkas yang isinya sudah ada tidak disalin lagi. Berkas perbaikan dengan nama yang sama
    mendapat nama sendiri: keduanya tersimpan.

    A file whose bytes are there already is not copied again. A corrected file of the same
    name gets a name of its own: both stay.
    """
    from assets.intake import take_in  # noqa: PLC0415
    from assets.lock import publisher  # noqa: PLC0415

    settings = find_settings(home, warehouse, raw)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    with told_as_json(json, unread_json), publisher(settings.lock):
        taken = take_in(
            files, settings.raw, government=government, agency=agency, year=year, received=now
        )
        console = err()
        for item in taken:
            told = (
                both("disalin ke", "copied to") if item.new else both("sudah ada", "there already")
            )
            console.print(f"{item.source.name}: {told} {settings.raw / item.file}", markup=False)
        report = run_and_tell(settings, "renja ingest", json)
    if report.release is None:
        raise typer.Exit(REFUSED)
    arrived = {item.file for item in taken}
    refused = [item.file for item in report.quarantined if item.file in arrived]
    if refused:
        fail(
            f"tidak semua berkas terbit; dikarantina: {', '.join(refused)} (alasannya di atas)",
            f"not every file was published; in quarantine: {', '.join(refused)} (reasons above)",
        )
