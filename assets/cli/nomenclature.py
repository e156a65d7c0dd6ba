"""``renja nomenclature``: official lists of programmes and activities, imported and listed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assets.cli.console import (
    WrongUsageError,
    both,
    fail,
    out,
    print_json,
    reported,
    told_as_json,
)
from assets.cli.options import DebugOption, HomeOption, JsonOption, ReferenceOption
from assets.settings import find_limits, find_settings
from assets.whole_files import replace_whole

if TYPE_CHECKING:
    from pipelines.nomenclature import ListedNode, ReadList
    from pipelines.nomenclature.rows import Sheet

nomenclature = typer.Typer(
    help="Daftar resmi nomenklatur: impor, daftar / Official lists of the nomenclature: import, "
    "list.",
    no_args_is_help=True,
)
FOLDER = "nomenclature"
_TEXTS = (".csv", ".tsv", ".txt")
_SHOWN = 20  # findings on the screen; all of them are in the file beside the list


@nomenclature.command("import")
@reported
def import_list(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Daftar CSV atau Excel / CSV or Excel."),
    ],
    scheme: Annotated[
        str,
        typer.Option(
            "--scheme",
            metavar="S",
            help="Skema, misalnya kepmendagri-050-5889-2021 / The scheme of its codes.",
        ),
    ],
    bidang: Annotated[
        list[str] | None,
        typer.Option(
            "--bidang",
            metavar="1.06",
            help="Hanya bidang ini, dapat diulang; kode umum X.XX selalu ikut / Only this bidang, "
            "may be repeated; generic codes always come along.",
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Hanya tampilkan hasilnya / Show only, write nothing."),
    ] = False,
    home: HomeOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Impor daftar resmi / Import an official list.

    Kode yang rusak diperbaiki hanya dengan bukti; yang tanpa bukti ditolak dengan baris dan
    alasannya, sisanya dimuat. Berkas yang sama tidak mengubah apa pun.

    A damaged code is repaired with evidence alone; what has none is refused with its line and the
    reason, and the rest is loaded. The same file again changes nothing.
    """
    with told_as_json(json, lambda said, said_en: {"error": said, "error_en": said_en}):
        folder = find_settings(home, reference=reference).reference / FOLDER
        done = _import(file, _known_scheme(scheme), bidang or [], folder, dry_run)
    if json:
        print_json(done.as_object())
    else:
        _print(done)
    if not done.read.nodes:
        fail("tidak ada baris yang dapat dimuat", "no row could be loaded")


@dataclass(frozen=True)
class _Done:
    """One import: what was read, what it changes, and whether it was written."""

    read: ReadList
    about: Mapping[str, Any]
    target: Path
    changes: Mapping[str, int]
    closed: Mapping[str, int]
    unchanged: bool
    dry_run: bool

    def as_object(self) -> dict[str, Any]:
        return {
            **self.about,
            "file": str(self.target),
            "changes": dict(self.changes),
            "versions_ended": dict(self.closed),
            "unchanged": self.unchanged,
            "dry_run": self.dry_run,
        }


def _known_scheme(scheme: str) -> str:
    from pipelines.codes import schemes  # noqa: PLC0415

    known = [each["id"] for each in schemes()]
    if scheme not in known:
        listed = ", ".join(known)
        raise WrongUsageError(
            f"skema '{scheme}' tidak dikenal; yang dikenal: {listed}",
            f"scheme '{scheme}' is not known; known are: {listed}",
        )
    return scheme


def _import(file: Path, scheme: str, bidang: Sequence[str], folder: Path, dry_run: bool) -> _Done:
    from pipelines.nomenclature import chain, read_list  # noqa: PLC0415
    from pipelines.nomenclature.shapes import order_of  # noqa: PLC0415
    from pipelines.nomenclature.store import (  # noqa: PLC0415
        about_import,
        coverage_of,
        load_about,
        load_list,
        write_list,
    )

    data = file.read_bytes()
    read = read_list(_sheets(data, file), scheme, bidang)
    about = about_import(read, file.name, hashlib.sha256(data).hexdigest())
    target = folder / f"{scheme}.csv"
    before = {each: load_list(folder, each) for each in _imported(folder)}
    lists = [
        (nodes, coverage_of(load_about(folder, each)))
        for each, nodes in before.items()
        if each != scheme
    ]
    after = chain([*lists, (read.nodes, read.coverage)])
    said = load_about(folder, scheme)
    same_about = said is not None and {**said, "imported_at": None} == {
        **about,
        "imported_at": None,
    }
    texts = {each: write_list(nodes) for each, nodes in after.items()}
    differing = {
        each: text for each, text in texts.items() if text != write_list(before.get(each, ()))
    }
    unchanged = same_about and not differing
    if said is not None and unchanged:
        about = {**about, "imported_at": said["imported_at"]}
    elif not dry_run and read.nodes:
        about = {**about, "imported_at": datetime.now(UTC).isoformat(timespec="seconds")}
        for each in sorted(differing, key=order_of):
            replace_whole(folder / f"{each}.csv", differing[each])
        replace_whole(
            target.with_suffix(".json"), dumps(about, ensure_ascii=False, indent=1) + "\n"
        )
    return _Done(
        read,
        about,
        target,
        _changes(before.get(scheme, ()), after.get(scheme, ())),
        {each: _newly_ended(nodes, after.get(each, ())) for each, nodes in before.items()},
        unchanged,
        dry_run,
    )


