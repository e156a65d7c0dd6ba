"""Writes ``docs/queries.md``: every query of this folder with its result on the sample.

python docs/queries/refresh.py WAREHOUSE.sqlite    (of the text of the sample alone)
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent / "queries.md"
_HEAD = """# Sepuluh kueri siap pakai / ten ready queries

Hasilnya dari berkas teks contoh di `raw/`. Kueri berjalan di SQLite dan PostgreSQL; arti setiap
kolom ada di tabel `kamus_data`.

*The results are those of the text of the sample in `raw/`. The queries run on SQLite and
PostgreSQL; the table `kamus_data` says what every column means. This page is written by
`docs/queries/refresh.py`.*
"""


def queries() -> dict[str, str]:
    """SQL by file name, in order."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.sql"))}


def page(connection: sqlite3.Connection) -> str:
    """The whole page: title, SQL and result of every query."""
    parts = [_HEAD]
    for name, sql in queries().items():
        title, _, statement = sql.partition("\n")
        number = int(name.split("-", 1)[0])
        parts.append(f"\n## {number} {title.removeprefix('-- ')}\n\n```sql\n{statement}```\n")
        if number == _PICTURED:
            parts.append(_PICTURE)
        parts.append(_table(connection.execute(sql)))
    return "\n".join(parts)


_PICTURED = 8
_PICTURE = (
    "![Taman Makam Pahlawan sebelum dan sesudah 2021 / before and after 2021]"
    "(images/kesinambungan.svg)\n\n"
    "Realisasi 2020 tidak tercetak di dokumen, jadi tidak ada. / *The document prints no "
    "realisation of 2020, so there is none.*\n"
)


def _table(found: sqlite3.Cursor) -> str:
    names = [column[0] for column in found.description]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_shown(value) for value in row) + " |" for row in found]
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int) and abs(value) >= 10_000:
        return f"{value:,}".replace(",", ".")
    return str(value).replace("|", "\\|")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit("python docs/queries/refresh.py WAREHOUSE.sqlite")
    with sqlite3.connect(sys.argv[1]) as warehouse:
        PAGE.write_text(page(warehouse), encoding="utf-8")
