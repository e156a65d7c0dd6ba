"""Who a document is from and which plan it holds: from its headings, never its file name.

Government, agency and plan year are read from titles and headings; what the manifest says
must agree with them, and fills in what they do not say.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipelines.conformed.plan_year import plan_year
from pipelines.layouts import layout_of, load_layouts
from pipelines.model import Document, ManifestEntry, Refusal, clean, fold
from pipelines.readers import format_of
from pipelines.tables.recognise import Tables
from pipelines.vocabulary import load

_ABBREVIATION = re.compile(r"\b(?:kab|prov)\b\.?", re.IGNORECASE)
_LABELLED = 3  # votes of a name behind its label
_MENTIONED = 2  # a kabupaten named less than half as often as the province is not the plan's
_NAME_LENGTH = 3  # letters; no government has a shorter name
_NAME_WORDS = 6  # no government has a longer one
_MARKS = ",;:.()"


def identify(
    tables: Tables, *, file: str, sha256: str, entry: ManifestEntry | None = None
) -> Document:
    """The document of a file; :class:`Refusal` where who or when stays unknown or disputed."""
    if not tables.tables:
        _refuse_damaged(tables)
        forms = ", ".join(layout.form for layout in load_layouts())
        raise Refusal(
            f"Tidak ada tabel berbentuk formulir yang dikenal ({forms}) di berkas ini; periksa "
            "apakah berkasnya benar.",
            f"This file holds no table in a known form ({forms}); check that it is the right file.",
            rule="tanpa_formulir",
        )
    titles = [
        clean(cell.text) for table in tables.tables for row in table.title for cell in row.cells
    ]
    texts = [*titles, *tables.headings]
    government = _agreed(
        "pemerintah", "government", entry.government if entry else "", _government(texts), file
    )
    agency = _agreed(
        "perangkat daerah", "agency", entry.agency if entry else "", _agency(texts), file
    )
    declared = entry.year if entry else None
    year = _agreed(
        "tahun rencana",
        "plan year",
        str(declared) if declared else "",
        str(plan_year(tables, texts, declared) or ""),
        file,
    )
    return Document(
        file=file,
        sha256=sha256,
        format=format_of(file),
        government=government,
        agency=agency,
        year=int(year),
        received=entry.received if entry else "",
        source=entry.source if entry else "",
        priority=entry.priority if entry else None,
        scheme=entry.scheme if entry else "",
        reviewed_rows=entry.reviewed_rows if entry else (),
    )


def _refuse_damaged(tables: Tables) -> None:
    """Where the only tables are of a form whose header lacks too much, say what it lacks."""
    header = next((each.header for each in tables.unknown if each.header is not None), None)
    if header is None:
        return
    layout = layout_of(header.form)
    missing = "; ".join(f"{each} ('{layout.column(each).words}')" for each in header.missing)
    seen = "; ".join(column.text for column in header.columns if column.text)
    raise Refusal(
        f"Tabel {header.form} tidak dapat dibaca: kolom {missing} tidak ditemukan di kepalanya; "
        f"yang terlihat: {seen}. Perbaiki kepala tabel, lalu kirim ulang.",
        f"The table {header.form} cannot be read: column {missing} was not found in its header; "
        f"what was seen: {seen}. Mend the header and send it again.",
        place=header.rows[0].cells[0].address,
        rule="tabel_tak_terbaca",
    )


def _agreed(what: str, what_en: str, declared: str, found: str, file: str) -> str:
    """The manifest's word where it agrees with the headings; what either says alone."""
    if declared and found and fold(_long_form(declared)) != fold(found):
        raise Refusal(
            f"Manifes menyebut {what} '{declared}', judul di dalam berkas menyebut '{found}'; "
            "perbaiki manifes atau kirim berkas yang benar.",
            f"The manifest says {what_en} '{declared}', the headings of the file say '{found}'; "
            "mend the manifest or send the right file.",
            place=file,
            rule="manifes_tidak_cocok",
        )
    if not declared and not found:
        raise Refusal(
            f"{what.capitalize()} tidak tersebut di judul berkas maupun di manifes; tambahkan "
            "baris untuk berkas ini di manifest.csv.",
            f"Neither the headings nor the manifest say the {what_en}; add a row for this file "
            "to manifest.csv.",
            place=file,
            rule="identitas_tidak_lengkap",
        )
    return _long_form(clean(declared)) or found


