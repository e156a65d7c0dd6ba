"""``renja findings``: what is wrong, where, and what is suggested."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assets.cli.console import REFUSED, WrongUsageError, both, err, out, reported, tell_kept
from assets.cli.export import write_csv
from assets.cli.options import (
    DebugOption,
    HomeOption,
    ReferenceOption,
    WarehouseOption,
    file_names,
)
from assets.settings import Settings, find_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.findings_workbook.changes import Changes
    from pipelines.findings_workbook.reading import Answers
    from pipelines.workbooks.refusal import BookRefused
    from warehouse.releases import Release

findings = typer.Typer(
    help="Apa yang salah, di mana, dan sarannya; buku kerja untuk dijawab / "
    "What is wrong, where, what is suggested; a workbook to be answered.",
    invoke_without_command=True,
)

_SHOWN = 25
_SHOWN_CELLS = 6

#: Columns of the CSV file: heading, field of a finding.
COLUMNS = (
    ("temuan_id", "finding_id"),
    ("sebab_id", "cause_id"),
    ("aturan", "rule"),
    ("tingkat_keparahan", "severity"),
    ("dokumen", "document"),
    ("formulir", "form"),
    ("alamat", "addresses"),
    ("tercetak", "printed"),
    ("seharusnya", "expected"),
    ("pesan", "message"),
    ("saran", "suggestion"),
    ("message", "message_en"),
    ("suggestion", "suggestion_en"),
    ("fact_id", "fact_id"),
    ("diterima_oleh", "accepted_by"),
    ("alasan_diterima", "accepted_reason"),
)


class Severity(StrEnum):
    """Severities of the contract."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@findings.callback()
