"""Targets, realisations and percentages that cannot be so."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from plans.defects.planting import Sheet, Where, address, defect
from plans.model import Part
from plans.printing import number_text
from plans.spots import Spot

_RATIOS = {
    "tingkat_realisasi": ("realisasi", "target_lalu"),
    "tingkat_capaian": ("realisasi_berjalan", "target_renstra"),
}
_EVALUATED = ("semua", "inti", "evaluasi")
_TARGETS = ("target", "target_maju", "target_kanan")
MEASURES = (
    *_TARGETS, "target_renstra", "realisasi_lalu", "target_lalu", "realisasi", "target_berjalan",
    "realisasi_berjalan",
)  # fmt: skip
ROWS = ("simpul", "indikator")
WHOLE = {"compound": False, "unit_column": False, "wrap_values": ("", "uang", "kode")}


def first(spot: Spot) -> Part:
    """The first number that a cell of measures prints."""
    assert spot.value
    return spot.value[0]


def _ratio(spot: Spot) -> Decimal:
    """The percentage that a cell prints."""
    return first(spot).value


def _operand(spot: Spot, column: str) -> Decimal:
    return spot.line.values[column][0].value


def _ratios(sheet: Sheet) -> list[Spot]:
    spots = sheet.spots("T-C.29", _RATIOS, rows=ROWS)
    return [s for s in spots if s.value and all(c in s.line.values for c in _RATIOS[s.column])]


def _rounded(value: Decimal, decimals: int = 2) -> str:
    exact = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP).normalize()
    return number_text(Decimal(format(exact, "f")))


@defect("persentase", forms=_EVALUATED, compound=False)
def persen_terbalik(sheet: Sheet) -> Where:
    """Target divided by realisation."""
    spot = sheet.pick(_ratios(sheet), lambda s: abs(_ratio(s) - 100) > 4)
    upper, lower = _RATIOS[spot.column]
    return Where(sheet.put(spot, _rounded(_operand(spot, lower) / _operand(spot, upper) * 100)))


@defect("persentase", forms=_EVALUATED, compound=False)
def persen_salah(sheet: Sheet) -> Where:
    spot = sheet.pick(_ratios(sheet))
    off = sheet.rng.choice((-17, -9, -5, 6, 12, 23))
    return Where(sheet.put(spot, _rounded(_ratio(spot) + off)))


@defect("persentase_dibatasi", forms=_EVALUATED, compound=False)
def persen_dibatasi(sheet: Sheet) -> Where:
    spot = sheet.pick(_ratios(sheet), lambda s: _ratio(s) > 101)
    return Where(sheet.put(spot, "100"))


@defect("persentase", forms=_EVALUATED, compound=False)
def persen_koma(sheet: Sheet) -> Where:
    """A comma that slid one place."""
    spot = sheet.pick(_ratios(sheet), lambda s: _ratio(s) != 100)
    return Where(sheet.put(spot, _rounded(_ratio(spot) / 10, 3)))


@defect("persentase_pecahan", forms=_EVALUATED, compound=False)
def persen_pecahan(sheet: Sheet) -> Where:
    """A column of fractions under a header that says per cent."""
    column = sheet.rng.choice(list(_RATIOS))
    spots = [spot for spot in _ratios(sheet) if spot.column == column]
    printed = [sheet.put(spot, _rounded(_ratio(spot) / 100, 4)) for spot in spots]
    return Where([each for cell in printed for each in cell])


@defect("satuan_berbeda", forms=_EVALUATED, **WHOLE)
def satuan_berbeda(sheet: Sheet) -> Where:
    spots = sheet.spots("T-C.29", ["realisasi"], rows=ROWS)
    spot = sheet.pick(spots, lambda s: bool(s.value) and first(s).unit != "%")
    unit = sheet.rng.choice([u for u in ("Unit", "Orang", "Paket") if u != first(spot).unit])
    return Where(sheet.put(spot, f"{number_text(first(spot).value)} {unit}"))


@defect("beda_antar_tabel", forms=("semua", "tanpa_kode"), **WHOLE)
def target_antar_tabel(sheet: Sheet) -> Where:
    """A target of the review that lost a digit; its other side and the plan print it whole."""
    spots = sheet.spots("T-C.31", ("target", "target_kanan"), rows=["simpul"])
    spot = sheet.pick(spots, lambda s: _counted(s) and first(s).value >= 10 and _alone(sheet, s))
    old = first(spot).value
    less = number_text(Decimal(int(old) // 10))
    return Where(sheet.put(spot, sheet.words(spot).replace(number_text(old), less, 1)))


def _alone(sheet: Sheet, spot: Spot) -> bool:
    """A row without a note, which would explain the difference, and of one indicator."""
    node = spot.line.node
    noted = sheet.options.note_column and node is not None and node.note
    return node is not None and not noted and not node.indicators[1:]


@defect("target_melompat", forms="inti", expenditure="", **WHOLE)
def target_melompat(sheet: Sheet) -> Where:
    """Next year's target is this year's with a nought too many, or a share of a tenth."""
    spots = sheet.spots("T-C.33", ["target_maju"], rows=ROWS)
    spot = sheet.pick(spots, lambda s: _counted(s) or (bool(s.value) and first(s).unit == "%"))
    old, this_year = first(spot).value, _operand(spot, "target")
    new = old / 10 if first(spot).unit == "%" else this_year * 10
    return Where(sheet.put(spot, sheet.words(spot).replace(number_text(old), _rounded(new), 1)))


def _counted(spot: Spot) -> bool:
    if not spot.value:
        return False
    value = first(spot).value
    return value == value.to_integral_value() and first(spot).unit not in {"Indeks", "Rasio"}


@defect("realisasi_kosong", forms=_EVALUATED, **WHOLE)
def realisasi_kosong(sheet: Sheet) -> Where:
    """A target whose realisation is printed as none: only worth knowing."""
    spots = sheet.spots("T-C.29", ["realisasi"], rows=ROWS)
    spot = sheet.pick(spots, lambda s: bool(s.value))
    sheet.put(sheet.beside(spot, "tingkat_realisasi"), "")
    return Where(sheet.put(spot, "-"))


@defect("koma_bergeser", forms=("semua", "tanpa_kode", "evaluasi"), unit_column=False,
        percent=(" %", "%", " persen"), wrap_values=("", "uang", "kode"))  # fmt: skip
def koma_layanan(sheet: Sheet) -> Where:
    """A comma that slid in the services, out of line with the years beside it."""
    spot = sheet.pick(
        sheet.spots("T-C.30", rows=["layanan"]),
        lambda s: bool(s.value) and first(s).unit == "%" and s.column != "standar",
    )
    old = first(spot).value
    return Where(sheet.put(spot, sheet.words(spot).replace(number_text(old), _rounded(old / 10))))


@defect("angka_ganda", **WHOLE)
def angka_ganda(sheet: Sheet) -> Where:
    """The number printed twice in a cell."""
    spot = with_unit(sheet)
    number, _, unit = sheet.words(spot).partition(" ")
    return Where(sheet.put(spot, f"{number} {number} {unit}"))


@defect("angka_ganda", **WHOLE)
def angka_terpisah(sheet: Sheet) -> Where:
    """A number broken by a space."""
    spot = with_unit(sheet, least=10)
    number, _, unit = sheet.words(spot).partition(" ")
    return Where(sheet.put(spot, f"{number[0]} {number[1:]} {unit}"))


@defect("bacaan_ragu", **WHOLE)
def rentang(sheet: Sheet) -> Where:
    """A range where one number is asked."""
    spot = with_unit(sheet)
    number, _, unit = sheet.words(spot).partition(" ")
    more = number_text(first(spot).value + 2)
    return Where(sheet.put(spot, f"{number} {sheet.rng.choice(('-', 's/d'))} {more} {unit}"))


def with_unit(sheet: Sheet, least: int = 1) -> Spot:
    """A cell that prints a whole number and its unit."""

    def fits(spot: Spot) -> bool:
        if not spot.value or len(spot.places) > 1 or first(spot).unit == "%":
            return False
        value = first(spot).value
        return value == value.to_integral_value() and least <= value < 1000

    return sheet.pick(sheet.spots(columns=MEASURES, rows=ROWS), fits)


@defect("indikator_salin", forms=("semua", "tanpa_kode"), item_indicators=False)
def indikator_salin(sheet: Sheet) -> Where:
    """An indicator of the plan copied from the sub kegiatan beside it."""
    spots = sheet.spots("T-C.33", ["indikator"], levels=["sub_kegiatan"])
    pairs = [
        (here, other)
        for here, below in pairwise(spots)
        for here, other in ((here, below), (below, here))
        if here.line.node and other.line.node
        and here.line.node.parent is other.line.node.parent
        and _text(here) != _text(other)
        and not here.line.node.indicators[1:] and not other.line.node.indicators[1:]
        and here.line.values["target"][0].unit == other.line.values["target"][0].unit
    ]  # fmt: skip
    chosen = sheet.pick([here for here, _ in pairs])
    other = next(other for here, other in pairs if here is chosen)
    sheet.put(chosen, [sheet.get(place) for place in other.places][: len(chosen.places)])
    for place in chosen.places[1:]:
        sheet.set(place, "")
    sheet.set(chosen.places[0], _text(other))
    return Where([address(chosen.places[0])])


def _text(spot: Spot) -> str:
    assert spot.line.node
    return spot.line.node.indicators[0].text
