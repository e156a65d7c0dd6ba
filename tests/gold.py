"""Recall and precision of what is published against hand-checked truth.

``python tests/gold.py`` prints a line a table. The truth lies beside the project
(``../shared``); without it there is nothing to compare and the script says so.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assets.execute import run_pipeline
from assets.progress import Silence
from assets.settings import find_settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE = SHARED / "source" / "renja-2022-dinas-sosial-kabupaten-pasuruan.txt"
SECOND = SHARED / "source" / "renja-2023-dinas-pendidikan-kabupaten-tirtabumi.txt"
SECOND_WORKBOOK = SECOND.with_suffix(".xlsx")
SECOND_PDF = SECOND.with_suffix(".pdf")
SECOND_TRUTH = SHARED / "gold" / "pendidikan-2023"

#: Not compared: who and when are the same in all rows; the canonical spelling of a unit is
#: ours; findings about figures (status) come with the rule catalogue.
_SHOWN = 5  # rows that differ, a table
_SKIPPED = {
    "pemerintah", "perangkat_daerah", "tahun_dokumen", "alamat_xlsx", "alamat_pdf", "alamat_txt",
    "satuan_baku", "status", "kode_induk", "nama_induk", "berlaku_dari", "berlaku_sampai",
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How many rows of the truth were published as they are, and how many rows beyond."""

    table: str
    truth: int
    published: int
    same: int
    missing: tuple[Mapping[str, str], ...]
    extra: tuple[Mapping[str, str], ...]

    @property
    def recall(self) -> float:
        """Share of the truth that was published exactly."""
        return self.same / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """Share of what was published that is in the truth."""
        return self.same / self.published if self.published else 1.0


def publish(files: Iterable[Path], home: Path) -> sqlite3.Connection:
    """Publish the files in an empty home; the connection reads the reporting views."""
    raw = home / "raw"
    raw.mkdir(parents=True)
    for file in files:
        shutil.copy(file, raw)
    settings = find_settings(home=home / "renja", raw=raw)
    run_pipeline(settings, Silence())
    connection = sqlite3.connect(settings.home / "warehouse.sqlite")
    connection.row_factory = sqlite3.Row
    return connection


