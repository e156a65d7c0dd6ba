"""``renja corrections``: what people say about what is printed, proposed, signed and listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assets.cli.console import REFUSED, both, err, fail, out, print_json, reported
from assets.cli.options import (
    DebugOption,
    HomeOption,
    JsonOption,
    ReferenceOption,
    WarehouseOption,
)
from assets.settings import Settings, find_settings
from assets.whole_files import replace_whole

if TYPE_CHECKING:
    from assets.reviewed import FileProblem
    from pipelines.corrections.model import Correction

corrections = typer.Typer(
    help="Koreksi dan penerimaan temuan: usulan, persetujuan, daftar / "
    "Corrections and accepted findings: propose, approve, list.",
    no_args_is_help=True,
)
_ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Nama Anda seperti dicatat / Your name.")
]


@corrections.command("propose")
@reported
def propose(
    target: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Tulis ke berkas lain, bukan ke corrections.csv / Write to another file.",
        ),
    ] = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Usulkan koreksi yang pasti menurut aturan / Propose corrections that a rule is sure of.

    Usulan tidak pernah diterapkan sebelum disetujui seseorang (`renja corrections approve`).

    A proposal is never applied before a person approves it (`renja corrections approve`).
    """
    from assets.cli.warehouse import published  # noqa: PLC0415
    from assets.reviewed import load_corrections, own_corrections  # noqa: PLC0415
    from pipelines.corrections import propose as proposing  # noqa: PLC0415
    from pipelines.corrections.corrections_file import with_history  # noqa: PLC0415
    from warehouse.correction_queries import found  # noqa: PLC0415

    settings = find_settings(home, warehouse, reference=reference)
    engine, _ = published(settings)
    known = load_corrections(settings)
    today = date.today().isoformat()
    new = [
        with_history(row, "diusulkan", row.author, today)
        for row in proposing.without_known(proposing.propose(found(engine), today), known.rows)
    ]
    for row in new:
        _print(row)
    path = target or own_corrections(settings)
    if new:
        if target is None:
            _add(settings, new)
        else:
            _write_new(target, new)
    out().print(
        both(f"{len(new)} usulan baru: {path}", f"{len(new)} new proposals")
        if new
        else both("Tidak ada usulan baru", "nothing new to propose"),
        markup=False,
        style="bold",
    )
    _problems(known.problems)


