"""The smallest .docx around XML that a test or a benchmark writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = (
    f"xmlns:w='{_MAIN}' xmlns:r='{_OFFICE}' "
    "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:v='urn:schemas-microsoft-com:vml' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)


def package(
    body: str,
    *,
    levels: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    before: str = "",
) -> bytes:
    """A document of the content of its ``w:body``.

    ``levels`` are those of the list 1, ``styles`` the content of ``w:styles``; ``parts`` maps
    kinds (``footnotes``, ``comments``, ``header`` ...) to the content of their root; ``before``
    stands in front of the root of the document.
    """
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
             "header": "hdr", "footer": "ftr"}  # fmt: skip
    found = {"document": f"{before}<w:document {NAMES}><w:body>{body}</w:body></w:document>"}
    if levels:
        found["numbering"] = (
            f"<w:numbering {NAMES}><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>"
            "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
        )
    if styles:
        found["styles"] = f"<w:styles {NAMES}>{styles}</w:styles>"
    for kind, content in (parts or {}).items():
        found[kind] = f"<w:{roots[kind]} {NAMES}>{content}</w:{roots[kind]}>"
    relations = "".join(
        f"<Relationship Id='r{number}' Type='{_OFFICE}/{kind}' Target='{kind}.xml'/>"
        for number, kind in enumerate(found)
        if kind != "document"
    )
    types = "".join(
        f"<Override PartName='/word/{kind}.xml' ContentType='{_TYPE}."
        f"{'document.main' if kind == 'document' else kind}+xml'/>"
        for kind in found
    )
    files = {
        "[Content_Types].xml": (
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            "<Default Extension='rels' "
            "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"{types}</Types>"
        ),
        "_rels/.rels": _relations(
            f"<Relationship Id='r1' Type='{_OFFICE}/officeDocument' Target='word/document.xml'/>"
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{kind}.xml": content for kind, content in found.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _relations(content: str) -> str:
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f"<Relationships xmlns='{address}'>{content}</Relationships>"
