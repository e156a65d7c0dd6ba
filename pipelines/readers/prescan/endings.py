"""The ending of a file's name against what its bytes are."""

from __future__ import annotations

from pathlib import PurePath

from pipelines.model import Refusal
from pipelines.readers.excel.container import Kind, kind_of
from pipelines.readers.word.container import Kind as WordKind
from pipelines.readers.word.container import kind_of as word_kind_of

#: What bytes are by themselves, and the names under which programs open them.
_ENDINGS = {
    Kind.OOXML: ("buku kerja Excel", "an Excel workbook", (".xlsx", ".xlsm")),
    Kind.BIFF: ("buku kerja Excel lama", "an old Excel workbook", (".xls",)),
    Kind.OPENDOCUMENT: ("buku kerja OpenDocument", "an OpenDocument workbook", (".ods",)),
    Kind.PDF: ("PDF", "a PDF", (".pdf",)),
}
_WORD = ("dokumen Word", "a Word document", (".docx", ".docm", ".doc"))


def check_ending(data: bytes, file: str) -> None:
    """Raises a refusal where the content is known and of another kind than the name says.

    What is of no known kind is left to the reader of its ending.
    """
    kind = kind_of(data)
    known = _ENDINGS.get(kind)
    if known is None and kind is Kind.OTHER_OFFICE and word_kind_of(data) is WordKind.WORD:
        known = _WORD
    ending = PurePath(file).suffix.casefold()
    if known is None or ending in known[2]:
        return
    name, name_en, endings = known
    raise Refusal(
        f"Isi berkas ini {name}, tetapi namanya berakhiran '{ending}'; program lain pun tidak "
        f"membukanya begitu. Ganti akhirannya menjadi {endings[0]}, lalu kirim ulang.",
        f"This file holds {name_en}, but its name ends in '{ending}'; other programs do not open "
        f"it like that either. Change the ending to {endings[0]} and send it again.",
        rule="akhiran_salah",
    )
