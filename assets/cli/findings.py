"""``renja findings``: what is wrong, where, and what is suggested."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from assets.cli.console import WrongUsageError, both, out, reported
from assets.cli.export import write_csv, write_xlsx
from assets.cli.options import DebugOption, HomeOption, WarehouseOption, file_names
from assets.settings import find_settings

_SHOWN = 25
_SHOWN_CELLS = 6

#: Columns of the files: heading, field of a finding, width in a workbook.
COLUMNS = (
    ("temuan_id", "finding_id", 22),
    ("sebab_id", "cause_id", 22),
    ("aturan", "rule", 26),
    ("tingkat_keparahan", "severity", 12),
    ("dokumen", "document", 34),
    ("formulir", "form", 11),
    ("alamat", "addresses", 26),
    ("tercetak", "printed", 28),
    ("seharusnya", "expected", 28),
    ("pesan", "message", 60),
    ("saran", "suggestion", 44),
    ("message", "message_en", 60),
    ("suggestion", "suggestion_en", 44),
    ("fact_id", "fact_id", 22),
)


class Severity(StrEnum):
    """Severities of the contract."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@reported
def findings(
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
        typer.Option("--xlsx", metavar="FILE", help="Tulis buku kerja / Write a workbook."),
    ] = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    debug: DebugOption = False,
) -> None:
    """Apa yang salah, di mana, dan sarannya / What is wrong, where, and what is suggested."""
    from assets.cli.warehouse import published  # noqa: PLC0415
    from warehouse import queries  # noqa: PLC0415

    engine, _ = published(find_settings(home, warehouse))
    if rule is not None:
        _check_rule(rule, queries.finding_rules(engine))
    if document is not None:
        document = _known_document(document, queries.documents(engine))
    found = queries.findings(engine, severity, rule, document)
    headings = [heading for heading, _, _ in COLUMNS]
    rows = [[finding[field] for _, field, _ in COLUMNS] for finding in found]
    if csv is not None:
        write_csv(csv, headings, rows)
    if xlsx is not None:
        write_xlsx(xlsx, "Temuan", headings, rows, [width for _, _, width in COLUMNS])
    for written in (csv, xlsx):
        if written is not None:
            out().print(f"{written}: {len(rows)} {both('temuan', 'findings')}", markup=False)
    if csv is None and xlsx is None:
        _print(found, everything=severity is not None or rule is not None)


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
