"""Every kind of hostile or broken file: its name, its bytes, and the rule that sets it aside."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from hostile.packages import SHEET, packed, parts, sheet, text_cell

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIB = 1 << 20


@dataclass(frozen=True)
class Hostile:
    """``make`` gives the bytes; ``rule`` is the reason in the quarantine."""

    file: str
    rule: str
    make: Callable[[], bytes]


def one_far_cell() -> bytes:
    """Five kilobytes whose only cell is the last that a sheet can have."""
    far = sheet(text_cell("XFD1048576", "x"), "A1:XFD1048576")
    return packed(parts() | {SHEET: far})


def zip_bomb() -> bytes:
    """A sheet of 130 MiB of spaces in 0.1 MiB."""
    return packed(parts() | {SHEET: sheet(" " * (130 * _MIB))})


def entity_bomb() -> bytes:
    """Entities that hold ten of the one before, ten levels deep."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    evil = f'<!DOCTYPE worksheet [<!ENTITY e0 "Renja">{levels}]>'
    bomb = sheet(text_cell("A1", "&e10;")).replace("?>", f"?>{evil}", 1)
    return packed(parts() | {SHEET: bomb})


def external_entity() -> bytes:
    """An entity that stands for a file of the machine, in UTF-16 so that no plain search sees it."""
    evil = '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    leak = sheet(text_cell("A1", "&e;")).replace("?>", f"?>{evil}", 1)
    return packed(parts() | {SHEET: leak.replace("UTF-8", "UTF-16").encode("utf-16")})


def climbing_paths() -> bytes:
    """A zip whose part would land outside the folder into which it is unpacked."""
    return packed(parts() | {"../../../../tmp/renja-pwned.txt": "x"})


def encrypted() -> bytes:
    """An OLE container around an encrypted package, as Excel writes it."""
    return _OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def workbook() -> bytes:
    """A sound workbook without a table of any form."""
    book = Workbook()
    book.active.append(["Daftar hadir rapat", "Nama", "Tanda tangan"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def truncated_workbook() -> bytes:
    """The first half of a workbook."""
    return workbook()[: len(workbook()) // 2]


def pdf() -> bytes:
    """A sound PDF without a table of any form."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(72, 700, "Daftar hadir rapat")
    canvas.save()
    return target.getvalue()


def truncated_pdf() -> bytes:
    """The first half of a PDF."""
    return pdf()[: len(pdf()) // 2]


def page_loop() -> bytes:
    """Pages that hold themselves."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def scan() -> bytes:
    """A page that is a picture."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.save()
    return target.getvalue()


def old_workbook() -> bytes:
    """The bytes of an .xls: a stream as Excel 4 writes it."""
    return b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00" + b"\x0a\x00\x00\x00"


def many_sheets() -> bytes:
    """Ten thousand sheets."""
    return packed(parts(sheets=10_000))


def blank_rows() -> bytes:
    """A million rows of formatted cells that hold nothing."""
    rows = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(1, 1_000_001))
    return packed(parts() | {SHEET: sheet(rows, "A1:A1000000")})


def shared_formula_loop() -> bytes:
    """Formulas without values that need one another."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f>A{n % 5000 + 1}*2+A{(n + 1) % 5000 + 1}</f></c></row>'
        for n in range(1, 5001)
    )
    return packed(parts() | {SHEET: sheet(rows)})


HTML = b"<html><body><table><tr><td>Program</td><td>Pagu</td></tr></table></body></html>"

HOSTILE = (
    Hostile("satu_sel_jauh.xlsx", "tanpa_formulir", one_far_cell),
    Hostile("bom_zip.xlsx", "bom_zip", zip_bomb),
    Hostile("bom_entitas.xlsx", "xml_berbahaya", entity_bomb),
    Hostile("entitas_luar.xlsx", "xml_berbahaya", external_entity),
    Hostile("jalur_keluar.xlsx", "nama_bagian_berbahaya", climbing_paths),
    Hostile("terkunci.xlsx", "berkas_terkunci", encrypted),
    Hostile("terpotong.xlsx", "berkas_rusak", truncated_workbook),
    Hostile("terpotong.pdf", "pdf_rusak", truncated_pdf),
    Hostile("halaman_berputar.pdf", "pdf_rusak", page_loop),
    Hostile("pindaian.pdf", "pdf_pindai", scan),
    Hostile("kosong.xlsx", "berkas_kosong", bytes),
    Hostile("halaman_web.xls", "bukan_buku_kerja", lambda: HTML),
    Hostile("lama.xlsx", "akhiran_salah", old_workbook),
    Hostile("sepuluh_ribu_lembar.xlsx", "bagian_terlalu_banyak", many_sheets),
    Hostile("sejuta_baris_kosong.xlsx", "berkas_kosong", blank_rows),
    Hostile("rumus_melingkar.xlsx", "tanpa_formulir", shared_formula_loop),
    Hostile("tanpa_formulir.xlsx", "tanpa_formulir", workbook),
    Hostile("$(touch renja-pwned);`id`.xlsx", "tanpa_formulir", workbook),
    Hostile("'; DROP TABLE release; --.xlsx", "tanpa_formulir", workbook),
    Hostile("a..%2f..%2fetc%2fpasswd.xlsx", "tanpa_formulir", workbook),
    Hostile("-rf --home=x.xlsx", "tanpa_formulir", workbook),
    Hostile("rencana\u202excod.xlsx", "tanpa_formulir", workbook),
    Hostile("=HYPERLINK(A1).xlsx", "tanpa_formulir", workbook),
    Hostile("baris\nbaru\t<script>.xlsx", "tanpa_formulir", workbook),
)
