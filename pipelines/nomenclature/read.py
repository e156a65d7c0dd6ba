"""An official list from its sheets: header, rows, codes, nodes, and an account of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from pipelines.codes import is_generic
from pipelines.model import Refusal, fold
from pipelines.nomenclature.columns import find_columns
from pipelines.nomenclature.entries import Entries, Entry, read_entries
from pipelines.nomenclature.merge import merge
from pipelines.nomenclature.model import Coverage, ListFinding, ReadList, finding, words
from pipelines.nomenclature.rows import Sheet, csv_sheet, grid_sheets
from pipelines.nomenclature.settle import Settled, Unsettled, settle
from pipelines.nomenclature.shapes import Shape, bidang_of, shape_of

LOADED, SAME, SUPERSEDED, REFUSED, ELSEWHERE = (
    "dimuat", "sama_dengan_baris_lain", "kalah_dari_baris_lain", "ditolak", "bidang_lain",
)  # fmt: skip
HIDDEN_SHEET, NO_LIST = "lembar_tersembunyi", "bukan_daftar"

__all__ = ["csv_sheet", "grid_sheets", "read_list"]


def read_list(sheets: Sequence[Sheet], scheme: str, bidang: Collection[str] = ()) -> ReadList:
    """The nodes of an official list of ``scheme``; ``bidang`` (``1.06``) keeps these alone.

    Generic nodes (``X.XX.01``) belong to every bidang. :class:`pipelines.model.Refusal` where no
    sheet has a header with code and name, or a bidang is not in the list.
    """
    shape = shape_of(scheme)
    read = _entries(sheets, shape)
    findings = list(read.findings)
    named, nameless = _complete(read.entries)
    findings += nameless
    outcome = settle(named, shape)
    rows: list[tuple[Entry, Settled]] = []
    refused: set[str] = set()
    for entry, settled in zip(named, outcome, strict=True):
        if isinstance(settled, Settled):
            rows.append((entry, settled))
            if settled.rules:
                findings.append(_repaired(entry, settled))
        else:
            findings.append(_refused(entry, settled))
            refused.add(fold(entry.name))
    chosen = [each for each in rows if _is_wanted(each[1].code, bidang)]
    _check_bidang(bidang, rows)
    merged = merge(chosen, shape)
    places = {entry.place for entry, _ in chosen}
    others = {entry.place for entry, _ in rows} - places
    findings = [each for each in findings if each.place not in others]
    uses = Counter(read.uses)
    uses += Counter({
        LOADED: len(chosen) - merged.same - merged.superseded, SAME: merged.same,
        SUPERSEDED: merged.superseded, REFUSED: len(nameless) + len(named) - len(rows),
        ELSEWHERE: len(rows) - len(chosen),
    })  # fmt: skip
    return ReadList(
        scheme,
        merged.nodes,
        (*findings, *merged.findings),
        sum(len(sheet.rows) for sheet in sheets),
        {use: count for use, count in uses.items() if count},
        Coverage(frozenset(bidang) if bidang else None, frozenset(refused)),
    )


def _entries(sheets: Sequence[Sheet], shape: Shape) -> Entries:
    read = Entries()
    found = False
    for sheet in sheets:
        columns = None if sheet.hidden else find_columns(sheet.rows)
        if columns is None:
            read.use(HIDDEN_SHEET if sheet.hidden else NO_LIST, len(sheet.rows))
            continue
        found = True
        read_entries(sheet, columns, shape, read)
    if not found:
        code, name = (", ".join(words()["columns"][role][:3]) for role in ("code", "name"))
        raise Refusal(
            f"Tidak ada kepala tabel dengan kode ({code}, atau urusan | bidang | program | ...) "
            f"dan nama ({name}); beri nama kolomnya, lalu ulangi.",
            f"No header with a code ({code}, or urusan | bidang | program | ...) and a name "
            f"({name}); name the columns and try again.",
            rule="daftar_tanpa_kepala",
        )
    return read


def _complete(entries: Sequence[Entry]) -> tuple[list[Entry], list[ListFinding]]:
    """Entries with code and name, and what is said of the others."""
    complete: list[Entry] = []
    found: list[ListFinding] = []
    for entry in entries:
        if entry.code and entry.name:
            complete.append(entry)
        elif entry.code:
            found.append(finding("tanpa_nama", entry.place, printed=entry.code))
        else:
            found.append(
                finding("tanpa_kode", entry.place, column=entry.column, printed=entry.name)
            )
    return complete, found


def _repaired(entry: Entry, settled: Settled) -> ListFinding:
    return finding(
        settled.rule, entry.place, column=entry.column, printed=entry.code, repaired=settled.code,
        evidence=settled.evidence,
    )  # fmt: skip


def _refused(entry: Entry, settled: Unsettled) -> ListFinding:
    level = entry.level.replace("_", " ")
    return finding(
        settled.rule, entry.place, column=entry.column, printed=entry.code,
        candidates=", ".join(settled.candidates),
        level=f" untuk tingkat {level}" if level else "",
        level_en=f" at level {level}" if level else "",
    )  # fmt: skip


def _is_wanted(code: str, bidang: Collection[str]) -> bool:
    if not bidang or is_generic(code):
        return True
    return bidang_of(code) in bidang or code in {each.split(".")[0] for each in bidang}


def _check_bidang(bidang: Collection[str], rows: Sequence[tuple[Entry, Settled]]) -> None:
    listed = {bidang_of(settled.code) for _, settled in rows if "." in settled.code}
    missing = sorted(set(bidang) - listed)
    if missing:
        known = ", ".join(sorted(listed)) or "-"
        raise Refusal(
            f"Bidang {', '.join(missing)} tidak ada dalam daftar; yang ada: {known}.",
            f"Bidang {', '.join(missing)} is not in the list; it has: {known}.",
            rule="bidang_tidak_ada",
        )
