"""What the regulation says around its tables, and the tables in its order.

The headings of tables without a title, and the words of the title page and of the signature,
are those of the regulation (Peraturan Bupati Pasuruan Nomor 83 Tahun 2021), without names.
"""

from __future__ import annotations

from plans.retyped.printed import Table

ATTACHMENT = (
    "LAMPIRAN : PERATURAN BUPATI PASURUAN",
    "NOMOR : 83 TAHUN 2021",
    "TANGGAL : 2 AGUSTUS 2021",
)
TITLE = ("RENCANA KERJA", "DINAS SOSIAL", "KABUPATEN PASURUAN TAHUN 2022")
RUNNING_TITLE = "Rencana Kerja Dinas Sosial Kabupaten Pasuruan Tahun 2022"
SIGNATURE = ("BUPATI PASURUAN,", "ttd.")
_HEADINGS = {
    "KEBIJAKAN": ("3.1 Telaahan Terhadap Kebijakan Nasional",),
    "KODE": ("3.3 Rencana Program",),
}
_SHEETS = {"KEBIJAKAN": "Kebijakan", "KODE": "Kode Rekening"}


def heading(table: Table) -> tuple[str, ...]:
    """The lines above a table."""
    return table.title or _HEADINGS[table.form]


def sheet_names(tables: list[Table]) -> list[str]:
    """A name for the sheet of each table: its number, or what it lists."""
    names: list[str] = []
    for table in tables:
        name = table.title[0] if table.title else _SHEETS[table.form]
        names.append(name if name not in names else f"{name} ({names.count(name) + 1})")
    return names
