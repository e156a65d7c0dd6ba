"""Whole columns of another scale, cells and branches left out, headers of another year."""

from __future__ import annotations

from itertools import pairwise

from plans.defects.planting import NoPlace, Sheet, Where, address, defect
from plans.model import KEGIATAN, SUB_KEGIATAN
from plans.spots import Spot

_PLANS = ("semua", "inti", "rencana")
_PLAIN = {
    "drift": "",
    "wrap_names": False,
    "wrap_values": "",
    "page_rows": 0,
    "repeat_header": False,
}
_ROWS = ("simpul", "judul", "belanja", "jumlah")


def _large(spot: Spot) -> bool:
    return (spot.amount or 0) >= 10_000_000


def _times(sheet: Sheet, spots: list[Spot], factor: int) -> list[str]:
    cells: list[str] = []
    for spot in spots:
        if spot.amount:
            cells += sheet.put_amount(spot, spot.amount * factor)
    return cells


@defect("pagu_kelipatan", forms=_PLANS, expenditure=("", "nama", "lengkap"), money=("polos", "rp"))
def nol_berlebih(sheet: Sheet) -> Where:
    """All sub kegiatan with zeros too many in one year."""
    parents = sheet.spots("T-C.33", ["pagu"], levels=[KEGIATAN])
    if len(parents) < 3:
        raise NoPlace
    column = sheet.rng.choice(("pagu", "pagu_maju"))
    spots = sheet.spots("T-C.33", [column], levels=[SUB_KEGIATAN])
    return Where(_times(sheet, spots, sheet.rng.choice((10, 1000))))


@defect("laju_tumbuh", forms=_PLANS, money=("polos", "rp"))
def maju_lain_satuan(sheet: Sheet) -> Where:
    """A forward estimate whose every amount has a zero too many."""
    spots = sheet.spots("T-C.33", ["pagu_maju"], rows=_ROWS)
    if sum(spot.line.row == "simpul" for spot in spots) < 8:
        raise NoPlace
    return Where(_times(sheet, spots, 10))


@defect("pagu_kosong", forms=_PLANS, expenditure="", code="kolom", **_PLAIN)
def pagu_kosong(sheet: Sheet) -> Where:
    """The amount of a sub kegiatan is left blank."""
    spot = sheet.pick(sheet.spots("T-C.33", ["pagu"], levels=[SUB_KEGIATAN]), _large)
    sheet.put(spot, "")
    amount = f"Rp {spot.amount:,}".replace(",", ".")
    return Where(sheet.printed(sheet.beside(spot, "nama")), expected=amount)


@defect("tanpa_pagu", forms=_PLANS, expenditure="", totals=False, code="kolom", **_PLAIN)
def tanpa_pagu(sheet: Sheet) -> Where:
    """A kegiatan and its first sub kegiatan without any money: only worth knowing."""
    pairs = [
        (above, below)
        for above, below in pairwise(sheet.spots("T-C.33", ["nama"]))
        if (_level(above), _level(below)) == (KEGIATAN, SUB_KEGIATAN)
    ]
    above, below = sheet.rng.choice(pairs)
    for spot in (above, below):
        for column in ("pagu", "pagu_maju"):
            sheet.put(sheet.beside(spot, column), "")
    return Where(sheet.printed(below))


@defect(
    "jumlah_tingkat", totals=True, forms=("inti", "rencana"), expenditure=("", "nama"), **_PLAIN
)
def tanpa_sub_kegiatan(sheet: Sheet) -> Where:
    """A kegiatan whose sub kegiatan are not printed at all."""
    heads = sheet.spots("T-C.33", ["nama"])
    branches = [
        (spot, following)
        for spot, following in pairwise(each for each in heads if _level(each) != SUB_KEGIATAN)
        if _level(spot) == KEGIATAN
    ]
    if not branches:
        raise NoPlace
    spot, following = sheet.rng.choice(branches)
    first = max(sheet.lines_of(spot.line)) + 1
    last = min(sheet.lines_of(following.line))
    totals = sheet.spots("T-C.33", ["pagu", "pagu_maju"], rows=["jumlah"])
    places = [place for total in totals for place in total.places if sheet.get(place)]
    del sheet.rows[first:last]
    return Where([address((line - (last - first), column)) for line, column in places])


def _level(spot: Spot) -> str:
    return spot.line.node.level if spot.line.node else ""


@defect("tahun_berbeda", forms=_PLANS, wrap_header=False, repeat_header=False, cover="baris")
def tahun_kepala(sheet: Sheet) -> Where:
    """A header of the plan that says another year."""
    head = sheet.spots("T-C.33", ["pagu"], rows=["kepala"])[0].places[0][0]
    year = sheet.plan.year
    said = [
        (line, column)
        for line in range(head - 1, head + 1)
        for column, text in enumerate(sheet.rows[line])
        if sum(map(bool, sheet.rows[line])) > 1
        and any(str(each) in text for each in (year, year + 1))
    ]
    if not said:
        raise NoPlace
    place = sheet.rng.choice(said)
    text = sheet.get(place)
    printed = year if str(year) in text else year + 1
    sheet.set(place, text.replace(str(printed), str(printed + sheet.rng.choice((-1, 2)))))
    return Where([address(place)])
