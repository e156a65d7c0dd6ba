"""Parts of a workbook that would do something, or that are other files: named, never used."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from pipelines.model import UNREAD_BY_LINK, UNREAD_BY_MACRO, UNREAD_BY_OBJECT, Unread

_PARTS = {
    "vbaproject.bin": UNREAD_BY_MACRO,
    "macrosheets/": UNREAD_BY_MACRO,
    "externallinks/externallink": UNREAD_BY_LINK,
    "embeddings/": UNREAD_BY_OBJECT,
    "activex/activex": UNREAD_BY_OBJECT,
}


def active_parts(data: bytes) -> tuple[Unread, ...]:
    """Macros, links to other files and embedded objects of an .xlsx or .xlsm, one of a kind each.

    The place is the part of the package that holds the first of them.
    """
    with ZipFile(BytesIO(data)) as archive:
        return tuple(_first_of_a_kind(archive.namelist()))


def _first_of_a_kind(names: list[str]) -> Iterator[Unread]:
    seen = set()
    for name in sorted(names):
        folded = name.casefold()
        if folded.endswith((".rels", "/")):
            continue
        for part, why in _PARTS.items():
            if part in folded and why not in seen:
                seen.add(why)
                yield Unread(name, why)