@reported
def listed(
    context: typer.Context,
    *,
    severity: Annotated[
        Severity | None, typer.Option("--severity", help="Hanya keparahan ini / This severity.")
    ] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="R", help="Hanya aturan ini / This rule.")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="D", help="Nama berkas / File name or document id."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Tulis CSV / Write a CSV file.")
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx",
            metavar="FILE",
            help="Tulis buku kerja untuk dijawab / Write a workbook to be answered.",
        ),
    ] = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Apa yang salah, di mana, dan sarannya / What is wrong, where, and what is suggested.

    `--xlsx FILE` menulis setiap tabel seperti tercetak dengan sel bermasalah ditandai, sebabnya,
    dan kolom jawaban; `renja findings apply FILE` membaca jawabannya.

    `--xlsx FILE` writes every table as printed with the offending cells marked, the causes, and
    columns to answer; `renja findings apply FILE` reads the answers.
    """
    if context.invoked_subcommand is not None:
        return
    from assets.cli.warehouse import published  # noqa: PLC0415
    from warehouse import queries  # noqa: PLC0415

    settings = find_settings(home, warehouse, reference=reference)
    engine, release = published(settings)
    if rule is not None:
        _check_rule(rule, queries.finding_rules(engine))
    if document is not None:
        document = _known_document(document, queries.documents(engine))
    found = queries.findings(engine, severity, rule, document)
    if csv is not None:
        rows = [[finding[field] for _, field in COLUMNS] for finding in found]
        write_csv(csv, [heading for heading, _ in COLUMNS], rows)
    if xlsx is not None:
        _write_workbook(settings, engine, release, found, xlsx)
    for written in (csv, xlsx):
        if written is not None:
            out().print(f"{written}: {len(found)} {both('temuan', 'findings')}", markup=False)
    if csv is None and xlsx is None:
        _print(found, everything=severity is not None or rule is not None)


def _write_workbook(
    settings: Settings,
    engine: Engine,
    release: Release,
    found: list[dict[str, Any]],
    path: Path,
) -> None:
    from assets.answered_findings import load_recorded  # noqa: PLC0415
    from assets.whole_files import keep_earlier  # noqa: PLC0415
    from pipelines.findings_workbook.recorded import with_said  # noqa: PLC0415
    from pipelines.findings_workbook.workbook import write_workbook  # noqa: PLC0415
    from warehouse.printed import offered_findings, printed_documents  # noqa: PLC0415

    offered = with_said(offered_findings(engine, found), load_recorded(settings))
    about = {each.document.document_id for each in offered}
    about |= {cell.document_id for each in offered for cell in each.cells}
    documents = printed_documents(engine, about)
    made = write_workbook(documents, offered, release.release_id, path.name)
    tell_kept(keep_earlier(path))
    path.write_bytes(made)


def _check_rule(rule: str, found: set[str]) -> None:
    from pipelines.vocabulary import load  # noqa: PLC0415

    known = found | set(load("findings"))
    if rule not in known:
        names = ", ".join(sorted(known))
        raise WrongUsageError(
            f"aturan {rule!r} tidak dikenal; yang dikenal: {names}",
            f"there is no rule {rule!r}; the known ones are: {names}",
        )


def _known_document(said: str, documents: list[dict[str, Any]]) -> str:
    known = {document[name] for document in documents for name in ("file", "document_id")}
    meant = next((name for name in file_names(said) if name in known), None)
    if meant is None:
        names = ", ".join(sorted(document["file"] for document in documents))
        raise WrongUsageError(
            f"dokumen {said!r} tidak ada dalam rilis; yang ada: {names}",
            f"there is no document {said!r} in the release; there are: {names}",
        )
    return meant


def _print(found: list[dict[str, Any]], everything: bool) -> None:
    console = out()
    # A terminal gets a screenful and a hint; a pipe gets all.
    limit = len(found) if everything or not console.is_terminal else _SHOWN
    for finding in found[:limit]:
        console.print(
            f"[{finding['severity']}] {finding['rule']}  {finding['document']}  {finding['form']}",
            style={"critical": "red", "warning": "yellow"}.get(finding["severity"], "blue"),
            markup=False,
        )
        if finding["addresses"]:
            console.print(f"  {_first_addresses(finding['addresses'])}", markup=False)
        if finding["printed"]:
            expected = f" -> {finding['expected']}" if finding["expected"] else ""
            console.print(
                f"  {both('tercetak', 'printed')}: {finding['printed']}{expected}", markup=False
            )
        console.print(f"  {finding['message']}", markup=False)
        console.print(f"  {finding['message_en']}", markup=False, style="dim")
        if finding["suggestion"]:
            console.print(
                f"  {both('saran', 'suggestion')}: "
                f"{both(finding['suggestion'], finding['suggestion_en'])}",
                markup=False,
            )
        if finding["accepted_by"]:
            console.print(
                f"  {both('diterima oleh', 'accepted by')} {finding['accepted_by']}: "
                f"{finding['accepted_reason']}",
                markup=False,
            )
        if finding["fact_id"]:
            console.print(f"  fact_id {finding['fact_id']}", markup=False, style="dim")
    if len(found) > limit:
        more = len(found) - limit
        console.print(
            both(
                f"\n... dan {more} lagi: --severity, --rule, --document, --csv, atau --xlsx",
                f"and {more} more",
            ),
            markup=False,
        )
    console.print(f"\n{len(found)} {both('temuan', 'findings')}", style="bold")


def _first_addresses(addresses: str) -> str:
    """The first cells of a finding; the exports have all of them."""
    cells = addresses.split("; ")
    if len(cells) <= _SHOWN_CELLS:
        return addresses
    more = len(cells) - _SHOWN_CELLS
    return f"{'; '.join(cells[:_SHOWN_CELLS])}; +{more} {both('sel lagi', 'more cells')}"


# --------------------------------------------------------------------------- apply


@findings.command("apply")
@reported
def apply(
    *,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="Buku kerja terisi / An answered workbook.")
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Nama Anda seperti dicatat / Your name.")
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Catat perubahannya / Record the changes.")
    ] = False,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Baca jawaban buku kerja temuan / Read the answers of a workbook of findings.

    Memperlihatkan yang akan berubah; dengan `--yes` juga mencatatnya: koreksi sebagai usulan,
    penerimaan, dan yang bukan urusan kami. Buku kerja yang berubah atau usang ditolak seluruhnya.

    Shows what would change; with `--yes` it is recorded: corrections as proposals, acceptances, and
    what is somebody else's. A workbook that was altered or is stale is refused as a whole.
    """
    from assets.answered_findings import answering, record  # noqa: PLC0415
    from assets.cli.warehouse import published  # noqa: PLC0415
    from pipelines.crosswalk.edits import person  # noqa: PLC0415

    name = person(by)
    if not name:
        raise WrongUsageError(
            "sebutkan nama Anda dengan --by; nama tidak memuat ':' atau '|'",
            "give your name with --by; it may not hold ':' or '|'",
        )
    settings = find_settings(home, warehouse, reference=reference)
    engine, release = published(settings)
    answers = _read_answers(settings, file)
    if not yes:
        changes = _changes(settings, engine, release, file, answers, name)
        _say_changes(changes, answers.release, release.release_id)
        if changes:
            err().print(
                both(
                    "\nBelum ada yang dicatat; ulangi dengan --yes untuk mencatatnya.",
                    "Nothing is recorded yet; repeat with --yes to record it.",
                )
            )
        return
    with answering(settings):
        changes = _changes(settings, engine, release, file, answers, name)
        written = record(settings, changes)
    _say_changes(changes, answers.release, release.release_id)
    for path in written:
        out().print(f"{both('Tercatat di', 'Recorded in')} {path}", markup=False)
    if changes.corrections:
        out().print(
            both(
                "Selanjutnya: `renja corrections approve` oleh orang lain, lalu `renja run`.",
                "Next: `renja corrections approve` by somebody else, then `renja run`.",
            ),
            markup=False,
        )
    elif changes.acceptances:
        out().print(
            both("Selanjutnya: `renja run`.", "Next: `renja run`."),
            markup=False,
        )


