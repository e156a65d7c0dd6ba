"""What a run tells an officer: what was read, published and found, and where to look next."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from assets.cli.console import both, err, out
from assets.report import QuarantineReport, RunReport
from assets.settings import Settings

#: With more documents than this, those that did not change are counted, not listed.
_LISTED = 20


def number(value: int) -> str:
    """A count as Indonesians print it: 1.234."""
    return f"{value:,}".replace(",", ".")


def plain_table(*columns: str) -> Table:
    """A table that stays readable in a narrow window and in a log."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name.lstrip("#"), justify="right" if name.startswith("#") else "left")
    return table


def print_summary(report: RunReport, settings: Settings) -> None:
    """The whole report of a run on stdout."""
    console = out()
    _documents(report)
    _account(report)
    if report.release:
        state = (
            both("Rilis baru", "New release")
            if report.new_release
            else both("Rilis tetap, isinya sama", "Release stands, same content")
        )
        console.print(f"\n[bold green]{state}:[/] {report.release}")
        console.print(f"content_hash {report.content_hash}", style="dim")
        facts = plain_table(both("tampilan", "view"), "#" + both("fakta", "facts"))
        for view, count in report.facts.items():
            facts.add_row(view, number(count))
        console.print(facts)
    print_findings(report.findings)
    _important(report)
    print_quarantine(report.quarantined)
    for file in report.missing:
        console.print(
            f"[yellow]![/] {escape(file)}: "
            + both("tercatat di manifest.csv, berkasnya tidak ada", "in manifest.csv, no such file")
        )
    passed = sum(check.passed for check in report.checks)
    failed = len(report.failed_checks())
    warned = len(report.checks) - passed - failed
    console.print(
        both(
            f"\nPemeriksaan: {passed} lulus, {warned} dengan peringatan, {failed} gagal; "
            f"{report.seconds:.1f}".replace(".", ",")
            + " detik",
            f"checks: {passed} passed, {warned} with a warning, {failed} failed; "
            f"{report.seconds:.1f} seconds",
        )
    )
    if report.release:
        _next(report, settings)


def print_refusal(report: RunReport) -> None:
    """Why the gate refused, on stderr."""
    console = err()
    stays, stays_en = (
        ("yang sudah terbit tidak berubah", "what is published stays as it is")
        if report.standing
        else ("belum ada yang terbit", "nothing is published yet")
    )
    console.print(f"[bold red]Gagal:[/] rilis ditolak; {stays}.")
    console.print(f"[bold red]Failed:[/] the release is refused; {stays_en}.")
    failed = report.failed_checks()
    for check in failed[:_LISTED]:
        console.print(f"  {check.name}: {check.details} / {check.details_en}", markup=False)
    if len(failed) > _LISTED:
        more = len(failed) - _LISTED
        console.print("  " + both(f"dan {more} lainnya", f"and {more} more"), markup=False)
    for item in report.quarantined:
        console.print(f"  {item.file}: {item.reason} / {item.reason_en}", markup=False)


def _documents(report: RunReport) -> None:
    console = out()
    unchanged = sum(document.unchanged for document in report.documents)
    console.print(
        both(
            f"Dokumen: {len(report.documents) - unchanged} dibaca, {unchanged} tidak berubah, "
            f"{len(report.quarantined)} dikarantina",
            f"documents: {len(report.documents) - unchanged} read, {unchanged} unchanged, "
            f"{len(report.quarantined)} quarantined",
        ),
        style="bold",
    )
    everything = len(report.documents) <= _LISTED
    for document in report.documents:
        if document.unchanged and not everything:
            continue
        mark = f" ({both('tidak berubah', 'unchanged')})" if document.unchanged else ""
        console.print(f"\n{document.file}{mark}", markup=False)
        if document.twin_of:
            console.print(
                f"  {both('isinya sama dengan', 'same bytes as')} {document.twin_of}", markup=False
            )
            continue
        console.print(
            f"  {document.agency}, {document.government}, {document.year}",
            markup=False,
            style="dim",
        )
        rows = "  ".join(f"{form} {number(n)}" for form, n in document.records.items())
        console.print(
            f"  {both('baris menurut formulir', 'records by form')}: {rows}", markup=False
        )


