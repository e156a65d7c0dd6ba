"""What only the whole document shows: copies, missing parts, levels, words against figures."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from plans.defects.measures import WHOLE, first
from plans.defects.planting import NoPlace, Sheet, Where, address, defect
from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN
from plans.printing import number_text
from plans.spots import Spot

_EVALUATED = ("semua", "inti", "evaluasi")
_PLANS = ("semua", "inti", "rencana")
_ROWS = ("simpul", "indikator")
_CALM = {"page_rows": 0, "repeat_header": False, "drift": "", "wrap_names": False, "spread": ""}


def _of(sheet: Sheet, form: str, column: str, rows: tuple[str, ...] = _ROWS) -> list[Spot]:
    return [spot for spot in sheet.spots(form, [column], rows=rows) if spot.value]


@defect("kolom_salin", forms=_EVALUATED, **WHOLE)
def kolom_salin(sheet: Sheet) -> Where:
    """The column of what was reached by last year prints last year's targets again."""
    spots = _of(sheet, "T-C.29", "realisasi_lalu")
    if len(spots) < 14:
        raise NoPlace
    for spot in spots:
        sheet.put(spot, sheet.words(sheet.beside(spot, "target_lalu")))
    targets = [sheet.beside(spot, "target_lalu") for spot in spots]
    return Where([cell for spot in targets for cell in sheet.printed(spot)])


@defect("nilai_salin", forms=_EVALUATED, sections=False, **WHOLE)
def realisasi_salin(sheet: Sheet) -> Where:
    """A large realisation that was copied to another indicator."""
    spots = [s for s in _of(sheet, "T-C.29", "realisasi") if s.value and first(s).unit != "%"]
    large = [
        s
        for s in spots
        if len(str(first(s).value).strip("0")) >= 4 and "." not in str(first(s).value)
    ]
    source = sheet.pick(large)
    other = sheet.pick(
        spots,
        lambda s: (
            s.line.node is not source.line.node
            and s.line.values["target_lalu"][0].value != source.line.values["target_lalu"][0].value
        ),
    )
    unit = f" {first(other).unit}"
    cells = sheet.put(other, number_text(first(source).value) + unit)
    return Where([*sheet.printed(source), *cells])


@defect("persentase_salin", forms=_EVALUATED, sections=False, compound=False)
def persentase_salin(sheet: Sheet) -> Where:
    """The percentage of one row printed in another."""
    spots = [s for s in _of(sheet, "T-C.29", "tingkat_realisasi") if first(s).value % 1]
    source = sheet.pick(spots)
    other = sheet.pick(spots, lambda s: abs(first(s).value - first(source).value) > 1)
    sheet.put(other, [sheet.get(place) for place in source.places][: len(other.places)])
    return Where(sheet.printed(other))


@defect("persentase_terpotong", forms=_EVALUATED, compound=False)
def persentase_terpotong(sheet: Sheet) -> Where:
    """A percentage whose further digits were cut off."""
    pairs = []
    for spot in _of(sheet, "T-C.29", "tingkat_realisasi"):
        part, full = (spot.line.values[c][0].value for c in ("realisasi", "target_lalu"))
        exact = part / full * 100
        cut = exact.quantize(Decimal("0.01"), ROUND_DOWN)
        if cut != exact.quantize(Decimal("0.01"), ROUND_HALF_UP):
            pairs.append((spot, cut))
    if not pairs:
        raise NoPlace
    spot, cut = sheet.rng.choice(pairs)
    return Where(sheet.put(spot, number_text(cut)))


@defect("persentase_seragam", forms=_PLANS, percent=(" %", "%"), unit_column=False)
def persentase_seragam(sheet: Sheet) -> Where:
    """A broken percentage as target of all programs and kegiatan."""
    spots = [s for s in _of(sheet, "T-C.33", "target", ("simpul",)) if first(s).unit == "%"]
    if len({s.line.node.indicators[0].text for s in spots if s.line.node}) < 5:
        raise NoPlace
    cells = [cell for spot in spots for cell in sheet.put(spot, "73,64 %")]
    return Where(cells)


