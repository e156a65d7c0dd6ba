"""The parts of a .docx: a zip of XML parts that name each other (ECMA-376 Part 2).

No part holds a document type by that standard, so that one with entities is refused before it
is parsed. Nothing is unpacked to disk, and a part is read up to a bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from pipelines.readers.word.names import MAIN, STRICT, W

MOST = 400_000_000  # bytes of one part; a plan of a thousand pages has a tenth of that
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPE = b"<!DOCTYPE"
_CHUNK = f"{W}altChunk"


class BrokenError(Exception):
    """The zip holds no Word document, or not all of one."""


class TooLargeError(Exception):
    """A part is larger than any document."""


@dataclass
class Package:
    """The parts of a document that are read; None or empty where there are none.

    ``running`` are headers and footers, each with the word for it.
    """

    body: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    comments: Element | None = None
    running: list[tuple[str, Element]] = field(default_factory=list)


def read_package(data: bytes) -> Package:
    """The parts of a document; BadZipFile, KeyError, ParseError or :class:`BrokenError` where
    it is broken."""
    with ZipFile(BytesIO(data)) as archive:
        main = next(
            (path for kind, path in _relations(archive, "") if kind == "officeDocument"), ""
        )
        root = _part(archive, main or "word/document.xml")
        body = root.find(f"{W}body")
        if body is None:
            raise BrokenError
        package = Package(body)
        seen: set[str] = set()
        for kind, path in _relations(archive, main or "word/document.xml"):
            if path in seen or path not in archive.namelist():
                continue
            if kind in {"styles", "numbering", "footnotes", "endnotes", "comments"}:
                setattr(package, kind, _part(archive, path))
            elif kind in {"header", "footer"}:
                package.running.append((kind, _part(archive, path)))
            seen.add(path)
        return package


def has_foreign_chunk(package: Package) -> bool:
    """Whether a page of another format (HTML, RTF) is embedded that only Word puts in place."""
    return next(package.body.iter(_CHUNK), None) is not None


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """What a part names, in order: (last word of the kind, path in the zip)."""
    folder, _, name = part.rpartition("/")
    path = join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return
    for relation in _part(archive, path).iter(_RELATIONS):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        inside = target.lstrip("/") if target.startswith("/") else join(dirname(part), target)
        yield relation.get("Type", "").rpartition("/")[2], normpath(inside)


def _part(archive: ZipFile, path: str) -> Element:
    """The root of a part."""
    with archive.open(path) as stream:
        content = stream.read(MOST + 1)
    if len(content) > MOST:
        raise TooLargeError
    if _DOCTYPE in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = content.replace(b"\x00", b"")
        if _DOCTYPE in plain:
            raise BrokenError
    if STRICT.encode() in content:
        content = content.replace(STRICT.encode(), MAIN.encode())
    return ElementTree.fromstring(content)
