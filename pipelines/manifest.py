"""The landing zone's manifest: what the sender says of each file (``raw/manifest.csv``).

Pure: text in, entries out. An error names the row and the column, says what stands there
and what to do about it, in Indonesian and English.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

from pipelines.model import ManifestEntry, Refusal

MANIFEST_NAME = "manifest.csv"

COLUMNS = (
    "berkas",
    "sha256",
    "pemerintah",
    "perangkat_daerah",
    "tahun_dokumen",
    "diterima",
    "sumber",
    "prioritas",
    "skema",
    "baris_ditinjau",
)

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_YEAR = re.compile(r"[0-9]{4}\Z")
_INTEGER = re.compile(r"-?[0-9]{1,9}\Z")
_REVIEWED = re.compile(r"([^\s=;]+)\s*=\s*([0-9]{1,9})\Z")


def read_manifest(text: str, schemes: Collection[str] = ()) -> dict[str, ManifestEntry]:
    """Entries by file name. Comma, semicolon or tab may separate (spreadsheets differ).

    Where ``schemes`` are given, ``skema`` must be one of them or empty.
    """
    text = text.removeprefix("\ufeff")
    first_line = next(iter(text.splitlines()), "")
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    entries: dict[str, ManifestEntry] = {}
    header: list[str] | None = None
    try:
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if header is None:
                header = _read_header(fields, reader.line_num)
                continue
            entry = _read_row(header, fields, reader.line_num)
            _check_scheme(entry.scheme, schemes, reader.line_num)
            if entry.file in entries:
                raise _wrong(
                    reader.line_num,
                    "berkas",
                    entry.file,
                    "berkas ini sudah tercatat pada baris sebelumnya; sisakan satu baris saja",
                    "this file already has a row above; keep only one",
                )
            entries[entry.file] = entry
    except csv.Error as error:
        raise _wrong(
            reader.line_num,
            "",
            "",
            f"baris ini bukan CSV yang sah ({error}); periksa tanda kutipnya",
            f"this row is not valid CSV ({error}); check its quotation marks",
        ) from error
    return entries


def format_manifest(entries: Iterable[ManifestEntry]) -> str:
    """The manifest as text, one row a file, in order of file name."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in sorted(entries, key=lambda e: e.file):
        writer.writerow(
            (
                entry.file,
                entry.sha256,
                entry.government,
                entry.agency,
                "" if entry.year is None else entry.year,
                entry.received,
                entry.source,
                "" if entry.priority is None else entry.priority,
                entry.scheme,
                "; ".join(f"{form}={rows}" for form, rows in entry.reviewed_rows),
            )
        )
    return target.getvalue()


def file_key(name: str) -> str:
    """A file's name as the manifest writes it: NFC, whatever the file system stores."""
    return unicodedata.normalize("NFC", name)


def _read_header(fields: list[str], row: int) -> list[str]:
    header = [field.strip().casefold() for field in fields]
    known = ", ".join(COLUMNS)
    for name in header:
        if name not in COLUMNS:
            raise _wrong(
                row,
                name,
                name,
                f"kolom ini tidak dikenal; kolom yang dikenal: {known}",
                f"this column is not known; the known ones are: {known}",
            )
    if "berkas" not in header:
        raise _wrong(
            row,
            "berkas",
            "",
            f"kolom wajib ini tidak ada; tulis baris judul: {known}",
            f"this required column is missing; write the header row: {known}",
        )
    if len(set(header)) < len(header):
        repeated = next(name for name in header if header.count(name) > 1)
        raise _wrong(
            row,
            repeated,
            repeated,
            "kolom ini tertulis dua kali; hapus salah satu",
            "this column stands twice; delete one of them",
        )
    return header


def _read_row(header: list[str], fields: list[str], row: int) -> ManifestEntry:
    if len(fields) > len(header):
        raise _wrong(
            row,
            "",
            fields[len(header)],
            f"baris ini punya {len(fields)} isian untuk {len(header)} kolom; "
            "beri tanda kutip pada isian yang memuat pemisah",
            f"this row has {len(fields)} fields for {len(header)} columns; "
            "quote the field that holds the separator",
        )
    said = dict.fromkeys(COLUMNS, "")
    said.update((name, field.strip()) for name, field in zip(header, fields, strict=False))
    return ManifestEntry(
        file=_file(said["berkas"], row),
        sha256=_sha256(said["sha256"], row),
        government=said["pemerintah"],
        agency=said["perangkat_daerah"],
        year=_year(said["tahun_dokumen"], row),
        received=_received(said["diterima"], row),
        source=said["sumber"],
        priority=_priority(said["prioritas"], row),
        scheme=said["skema"],
        reviewed_rows=_reviewed(said["baris_ditinjau"], row),
    )