@corrections.command("approve")
@reported
def approve(
    by: _ByOption,
    row: Annotated[
        list[int] | None,
        typer.Option("--row", metavar="N", help="Baris berkas, lihat `list` / Line of the file."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Semua usulan / All proposals.")
    ] = False,
    home: HomeOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Setujui usulan dengan nama Anda / Approve proposals in your name.

    Yang mengusulkan tidak boleh menyetujui. Berlaku sejak `renja run` berikutnya.

    Who proposes may not approve. It holds from the next `renja run`.
    """
    from assets.cli.console import WrongUsageError  # noqa: PLC0415
    from assets.reviewed import own_corrections, read_own_corrections  # noqa: PLC0415
    from pipelines.corrections.corrections_file import write_corrections  # noqa: PLC0415
    from pipelines.corrections.model import PROPOSED  # noqa: PLC0415
    from pipelines.corrections.sign import sign  # noqa: PLC0415

    if bool(row) == everything:
        raise WrongUsageError("sebutkan --row N, atau --all", "give --row N, or --all")
    if not by.strip():
        raise WrongUsageError("sebutkan nama Anda dengan --by", "give your name with --by")
    settings = find_settings(home, reference=reference)
    own = read_own_corrections(settings)
    _refuse_broken(settings, own.problems)
    proposals = {each.line for each in own.rows if each.status == PROPOSED}
    lines = proposals if everything else set(row or ())
    if missing := sorted(lines - proposals):
        listed = ", ".join(map(str, missing))
        fail(
            f"baris {listed} bukan usulan; lihat `renja corrections list`",
            f"no proposal in line {listed}; see `renja corrections list`",
        )
    done = sign(own.rows, lines, by.strip(), date.today().isoformat())
    if done.signed:
        replace_whole(own_corrections(settings), write_corrections(done.rows))
    for each in done.signed:
        _print(each)
    out().print(both(f"{len(done.signed)} disetujui", f"{len(done.signed)} approved"), style="bold")
    for each in done.refused:
        said = f"baris {each.line}: diusulkan oleh {by} sendiri; minta orang lain menyetujui"
        err().print(both(said, f"line {each.line}: proposed by {by}"), markup=False)
    if done.refused:
        raise typer.Exit(REFUSED)


@corrections.command("accept")
@reported
def accept(
    finding: Annotated[
        list[str], typer.Argument(metavar="TEMUAN_ID...", help="Dari bi_temuan / Of bi_temuan.")
    ],
    by: _ByOption,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Mengapa bukan kesalahan / Why.")
    ],
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Terima temuan seperti tercetak, bukan kesalahan / Accept findings as printed, no error.

    Temuannya tetap tercatat, dengan nama dan alasan, dan diam sampai sumbernya berubah.

    The finding is kept, with name and reason, and is quiet until its source changes.
    """
    from assets.cli.console import WrongUsageError  # noqa: PLC0415
    from assets.cli.warehouse import published  # noqa: PLC0415
    from assets.reviewed import own_acceptances, read_own_acceptances  # noqa: PLC0415
    from pipelines.corrections.acceptances_file import overlay, write_acceptances  # noqa: PLC0415
    from pipelines.corrections.model import Acceptance  # noqa: PLC0415
    from warehouse.queries import findings  # noqa: PLC0415

    if not by.strip() or not reason.strip():
        raise WrongUsageError("--by dan --reason harus diisi", "--by and --reason must be given")
    settings = find_settings(home, warehouse, reference=reference)
    engine, _ = published(settings)
    known = {each["finding_id"]: each for each in findings(engine)}
    if missing := [each for each in finding if each not in known]:
        listed = ", ".join(missing)
        fail(f"tidak ada temuan {listed}", f"there is no finding {listed}")
    own = read_own_acceptances(settings)
    _refuse_broken(settings, own.problems)
    new = [
        Acceptance(
            each["finding_id"],
            each["rule"],
            each["printed"],
            each["expected"],
            reason.strip(),
            by.strip(),
            date.today().isoformat(),
            each["document"],
            each["addresses"].split("; ")[0],
        )
        for each in (known[name] for name in dict.fromkeys(finding))
    ]
    replace_whole(own_acceptances(settings), write_acceptances(overlay(own.rows, new)))
    out().print(
        both(f"{len(new)} temuan diterima; jalankan `renja run`", f"{len(new)} findings accepted"),
        markup=False,
        style="bold",
    )


@corrections.command("list")
@reported
def list_rows(
    home: HomeOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Semua koreksi dengan nomor barisnya / All corrections with their lines."""
    from dataclasses import asdict  # noqa: PLC0415

    from assets.reviewed import load_corrections  # noqa: PLC0415

    known = load_corrections(find_settings(home, reference=reference))
    if json:
        print_json({"corrections": [asdict(row) for row in known.rows]})
    else:
        for row in known.rows:
            _print(row)
        out().print(
            both(f"{len(known.rows)} koreksi", f"{len(known.rows)} corrections"), style="bold"
        )
    _problems(known.problems)


@corrections.command("status")
@reported
def status(
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Berapa yang diusulkan, berlaku, dan usang / How many are proposed, in force and stale."""
    from assets.cli.warehouse import open_published  # noqa: PLC0415
    from assets.reviewed import (  # noqa: PLC0415
        load_acceptances,
        load_corrections,
        load_overrides,
    )
    from pipelines.corrections.overrides_file import valid_on  # noqa: PLC0415
    from warehouse.correction_queries import standing  # noqa: PLC0415

    settings = find_settings(home, warehouse, reference=reference)
    known, accepted = load_corrections(settings), load_acceptances(settings)
    overrides = load_overrides(settings)
    opened = open_published(settings)
    held = standing(None if opened is None else opened[0])
    counts: dict[str, Any] = {
        "corrections": {
            name: sum(row.status == name for row in known.rows)
            for name in ("usulan", "disetujui", "ditolak")
        },
        "release": held,
        "acceptances": len(accepted.rows),
        "overrides": {
            "rows": len(overrides.rows),
            "valid": len(valid_on(overrides.rows, date.today())),
        },
    }
    problems = (*known.problems, *accepted.problems, *overrides.problems)
    if json:
        print_json({**counts, "problems": len(problems)})
    else:
        _print_counts(counts)
    _problems(problems)


def _print_counts(counts: dict[str, Any]) -> None:
    rows, held, console = counts["corrections"], counts["release"], out()
    lines = (
        both(
            f"Koreksi: {rows['usulan']} usulan, {rows['disetujui']} disetujui, "
            f"{rows['ditolak']} ditolak",
            "corrections: proposed, approved, refused",
        ),
        both(
            f"Sel dalam rilis: {held['berlaku']} dikoreksi, {held['usang']} usang (sumber berubah)",
            "cells of the release: corrected, stale",
        ),
        both(
            f"Penerimaan: {counts['acceptances']} dicatat, {held['diterima']} berlaku dalam rilis",
            "acceptances: recorded, in force",
        ),
        both(
            f"Pengecualian: {counts['overrides']['rows']} dicatat, "
            f"{counts['overrides']['valid']} berlaku hari ini",
            "overrides: recorded, valid today",
        ),
    )
    for line in lines:
        console.print(line, markup=False)


def _print(row: Correction) -> None:
    console = out()
    where = row.document or row.sha256[:16] or f"{row.agency}, {row.government}, {row.year}"
    line = f"{row.line}: " if row.line else ""
    console.print(f"{line}[{row.status}] {where}  {row.address}", markup=False, style="bold")
    console.print(f"  {row.printed} -> {row.corrected}", markup=False)
    console.print(f"  {both('alasan', 'reason')}: {row.reason}", markup=False)
    signed = f", {both('penyetuju', 'approver')} {row.approver}" if row.approver else ""
    console.print(
        f"  {both('pengusul', 'author')} {row.author}{signed}, {row.date}",
        markup=False,
        style="dim",
    )


def _problems(problems: Iterable[FileProblem]) -> None:
    for each in problems:
        said = each.problem
        err().print(
            f"{each.file.name} {both('baris', 'line')} {said.line}, {said.column}: "
            f"{both(said.said, said.said_en)}",
            markup=False,
            style="yellow",
        )


def _refuse_broken(settings: Settings, problems: Sequence[Any]) -> None:
    """A file with rows that cannot be read is not written again: they would be lost."""
    if problems:
        first = problems[0]
        fail(
            f"perbaiki dulu berkas di {settings.reference}: baris {first.line}, kolom "
            f"{first.column}: {first.said}",
            f"first mend the file: line {first.line}, column {first.column}: {first.said_en}",
        )


def _add(settings: Settings, new: Sequence[Correction]) -> None:
    from assets.reviewed import own_corrections, read_own_corrections  # noqa: PLC0415
    from pipelines.corrections.corrections_file import write_corrections  # noqa: PLC0415

    own = read_own_corrections(settings)
    _refuse_broken(settings, own.problems)
    replace_whole(own_corrections(settings), write_corrections((*own.rows, *new)))


def _write_new(path: Path, new: Sequence[Correction]) -> None:
    from pipelines.corrections.corrections_file import write_corrections  # noqa: PLC0415

    if path.exists():
        fail(
            f"{path} sudah ada dan mungkin berisi suntingan; pakai nama lain",
            f"{path} exists and may hold edits; use another name",
        )
    replace_whole(path, write_corrections(new))
