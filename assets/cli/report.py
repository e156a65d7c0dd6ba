"""``renja report``: the one-page report of the release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assets.cli.console import WrongUsageError, both, out, reported
from assets.cli.options import DebugOption, HomeOption, WarehouseOption
from assets.settings import find_settings


@reported
def report(
    target: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Berkas HTML yang ditulis / The HTML file to write. "
            "[default: <home>/reports/RILIS.html]",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    debug: DebugOption = False,
) -> None:
    """Laporan satu halaman tentang rilis / The one-page report of the release.

    Satu berkas HTML tanpa berkas lain: dapat dibuka di ponsel, dicetak, dan dikirim.

    One HTML file that needs no other: open it on a phone, print it, send it.
    """
    from assets.cli.warehouse import published  # noqa: PLC0415
    from assets.report_page.page import report_file, write_report  # noqa: PLC0415

    settings = find_settings(home, warehouse)
    engine, release = published(settings)
    path = target or report_file(settings.home, release.release_id)
    if path.is_dir():
        raise WrongUsageError(
            f"{path} adalah folder; sebutkan nama berkas, misalnya {path / 'laporan.html'}",
            f"{path} is a folder; name a file, such as {path / 'laporan.html'}",
        )
    write_report(engine, path)
    size = max(1, round(path.stat().st_size / 1024))
    out().print(
        f"{path}: {both('laporan rilis', 'report of the release')} {release.release_id}, "
        f"{size} KiB",
        markup=False,
        soft_wrap=True,
    )
