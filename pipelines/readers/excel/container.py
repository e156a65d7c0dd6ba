"""What the bytes of a file are, and why one that is no readable workbook is refused."""

from __future__ import annotations

import re
from enum import Enum, auto
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pipelines.model import Refusal

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A BIFF stream without the container around it: Excel 2 to 4.
_OLD_BIFF = re.compile(rb"\x09[\x00\x02\x04][\x04\x06]\x00")
_PDF = b"%PDF-"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|style)\b|mime-version:", re.I)
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_START = 4096  # bytes within which a file says what it is


class Kind(Enum):
    """What a file is by its bytes."""

    OOXML = auto()
    BIFF = auto()
    OPENDOCUMENT = auto()
    NOTHING = auto()
    EMPTY = auto()
    LOCKED = auto()
    TRUNCATED = auto()
    BINARY = auto()
    HTML = auto()
    XML = auto()
    PDF = auto()
    OTHER_OFFICE = auto()
    TEXT = auto()
    UNKNOWN = auto()


_NO_WORKBOOK = "bukan_buku_kerja"
#: (rule, reason, reason in English) of what is refused.
_REASONS = {
    Kind.NOTHING: (
        "berkas_kosong",
        "Berkas ini kosong; kirim ulang berkas yang berisi.",
        "This file is empty; send it again with its content.",
    ),
    Kind.EMPTY: (
        "berkas_kosong",
        "Buku kerja ini tidak berisi satu sel pun; kirim ulang berkas yang berisi.",
        "No cell of this workbook holds anything; send it again with its content.",
    ),
    Kind.LOCKED: (
        "berkas_terkunci",
        "Buku kerja ini terkunci dengan kata sandi; buka di Excel, hapus kata sandinya "
        "(File > Info > Protect Workbook), simpan, lalu kirim ulang.",
        "This workbook is encrypted with a password; open it in Excel, remove the password "
        "(File > Info > Protect Workbook), save it, and send it again.",
    ),
    Kind.TRUNCATED: (
        "berkas_rusak",
        "Buku kerja ini terpotong atau rusak; salin ulang dari sumbernya, pastikan dapat dibuka "
        "di Excel, lalu kirim ulang.",
        "This workbook is truncated or damaged; copy it again from its source, see that Excel "
        "opens it, and send it again.",
    ),
    Kind.BINARY: (
        _NO_WORKBOOK,
        "Buku kerja biner (.xlsb) tidak dibaca; simpan di Excel sebagai .xlsx, lalu kirim ulang.",
        "Binary workbooks (.xlsb) are not read; save it in Excel as .xlsx and send it again.",
    ),
    Kind.HTML: (
        _NO_WORKBOOK,
        "Isi berkas ini halaman web (HTML), bukan buku kerja; buka di Excel, simpan sebagai .xlsx, "
        "lalu kirim ulang.",
        "This file holds a web page (HTML), no workbook; open it in Excel, save it as .xlsx, and "
        "send it again.",
    ),
    Kind.XML: (
        _NO_WORKBOOK,
        "Isi berkas ini XML, bukan buku kerja .xls; buka di Excel, simpan sebagai .xlsx, lalu "
        "kirim ulang.",
        "This file holds XML, no .xls workbook; open it in Excel, save it as .xlsx, and send it "
        "again.",
    ),
    Kind.PDF: (
        _NO_WORKBOOK,
        "Isi berkas ini PDF, bukan buku kerja; ganti akhiran namanya menjadi .pdf, lalu kirim "
        "ulang.",
        "This file holds a PDF, no workbook; change the ending of its name to .pdf and send it "
        "again.",
    ),
    Kind.OTHER_OFFICE: (
        _NO_WORKBOOK,
        "Isi berkas ini dokumen kantor lain (misalnya Word), bukan buku kerja; kirim tabelnya "
        "sebagai .xlsx.",
        "This file holds another kind of office document (such as Word), no workbook; send its "
        "tables as .xlsx.",
    ),
    Kind.TEXT: (
        _NO_WORKBOOK,
        "Isi berkas ini teks, bukan buku kerja; buka di Excel, simpan sebagai .xlsx, lalu kirim "
        "ulang.",
        "This file holds text, no workbook; open it in Excel, save it as .xlsx, and send it again.",
    ),
    Kind.UNKNOWN: (
        _NO_WORKBOOK,
        "Isi berkas ini bukan buku kerja yang dikenal (.xlsx, .xlsm, .xls, .ods); pastikan dapat "
        "dibuka di Excel, lalu kirim ulang.",
        "The content of this file is no known workbook (.xlsx, .xlsm, .xls, .ods); see that Excel "
        "opens it and send it again.",
    ),
}


def kind_of(data: bytes) -> Kind:
    """What the bytes are, whatever the file is called."""
    if not data.strip(b"\x00 \r\n\t"):
        return Kind.NOTHING
    start = data[:_START]
    if start.startswith(_ZIP):
        return _zip_kind(data)
    if start.startswith(_OLE):
        return _ole_kind(data)
    if _OLD_BIFF.match(start):
        return Kind.BIFF
    if start.lstrip().startswith(_PDF):
        return Kind.PDF
    if _XML_SPREADSHEET in start:
        return Kind.XML
    if _HTML.search(start.replace(b"\x00", b"")):
        return Kind.HTML
    return Kind.TEXT if _is_text(start) else Kind.UNKNOWN


def refusal(kind: Kind) -> Refusal:
    """The refusal of a file that is no readable workbook."""
    rule, reason, reason_en = _REASONS[kind]
    return Refusal(reason, reason_en, rule=rule)


def _zip_kind(data: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                is_sheet = "mimetype" in names and archive.read("mimetype").strip() == _ODS
                manifest = "META-INF/manifest.xml"
                locked = manifest in names and b"encryption-data" in archive.read(manifest)
                if locked:
                    return Kind.LOCKED
                return Kind.OPENDOCUMENT if is_sheet else Kind.OTHER_OFFICE
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return Kind.TRUNCATED
    if any(name.endswith("workbook.bin") for name in names):
        return Kind.BINARY
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        return Kind.OTHER_OFFICE
    return Kind.OOXML if "[Content_Types].xml" in names else Kind.UNKNOWN


def _ole_kind(data: bytes) -> Kind:
    """Names of streams stand in the directory of an OLE container as UTF-16."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Kind.LOCKED
    if holds("Workbook") or holds("Book"):
        return Kind.BIFF
    if holds("WordDocument") or holds("PowerPoint Document"):
        return Kind.OTHER_OFFICE
    return Kind.TRUNCATED


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in start)