def _sheets(data: bytes, file: Path) -> tuple[Sheet, ...]:
    from pipelines.model import Refusal  # noqa: PLC0415
    from pipelines.nomenclature import csv_sheet, grid_sheets  # noqa: PLC0415
    from pipelines.readers.formats import WORKBOOKS  # noqa: PLC0415
    from pipelines.readers.isolated import read_isolated  # noqa: PLC0415
    from pipelines.readers.refusals import too_large  # noqa: PLC0415

    limits, suffix = find_limits(), file.suffix.casefold()
    if suffix in WORKBOOKS:
        return grid_sheets(read_isolated(data, file.name, limits))
    if suffix not in _TEXTS:
        known = ", ".join((*_TEXTS, *WORKBOOKS))
        raise Refusal(
            f"Daftar '{file.name}' belum dapat dibaca; kirim sebagai {known}.",
            f"The list '{file.name}' cannot be read; send it as {known}.",
            rule="format_tidak_dikenal",
        )
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits)
    return (csv_sheet(data),)


def _imported(folder: Path) -> list[str]:
    """Schemes of which a list lies in the folder, oldest decree first."""
    from pipelines.codes import schemes  # noqa: PLC0415

    return [each["id"] for each in schemes() if (folder / f"{each['id']}.csv").exists()]


def _changes(before: Sequence[ListedNode], after: Sequence[ListedNode]) -> dict[str, int]:
    """How a list differs from its last import: nodes that came, went, changed."""
    old, new = ({(node.key, node.authority): node for node in nodes} for nodes in (before, after))
    return {
        "added": len(new.keys() - old.keys()),
        "removed": len(old.keys() - new.keys()),
        "changed": sum(old[key] != new[key] for key in old.keys() & new.keys()),
    }


def _newly_ended(before: Sequence[ListedNode], after: Sequence[ListedNode]) -> int:
    """Versions of a list that were open and are not any more."""
    still_open = {(node.key, node.authority) for node in after if node.valid_to is None}
    return (
        sum(
            node.valid_to is None and (node.key, node.authority) not in still_open
            for node in before
        )
        if after
        else 0
    )


# --------------------------------------------------------------------------- on the screen

_USES = {
    "dimuat": both("dimuat", "loaded"),
    "sama_dengan_baris_lain": both("sama dengan baris lain", "same as another row"),
    "kalah_dari_baris_lain": both("kalah dari baris lain", "another row holds"),
    "ditolak": both("ditolak", "refused"),
    "bidang_lain": both("bidang lain", "another bidang"),
    "kepala": both("kepala tabel", "header"),
    "nomor_kolom": both("nomor kolom", "column numbers"),
    "kosong": both("kosong", "blank"),
    "tanpa_isi": both("tanpa kode dan nama", "neither code nor name"),
    "di_atas_kepala": both("di atas kepala tabel", "above the header"),
    "lembar_tersembunyi": both("lembar tersembunyi", "hidden sheet"),
    "bukan_daftar": both("lembar tanpa daftar", "sheet without a list"),
}


