"""Amounts that contradict each other: sums, breakdowns, totals, forward estimates, units."""

from __future__ import annotations

import random

from plans.defects.planting import NoPlace, Sheet, Where, address, defect
from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN
from plans.spots import Spot

_MONEY = ("pagu", "pagu_maju")
_WRITTEN = ("nama", "akun", "lengkap", "pagu")
_REVIEWED = ("semua", "tanpa_kode", "evaluasi")


def wrong_amount(rng: random.Random, amount: int) -> int:
    """An amount as slips make it: a digit lost, doubled or changed, two digits swapped."""
    digits, thousands = str(amount // 1000), "000"
    place = rng.randrange(len(digits))
    near = min(place, len(digits) - 2)
    wrong = rng.choice(
        (
            digits[:place] + digits[place + 1 :],
            digits[:place] + digits[place] + digits[place:],
            digits[:place] + str(rng.randint(1, 9)) + digits[place + 1 :],
            digits[:near] + digits[near + 1] + digits[near] + digits[near + 2 :],
        )
    )
    rupiah = int((wrong or "0") + thousands)
    far = abs(rupiah - amount) * 50 > amount  # a slip that can be seen beside any rounding
    return rupiah if far and rupiah >= 1_000_000 else wrong_amount(rng, amount)


def _money(spot: Spot) -> bool:
    return (spot.amount or 0) >= 10_000_000


def _spoilt(sheet: Sheet, spot: Spot) -> Where:
    return Where(sheet.put_amount(spot, wrong_amount(sheet.rng, spot.amount or 0)))


@defect("jumlah_anak", forms=("semua", "tanpa_kode", "inti", "rencana"))
def jumlah_program(sheet: Sheet) -> Where:
    return _spoilt(sheet, sheet.pick(sheet.spots("T-C.33", _MONEY, levels=[PROGRAM]), _money))


@defect("jumlah_anak", forms=("semua", "tanpa_kode", "inti", "rencana"))
def jumlah_kegiatan(sheet: Sheet) -> Where:
    return _spoilt(sheet, sheet.pick(sheet.spots("T-C.33", _MONEY, levels=[KEGIATAN]), _money))


@defect("jumlah_anak", forms=("semua", "tanpa_kode"), review_gaps=False, expenditure="")
def jumlah_sub_kegiatan(sheet: Sheet) -> Where:
    return _spoilt(sheet, sheet.pick(sheet.spots("T-C.33", _MONEY, levels=[SUB_KEGIATAN]), _money))


@defect("jumlah_anak", forms=("semua", "tanpa_kode"), headings=True)
def jumlah_bidang(sheet: Sheet) -> Where:
    return _spoilt(sheet, sheet.pick(sheet.spots("T-C.33", _MONEY, rows=["judul"]), _money))


@defect("jumlah_anak", forms=_REVIEWED)
def jumlah_telaahan(sheet: Sheet) -> Where:
    spots = sheet.spots("T-C.31", ("pagu", "pagu_kanan"), levels=[PROGRAM, KEGIATAN])
    return _spoilt(sheet, sheet.pick(spots, _money))


@defect("jumlah_total", totals=True, review_gaps=False, forms=("semua", "tanpa_kode", "inti"))
def jumlah_total_tinggal(sheet: Sheet) -> Where:
    """A total that leaves out one row."""
    total = sheet.pick(sheet.spots(columns=(*_MONEY, "pagu_kanan"), rows=["jumlah"]))
    known = sheet.spots(total.form, [total.column])
    amounts = [spot.amount for spot in known]
    left_out = sheet.pick(known, lambda spot: amounts.count(spot.amount) == 1)
    assert total.amount
    assert left_out.amount
    if left_out.amount == total.amount:
        raise NoPlace
    main = sheet.put_amount(total, total.amount - left_out.amount)
    figures = sheet.figures(left_out.amount)
    own = [address(place) for place in left_out.places if figures in sheet.get(place)]
    return Where(main, also=own)


@defect("jumlah_total", totals=True, forms=("semua", "tanpa_kode", "inti"))
def jumlah_total_angka(sheet: Sheet) -> Where:
    """A total that lost or changed a digit."""
    spots = sheet.spots(columns=(*_MONEY, "pagu_kanan"), rows=["jumlah"])
    return _spoilt(sheet, sheet.pick(spots))


@defect("rincian_belanja", expenditure=_WRITTEN, forms=("semua", "inti", "rencana"))
def rincian_belanja(sheet: Sheet) -> Where:
    return _spoilt(sheet, sheet.pick(sheet.spots("T-C.33", _MONEY, rows=["belanja"]), _money))


@defect("rincian_belanja", "jumlah_anak", expenditure=_WRITTEN, forms=("semua", "inti"))
def rincian_pagu(sheet: Sheet) -> Where:
    """The amount of a sub kegiatan, against its parent and its breakdown."""
    spots = sheet.spots("T-C.33", _MONEY, levels=[SUB_KEGIATAN])
    return _spoilt(sheet, sheet.pick(spots, _money))


@defect("prakiraan_maju", forms=("semua", "inti", "rencana"), expenditure=("", "nama"))
def maju_sama(sheet: Sheet) -> Where:
    """The forward estimate repeats the year."""
    spot = sheet.pick(sheet.spots("T-C.33", ["pagu_maju"], levels=[SUB_KEGIATAN]), _money)
    return Where(sheet.put_amount(spot, sheet.beside(spot, "pagu").amount or 0))


@defect("prakiraan_maju", "jumlah_anak", "rincian_belanja", forms=("semua", "inti", "rencana"))
def maju_meleset(sheet: Sheet) -> Where:
    """The forward estimate grows like no other row."""
    spot = sheet.pick(sheet.spots("T-C.33", ["pagu_maju"], levels=[SUB_KEGIATAN]), _money)
    grown = (spot.amount or 0) * sheet.rng.choice((80, 120, 130)) // 100
    return Where(sheet.put_amount(spot, grown // 1000 * 1000))


@defect("satuan_ribuan", wrap_header=False, repeat_header=False, repeat_title=False,
        money=("polos", "rp", "sen", "titik_dua", "sel", "koma"), repeat_review="")  # fmt: skip
def kepala_ribuan(sheet: Sheet) -> Where:
    """A header that says thousands over full rupiah."""
    spot = sheet.pick(sheet.spots(columns=(*_MONEY, "pagu_kanan"), rows=["kepala"]))
    return Where(sheet.put(spot, f"{sheet.words(spot)} (Rp.000)"))


@defect("beda_antar_tabel", "jumlah_anak", review_gaps=False, forms=("semua", "tanpa_kode"))
def pagu_antar_tabel(sheet: Sheet) -> Where:
    """An amount of the review that neither its other side nor the plan prints."""
    spots = sheet.spots("T-C.31", ("pagu", "pagu_kanan"), levels=[SUB_KEGIATAN])
    return _spoilt(sheet, sheet.pick(spots, _money))


@defect("jumlah_ganda", "nilai_nyasar", forms=("semua", "inti", "rencana"),
        money=("polos", "rp", "sen"), wrap_names=False, wrap_values=("", "satuan"))  # fmt: skip
def jumlah_ganda(sheet: Sheet) -> Where:
    """A second amount under that of a sub kegiatan."""
    spot = sheet.pick(sheet.spots("T-C.33", ["pagu"], levels=[SUB_KEGIATAN]), _money)
    line, column = spot.places[0]
    below = max(sheet.lines_of(spot.line)) + 1
    other = sheet.figures(wrong_amount(sheet.rng, spot.amount or 0))
    sheet.insert(below, [[*[""] * column, other]])
    return Where([address((line, column)), address((below, column))])


@defect("jumlah_anak", "bagian_total", forms=("semua", "inti"), headings=True, totals=True,
        second_field=True)  # fmt: skip
def bagian_total(sheet: Sheet) -> Where:
    """A section that does not add up to the total of the document with the others."""
    return _spoilt(sheet, sheet.pick(sheet.spots("T-C.33", _MONEY, rows=["judul"]), _money))