def _read_answers(settings: Settings, file: Path) -> Answers:
    from assets.settings import find_limits  # noqa: PLC0415
    from pipelines.findings_workbook.reading import read_answers  # noqa: PLC0415
    from pipelines.workbooks.refusal import BookRefused  # noqa: PLC0415

    try:
        return read_answers(file.read_bytes(), find_limits())
    except BookRefused as refusal:
        _refuse(file, refusal)


def _changes(
    settings: Settings,
    engine: Engine,
    release: Release,
    file: Path,
    answers: Answers,
    by: str,
) -> Changes:
    """What the answers change; ends the command where the workbook is refused."""
    from assets.answered_findings import load_recorded  # noqa: PLC0415
    from pipelines.findings_workbook.changes import Asking, changes  # noqa: PLC0415
    from pipelines.workbooks.refusal import BookRefused  # noqa: PLC0415
    from warehouse import queries  # noqa: PLC0415
    from warehouse.printed import offered_findings  # noqa: PLC0415

    offered = offered_findings(engine, queries.findings(engine))
    asking = Asking(by, date.today().isoformat(), release.release_id)
    by_id = {each.finding.finding_id: each for each in offered}
    try:
        return changes(answers.rows, by_id, load_recorded(settings), asking)
    except BookRefused as refusal:
        _refuse(file, refusal)


def _refuse(file: Path, refusal: BookRefused) -> NoReturn:
    from assets.cli.crosswalk_said import say_refusal  # noqa: PLC0415

    say_refusal(file, refusal.problems)
    raise typer.Exit(REFUSED) from refusal


def _say_changes(changes: Changes, made_of: str, stands: str) -> None:
    console = out()
    for correction in changes.corrections:
        console.print(
            f"{both('Koreksi (usulan)', 'correction (proposed)')}  {correction.document}  "
            f"{correction.address}",
            markup=False,
            style="bold",
        )
        console.print(f"  {correction.printed} -> {correction.corrected}", markup=False)
        _say_reason(correction.reason)
    for earlier in changes.replaced:
        console.print(
            f"  {both('menggantikan usulan', 'in place of the proposal')} '{earlier.corrected}' "
            f"({earlier.author})",
            markup=False,
            style="yellow",
        )
    for accepted in changes.acceptances:
        console.print(
            f"{both('Diterima seperti tercetak', 'accepted as printed')}  {accepted.document}  "
            f"{accepted.address}",
            markup=False,
            style="bold",
        )
        console.print(f"  {accepted.rule}: {accepted.printed}", markup=False)
        _say_reason(accepted.reason)
    for referred in changes.referrals:
        console.print(
            f"{both('Bukan urusan kami, tetap terbuka', 'not ours, stays open')}  "
            f"{referred.document}  {referred.address}",
            markup=False,
            style="bold",
        )
        console.print(f"  {referred.rule}", markup=False)
        _say_reason(referred.reason)
    same = changes.recorded
    console.print(
        both(
            f"{len(changes.corrections)} koreksi, {len(changes.acceptances)} penerimaan, "
            f"{len(changes.referrals)} bukan urusan kami"
            + (f"; {same} jawaban sudah tercatat" if same else ""),
            "corrections, acceptances, not ours" + ("; recorded already" if same else ""),
        ),
        markup=False,
        style="bold",
    )
    if made_of != stands:
        console.print(
            both(
                f"Buku kerja dari rilis {made_of}, kini {stands}: yang dijawab tetap sama.",
                "the workbook is of an earlier release: what is answered has not changed",
            ),
            markup=False,
            style="yellow",
        )


def _say_reason(reason: str) -> None:
    out().print(f"  {both('alasan', 'reason')}: {reason}", markup=False, style="dim")