def _file(said: str, row: int) -> str:
    name = file_key(said)
    parts = name.split("/")
    if not name or "\\" in name or name.startswith("/") or {"", ".", ".."} & set(parts):
        raise _wrong(
            row,
            "berkas",
            said,
            "tulis nama berkas di dalam folder raw, misalnya renja-2022.txt",
            "write the name of a file inside the raw folder, such as renja-2022.txt",
        )
    return name


def _sha256(said: str, row: int) -> str:
    digest = said.lower()
    if digest and not _SHA256.match(digest):
        raise _wrong(
            row,
            "sha256",
            said,
            "harus 64 digit heksadesimal, atau kosong bila tidak diketahui",
            "must be 64 hexadecimal digits, or empty where not known",
        )
    return digest


def _year(said: str, row: int) -> int | None:
    if not said:
        return None
    if not _YEAR.match(said):
        raise _wrong(
            row,
            "tahun_dokumen",
            said,
            "harus tahun empat digit, misalnya 2022, atau kosong",
            "must be a year of four digits, such as 2022, or empty",
        )
    return int(said)


def _received(said: str, row: int) -> str:
    if not said:
        return ""
    try:
        date.fromisoformat(said[:10])
        if len(said) > 10 and said[10] not in "T ":
            raise ValueError(said)
    except ValueError as error:
        raise _wrong(
            row,
            "diterima",
            said,
            "harus tanggal dengan bentuk TTTT-BB-HH, misalnya 2022-01-31, atau kosong",
            "must be a date of the form YYYY-MM-DD, such as 2022-01-31, or empty",
        ) from error
    return said


def _priority(said: str, row: int) -> int | None:
    if not said:
        return None
    if not _INTEGER.match(said):
        raise _wrong(
            row,
            "prioritas",
            said,
            "harus bilangan bulat (yang terkecil didahulukan), atau kosong",
            "must be a whole number (the smallest stands first), or empty",
        )
    return int(said)


def _reviewed(said: str, row: int) -> tuple[tuple[str, int], ...]:
    """``T-C.29=66; T-C.33=120`` -> pairs of form and number of rows."""
    reviewed = {}
    for part in filter(None, map(str.strip, said.split(";"))):
        match = _REVIEWED.match(part)
        if match is None or match[1] in reviewed:
            raise _wrong(
                row,
                "baris_ditinjau",
                said,
                "tulis formulir=banyaknya baris, dipisah titik koma, misalnya "
                "T-C.29=66; T-C.33=120, atau kosong",
                "write form=number of rows, separated by semicolons, such as "
                "T-C.29=66; T-C.33=120, or leave it empty",
            )
        reviewed[match[1]] = int(match[2])
    return tuple(sorted(reviewed.items()))


def _check_scheme(said: str, schemes: Collection[str], row: int) -> None:
    if said and schemes and said not in schemes:
        allowed = ", ".join(schemes)
        raise _wrong(
            row,
            "skema",
            said,
            f"nomenklatur ini tidak dikenal; kosongkan, atau pilih satu dari: {allowed}",
            f"this nomenclature is not known; leave it empty, or choose one of: {allowed}",
        )


def _wrong(row: int, column: str, said: str, reason: str, reason_en: str) -> Refusal:
    place = f"{MANIFEST_NAME} baris {row}" + (f" kolom {column}" if column else "")
    place_en = f"{MANIFEST_NAME} row {row}" + (f" column {column}" if column else "")
    stands = f" (tertulis: {said!r})" if said else ""
    stands_en = f" (it says: {said!r})" if said else ""
    return Refusal(
        f"{place}: {reason}{stands}",
        f"{place_en}: {reason_en}{stands_en}",
        rule="manifes_salah",
    )
