"""A look at a file before anything parses it: is it what its name says, and is it harmless.

Nothing here unpacks to disk, builds a tree or trusts a size that the file declares.
"""

from __future__ import annotations

from pipelines.readers.limits import Limits
from pipelines.readers.prescan.archive import look_into
from pipelines.readers.prescan.endings import check_ending

_ZIP = b"PK\x03\x04"


def look(data: bytes, file: str, limits: Limits) -> None:
    """Raises :class:`pipelines.model.Refusal` where the file must not be parsed."""
    check_ending(data, file)
    if data.startswith(_ZIP):
        look_into(data, limits)
