"""One budget realisation report in three layouts that agencies use.

Every layout prints the same twenty-three rows and a total; the sums are made here, so that only
what a test spoils is wrong.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import saved

Amounts = tuple[int, int]  # budget, realisation
Row = tuple[str, str, int, Amounts]  # code, name, depth, amounts

#: Code, name, depth; amounts only where nothing stands below.
_ROWS: tuple[tuple[str, str, int, Amounts | None], ...] = (
    ("1", "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR", 0, None),
    ("1.06", "URUSAN PEMERINTAHAN BIDANG SOSIAL", 1, None),
    ("1.06.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA", 2, None),
    ("1.06.01.2.01", "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah", 3, None),
    ("1.06.01.2.01.01", "Penyusunan Dokumen Perencanaan Perangkat Daerah", 4, None),
    ("5.1", "Belanja Operasi", 5, None),
    ("5.1.02", "Belanja Barang dan Jasa", 6, (48_250_000, 46_118_500)),
    ("1.06.01.2.02", "Administrasi Keuangan Perangkat Daerah", 3, None),
    ("1.06.01.2.02.01", "Penyediaan Gaji dan Tunjangan ASN", 4, None),
    ("5.1", "Belanja Operasi", 5, None),
    ("5.1.01", "Belanja Pegawai", 6, (3_912_480_000, 3_871_206_412)),
    ("1.06.01.2.07", "Pengadaan Barang Milik Daerah Penunjang Urusan Pemerintah Daerah", 3, None),
    ("1.06.01.2.07.05", "Pengadaan Mebel", 4, None),
    ("5.2", "Belanja Modal", 5, (85_000_000, 0)),
    ("1.06.02", "PROGRAM PEMBERDAYAAN SOSIAL", 2, None),
    ("1.06.02.2.03", "Pengembangan Potensi Sumber Kesejahteraan Sosial Kabupaten/Kota", 3, None),
    ("1.06.02.2.03.01", "Peningkatan Kemampuan Potensi Pekerja Sosial Masyarakat", 4, None),
    ("5.1", "Belanja Operasi", 5, None),
    ("5.1.02", "Belanja Barang dan Jasa", 6, (310_400_000, 322_900_000)),
    ("5.1.05", "Belanja Hibah", 6, (120_000_000, -12_500_000)),
    ("1.06.02.2.03.04", "Peningkatan Kemampuan Kelembagaan Masyarakat", 4, None),
    ("5.1", "Belanja Operasi", 5, None),
    ("5.1.02", "Belanja Barang dan Jasa", 6, (96_750_000, 95_004_250)),
)
_MONEY = "#,##0;(#,##0)"
_ACCOUNTING = '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'


def rows() -> list[Row]:
    """All rows with their sums, from top to bottom."""
    found = []
    for place, (code, name, depth, _) in enumerate(_ROWS):
        end = place + 1
        while end < len(_ROWS) and _ROWS[end][2] > depth:
            end += 1
        leaves = [amounts for _, _, _, amounts in _ROWS[place:end] if amounts]
        found.append((code, name, depth, (sum(a for a, _ in leaves), sum(r for _, r in leaves))))
    return found


def with_total() -> list[Row]:
    """The rows and the printed total below them."""
    return [*rows(), ("", "JUMLAH", 0, rows()[0][3])]


def _sheet(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    book.active.title = title
    return book, book.active


def one_column_of_codes() -> bytes:
    """Code in one column, true numbers, ``%`` as a fraction under a format, cells set in."""
    book, sheet = _sheet("LRA")
    for row, text in enumerate(
        ("PEMERINTAH KABUPATEN CONTOH", "LAPORAN REALISASI ANGGARAN", "DINAS SOSIAL",
         "TAHUN ANGGARAN 2022"), start=1,
    ):  # fmt: skip
        sheet.cell(row, 1, text)
    sheet.append([])
    sheet.append(
        ["Kode Rekening", "Uraian", "Anggaran 2022", "Realisasi 2022", "(%)", "Sisa Anggaran"]
    )
    sheet.append([1, 2, 3, 4, 5, 6])
    for code, name, depth, (budget, spent) in with_total():
        share = round(spent / budget, 4)
        sheet.append([code or None, name, budget, spent, share, budget - spent])
        last = sheet.max_row
        for column in (3, 4, 6):
            sheet.cell(last, column).number_format = _MONEY
        sheet.cell(last, 5).number_format = "0.00%"
        sheet.cell(last, 2).alignment = Alignment(indent=depth)
    for offset, text in enumerate(
        ("Contoh, 31 Desember 2022", "KEPALA DINAS SOSIAL", None, "Dra. SITI AMINAH, M.Si",
         "NIP. 19680412 199003 2 004"), start=2,
    ):  # fmt: skip
        sheet.cell(sheet.max_row + (offset == 2) + 1, 4, text)
    return saved(book)


def parts_of_codes() -> bytes:
    """A column for every part of a code; amounts as text with decimals, minus in brackets.

    ``Lebih/(Kurang)`` is realisation less budget, so most of it stands in brackets.
    """
    book, sheet = _sheet("Realisasi")
    sheet["A1"] = "Pemerintah Kabupaten Contoh"
    sheet["A2"] = "Nama SKPD : Dinas Sosial"
    sheet["A3"] = (
        "Laporan Realisasi Anggaran untuk Tahun yang Berakhir sampai dengan 31 Desember 2022"
    )
    for column, words in enumerate(
        ("KODE REKENING", None, None, None, None, "URAIAN", "ANGGARAN", "REALISASI",
         "LEBIH/(KURANG)", "%"), start=1,
    ):  # fmt: skip
        sheet.cell(5, column, words)
    sheet.merge_cells("A5:E5")
    for number, (code, name, _, (budget, spent)) in enumerate(with_total(), start=6):
        for column, part in enumerate(_parts(code), start=1):
            sheet.cell(number, column, part)
        texts = (
            name,
            money_text(budget),
            money_text(spent),
            money_text(spent - budget),
            percent_text(spent, budget),
        )
        for column, text in enumerate(texts, start=6):
            sheet.cell(number, column, text)
    return saved(book)


def code_and_name_in_one() -> bytes:
    """Code and name in one cell, levels by leading spaces, a header in two rows, no column years."""
    book, sheet = _sheet("Lampiran I")
    sheet["A1"] = "PEMERINTAH KABUPATEN CONTOH"
    sheet["A2"] = "DINAS SOSIAL"
    sheet["A3"] = "LAPORAN REALISASI ANGGARAN TAHUN ANGGARAN 2022"
    for address, words in (
        ("A5", "Kode dan Uraian"), ("B5", "Jumlah (Rp)"), ("E5", "Persentase"),
        ("B6", "Anggaran Setelah Perubahan"), ("C6", "Realisasi"), ("D6", "Sisa"),
    ):  # fmt: skip
        sheet[address] = words
    for area in ("A5:A6", "B5:D5", "E5:E6"):
        sheet.merge_cells(area)
    for number, (code, name, depth, (budget, spent)) in enumerate(with_total(), start=7):
        sheet.cell(number, 1, "   " * depth + f"{code} {name}".strip())
        for column, amount in enumerate((budget, spent, budget - spent), start=2):
            sheet.cell(number, column, amount).number_format = _ACCOUNTING
        sheet.cell(number, 5, spent / budget).number_format = "0.0%"
    return saved(book)


#: The report by accounts alone: code, name, amounts.
ACCOUNTS: tuple[tuple[str, str, Amounts], ...] = (
    ("4", "PENDAPATAN DAERAH", (60_000_000, 58_250_000)),
    ("4.1", "PENDAPATAN ASLI DAERAH (PAD)", (60_000_000, 58_250_000)),
    ("4.1.02", "Retribusi Daerah", (60_000_000, 58_250_000)),
    ("5", "BELANJA DAERAH", (4_572_880_000, 4_322_729_162)),
    ("5.1", "BELANJA OPERASI", (4_487_880_000, 4_322_729_162)),
    ("5.1.01", "Belanja Pegawai", (3_912_480_000, 3_871_206_412)),
    ("5.1.01.01", "Belanja Gaji dan Tunjangan ASN", (3_912_480_000, 3_871_206_412)),
    ("5.1.02", "Belanja Barang dan Jasa", (455_400_000, 464_022_750)),
    ("5.1.05", "Belanja Hibah", (120_000_000, -12_500_000)),
    ("5.2", "BELANJA MODAL", (85_000_000, 0)),
    ("5.2.02", "Belanja Modal Peralatan dan Mesin", (85_000_000, 0)),
    ("", "SURPLUS / (DEFISIT)", (-4_512_880_000, -4_264_479_162)),
)
#: The same as the standard for statements prints it (PSAP 02): numbered lines, sums below.
STANDARD: tuple[tuple[str, Amounts | None], ...] = (
    ("PENDAPATAN", None),
    ("PENDAPATAN ASLI DAERAH", None),
    ("Pendapatan Retribusi Daerah", (50_000_000, 48_250_000)),
    ("Lain-lain PAD yang Sah", (10_000_000, 10_000_000)),
    ("Jumlah Pendapatan", (60_000_000, 58_250_000)),
    ("BELANJA", None),
    ("BELANJA OPERASI", None),
    ("Belanja Pegawai", (3_912_480_000, 3_871_206_412)),
    ("Belanja Barang dan Jasa", (455_400_000, 464_022_750)),
    ("Belanja Hibah", (120_000_000, -12_500_000)),
    ("Jumlah Belanja Operasi", (4_487_880_000, 4_322_729_162)),
    ("BELANJA MODAL", None),
    ("Belanja Peralatan dan Mesin", (85_000_000, 0)),
    ("Jumlah Belanja Modal", (85_000_000, 0)),
    ("JUMLAH BELANJA", (4_572_880_000, 4_322_729_162)),
    ("SURPLUS / (DEFISIT)", (-4_512_880_000, -4_264_479_162)),
)


def by_accounts(above: tuple[tuple[str, str, Amounts], ...] = ()) -> bytes:
    """Accounts alone, below ``above``: code in one column, true numbers."""
    book, sheet = _sheet("LRA")
    _heads(sheet, ["Kode Rekening", "Uraian", "Anggaran 2022", "Realisasi 2022", "Sisa Anggaran"])
    for code, name, (budget, spent) in (*above, *ACCOUNTS):
        sheet.append([code or None, name, budget, spent, budget - spent])
    return saved(book)


def by_standard() -> bytes:
    """The report as PSAP 02 prints it: no code at all, a number before every line with amounts."""
    book, sheet = _sheet("LRA")
    _heads(sheet, ["No", "Uraian", "Anggaran 2022", "Realisasi 2022", "Sisa Anggaran"])
    for number, (name, amounts) in enumerate(STANDARD, start=1):
        budget, spent = amounts or (None, None)
        rest = None if budget is None or spent is None else budget - spent
        sheet.append([number if amounts else None, name, budget, spent, rest])
    return saved(book)


def _heads(sheet: Worksheet, header: list[str]) -> None:
    for text in (
        "PEMERINTAH KABUPATEN CONTOH", "LAPORAN REALISASI ANGGARAN", "DINAS SOSIAL",
        "TAHUN ANGGARAN 2022",
    ):  # fmt: skip
        sheet.append([text])
    sheet.append([])
    sheet.append(header)


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "one_column_of_codes": one_column_of_codes,
    "parts_of_codes": parts_of_codes,
    "code_and_name_in_one": code_and_name_in_one,
}


def changed(data: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """The workbook with its sheet changed."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.active)
    return saved(book)