def compare(
    table: str,
    truth: Sequence[Mapping[str, Any]],
    published: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
) -> Score:
    """Row by row on all the columns."""

    def row(values: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(_plain(column, values[column]) for column in columns)

    wanted, found = Counter(map(row, truth)), Counter(map(row, published))
    return Score(
        table,
        len(truth),
        len(published),
        sum((wanted & found).values()),
        tuple(dict(zip(columns, each, strict=True)) for each in (wanted - found)),
        tuple(dict(zip(columns, each, strict=True)) for each in (found - wanted)),
    )


def _plain(column: str, value: Any) -> str:
    """Values for comparing: 2 and 2.0 are one number, None and an empty cell are one nothing."""
    if value is None or value == "":
        return ""
    if column in {"nilai", "rupiah", "komponen", "tahun"}:
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def second_document(
    connection: sqlite3.Connection, view_of: str = "2023", skipped: frozenset[str] = frozenset()
) -> list[Score]:
    """Every view of the second document against its truth by construction.

    ``skipped`` are columns that the truth has as another file of the plan prints them.
    """
    scores = []
    for view in ("kinerja", "anggaran", "belanja", "spm", "usulan", "nomenklatur"):
        with (SECOND_TRUTH / f"bi_{view}.csv").open(encoding="utf-8", newline="") as lines:
            truth = list(csv.DictReader(lines))
        columns = [column for column in truth[0] if column not in _SKIPPED | skipped]
        rows = connection.execute(f"SELECT * FROM bi_{view}").fetchall()
        published = [{key: row[key] for key in columns} for row in rows]
        scores.append(compare(f"bi_{view} ({view_of})", truth, published, columns))
    return scores


def plan_of_sample(connection: sqlite3.Connection) -> list[Score]:
    """Tabel 3.1 of the real document: names, codes as printed, amounts, expenditure."""
    gold = json.loads((SHARED / "gold" / "plan_2022.json").read_text(encoding="utf-8"))
    truth, lines = [], []
    for record in gold["records"]:
        about = {
            "tingkat": record["level"],
            "nama": record["name"],
            "kode_terbit": record["code_printed"],
            "bidang": record.get("bidang")
            or (record["name"] if record["level"] == "bidang" else None),
        }
        for year, phase in ((2022, "rencana"), (2023, "prakiraan_maju")):
            amount = record[f"amount_{year}"]
            if isinstance(amount, int):
                truth.append({**about, "tahun": year, "fase": phase, "rupiah": amount})
            lines += [
                {
                    "nama": record["name"],
                    "jenis_belanja": line["key"],
                    "tahun": year,
                    "rupiah": line[f"amount_{year}"],
                }
                for line in record.get("expenditure", ())
            ]
    budget = _rows(
        connection, "SELECT * FROM bi_anggaran WHERE formulir = 'T-C.33' AND status <> 'turunan'"
    )
    spent = _rows(connection, "SELECT *, sub_kegiatan AS nama FROM bi_belanja")
    return [
        compare(
            "Tabel 3.1, rupiah", truth, budget,
            ("tingkat", "nama", "kode_terbit", "bidang", "tahun", "fase", "rupiah"),
        ),
        compare(
            "Tabel 3.1, belanja", lines, spent, ("nama", "jenis_belanja", "tahun", "rupiah")
        ),
        _targets_of_sample(connection, gold["records"]),
        _codes_of_sample(connection, gold["records"]),
    ]  # fmt: skip


def _targets_of_sample(connection: sqlite3.Connection, records: list[dict[str, Any]]) -> Score:
    truth = []
    for record in records:
        for year in (2022, 2023):
            target = record[f"target_{year}"]
            parts = target.get("components") or ([target] if target["state"] == "value" else [])
            truth += [
                {
                    "nama": record["name"], "indikator": record["indicator"],
                    "lokasi": record["location"], "tahun": year, "komponen": number,
                    "nilai": part["value"], "satuan": part["unit"],
                    "nilai_terbit": target["text"],
                }
                for number, part in enumerate(parts, start=1)
            ]  # fmt: skip
    published = _rows(connection, "SELECT * FROM bi_kinerja WHERE formulir = 'T-C.33'")
    columns = (
        "nama", "indikator", "lokasi", "tahun", "komponen", "nilai", "satuan", "nilai_terbit",
    )  # fmt: skip
    return compare("Tabel 3.1, target", truth, published, columns)


def _codes_of_sample(connection: sqlite3.Connection, records: list[dict[str, Any]]) -> Score:
    """Resolved codes against the codes that the arithmetic and the official list support.

    One code of the truth rests on knowledge from outside the document (the list of codes
    prints a sibling's code): the product leaves it open.
    """
    truth = [
        {"nama": record["name"], "tingkat": record["level"], "kode": record["code_corrected"]}
        for record in records
        if record["level"] in {"program", "kegiatan", "sub_kegiatan"}
    ]
    published = _rows(
        connection,
        "SELECT DISTINCT nama, tingkat, kode, program, kegiatan FROM bi_anggaran "
        "WHERE formulir = 'T-C.33' AND tingkat IN ('program', 'kegiatan', 'sub_kegiatan')",
    )
    return compare("Tabel 3.1, kode", truth, published, ("nama", "tingkat", "kode"))


def codes_of_sample(connection: sqlite3.Connection) -> Score:
    """The list of codes of section 3.3, as printed."""
    gold = json.loads((SHARED / "gold" / "nomenclature.json").read_text(encoding="utf-8"))
    truth = [
        {"kode_terbit": row["code"], "nama": row["name"], "tingkat": row["level"]} for row in gold
    ]
    published = _rows(
        connection, "SELECT * FROM bi_nomenklatur WHERE skema = 'permendagri-90-2019'"
    )
    return compare("Daftar kode 3.3", truth, published, ("kode_terbit", "nama", "tingkat"))


def _rows(connection: sqlite3.Connection, query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query)]


def score_all(folder: Path) -> list[Score]:
    """Publish every document alone in an empty home, and compare.

    Percentages of the workbook are fractions with a format: their text is not that of the truth.
    """
    sample = publish([SAMPLE], folder / "sample")
    second = publish([SECOND], folder / "second")
    workbook = publish([SECOND_WORKBOOK], folder / "workbook")
    pdf = publish([SECOND_PDF], folder / "pdf")
    try:
        return [
            *plan_of_sample(sample),
            codes_of_sample(sample),
            *second_document(second),
            *second_document(workbook, "xlsx", frozenset({"nilai_terbit", "rupiah_terbit"})),
            *second_document(pdf, "pdf"),
        ]
    finally:
        sample.close()
        second.close()
        workbook.close()
        pdf.close()


def main() -> int:
    """Print a line a table, and the rows that differ."""
    if not SECOND_TRUTH.is_dir():
        print("../shared is not here: nothing to compare with", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        scores = score_all(Path(folder))
    print(f"{'table':<28}{'truth':>7}{'ours':>7}{'recall':>9}{'precision':>11}")
    for score in scores:
        line = f"{score.table:<28}{score.truth:>7}{score.published:>7}"
        print(f"{line}{score.recall:>9.4f}{score.precision:>11.4f}")
    for score in scores:
        for label, rows in (("missing", score.missing), ("extra", score.extra)):
            for row in rows[:_SHOWN]:
                print(f"{score.table}: {label}: { {k: v for k, v in row.items() if v} }")
    return 0


if __name__ == "__main__":
    sys.exit(main())
