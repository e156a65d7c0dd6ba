"""Rows and tables that are printed twice, unknown, or under the wrong header."""

from __future__ import annotations

from plans.defects.amounts import wrong_amount
from plans.defects.measures import first
from plans.defects.planting import NoPlace, Sheet, Where, address, defect
from plans.model import SUB_KEGIATAN
from plans.printing import number_text
from plans.spots import Spot

_ONE_LINE = {"wrap_names": False, "wrap_values": "", "compound_lines": False}
_PRINTED = ("simpul", "indikator", "lanjutan", "judul", "belanja", "jumlah")
_ONE_HEADER = {"repeat_header": False, "repeat_title": False, "wrap_header": False}


@defect("baris_ganda", review_gaps=False, **_ONE_LINE)
def baris_ganda(sheet: Sheet) -> Where:
    """A row printed twice, one below the other."""
    forms = {"T-C.29": "simpul", "T-C.31": "simpul", "T-C.33": "simpul", "KODE": "kode"}
    form = sheet.rng.choice(list(forms))
    spots = sheet.spots(form, ["nama"], rows=[forms[form]], levels=[SUB_KEGIATAN])
    spot = sheet.pick(spots)
    own = sheet.lines_of(spot.line)
    rows = [list(sheet.rows[line]) for line in own]
    sheet.insert(own[-1] + 1, rows)
    return Where(
        [
            address((own[-1] + 1 + number, place))
            for number, row in enumerate(rows)
            for place, text in enumerate(row)
            if text
        ]
    )


@defect("belanja_tak_dikenal", expenditure=("nama", "akun", "lengkap"),
        forms=("semua", "inti", "rencana"), code=("kolom", "titik", "spasi"))  # fmt: skip
def belanja_tak_dikenal(sheet: Sheet) -> Where:
    spots = sheet.spots("T-C.33", ["nama"], rows=["belanja"])
    spot = sheet.pick(spots, lambda s: bool(s.line.amounts["pagu"]))
    kind = sheet.rng.choice(("Belanja Lainnya", "Belanja Operator", "Belanja Umum Kantor"))
    return Where(sheet.put(spot, kind))


@defect("belanja_tanpa_induk", expenditure=("nama", "lengkap"), headings=True,
        forms=("semua", "inti", "rencana"), code=("kolom", "titik", "spasi"))  # fmt: skip
def belanja_tanpa_induk(sheet: Sheet) -> Where:
    """A line of expenditure above all programmes."""
    heading = sheet.spots("T-C.33", ["nama"], rows=["judul"])[0]
    lines = sheet.spots("T-C.33", ["nama"], rows=["belanja"])
    spot = sheet.pick(lines, lambda s: bool(s.line.amounts["pagu"]))
    row = list(sheet.rows[sheet.lines_of(spot.line)[0]])
    at = max(sheet.lines_of(heading.line)) + 1
    sheet.insert(at, [row])
    return Where([address((at, place)) for place, text in enumerate(row) if text])


def _again(sheet: Sheet, *columns: str) -> list[Spot]:
    """Cells of the second print of the review."""
    return [
        spot
        for spot in sheet.document.spots
        if spot.again and spot.places and spot.line.row == "simpul" and spot.column in columns
    ]


@defect("beda_cetak_ulang", repeat_review="sama", forms=("semua", "tanpa_kode"),
        compound_lines=False)  # fmt: skip
def cetak_ulang_pagu(sheet: Sheet) -> Where:
    spot = sheet.pick(_again(sheet, "pagu", "pagu_kanan"), lambda s: bool(s.amount))
    return Where(sheet.put_amount(spot, wrong_amount(sheet.rng, spot.amount or 0)))


@defect("beda_cetak_ulang", repeat_review="sama", forms=("semua", "tanpa_kode"), compound=False,
        wrap_values=("", "uang"))  # fmt: skip