@defect("indikator_satuan", forms=_PLANS, **WHOLE)
def indikator_satuan(sheet: Sheet) -> Where:
    """A count whose target is printed as a percentage."""
    spot = sheet.pick(
        _of(sheet, "T-C.33", "target", ("simpul",)),
        lambda s: (
            s.line.node is not None
            and s.line.node.indicators[0].text.startswith("Jumlah ")
            and first(s).unit != "%"
        ),
    )
    return Where(sheet.put(spot, "67 %"))


@defect("satuan_kosong", forms=_EVALUATED, **WHOLE)
def satuan_kosong(sheet: Sheet) -> Where:
    """A number without its unit."""
    spot = sheet.pick(
        _of(sheet, "T-C.29", "target_berjalan"),
        lambda s: (
            first(s).unit not in {"%", "Indeks", "Rasio", "Nilai", "Poin"} and first(s).value > 1
        ),
    )
    return Where(sheet.put(spot, number_text(first(spot).value)))


@defect(
    "satuan_antar_tabel",
    forms=("semua", "tanpa_kode"),
    code="kolom",
    item_indicators=False,
    **WHOLE,
)
def satuan_antar_tabel(sheet: Sheet) -> Where:
    """A target of the plan counted in another unit than in the evaluation and the review."""
    spot = sheet.pick(
        _of(sheet, "T-C.33", "target", ("simpul",)),
        lambda s: (
            s.line.node is not None
            and not s.line.node.indicators[1:]
            and first(s).unit not in {"%", "Indeks"}
        ),
    )
    unit = sheet.rng.choice([u for u in ("Unit", "Orang", "Paket") if u != first(spot).unit])
    return Where(sheet.put(spot, f"{number_text(first(spot).value)} {unit}"))


@defect("realisasi_melompat", forms=_EVALUATED, **WHOLE)
def realisasi_melompat(sheet: Sheet) -> Where:
    """Sixteen times as much was realised as was aimed at."""
    spot = sheet.pick(
        _of(sheet, "T-C.29", "realisasi"),
        lambda s: first(s).unit not in {"%", "Indeks"} and first(s).value == int(first(s).value),
    )
    many = spot.line.values["target_lalu"][0].value * 16
    return Where(sheet.put(spot, f"{number_text(many)} {first(spot).unit}"))


@defect("target_tanpa_pagu", forms="rencana", expenditure="", totals=False, code="kolom", **_CALM)
def target_tanpa_pagu(sheet: Sheet) -> Where:
    """A sub kegiatan with a target whose amount is printed as none."""
    spot = sheet.pick(sheet.spots("T-C.33", ["pagu"], levels=[SUB_KEGIATAN]))
    sheet.put(sheet.beside(spot, "pagu_maju"), "-")
    return Where(sheet.put(spot, "-"))


@defect(
    "pagu_tanpa_target",
    forms=_PLANS,
    expenditure="",
    code="kolom",
    wrap_values="",
    unit_column=False,
    compound=False,
    **_CALM,
)
def pagu_tanpa_target(sheet: Sheet) -> Where:
    """A sub kegiatan with money whose target was left out."""
    spot = sheet.pick(
        _of(sheet, "T-C.33", "target", ("simpul",)),
        lambda s: (
            s.line.node is not None
            and s.line.node.level == SUB_KEGIATAN
            and not s.line.node.indicators[1:]
        ),
    )
    sheet.put(spot, "")
    return Where(sheet.printed(sheet.beside(spot, "nama")))


