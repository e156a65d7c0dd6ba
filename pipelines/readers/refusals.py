"""Why a file is refused that costs too much, or that takes its reader down."""

from __future__ import annotations

from pipelines.model import Refusal
from pipelines.readers.limits import MIB, Limits


def too_large(size: int, limits: Limits) -> Refusal:
    """The file itself has more bytes than a plan can have."""
    return Refusal(
        f"Berkas ini {_mib(size)} MiB, batasnya {_mib(limits.file_bytes)} MiB; hapus gambar dari "
        "dalamnya, atau kirim bagian yang memuat tabel saja.",
        f"This file has {_mib(size)} MiB, the limit is {_mib(limits.file_bytes)} MiB; remove its "
        "pictures, or send only the part with the tables.",
        rule="berkas_terlalu_besar",
    )


def too_many_cells(count: int, limits: Limits) -> Refusal:
    """More cells hold something than any plan has."""
    return Refusal(
        f"Berkas ini berisi {count} sel, batasnya {limits.cells}; kirim lembar yang memuat tabel "
        "rencana kerja saja.",
        f"This file holds {count} cells, the limit is {limits.cells}; send only the sheets with "
        "the tables of the work plan.",
        rule="sel_terlalu_banyak",
    )


def out_of_memory(limits: Limits) -> Refusal:
    """Reading it would take more memory than one file may."""
    return Refusal(
        f"Pembacaan berkas ini perlu memori lebih dari {_mib(limits.memory_bytes)} MiB. Simpan "
        "ulang dari program asalnya tanpa baris dan kolom kosong yang diberi format, atau kirim "
        "bagian yang memuat tabel saja.",
        f"Reading this file needs more than {_mib(limits.memory_bytes)} MiB of memory. Save it "
        "again from its program without formatted empty rows and columns, or send only the part "
        "with the tables.",
        rule="batas_memori",
    )


def out_of_time(seconds: int) -> Refusal:
    """Reading it did not end."""
    return Refusal(
        f"Pembacaan berkas ini tidak selesai dalam {seconds} detik. Simpan atau cetak ulang dari "
        "program asalnya, atau kirim bagian yang memuat tabel saja.",
        f"Reading this file did not end within {seconds} seconds. Save or print it again from "
        "its program, or send only the part with the tables.",
        rule="batas_waktu",
    )


def died(code: int, said: str) -> Refusal:
    """The process that read it died; ``said`` is its last words, without words of the file."""
    last = said.strip().rpartition("\n")[2].partition(":")[0][:80]
    what = f"{last or 'tanpa pesan'}; kode {code}"
    return Refusal(
        f"Pembaca berkas ini berhenti mendadak ({what}): berkasnya rusak atau dibuat untuk "
        "merusak. Simpan ulang dari program asalnya, lalu kirim ulang.",
        f"The reader of this file died ({what}): the file is damaged or made to do damage. Save "
        "it again from its program and send it again.",
        rule="pembaca_mati",
    )


def _mib(size: int) -> str:
    return f"{size / MIB:,.0f}".replace(",", ".")