def cetak_ulang_target(sheet: Sheet) -> Where:
    spot = sheet.pick(_again(sheet, "target", "target_kanan"), lambda s: bool(s.value))
    value = first(spot).value
    old, more = number_text(value), number_text(value + sheet.rng.randint(1, 9))
    return Where(sheet.put(spot, sheet.words(spot).replace(old, more, 1)))


@defect("ejaan_cetak_ulang", repeat_review="sama", forms=("semua", "tanpa_kode"))
def cetak_ulang_ejaan(sheet: Sheet) -> Where:
    """Another spelling in the second print: only worth knowing."""
    spot = sheet.pick(_again(sheet, "nama"), lambda s: len(sheet.words(s)) > 30)
    place = spot.places[0]
    word = max(sheet.get(place).split(), key=len)
    sheet.set(place, sheet.get(place).replace(word, word[:-2] + word[-1]))
    return Where([address(place)])


@defect("ejaan_beda", forms=("semua", "tanpa_kode"), twins=False, program_case="campur",
        repeat_review="")  # fmt: skip
def ejaan_beda(sheet: Sheet) -> Where:
    """A name spelled otherwise than in the other tables: only worth knowing."""
    spots = sheet.spots(None, ["nama"], rows=["simpul", "kode"], levels=[SUB_KEGIATAN])
    spot = sheet.pick(spots, lambda s: len(max(sheet.words(s).split(), key=len)) > 7)
    for place in spot.places:
        word = max(sheet.get(place).split(), key=len)
        if len(word) > 7:
            sheet.set(place, sheet.get(place).replace(word, word[:-3] + word[-2:]))
            break
    else:
        raise NoPlace
    return Where(sheet.printed(spot))


@defect("tabel_tak_dikenal")
def tabel_tak_dikenal(sheet: Sheet) -> Where:
    """A table of no form between two chapters."""
    rows = [
        ["No", "Golongan", "Laki-laki", "Perempuan", "Jumlah"],
        ["1", "IV", "4", "3", "7"],
        ["2", "III", "21", "18", "39"],
        ["", "Jumlah", "25", "21", "46"],
    ]
    chapters = [n for n, row in enumerate(sheet.rows) if row[0] in {"BAB III", "BAB IV", "BAB V"}]
    at = sheet.rng.choice(chapters)
    title = [["Tabel 1.1"], ["Jumlah Pegawai menurut Golongan"], [""]]
    sheet.insert(at, [*title, *rows, [""]])
    return Where(
        [
            address((at + len(title) + number, place))
            for number, row in enumerate(rows)
            for place, text in enumerate(row)
            if text
        ]
    )


@defect("kolom_tak_dikenal", forms=("semua", "inti", "rencana"), spread="", **_ONE_HEADER)
def kolom_tak_dikenal(sheet: Sheet) -> Where:
    """A column whose header says what no form has."""
    column = sheet.rng.choice(("sumber_dana", "lokasi"))
    spot = sheet.pick(sheet.spots("T-C.33", [column], rows=["kepala"]))
    words = sheet.rng.choice(("Warna Berkas", "Paraf Petugas", "Tahapan Lelang"))
    return Where(sheet.put(spot, words))


@defect("kolom_hilang", forms=("semua", "inti", "rencana"), spread="", drift="", **_ONE_HEADER)
def kolom_hilang(sheet: Sheet) -> Where:
    """The plan without the targets of its forward estimate, from the header down."""
    head = sheet.pick(sheet.spots("T-C.33", ["target_maju"], rows=["kepala"]))
    line, column = head.places[0]
    first = line - 1 if any(sheet.rows[line - 1]) else line  # the words of groups stand above
    last = max(place[0] for spot in sheet.spots("T-C.33", rows=_PRINTED) for place in spot.places)
    for number in range(first, last + 1):
        row = sheet.rows[number]
        above = number < line and len(row) > column and row[column]  # its group has more columns
        start = column + 1 if above else column
        del row[start : start + 1]
    return Where([address((first, place)) for place, text in enumerate(sheet.rows[first]) if text])