def _long_form(text: str) -> str:
    """``Kab. X`` -> ``Kabupaten X``."""
    return _ABBREVIATION.sub(lambda match: _kinds()[match[0].rstrip(".").casefold()], text)


def _kinds() -> dict[str, str]:
    """Words for a kind of government, and how it is written in full."""
    kinds: dict[str, str] = load("headings")["government_words"]
    return kinds


@cache
def _heading_words(name: str) -> frozenset[str]:
    """A list of ``headings.yaml`` as a set."""
    return frozenset(load("headings")[name])


def _government(texts: list[str]) -> str:
    """``Kabupaten X`` as most titles and headings say it."""
    kinds = "|".join(sorted(_kinds(), key=len, reverse=True))
    pattern = re.compile(rf"\b({kinds})\b\.?\s+(?=[^\W\d_])", re.IGNORECASE)
    votes: Counter[str] = Counter()
    for text in texts:
        for found in pattern.finditer(text):
            place = _place_name(text[found.end() :])
            if len(place) >= _NAME_LENGTH:
                votes[f"{_kinds()[found[1].casefold()]} {_title_case(place)}"] += 1
    if not votes:
        return ""
    # a plan of a kabupaten names its province too; the nearer government is the plan's own
    province = _kinds()["provinsi"]
    near = Counter({place: n for place, n in votes.items() if not place.startswith(province)})
    (best, count), *_ = (near or votes).most_common(1)
    (widest, most), *_ = votes.most_common(1)
    return widest if count * _MENTIONED < most else best


def _place_name(text: str) -> str:
    """The capitalised words at the start of a text: ``Pangkajene dan Kepulauan``."""
    name: list[str] = []
    joiner: list[str] = []
    for word in text.split()[:_NAME_WORDS]:
        bare = word.strip(_MARKS)
        if bare.casefold() == "dan" and name:
            joiner = [bare]
            continue
        if not bare or not bare[0].isupper() or bare.casefold() in _heading_words("place_ends"):
            break
        name += [*joiner, bare]
        joiner = []
        if word[-1] in _MARKS:
            break
    return " ".join(name)


def _agency(texts: list[str]) -> str:
    """The agency from its label (``Nama Perangkat Daerah : ...``), else from the headings."""
    words = load("headings")
    labels = "|".join(sorted(words["agency_labels"], key=len, reverse=True))
    kinds = "|".join(words["agency_words"])
    label = re.compile(rf"\b(?:{labels})\s*:\s*(?=[^\W\d_])", re.IGNORECASE)
    heading = re.compile(
        rf"(?:^|\b(?:renja|kerja|pelayanan|layanan)\s+(?:perangkat daerah\s+)?)(?=(?:{kinds})\b)",
        re.IGNORECASE,
    )
    votes: Counter[str] = Counter()
    for text in texts:
        plain = clean(text)
        labelled = label.search(plain)
        if labelled:
            named = _agency_name(plain[labelled.end() :])
            if named:
                votes[_title_case(named)] += _LABELLED
            continue
        for found in heading.finditer(plain):
            name = _agency_name(plain[found.end() :])
            if len(name.split()) > 1:
                votes[_title_case(name)] += 1
    return max(votes, key=lambda agency: votes[agency]) if votes else ""


def _agency_name(text: str) -> str:
    """The name at the start of a text: capitalised words, joined by ``dan`` and the like."""
    name: list[str] = []
    joiners: list[str] = []
    for word in text.split():
        bare = word.strip(_MARKS)
        folded = bare.casefold()
        if not bare or folded in _heading_words("agency_ends") or bare[0].isdigit():
            break
        if folded in _heading_words("agency_joiners"):
            joiners.append(word)
            continue
        title = folded in _heading_words("honorifics")  # ``RSUD dr. H. Anu``
        if not bare[0].isupper() and not title:
            break
        ends = word[-1] in ";:.()" and not title
        name += [*joiners, bare if ends else word]
        joiners = []
        if ends:
            break
    return " ".join(name).rstrip(",")


def _title_case(text: str) -> str:
    """``DINAS SOSIAL DAN ...`` -> ``Dinas Sosial dan ...``; mixed case stays as printed."""
    text = clean(text)
    if text != text.upper():
        return text
    small = _heading_words("small_words")
    folded = (word.casefold() for word in text.split())
    return " ".join(word if word in small else word.capitalize() for word in folded)
