"""``renja trace``: from a fact to its cells, and from a cell to what it became."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assets.cli.console import both, fail, out, print_json, reported
from assets.cli.options import DebugOption, HomeOption, JsonOption, WarehouseOption, file_names
from assets.cli.summary import number
from assets.settings import find_settings

if TYPE_CHECKING:
    from warehouse.lineage import CellTrace, FactTrace

_ROLES = {
    "value": ("nilai", "value"),
    "label": ("keterangan", "label"),
    "header": ("judul kolom", "header"),
    "corroborates": ("menguatkan", "corroborates"),
}
_SHOWN = 20


@reported
def trace(
    *,
    fact_id: Annotated[
        str | None, typer.Argument(metavar="FACT_ID", help="Dari tampilan bi_* / Of a bi_* view.")
    ] = None,
    cell: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--cell",
            metavar="FILE ADDRESS",
            help="Dari sel ke fakta, mis. --cell renja.txt 'baris 10 kolom 3' / From a cell.",
        ),
    ] = None,
    home: HomeOption = None,
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Dari angka sampai selnya, atau sebaliknya / From a figure to its cells, or back."""
    if (fact_id is None) == (cell is None):
        raise typer.BadParameter(
            both(
                "sebutkan FACT_ID, atau --cell BERKAS ALAMAT",
                "give FACT_ID, or --cell FILE ADDRESS",
            )
        )
    from assets.cli.warehouse import published  # noqa: PLC0415
    from warehouse import lineage  # noqa: PLC0415

    engine, _ = published(find_settings(home, warehouse))
    if cell is not None:
        traced = (lineage.trace_cell(engine, name, cell[1]) for name in file_names(cell[0]))
        traced_cell = next((found for found in traced if found is not None), None)
        if traced_cell is None:
            fail(
                f"tidak ada sel {cell[1]!r} di dokumen {cell[0]!r}; lihat `renja status` untuk "
                "nama dokumen, bi_jejak untuk alamat",
                f"there is no cell {cell[1]!r} in document {cell[0]!r}; see `renja status` for "
                "names of documents, bi_jejak for addresses",
            )
        print_json(asdict(traced_cell)) if json else _print_cell(traced_cell)
        return
    traced_fact = lineage.trace_fact(engine, fact_id or "")
    if traced_fact is None:
        fail(
            f"tidak ada fakta {fact_id!r} dalam rilis yang berlaku",
            f"there is no fact {fact_id!r} in the release that stands",
        )
    print_json(asdict(traced_fact)) if json else _print_fact(traced_fact)


_ROUTES = {
    "pemetaan": ("dipetakan", "mapped"),
    "belum_dipetakan": ("belum dipetakan", "not mapped"),
    "dihentikan": ("dihentikan", "discontinued"),
}


def _print_fact(traced: FactTrace) -> None:
    _step(1, "Nilai terbit", "Published value", f"{_value(traced.fact)} ({traced.view})")
    _fields(traced.fact, skip={"fact_id", "dokumen_id"})
    _step(2, "Baris formulir", "Record of the form", str(traced.record["form"]))
    _fields(traced.record, skip={"document_id", "record_id", "form", "nomenclature_key"})
    _step(3, "Sel", "Cells", "")
    for cell in traced.cells:
        _line(f"{both(*_ROLES[cell.role])}: {cell.document}, {cell.address}")
        _line(f"    {cell.text!r}")
    document = traced.document
    _step(4, "Dokumen", "Document", document["file"])
    _fields(document, skip={"document_id", "file"})
    if traced.findings:
        _step(5, "Temuan", "Findings", str(len(traced.findings)))
        _findings(traced.findings)
    _corrections(6, traced.corrections)
    if traced.lines:
        _step(7, "Nomenklatur baru", "New nomenclature", both(*_ROUTES[traced.lines[0]["jalur"]]))
        for line in traced.lines:
            _on_line(line)


