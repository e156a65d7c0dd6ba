"""Words of headers in other spellings: synonyms, short forms, slips, broken words."""

from __future__ import annotations

import re

from plans.mess.draft import HEADERS, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation

_SYNONYMS = {
    "Perangkat Daerah": ("OPD", "SKPD", "PD", "Perangkat  Daerah"),
    "Pagu Indikatif": ("Pagu", "Anggaran", "Pagu Anggaran", "Kebutuhan Dana"),
    "Lokasi": ("Tempat", "Lok.", "Lokus"), "Indikator Kinerja": ("Indikator", "Ind. Kinerja"),
    "Sumber Dana": ("Sbr. Dana", "Sumber Anggaran"), "Catatan Penting": ("Keterangan", "Ket."),
    "Target": ("Tgt", "Sasaran"), "Realisasi": ("Real.", "Capaian"), "Tahun": ("Thn", "TA", "Th."),
    "Kegiatan": ("Keg.", "kegiatan"), "Program": ("Prog.", "PROGRAM"), "Kode": ("Kd.", "No. Rek"),
    "Prakiraan Maju": ("Perkiraan Maju", "Prakiraan Maju (n+1)"), "Capaian": ("Cap.",),
    "Prakiraan": ("Perkiraan",), "Rencana": ("Renc.",), "No": ("No.", "Nomor"),
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]{4,}")


@mutation
def synonym(draft: Draft, pick: Pick) -> Touched:
    """A word of a heading is said in another way."""
    cells = [
        (cell, word)
        for cell in draft.cells(HEADERS)
        for word in _SYNONYMS
        if re.search(rf"\b{word}\b", str(cell.value))
    ]
    cell, word = pick.place(cells)
    cell.value = re.sub(rf"\b{word}\b", pick.way(_SYNONYMS[word]), str(cell.value))
    return Touched(headers=[cell], what=repr(cell.value))


@mutation
def typo(draft: Draft, pick: Pick) -> Touched:
    """One letter of a heading is missing, doubled, another or out of its place."""
    cell = pick.place([c for c in draft.cells(HEADERS) if _WORD.search(str(c.value))])
    text = str(cell.value)
    words = list(_WORD.finditer(text))
    word = words[pick.how % len(words)]
    at = word.start() + 1 + (pick.how // 4) % (len(word[0]) - 2)
    made = [
        text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :], text[:at] + "x" + text[at + 1 :],
    ]  # fmt: skip
    cell.value = made[pick.how % len(made)]
    return Touched(headers=[cell], what=repr(cell.value))


@mutation
def broken_word(draft: Draft, pick: Pick) -> Touched:
    """A word of a heading is broken over two lines of its cell."""
    cell = pick.place([c for c in draft.cells(HEADERS) if _WORD.search(str(c.value))])
    text = str(cell.value)
    words = [m for m in _WORD.finditer(text) if len(m[0]) > 5]
    if not words:
        raise NoPlace
    word = words[pick.how % len(words)]
    at = (word.start() + word.end()) // 2
    cell.value = text[:at] + pick.way(["-\n", "\n", "- "]) + text[at:]
    return Touched(headers=[cell], what=repr(cell.value))


@mutation
def letters(draft: Draft, pick: Pick) -> Touched:
    """A heading in capitals, in small letters, or with spaces between its letters."""
    cell = pick.place([c for c in draft.cells(HEADERS) if isinstance(c.value, str)])
    text = str(cell.value)
    cell.value = pick.way([text.upper(), text.lower(), text.title(), " ".join(text)])
    return Touched(headers=[cell], what=repr(cell.value))
