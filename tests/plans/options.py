"""The ways in which a constructed document may be printed."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """One choice for every trait of a printed document; the defaults are a plain official one.

    ``family``: wording of the headers (``resmi``, ``lampiran`` with n-2, n-1, n, ``skpd``,
    ``pasuruan``, ``tirtabumi``, ``variasi``, ``bebas``, ``datar`` in one row, ``kapital``,
    ``tanpa_tahun``). ``numbers``: row of column numbers (none, ``kurung``, ``polos``).
    ``code``: ``kolom``, ``gabung`` (with the name in one cell), ``sel`` (over five cells),
    ``tanpa`` (only the list of codes has them). ``items``: item numbers of names (none,
    ``sel`` in the cell, ``kolom`` beside it). ``money``: ``polos``, ``rp``, ``sen``,
    ``titik_dua``, ``sel`` (Rp in a cell of its own), ``ribuan``, ``ribuan_kata``, ``koma``.
    ``expenditure``: lines of belanja (none, ``nama``, ``pagu``). ``drift``: what a page does
    to the columns (none, ``hilang``, ``tambah``). ``proposal``: the three names of a proposal
    in one cell (``gabung``), on three lines (``baris``) or columns (``kolom``).
    ``page_mark``: what a page leaves between rows besides a running title (``ff`` a form feed,
    ``romawi`` II-5, ``angka`` 5, ``halaman`` Halaman 5, ``garis`` | 5).
    ``forms``: which of the forms the document holds (``inti`` T-C.29 and T-C.33 only, ...).
    ``wrap_values``: amounts, codes or units broken over two lines of a narrow column.
    ``second_field``: programmes of two bidang urusan. ``twins``: sub kegiatan of one name under
    two kegiatan. ``join``: what stands between the parts of a compound value. ``defects``: a wrong code, an
    ``XX`` and a misspelt name in the plan of the year. ``sparse``: rows without any value.
    ``spread``: empty columns at the left or after every column, as merged cells leave them.
    """

    family: str = "resmi"
    wrap_header: bool = False
    numbers: str = "kurung"
    code: str = "kolom"
    items: str = ""
    wrap_names: bool = False
    page_rows: int = 0
    repeat_header: bool = False
    running_title: bool = False
    drift: str = ""
    money: str = "polos"
    unit_column: bool = False
    expenditure: str = ""
    spm_by_year: bool = False
    review_lead: str = "no"
    review_place: str = "sebelum"
    sections: bool = False
    program_case: str = "besar"
    note_column: bool = True
    extra_column: str = ""
    specials: bool = False
    percent: str = " %"
    prose: bool = False
    headings: bool = True
    proposal: str = "gabung"
    place: str = "kata"
    titles: str = "tabel"
    totals: bool = False
    compound: bool = False
    ragged: bool = True
    page_mark: str = ""
    repeat_title: bool = False
    source_note: bool = False
    other_tables: bool = False
    compound_lines: bool = False
    predicates: bool = False
    generic_code: bool = False
    agency: str = "biasa"
    item_indicators: bool = False
    break_rows: bool = False
    spm_marks: bool = True
    signature: bool = False
    words: str = "biasa"
    second_field: bool = False
    twins: bool = False
    cover: str = "baris"
    forms: str = "semua"
    note_last: bool = False
    wrap_values: str = ""
    dirty: str = ""
    spread: str = ""
    review_gaps: bool = False
    join: str = " / "
    repeat_review: str = ""
    defects: bool = False
    sparse: bool = False


#: Every trait with the values it may take; the first is the default.
CHOICES: dict[str, tuple[Any, ...]] = {
    "family": (
        "resmi",
        "lampiran",
        "skpd",
        "pasuruan",
        "tirtabumi",
        "variasi",
        "bebas",
        "datar",
        "kapital",
        "tanpa_tahun",
    ),
    "wrap_header": (False, True),
    "numbers": ("kurung", "polos", ""),
    "code": ("kolom", "gabung", "gabung_kepala", "sel", "sel6", "tanpa", "titik", "spasi"),
    "items": ("", "sel", "kolom"),
    "wrap_names": (False, True),
    "page_rows": (0, 9, 17),
    "repeat_header": (False, True),
    "running_title": (False, True),
    "drift": ("", "hilang", "tambah"),
    "money": (
        "polos",
        "rp",
        "sen",
        "titik_dua",
        "sel",
        "ribuan",
        "ribuan_kata",
        "koma",
        "strip",
        "rapat",
        "juta",
        "inggris",
        "ribuan_keliru",
    ),
    "unit_column": (False, True),
    "expenditure": ("", "nama", "pagu", "akun", "lengkap"),
    "spm_by_year": (False, True),
    "review_lead": ("no", "", "kode", "gabung", "dua"),
    "review_place": ("sebelum", "sesudah", "tanpa"),
    "sections": (False, True),
    "program_case": ("besar", "campur"),
    "note_column": (True, False),
    "extra_column": ("", "akhir", "tengah"),
    "specials": (False, True),
    "percent": (" %", "%", " persen", ",00%"),
    "prose": (False, True),
    "headings": (True, False),
    "proposal": ("gabung", "baris", "kolom"),
    "place": ("kata", "urut", "tanpa_koma"),
    "titles": ("tabel", "polos"),
    "totals": (False, True),
    "compound": (False, True),
    "ragged": (True, False),
    "page_mark": ("", "ff", "romawi", "angka", "halaman", "garis", "judul", "dua", "rapat"),
    "repeat_title": (False, True),
    "source_note": (False, True),
    "other_tables": (False, True),
    "compound_lines": (False, True),
    "predicates": (False, True),
    "generic_code": (False, True),
    "agency": ("biasa", "lain"),
    "item_indicators": (False, True),
    "break_rows": (False, True),
    "spm_marks": (True, False),
    "signature": (False, True),
    "second_field": (False, True),
    "twins": (False, True),
    "words": ("biasa", "sulit"),
    "cover": ("baris", "satu", "peraturan", "tanpa"),
    "forms": ("semua", "tanpa_kode", "inti", "rencana", "evaluasi"),
    "note_last": (False, True),
    "wrap_values": ("", "uang", "kode", "satuan"),
    "dirty": ("", "crlf", "nbsp", "bom", "spasi", "br", "tebal"),
    "spread": ("", "kiri", "semua"),
    "review_gaps": (False, True),
    "join": (" / ", " + ", " dan ", "/", " ("),
    "repeat_review": ("", "sama", "ejaan"),
    "defects": (False, True),
    "sparse": (False, True),
}


#: Values of traits that are defects themselves; all others only look different.
BLEMISHES: dict[str, tuple[Any, ...]] = {
    "money": ("ribuan_keliru",),
    "extra_column": ("akhir", "tengah"),
    "specials": (True,),
    "other_tables": (True,),
    "defects": (True,),
}


def one_at_a_time() -> list[tuple[str, Options]]:
    """The default and every other value of each trait alone, pages where it needs them."""
    found: list[tuple[str, Options]] = [("default", Options())]
    for trait, values in CHOICES.items():
        for value in values[1:]:
            options = replace(Options(), **{trait: value})
            if trait in {"repeat_header", "running_title", "drift", "page_mark", "repeat_title"}:
                options = replace(options, page_rows=9)
            if trait == "repeat_title":
                options = replace(options, repeat_header=True)
            if trait == "join":
                options = replace(options, compound=True)
            if trait == "compound_lines":
                options = replace(options, compound=True)
            if trait == "break_rows":
                options = replace(options, wrap_names=True, page_rows=9)
            found.append((f"{trait}={value}", options))
    return found


def pair(number: int) -> tuple[str, Options]:
    """Two other values of two traits, chosen by number: the smallest mixtures."""
    rng = random.Random(f"pair {number}")
    (first, one), (second, other) = rng.sample(one_at_a_time()[1:], 2)
    changed = {
        each.name: getattr(other, each.name)
        for each in fields(Options)
        if getattr(other, each.name) != CHOICES[each.name][0]
    }
    return f"{first} {second}", sensible(replace(one, **changed))


def without_blemish(options: Options) -> bool:
    """Whether nothing in a manner of printing is itself a defect."""
    return not any(getattr(options, trait) in values for trait, values in BLEMISHES.items())


def calm(rng: random.Random) -> Options:
    """Up to three other values of traits, none of them a defect."""
    manners = [options for _, options in one_at_a_time() if without_blemish(options)]
    changed: dict[str, Any] = {}
    for options in rng.sample(manners, rng.randint(0, 3)):
        changed |= {t: v for t in CHOICES if (v := getattr(options, t)) != CHOICES[t][0]}
    if changed.get("code") == "tanpa" and changed.get("forms") == "evaluasi":
        # Without a code anywhere the levels of T-C.31 are a guess, which the reading says.
        del changed["code"]
    return sensible(replace(Options(), **changed))


def mixed(seed: int) -> Options:
    """A random choice of everything; each trait keeps its default half of the time."""
    rng = random.Random(f"options {seed}")
    chosen: dict[str, Any] = {}
    for each in fields(Options):
        values = CHOICES[each.name]
        chosen[each.name] = values[0] if rng.random() < 0.5 else rng.choice(values)
    return sensible(Options(**chosen))


def sensible(options: Options) -> Options:
    """Without what no one would print, or what no one could read for sure."""
    paged = (options.drift, options.repeat_header, options.running_title, options.page_mark)
    if any(paged) or options.repeat_title:
        options = replace(options, page_rows=options.page_rows or 9)
    if options.repeat_title:
        options = replace(options, repeat_header=True)
    if options.compound_lines:
        options = replace(options, join=" / ")
    if options.code == "tanpa" and not options.items:
        options = replace(options, sparse=False)  # a lone name would be a wrapped one
    if options.forms != "semua" or options.code != "kolom":
        options = replace(options, defects=False)
    if options.forms != "semua":
        options = replace(options, generic_code=False)  # the list of codes says what X.XX is
    if options.code.startswith("gabung"):
        options = replace(options, items="")  # no one prints the number left of the code
    return options