def _print(done: _Done) -> None:
    from rich.table import Table  # noqa: PLC0415

    console, counts = out(), done.about["counts"]
    console.print(f"{done.about['source']} -> {done.read.scheme}", style="bold", markup=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row(both("baris dibaca", "rows read"), _number(counts["rows"]))
    for use, count in counts["row_uses"].items():
        table.add_row(f"  {_USES.get(use, use)}", _number(count))
    table.add_row(both("simpul dimuat", "nodes loaded"), _number(len(done.read.nodes)))
    for level, count in counts["loaded"].items():
        table.add_row(f"  {level.replace('_', ' ')}", _number(count))
    for kind, title in (
        ("repaired", both("kode diperbaiki", "codes repaired")),
        ("findings", both("dimuat dengan catatan", "loaded with doubt")),
        ("refused", both("ditolak", "refused")),
    ):
        table.add_row(title, _number(sum(counts[kind].values())))
        for rule, count in counts[kind].items():
            table.add_row(f"  {rule}", _number(count))
    console.print(table)
    _print_findings(done)
    for scheme, count in done.closed.items():
        if count:
            said = both(f"{count} versi berakhir", f"{count} versions end")
            console.print(f"{scheme}: {said}", markup=False)
    _print_outcome(done)


def _print_findings(done: _Done) -> None:
    """Refusals first, then repairs; one example of every other rule."""
    console = out()
    order = {"ditolak": 0, "diperbaiki": 1, "temuan": 2}
    seen: Counter[str] = Counter()
    shown = 0
    for each in sorted(done.read.findings, key=lambda each: order[each.kind]):
        seen[each.rule] += 1
        if shown >= _SHOWN or (each.kind == "temuan" and seen[each.rule] > 1):
            continue
        shown += 1
        place = ", ".join(part for part in (each.place, each.column) if part)
        code = f"{each.printed} -> {each.repaired}" if each.repaired else each.printed
        console.print(
            ": ".join(part for part in (place, code, each.message) if part),
            markup=False, style="red" if each.kind == "ditolak" else None,
        )  # fmt: skip
        if each.evidence:
            console.print(f"  {both(each.evidence, each.evidence_en)}", markup=False, style="dim")
        console.print(f"  {each.message_en}", markup=False, style="dim")
    rest = len(done.read.findings) - shown
    if rest > 0:
        console.print(
            both(
                f"... dan {_number(rest)} lainnya, dengan --json atau di {done.target.stem}.json",
                f"and {rest} more, with --json or in {done.target.stem}.json",
            ),
            markup=False,
        )


def _print_outcome(done: _Done) -> None:
    changes = done.changes
    differing = both(
        f"{changes['added']} simpul baru, {changes['removed']} hilang, "
        f"{changes['changed']} berubah",
        f"{changes['added']} new nodes, {changes['removed']} gone, {changes['changed']} changed",
    )
    if done.unchanged:
        said = both("tidak ada yang berubah", "nothing changed")
    elif done.dry_run:
        said = f"{both('belum ditulis', 'not written')}: {differing}"
    else:
        said = f"{done.target}: {differing}"
    out().print(said, markup=False, style="bold")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@nomenclature.command("list")
@reported
def list_imported(
    home: HomeOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Daftar yang sudah diimpor / The lists that are imported."""
    from pipelines.nomenclature.store import load_about, load_list  # noqa: PLC0415

    folder = find_settings(home, reference=reference).reference / FOLDER
    found = []
    for scheme in _imported(folder):
        nodes, about = load_list(folder, scheme), load_about(folder, scheme) or {}
        counts = about.get("counts", {})
        found.append(
            {
                "scheme": scheme,
                "source": about.get("source"),
                "sha256": about.get("sha256"),
                "imported_at": about.get("imported_at"),
                "bidang": about.get("bidang"),
                "loaded": dict(Counter(node.level for node in nodes)),
                "ended": sum(node.valid_to is not None for node in nodes),
                "repaired": counts.get("repaired", {}),
                "refused": counts.get("refused", {}),
            }
        )
    if json:
        print_json({"folder": str(folder), "lists": found})
        return
    if not found:
        out().print(
            both(
                f"Belum ada daftar di {folder}; lihat `renja nomenclature import --help`.",
                "no list is imported yet",
            ),
            markup=False,
        )
    for each in found:
        levels = ", ".join(
            f"{_number(count)} {level.replace('_', ' ')}" for level, count in each["loaded"].items()
        )
        bidang = f" ({', '.join(each['bidang'])})" if each["bidang"] else ""
        out().print(f"{each['scheme']}{bidang}  {levels}", markup=False)
        out().print(
            f"  {each['source'] or '-'}, {each['imported_at'] or '-'}; "
            f"{both('diperbaiki', 'repaired')} {_number(sum(each['repaired'].values()))}, "
            f"{both('ditolak', 'refused')} {_number(sum(each['refused'].values()))}, "
            f"{both('berakhir', 'ended')} {_number(each['ended'])}",
            markup=False,
            style="dim",
        )
