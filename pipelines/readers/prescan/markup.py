"""The beginning of a part in XML: no office program declares a document type in it.

A document type is how entities grow without bound or reach for files and addresses.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from pipelines.model import Refusal


class _Declared(Exception):
    """There is a document type."""


class _Begun(Exception):
    """The first element: a document type can no longer come."""


def check_prolog(start: bytes, part: str) -> None:
    """Raises a refusal where the part declares a document type, in whatever encoding."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declared
    parser.StartElementHandler = _begun
    try:
        parser.Parse(start, False)
    except _Declared as declared:
        raise Refusal(
            "Berkas ini memuat deklarasi XML (DTD, entitas) yang tidak dipakai program perkantoran "
            "dan dapat merusak; simpan ulang dari program asalnya, lalu kirim ulang.",
            "This file holds an XML declaration (DTD, entities) that no office program uses and "
            "that can do damage; save it again from its program and send it again.",
            place=repr(part)[:80],
            rule="xml_berbahaya",
        ) from declared
    except (_Begun, expat.ExpatError):
        pass  # what is not well formed is left to the reader


def _declared(*_: Any) -> None:
    raise _Declared


def _begun(*_: Any) -> None:
    raise _Begun