@defect(
    "baris_tanpa_angka",
    forms=_EVALUATED,
    sparse=False,
    unit_column=False,
    wrap_values="",
    compound=False,
    code="kolom",
    item_indicators=False,
    **_CALM,
)
def baris_tanpa_angka(sheet: Sheet) -> Where:
    """An indicator whose figures were all left out."""
    spot = sheet.pick(
        sheet.spots("T-C.29", ["indikator"]),
        lambda s: (
            s.line.node is not None
            and s.line.node.level != PROGRAM
            and not s.line.node.indicators[1:]
        ),
    )
    for column in spot.line.values:
        sheet.put(sheet.beside(spot, column), "")
    return Where(sheet.printed(spot))


@defect(
    "komponen_kurang",
    forms=_EVALUATED,
    compound=True,
    compound_lines=False,
    unit_column=False,
    join=" / ",
    wrap_values="",
)
def komponen_kurang(sheet: Sheet) -> Where:
    """What was realised of the first unit of a target alone."""
    spot = sheet.pick(_of(sheet, "T-C.29", "realisasi"), lambda s: len(s.value or ()) > 1)
    return Where(sheet.put(spot, f"{number_text(first(spot).value)} {first(spot).unit}"))


@defect("nomor_urut", forms=_PLANS, items="kolom", code="kolom", **_CALM)
def nomor_urut(sheet: Sheet) -> Where:
    """A number that is left out."""
    names = [
        s for s in sheet.spots("T-C.33", ["nama"], levels=[SUB_KEGIATAN]) if len(s.places) == 1
    ]
    places = [
        (line, column)
        for line, right in (spot.places[0] for spot in names)
        for column in range(right)
        if sheet.get((line, column)).strip(" .") not in {"", "1"}
        and sheet.get((line, column)).strip(" .").isdigit()
    ]
    if not places:
        raise NoPlace
    place = sheet.rng.choice(places)
    sheet.set(place, str(int(sheet.get(place).strip(" .")) + 4))
    return Where([address(place)])


@defect(
    "tingkat_lompat",
    forms="semua",
    expenditure="",
    totals=False,
    code="kolom",
    second_field=False,
    **_CALM,
)
def tanpa_kegiatan(sheet: Sheet) -> Where:
    """The row of a kegiatan is missing; its sub kegiatan stand below the program."""
    heads = sheet.spots("T-C.33", ["nama"])
    pairs = [
        (above, below)
        for above, below in pairwise(heads)
        if (_level(above), _level(below)) == (KEGIATAN, SUB_KEGIATAN)
    ]
    if len(pairs) < 2:
        raise NoPlace
    above, below = sheet.rng.choice(pairs)
    lines = sheet.lines_of(above.line)
    cells = [
        address((line - len(lines), column))
        for line, column in below.places
        if sheet.get((line, column))
    ]
    del sheet.rows[lines[0] : lines[-1] + 1]
    return Where(cells)


def _level(spot: Spot) -> str:
    return spot.line.node.level if spot.line.node else ""


@defect("versi_lama", forms=_PLANS, expenditure=("", "nama"), money=("polos", "rp"), totals=False)
def versi_lama(sheet: Sheet) -> Where:
    """The forward estimate of an older, slightly larger amount, as amount of the year."""
    spot = sheet.pick(
        sheet.spots("T-C.33", ["pagu"], levels=[SUB_KEGIATAN]),
        lambda s: (s.amount or 0) >= 400_000_000,
    )
    node = spot.line.node
    if len(sheet.spots("T-C.33", ["pagu"], levels=[SUB_KEGIATAN])) < 6 or node is None:
        raise NoPlace
    older = node.amount + 800_000
    grown = older * node.forward_amount // node.amount
    if grown * node.amount != older * node.forward_amount:
        raise NoPlace
    return Where(sheet.put_amount(spot, grown))


@defect("selisih_terjelaskan", forms=_PLANS, expenditure="", money=("polos", "rp"), totals=False)
def jumlah_tanpa_anak(sheet: Sheet) -> Where:
    """A kegiatan whose amount leaves one of its sub kegiatan out."""
    spot = sheet.pick(
        sheet.spots("T-C.33", ["pagu"], levels=[KEGIATAN]),
        lambda s: s.line.node is not None and len(s.line.node.below) > 2,
    )
    node = spot.line.node
    assert node
    left = sheet.rng.choice([child for child in node.below if child.amount])
    return Where(sheet.put_amount(spot, node.amount - left.amount))


