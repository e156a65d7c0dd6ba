"""Cells that hold no value, no readable one, or one that belongs elsewhere."""

from __future__ import annotations

from plans.defects.measures import MEASURES, ROWS, WHOLE, first, with_unit
from plans.defects.planting import NoPlace, Sheet, Where, address, defect
from plans.model import KEGIATAN, PROGRAM
from plans.printing import number_text
from plans.spots import Spot

_MONEY = ("pagu", "pagu_maju", "pagu_kanan")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?")
_RATIOS = ("tingkat_realisasi", "tingkat_capaian")


def _figures(sheet: Sheet) -> Spot:
    """A cell of any form that prints a measure, a percentage or money."""
    kind = sheet.rng.choice(("measure", "money", "ratio", "service", "proposal"))
    spots = {
        "measure": sheet.spots(columns=MEASURES, rows=ROWS),
        "money": sheet.spots(columns=_MONEY),
        "ratio": sheet.spots(columns=_RATIOS, rows=ROWS),
        "service": sheet.spots("T-C.30", rows=["layanan"]),
        "proposal": sheet.spots("T-C.32", ["besaran"], rows=["usulan"]),
    }[kind]
    return sheet.pick(spots, lambda spot: bool(spot.value or spot.amount))


@defect("galat_excel")
def galat_excel(sheet: Sheet) -> Where:
    return Where(sheet.put(_figures(sheet), sheet.rng.choice(_ERRORS)))


@defect("galat_excel", forms=("semua", "inti", "rencana"))
def galat_pagu(sheet: Sheet) -> Where:
    """An amount that an error hides, and that the rows below it give."""
    spots = sheet.spots("T-C.33", ("pagu", "pagu_maju"), levels=[PROGRAM, KEGIATAN])
    spot = sheet.pick(spots)
    return Where(sheet.put(spot, sheet.rng.choice(_ERRORS)), derived=spot.amount)


@defect("isian_kosong")
def isian_kosong(sheet: Sheet) -> Where:
    return Where(sheet.put(_figures(sheet), sheet.rng.choice(("(diisi)", "...", "diisi"))))


@defect("nilai_tak_terbaca")
def nilai_tak_terbaca(sheet: Sheet) -> Where:
    words = ("menyesuaikan", "sesuai kebutuhan", "lihat lampiran", "belum dihitung")
    return Where(sheet.put(_figures(sheet), sheet.rng.choice(words)))


@defect("nilai_kolom_salah", note_column=True, forms=("semua", "tanpa_kode", "inti", "rencana"),
        note_last=False, words="biasa", **WHOLE)  # fmt: skip
def nilai_di_catatan(sheet: Sheet) -> Where:
    """A target of the forward estimate that slid into the column for notes beside it."""
    target = sheet.pick(
        sheet.spots("T-C.33", ["target_maju"]),
        lambda s: bool(s.value) and not sheet.words(sheet.beside(s, "catatan")),
    )
    text = sheet.words(target)
    sheet.put(target, "")
    return Where(sheet.put(sheet.beside(target, "catatan"), text))


@defect("nilai_kolom_salah", "nilai_nyasar", forms=("semua", "tanpa_kode", "inti", "rencana"),
        drift="", spread="")  # fmt: skip
def pagu_geser(sheet: Sheet) -> Where:
    """An amount that slid into the empty column for sources of funds beside it."""
    money = sheet.pick(
        sheet.spots("T-C.33", ["pagu"]),
        lambda s: len(s.places) == 1 and not sheet.words(sheet.beside(s, "sumber_dana")),
    )
    text = sheet.words(money)
    sheet.put(money, "")
    return Where(sheet.put(sheet.beside(money, "sumber_dana"), text))


@defect("nilai_nyasar", forms=("semua", "inti", "evaluasi"), drift="", spread="")
def nilai_di_luar(sheet: Sheet) -> Where:
    """A number to the right of the last column."""
    spots = sheet.spots("T-C.29", ["tingkat_capaian"], rows=ROWS)
    spot = sheet.pick(spots, lambda s: bool(s.value))
    line, column = spot.places[0]
    place = (line, column + sheet.rng.randint(1, 2))
    sheet.set(place, sheet.rng.choice(("17", "ok", "cek lagi")))
    return Where([address(place)])


@defect("satuan_tak_dikenal", **WHOLE)
def satuan_tak_dikenal(sheet: Sheet) -> Where:
    """A unit that no list knows, wherever the indicator is printed: only worth knowing."""
    spot = with_unit(sheet)
    unit = first(spot).unit
    number = number_text(first(spot).value)
    if sheet.words(spot) != f"{number} {unit}":
        raise NoPlace
    return Where(sheet.put(spot, f"{number} Glondong"))


@defect("pecahan_rupiah", money=("polos", "rp"), forms=("semua", "inti", "rencana"))
def pecahan_rupiah(sheet: Sheet) -> Where:
    spots = sheet.spots("T-C.33", ("pagu", "pagu_maju"))
    spot = sheet.pick(spots, lambda s: bool(s.amount) and len(s.places) == 1)
    return Where(sheet.put(spot, f"{sheet.words(spot)},25"))
