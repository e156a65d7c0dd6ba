"""Options that every command has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assets.settings import (
    DEFAULT_HOME,
    DEFAULT_RAW,
    HOME_VARIABLE,
    RAW_VARIABLE,
    REFERENCE_VARIABLE,
)
from assets.settings import WAREHOUSE_VARIABLE as WAREHOUSE

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        envvar=HOME_VARIABLE,
        help=f"Folder data kerja / Folder of run-time data. [default: {DEFAULT_HOME}]",
        show_default=False,
    ),
]
WarehouseOption = Annotated[
    str | None,
    typer.Option(
        "--warehouse",
        metavar="URL",
        envvar=WAREHOUSE,
        help="URL gudang data (SQLAlchemy) / URL of the warehouse. "
        "[default: SQLite di <home>/warehouse.sqlite]",
        show_default=False,
    ),
]
RawOption = Annotated[
    Path | None,
    typer.Option(
        "--raw",
        metavar="DIR",
        envvar=RAW_VARIABLE,
        help=f"Folder dokumen masuk / Landing zone. [default: {DEFAULT_RAW}]",
        show_default=False,
    ),
]
ReferenceOption = Annotated[
    Path | None,
    typer.Option(
        "--reference",
        metavar="DIR",
        envvar=REFERENCE_VARIABLE,
        help="Folder data acuan petugas / Folder of reviewed data. [default: <home>/reference]",
        show_default=False,
    ),
]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", help="Tampilkan jejak galat program / Show tracebacks."),
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Satu objek JSON di stdout / One JSON object on stdout."),
]


def file_names(said: str) -> list[str]:
    """What may be meant: a document's name as it is said, or the end of a path to it."""
    parts = said.replace("\\", "/").split("/")
    return list(dict.fromkeys([said, *("/".join(parts[n:]) for n in range(len(parts)))]))
