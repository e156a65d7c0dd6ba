"""Bytes of a file to Grids: one module a format, and nothing after them knows the format."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from pipelines.readers.formats import READABLE, reader_of

if TYPE_CHECKING:
    from pipelines.model import Grid


def format_of(file: str) -> str:
    """The format of a file name: its extension in lower case without the dot."""
    return PurePath(file).suffix.casefold().lstrip(".")


def read_grids(data: bytes, file: str) -> tuple[Grid, ...]:
    """The grids of a file in reading order; :class:`Refusal` where it cannot be read."""
    suffix = PurePath(file).suffix.casefold()
    reader = reader_of(suffix)
    if reader is None:
        # Settings need this package, and should not load the whole model.
        from pipelines.model import Refusal  # noqa: PLC0415

        known = ", ".join(sorted(READABLE))
        raise Refusal(
            f"Format berkas '{PurePath(file).suffix or file}' belum dapat dibaca; kirim sebagai "
            f"{known}.",
            f"Files of type '{PurePath(file).suffix or file}' cannot be read; send it as {known}.",
            rule="format_tidak_dikenal",
        )
    return reader(data)
