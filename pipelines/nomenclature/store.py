"""Imported lists as files: ``<scheme>.csv``, normalised, and ``<scheme>.json`` about it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.codes import LEVELS, schemes
from pipelines.model import Refusal
from pipelines.nomenclature.model import (
    DOUBTED,
    PROVINCE,
    REFUSED,
    REGENCY,
    REPAIRED,
    Coverage,
    ListedNode,
    ReadList,
)

COLUMNS = (
    "skema", "kode", "tingkat", "nama", "kode_induk", "kewenangan", "identitas", "berlaku_dari",
    "berlaku_sampai", "dasar", "baris_asal", "kode_terbit", "catatan",
)  # fmt: skip
_NEEDED = ("skema", "kode", "tingkat", "nama")


def write_list(nodes: Sequence[ListedNode]) -> str:
    """The text of ``<scheme>.csv`` (UTF-8, comma, one node a line)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for node in nodes:
        years = ("" if year is None else year for year in (node.valid_from, node.valid_to))
        writer.writerow([
            node.scheme, node.code, node.level, node.name, node.parent_code, node.authority,
            node.identity, *years, node.basis, node.place, node.code_printed, node.note,
        ])  # fmt: skip
    return text.getvalue()


def parse_list(text: str, file: str) -> tuple[ListedNode, ...]:
    """The nodes of such a text; :class:`pipelines.model.Refusal` names line and column."""
    lines = csv.reader(io.StringIO(text))
    header = next(lines, [])
    for column in _NEEDED:
        if column not in header:
            raise _wrong(file, 1, column, "kolom tidak ada", "the column is missing")
    known = {each["id"] for each in schemes()}
    nodes: list[ListedNode] = []
    for values in lines:
        if not values:
            continue
        row = dict.fromkeys(COLUMNS, "") | dict(zip(header, values, strict=False))
        for column, allowed in (
            ("skema", known),
            ("tingkat", set(LEVELS)),
            ("kewenangan", {"", PROVINCE, REGENCY}),
        ):
            if row[column] not in allowed:
                listed = ", ".join(sorted(allowed))
                said = f"'{row[column]}'"
                raise _wrong(
                    file, lines.line_num, column, f"{said} bukan salah satu dari {listed}",
                    f"{said} is none of {listed}",
                )  # fmt: skip
        for column in ("kode", "nama"):
            if not row[column]:
                raise _wrong(file, lines.line_num, column, "kosong", "is empty")
        first, last = (_year(row, name, file, lines.line_num)
                       for name in ("berlaku_dari", "berlaku_sampai"))  # fmt: skip
        nodes.append(
            ListedNode(
                row["skema"], row["kode"], row["tingkat"], row["nama"], row["kode_induk"],
                row["kewenangan"], row["identitas"], first, last, row["dasar"], row["baris_asal"],
                row["kode_terbit"], row["catatan"],
            )
        )  # fmt: skip
    return tuple(nodes)


def load_lists(folder: Path) -> tuple[ListedNode, ...]:
    """All nodes of the lists in ``folder`` (``<reference>/nomenclature``), oldest decree first.

    Empty where there is none; :class:`pipelines.model.Refusal` names a file that is not right.
    """
    return tuple(node for scheme in schemes() for node in load_list(folder, scheme["id"]))


def load_list(folder: Path, scheme: str) -> tuple[ListedNode, ...]:
    """The nodes of one imported list; empty where there is none."""
    path = folder / f"{scheme}.csv"
    return parse_list(_text(path), path.name) if path.exists() else ()


def load_about(folder: Path, scheme: str) -> dict[str, Any] | None:
    """What ``<scheme>.json`` says of an import; None where there is none."""
    path = folder / f"{scheme}.json"
    if not path.exists():
        return None
    try:
        about: dict[str, Any] = json.loads(_text(path))
    except ValueError as error:
        raise Refusal(
            f"{path.name} rusak ({error}); hapus lalu impor ulang daftarnya.",
            f"{path.name} is damaged ({error}); delete it and import the list again.",
            rule="daftar_rusak",
        ) from error
    return about


def coverage_of(about: Mapping[str, Any] | None) -> Coverage:
    """What an imported list speaks of."""
    if about is None:
        return Coverage()
    bidang = about.get("bidang")
    return Coverage(
        frozenset(bidang) if bidang else None, frozenset(about.get("refused_names", ()))
    )


def counts_of(read: ReadList) -> dict[str, Any]:
    """Counts of an import: rows and what became of them, nodes by level, repairs, refusals."""
    by_kind = {
        kind: Counter(each.rule for each in read.findings if each.kind == kind)
        for kind in (REPAIRED, DOUBTED, REFUSED)
    }
    levels = Counter(node.level for node in read.nodes)
    return {
        "rows": read.rows,
        "row_uses": dict(sorted(read.row_uses.items())),
        "loaded": {level: levels[level] for level in LEVELS if levels[level]},
        "authorities": dict(sorted(Counter(node.authority for node in read.nodes).items())),
        "repaired": dict(sorted(by_kind[REPAIRED].items())),
        "findings": dict(sorted(by_kind[DOUBTED].items())),
        "refused": dict(sorted(by_kind[REFUSED].items())),
    }


def about_import(read: ReadList, source: str, sha256: str) -> dict[str, Any]:
    """What stands beside a list, but for the moment of its import."""
    return {
        "scheme": read.scheme,
        "source": source,
        "sha256": sha256,
        "bidang": sorted(read.coverage.bidang) if read.coverage.bidang else None,
        "counts": counts_of(read),
        "findings": [asdict(each) for each in read.findings],
        "refused_names": sorted(read.coverage.refused),
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            f"{path.name} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8.",
            f"{path.name} is not UTF-8 text; save it again as CSV UTF-8.",
            rule="pengodean",
        ) from error


def _year(row: Mapping[str, str], column: str, file: str, line: int) -> int | None:
    text = row[column]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise _wrong(file, line, column, f"'{text}' bukan tahun", f"'{text}' is no year")
    return int(text)


def _wrong(file: str, line: int, column: str, said: str, said_en: str) -> Refusal:
    return Refusal(
        f"{file}: {column}: {said}", f"{file}: {column}: {said_en}", f"baris {line}",
        rule="daftar_rusak",
    )  # fmt: skip