@defect(
    "indikator_nama", forms=_PLANS, item_indicators=False, items="", code="kolom", wrap_names=False
)
def indikator_nama(sheet: Sheet) -> Where:
    """The name of the row in the column for its indicator."""
    spot = sheet.pick(
        sheet.spots("T-C.33", ["indikator"], levels=[SUB_KEGIATAN]),
        lambda s: s.line.node is not None and not s.line.node.indicators[1:] and len(s.places) == 1,
    )
    assert spot.line.node
    return Where(sheet.put(spot, spot.line.node.name))


@defect(
    "catatan_nilai",
    forms=("semua", "tanpa_kode", "evaluasi"),
    note_column=True,
    spm_marks=False,
    **_CALM,
)
def catatan_layanan(sheet: Sheet) -> Where:
    """A percentage in the column for notes of a service."""
    spot = sheet.pick(sheet.spots("T-C.30", ["catatan"], rows=["layanan"]), lambda s: True)
    return Where(sheet.put(spot, "64,50 %"))


@defect(
    "deret_salin",
    forms=("semua", "tanpa_kode", "evaluasi"),
    unit_column=False,
    percent=(" %", "%"),
    wrap_values="",
)
def deret_salin(sheet: Sheet) -> Where:
    """One percentage in all columns of what a service reached and will reach."""
    spots = [s for s in _services(sheet) if not s.column.startswith(("standar", "target"))]
    lines = {id(s.line) for s in spots}
    chosen = sheet.rng.choice(sorted(lines, key=[id(s.line) for s in spots].index))
    row = [s for s in spots if id(s.line) == chosen]
    if len(row) < 3 or first(row[0]).unit != "%":
        raise NoPlace
    return Where([cell for spot in row for cell in sheet.put(spot, "64,53 %")])


@defect(
    "capaian_kosong", forms=("semua", "tanpa_kode", "evaluasi"), unit_column=False, wrap_values=""
)
def capaian_kosong(sheet: Sheet) -> Where:
    """A service without anything reached in the years gone by."""
    spots = [s for s in _services(sheet) if s.column.startswith("realisasi")]
    chosen = sheet.pick(spots)
    for spot in spots:
        if spot.line is chosen.line:
            sheet.put(spot, "-")
    aims = [s for s in _services(sheet) if s.line is chosen.line and s.column.startswith("target")]
    return Where([cell for spot in aims for cell in sheet.printed(spot)])


def _services(sheet: Sheet) -> list[Spot]:
    return [spot for spot in sheet.spots("T-C.30", rows=["layanan"]) if spot.value]


@defect("narasi_berbeda", forms=_PLANS, twins=False, dirty="", cover="baris")
def narasi(sheet: Sheet) -> Where:
    """The text counts more programs than the table."""
    nodes = sheet.plan.nodes()
    count = [
        sum(node.level == level for node in nodes) for level in (PROGRAM, KEGIATAN, SUB_KEGIATAN)
    ]
    text = f"Pada Tahun {sheet.plan.year} rencana terdiri dari {count[0] + 2} Program, {count[1]} Kegiatan dan {count[2]} Sub Kegiatan."
    sheet.rows.append([""])
    sheet.rows.append([text])
    return Where([address((len(sheet.rows) - 1, 0))])


@defect("terbilang_berbeda", forms=_PLANS, dirty="")
def terbilang(sheet: Sheet) -> Where:
    """An amount in the text that its own words do not say."""
    sheet.rows.append([""])
    sheet.rows.append(
        [
            "Anggaran tahun lalu sebesar Rp. 1.250.000.000 (satu miliar dua ratus lima belas juta rupiah)."
        ]
    )
    return Where([address((len(sheet.rows) - 1, 0))])
