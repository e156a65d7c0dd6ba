"""What a file under the name of a Word document is by its bytes, and why it cannot be read."""

from __future__ import annotations

from enum import Enum, auto
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pipelines.model import Refusal
from pipelines.readers.excel import container

_RTF = b"{\\rtf"
_FLAT = b"schemas.microsoft.com/office/"  # Word as one XML file, of 2003 or later
_START = 4096  # bytes within which a file says what it is


class Kind(Enum):
    """What a file is by its bytes."""

    WORD = auto()
    NOTHING = auto()
    EMPTY = auto()
    OLD_WORD = auto()
    LOCKED = auto()
    DAMAGED = auto()
    TOO_LARGE = auto()
    EMBEDDED = auto()
    WORKBOOK = auto()
    PDF = auto()
    RTF = auto()
    HTML = auto()
    XML = auto()
    OTHER_OFFICE = auto()
    TEXT = auto()
    UNKNOWN = auto()


_NO_WORD = "bukan_dokumen_word"
_SAVE = "buka di Word, simpan sebagai .docx (File > Save As), lalu kirim ulang."
_SAVE_EN = "open it in Word, save it as .docx (File > Save As), and send it again."
#: (rule, reason, reason in English) of what is refused.
_REASONS = {
    Kind.NOTHING: (
        "berkas_kosong",
        "Berkas ini kosong; kirim ulang berkas yang berisi.",
        "This file is empty; send it again with its content.",
    ),
    Kind.EMPTY: (
        "berkas_kosong",
        "Dokumen Word ini tidak berisi teks (mungkin hanya gambar); kirim dokumen yang tabelnya "
        "berupa teks.",
        "This Word document holds no text (perhaps pictures alone); send one whose tables are "
        "text.",
    ),
    Kind.OLD_WORD: (
        _NO_WORD,
        f"Dokumen Word lama (.doc) tidak dibaca; {_SAVE}",
        f"Old Word documents (.doc) are not read; {_SAVE_EN}",
    ),
    Kind.LOCKED: (
        "berkas_terkunci",
        "Dokumen ini terkunci dengan kata sandi; buka di Word, hapus kata sandinya (File > Info > "
        "Protect Document), simpan, lalu kirim ulang.",
        "This document is encrypted with a password; open it in Word, remove the password (File > "
        "Info > Protect Document), save it, and send it again.",
    ),
    Kind.DAMAGED: (
        "berkas_rusak",
        "Dokumen Word ini terpotong atau rusak; salin ulang dari sumbernya, pastikan dapat dibuka "
        "di Word, lalu kirim ulang.",
        "This Word document is truncated or damaged; copy it again from its source, see that Word "
        "opens it, and send it again.",
    ),
    Kind.TOO_LARGE: (
        "berkas_terlalu_besar",
        "Isi dokumen ini terlalu besar untuk dibaca; kirim bagian yang memuat tabel saja.",
        "The content of this document is too large to be read; send only the part with the tables.",
    ),
    Kind.EMBEDDED: (
        _NO_WORD,
        "Dokumen ini menyisipkan halaman dari format lain (altChunk) yang hanya dibaca Word; "
        f"{_SAVE}",
        "This document embeds a page of another format (altChunk) that only Word reads; "
        f"{_SAVE_EN}",
    ),
    Kind.WORKBOOK: (
        _NO_WORD,
        "Isi berkas ini buku kerja, bukan dokumen Word; ganti akhiran namanya (.xlsx, .xls, atau "
        ".ods), lalu kirim ulang.",
        "This file holds a workbook, no Word document; change the ending of its name (.xlsx, .xls "
        "or .ods) and send it again.",
    ),
    Kind.PDF: (
        _NO_WORD,
        "Isi berkas ini PDF, bukan dokumen Word; ganti akhiran namanya menjadi .pdf, lalu kirim "
        "ulang.",
        "This file holds a PDF, no Word document; change the ending of its name to .pdf and send "
        "it again.",
    ),
    Kind.RTF: (
        _NO_WORD,
        f"Isi berkas ini RTF, bukan dokumen .docx; {_SAVE}",
        f"This file holds RTF, no .docx document; {_SAVE_EN}",
    ),
    Kind.HTML: (
        _NO_WORD,
        f"Isi berkas ini halaman web (HTML), bukan dokumen .docx; {_SAVE}",
        f"This file holds a web page (HTML), no .docx document; {_SAVE_EN}",
    ),
    Kind.XML: (
        _NO_WORD,
        f"Isi berkas ini XML, bukan dokumen .docx; {_SAVE}",
        f"This file holds XML, no .docx document; {_SAVE_EN}",
    ),
    Kind.OTHER_OFFICE: (
        _NO_WORD,
        "Isi berkas ini dokumen kantor lain (misalnya OpenDocument .odt atau PowerPoint), bukan "
        f".docx; {_SAVE}",
        "This file holds another kind of office document (such as OpenDocument .odt or "
        f"PowerPoint), no .docx; {_SAVE_EN}",
    ),
    Kind.TEXT: (
        _NO_WORD,
        f"Isi berkas ini teks, bukan dokumen .docx; {_SAVE}",
        f"This file holds text, no .docx document; {_SAVE_EN}",
    ),
    Kind.UNKNOWN: (
        _NO_WORD,
        "Isi berkas ini bukan dokumen Word (.docx); pastikan dapat dibuka di Word, lalu kirim "
        "ulang.",
        "The content of this file is no Word document (.docx); see that Word opens it and send it "
        "again.",
    ),
}
#: What files are that are no Word document; every other kind is unknown here.
_OTHERS = {
    "NOTHING": Kind.NOTHING,
    "LOCKED": Kind.LOCKED,
    "TRUNCATED": Kind.DAMAGED,
    "OOXML": Kind.WORKBOOK,
    "BIFF": Kind.WORKBOOK,
    "OPENDOCUMENT": Kind.WORKBOOK,
    "BINARY": Kind.WORKBOOK,
    "HTML": Kind.HTML,
    "XML": Kind.XML,
    "PDF": Kind.PDF,
    "OTHER_OFFICE": Kind.OTHER_OFFICE,
    "TEXT": Kind.TEXT,
}


def kind_of(data: bytes) -> Kind:
    """What the bytes are, whatever the file is called."""
    start = data[:_START].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(_RTF):
        return Kind.RTF
    if start.startswith(b"<?xml") and _FLAT in start:
        return Kind.XML
    found = container.kind_of(data)
    if found is container.Kind.OTHER_OFFICE or found.name == "WORD":
        if "WordDocument".encode("utf-16-le") in data and not data.startswith(b"PK"):
            return Kind.OLD_WORD
        return Kind.WORD if _holds_word(data) else Kind.OTHER_OFFICE
    if found is container.Kind.OOXML and not _holds(data, "xl/"):
        return Kind.UNKNOWN
    return _OTHERS.get(found.name, Kind.UNKNOWN)


def refusal(kind: Kind) -> Refusal:
    """The refusal of a file that is no readable Word document."""
    rule, reason, reason_en = _REASONS[kind]
    return Refusal(reason, reason_en, rule=rule)


def _holds_word(data: bytes) -> bool:
    return data.startswith(b"PK") and _holds(data, "word/")


def _holds(data: bytes, folder: str) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return any(name.startswith(folder) for name in archive.namelist())
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return False
