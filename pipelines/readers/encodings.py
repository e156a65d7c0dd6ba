"""Which encoding a text file has: from its bytes alone, or not at all.

UTF-8 and UTF-16 are recognised, not guessed. What is neither is Windows-1252 (which holds Latin-1):
the one other encoding in which Indonesian office programs have written text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipelines.model import Refusal

_MARKS = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
#: A letter of two to four bytes in UTF-8; in other encodings such bytes rarely meet.
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
_HIGH = re.compile(rb"[\x80-\xff]")
#: Bytes that no text holds: control characters but tab, line and page breaks.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_NAMES = {
    "cp1252": "Windows-1252", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding in which its file has it (a name of Python's codecs)."""

    text: str
    encoding: str

    @property
    def unusual(self) -> str:
        """What people call the encoding where it is not UTF-8; empty where it is."""
        return _NAMES.get(self.encoding, "")


def decode(data: bytes) -> Decoded:
    """The text of a file; :class:`pipelines.model.Refusal` where it is none, with the line."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as(data, encoding)
    half = _utf_16_half(data[:_SAMPLE])
    if half is not None:
        return _as(data, half)
    if binary := _BINARY.search(data):
        raise _refusal(data, binary.start(), "bukan teks", "no text")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf_8(data):
            raise _refusal(data, error.start, "teks UTF-8 yang rusak", "damaged UTF-8") from error
    return _as(data, "cp1252")


def _as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _refusal(
            data, error.start, "teks dengan pengodean yang rusak atau tidak dikenal",
            "text in a damaged or unknown encoding",
        ) from error  # fmt: skip


def _utf_16_half(sample: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin letters is zero."""
    pairs = len(sample) // 2
    if pairs < 2 or b"\0" not in sample:
        return None
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > 0.6 * pairs and low < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if low > 0.6 * pairs and high < 0.1 * pairs else None


def _is_damaged_utf_8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII belong to letters of UTF-8."""
    letters = sum(len(letter) for letter in _UTF8_LETTER.findall(data))
    return 2 * letters > len(_HIGH.findall(data))


def _refusal(data: bytes, position: int, what: str, what_en: str) -> Refusal:
    line = data.count(b"\n", 0, position) + 1
    return Refusal(
        f"Isi berkas ini {what}; simpan ulang sebagai teks UTF-8, lalu kirim ulang.",
        f"This file holds {what_en}; save it again as UTF-8 text and send it again.",
        place=f"baris {line}",
        rule="pengodean",
    )