def as_text(*, wrong: tuple[str, str] | None = None) -> bytes:
    """The report as text pulled from a PDF: columns parted by tabs, one text replaced."""
    lines = [
        "PEMERINTAH KABUPATEN CONTOH", "LAPORAN REALISASI ANGGARAN", "DINAS SOSIAL",
        "TAHUN ANGGARAN 2022", "",
        "Kode Rekening\tUraian\tAnggaran 2022\tRealisasi 2022\t(%)\tSisa Anggaran",
    ]  # fmt: skip
    for code, name, _, (budget, spent) in with_total():
        texts = (code, name, money_text(budget), money_text(spent), percent_text(spent, budget))
        lines.append("\t".join((*texts, money_text(budget - spent))))
    text = "\n".join(lines) + "\n"
    if wrong is not None:
        assert text.count(wrong[0]) == 1, wrong[0]
        text = text.replace(*wrong)
    return text.encode()


def _parts(code: str) -> list[str]:
    """``1.06.01.2.01.01`` -> 1, 06, 01, 2.01, 01; an account part by part."""
    parts = code.split(".") if code else []
    if code.startswith("1") and len(parts) > 3:
        parts[3:5] = [".".join(parts[3:5])]
    return parts


def money_text(amount: int) -> str:
    """With decimals, a negative amount in brackets."""
    text = f"{abs(amount):,}".replace(",", ".") + ",00"
    return f"({text})" if amount < 0 else text


def percent_text(part: int, whole: int) -> str:
    """What a part is of the whole, two decimals."""
    share = part / whole * 100
    text = f"{abs(share):.2f}".replace(".", ",")
    return f"({text})" if share < 0 else text