def _account(report: RunReport) -> None:
    read, used, explained = (report.cells[name] for name in ("read", "used", "explained"))
    out().print(
        f"\n{both('Akun sel', 'Account of cells')}: "
        + both(
            f"terbaca {number(read)} = terpakai {number(used)} + dijelaskan {number(explained)}, "
            f"selisih {number(read - used - explained)}",
            f"read = used + explained, difference {number(read - used - explained)}",
        ),
        markup=False,
    )


def print_findings(findings: dict[str, int]) -> None:
    """Findings by severity in one line."""
    words = {"critical": ("kritis", "red"), "warning": ("peringatan", "yellow")}
    parts = []
    for severity, count in findings.items():
        word, colour = words.get(severity, (severity, "blue"))
        shown = severity if word == severity else f"{word} ({severity})"
        text = f"{number(count)} {shown}"
        parts.append(f"[{colour}]{text}[/]" if count else text)
    out().print(f"\n{both('Temuan', 'Findings')}: {', '.join(parts)}")


def _important(report: RunReport) -> None:
    """The gravest causes, each in one sentence with its place."""
    if not report.important:
        return
    console = out()
    shown = len(report.important)
    console.print(
        both(
            f"dari {number(report.causes)} sebab; {shown} terpenting:",
            f"of {number(report.causes)} causes; the {shown} most important:",
        ),
        style="dim",
    )
    for place, cause in enumerate(report.important, start=1):
        colour = "red" if cause.severity == "critical" else "yellow"
        more = f" (+{number(cause.findings - 1)})" if cause.findings > 1 else ""
        console.print(f"[{colour}]{place}.[/] {escape(cause.message)}{more}")
        console.print(f"   {cause.message_en}", markup=False, style="dim")
        console.print(f"   {cause.file}: {cause.addresses}", markup=False, style="dim")


def print_quarantine(quarantined: tuple[QuarantineReport, ...]) -> None:
    """Every file that is not published, with the reason in both languages."""
    if not quarantined:
        return
    console = out()
    console.print(f"\n{both('Karantina', 'Quarantine')}:", style="bold yellow")
    for item in quarantined:
        where = f" ({item.place})" if item.place not in ("", item.file) else ""
        console.print(f"  {item.file}{where} [{item.rule}]", markup=False)
        console.print(f"    {item.reason}", markup=False)
        console.print(f"    {item.reason_en}", markup=False, style="dim")


def _next(report: RunReport, settings: Settings) -> None:
    console = out()
    console.print(f"\n{both('Selanjutnya', 'Next')}:", style="bold")
    renja = command_name()
    steps = [
        ("findings --xlsx temuan.xlsx", "temuan dan saran", "findings and suggestions"),
        ("report --out laporan.html", "satu halaman untuk dibagikan", "one page to share"),
        ("trace FACT_ID", "dari angka ke selnya", "from a figure to its cells"),
        ("dagster", "jalannya proses di peramban", "the process in a browser"),
    ]
    if report.undecided:
        steps.insert(
            1,
            (
                "crosswalk review --out telaah.xlsx",
                f"{number(report.undecided)} simpul lama belum diputuskan",
                f"{number(report.undecided)} old nodes undecided",
            ),
        )
    width = len(renja) + max(len(step[0]) for step in steps) + 3
    for command, indonesian, english in steps:
        shown = f"{renja} {command}"
        console.print(f"  {shown:<{width}}{both(indonesian, english)}", markup=False)
    console.print(
        f"  {both('gudang data', 'warehouse')}: {_shown(settings.warehouse_url)}", markup=False
    )


def command_name() -> str:
    """How ``renja`` can be typed here: by name where it is found, else by its path."""
    called = Path(sys.argv[0])
    if called.stem != "renja" or shutil.which("renja"):
        return "renja"
    path = called.absolute()
    here = Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    if shown == path.name:
        # A shell does not look for commands in the folder it stands in.
        shown = str(Path(os.curdir)) + os.sep + shown
    return f'"{shown}"' if " " in shown else shown


def _shown(url: str) -> str:
    """The URL of the warehouse without its password."""
    from sqlalchemy import make_url  # noqa: PLC0415

    return make_url(url).render_as_string(hide_password=True)