def _on_line(line: dict[str, Any]) -> None:
    """Where a part of a figure is seen, through which link."""
    if line["nama"] is None:
        return
    _line(f"{line['kode'] or '-'} {line['nama']}: {_value(line)} ({line['bobot']:f})")
    _line(
        f"    {line['relasi']}, {line['metode']}, {both('keyakinan', 'confidence')} "
        f"{line['keyakinan']:f}, {line['status_pemetaan']}"
    )


def _print_cell(traced: CellTrace) -> None:
    _step(1, "Sel", "Cell", f"{traced.document}, {traced.address}")
    _line(repr(traced.text))
    _step(2, "Kegunaan", "Use", traced.use)
    _line(traced.reason)
    if traced.form:
        _line(f"{both('tabel', 'table')} {traced.table}, {traced.form}")
    _step(3, "Menjadi fakta", "Became facts", str(len(traced.facts)))
    for fact in traced.facts[:_SHOWN]:
        when = " ".join(str(fact.fact[n]) for n in ("tahun", "fase", "jenis") if fact.fact.get(n))
        _line(f"{fact.fact_id} {fact.view} ({both(*_ROLES[fact.role])}):")
        _line(f"    {_value(fact.fact)}  {when}")
    if len(traced.facts) > _SHOWN:
        _line(f"... {len(traced.facts) - _SHOWN} {both('lagi', 'more')} (--json)")
    for record in traced.records[:_SHOWN]:
        name = record["name"] or record["indicator"] or ""
        _line(f"{both('baris', 'record')} {record['form']}: {name}")
    for node in traced.nodes[:_SHOWN]:
        _line(f"{both('nomenklatur', 'nomenclature')}: {node.get('code') or '-'} {node['name']}")
    if traced.findings:
        _step(4, "Temuan", "Findings", str(len(traced.findings)))
        _findings(traced.findings)
    _corrections(5, traced.corrections)


def _corrections(step: int, corrections: tuple[dict[str, Any], ...]) -> None:
    if not corrections:
        return
    _step(step, "Koreksi", "Corrections", str(len(corrections)))
    for each in corrections:
        stale = "" if each["state"] == "berlaku" else f" [{both('usang', 'stale')}]"
        _line(f"{each['address']}: {each['found']!r} -> {each['corrected']!r}{stale}")
        _line(f"    {both('alasan', 'reason')}: {each['reason']}")
        _line(f"    {both('bukti', 'evidence')}: {each['evidence']}")
        _line(
            f"    {both('pengusul', 'author')} {each['author']}, "
            f"{both('penyetuju', 'approver')} {each['approver']}, {each['decided_on']}"
        )


def _value(fact: dict[str, Any]) -> str:
    """The measure of a fact of any view."""
    if fact.get("rupiah") is not None:
        return f"Rp {number(fact['rupiah'])}"
    if fact.get("nilai") is not None:
        return f"{fact['nilai']} {fact.get('satuan') or ''}".strip()
    return str(fact.get("kebijakan") or fact.get("nilai_terbit") or "-")


def _step(place: int, indonesian: str, english: str, what: str) -> None:
    out().print(f"{place}. {both(indonesian, english)}: {what}", markup=False, style="bold")


def _fields(fields: dict[str, Any], skip: set[str]) -> None:
    for name, value in fields.items():
        if name not in skip and value is not None and value != "":
            _line(f"{name}: {value}")


def _findings(findings: tuple[dict[str, Any], ...]) -> None:
    for finding in findings:
        _line(f"[{finding['severity']}] {finding['rule']}: {finding['message']}")
        _line(f"    {finding['message_en']}")
        if finding["suggestion"]:
            suggested = both(finding["suggestion"], finding["suggestion_en"])
            _line(f"    {both('saran', 'suggestion')}: {suggested}")


def _line(text: str) -> None:
    out().print(f"   {text}", markup=False)
