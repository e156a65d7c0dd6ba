"""``renja layouts``: the forms that are known, and a proposal for a table that is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assets.cli.console import REFUSED, both, err, fail, out, reported
from assets.cli.options import DebugOption
from assets.settings import find_limits

if TYPE_CHECKING:
    from pipelines.suggest import Suggestion, Suggestions

layouts = typer.Typer(
    help="Tata letak formulir: daftar, usulan, pemeriksaan / "
    "Layouts of forms: list, proposal, check.",
    no_args_is_help=True,
)
_FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="Dokumen dengan tabelnya / The document.")
]


@layouts.command("suggest")
@reported
def suggest(
    file: _FileArgument,
    target: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.yaml",
            help="Tulis ke berkas; tabel kedua ke FILE-2.yaml / Write to a file; a second table "
            "to FILE-2.yaml.",
        ),
    ] = None,
    debug: DebugOption = False,
) -> None:
    """Usulkan tata letak untuk tabel yang tidak dikenal / Propose a layout for unknown tables.

    Usulannya dibaca dan dilengkapi petugas (baris bertanda PERIKSA), lalu diperiksa dengan
    `renja layouts check`.

    An officer reads and completes the proposal (lines marked PERIKSA), then checks it with
    `renja layouts check`.
    """
    from pipelines.readers.isolated import read_isolated  # noqa: PLC0415
    from pipelines.suggest import suggest as propose  # noqa: PLC0415

    grids = read_isolated(file.read_bytes(), file.name, find_limits())
    found = propose(grids, file.name)
    if not found.proposed:
        _nothing(file, found)
        return
    texts = [proposal.text for proposal in found.proposed]
    if target is None:
        out().print("---\n".join(texts), markup=False, end="")
    else:
        for place, text in enumerate(texts, start=1):
            path = target if place == 1 else target.with_stem(f"{target.stem}-{place}")
            if path.exists():
                fail(
                    f"{path} sudah ada dan mungkin berisi suntingan; pakai nama lain",
                    f"{path} exists and may hold edits; use another name",
                )
            path.write_text(text, encoding="utf-8")
            out().print(str(path), markup=False)
    for proposal in found.proposed:
        err().print(_said(proposal), markup=False)


def _nothing(file: Path, found: Suggestions) -> None:
    known = ", ".join(dict.fromkeys(found.known)) or "-"
    err().print(
        both(
            f"{file.name}: tidak ada tabel yang tidak dikenal; yang dikenal: {known}",
            f"no unknown table; the known ones: {known}",
        ),
        markup=False,
    )


def _said(proposal: Suggestion) -> str:
    table, like = proposal.table, proposal.resemblance
    return both(
        f"{table.first_address}: {len(table.columns)} kolom, {table.rows} baris; paling mirip "
        f"{like.layout.form} ({like.likeness:.2f})",
        f"{len(table.columns)} columns, {table.rows} rows; most like {like.layout.form}",
    )


@layouts.command("check")
@reported
def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Berkas YAML / Layout files.")
    ],
    debug: DebugOption = False,
) -> None:
    """Periksa berkas tata letak / Check layout files: line, key, what is wrong, what is allowed."""
    from pipelines.layouts import known_columns, load_layouts  # noqa: PLC0415
    from pipelines.layouts.check import problems_in  # noqa: PLC0415

    known, wrong = known_columns(load_layouts()), False
    for file in files:
        problems = problems_in(_text(file), str(file), {} if _is_ours(file) else known)
        wrong |= bool(problems)
        for problem in problems:
            err().print(problem.said, markup=False, style="red")
            err().print(f"  {problem.said_en}", markup=False, style="dim")
        if not problems:
            out().print(f"{file}: {both('dapat dipakai', 'can be used')}", markup=False)
    if wrong:
        raise typer.Exit(REFUSED)


def _is_ours(file: Path) -> bool:
    """Whether a file is one of the package, which says itself what its form is."""
    import pipelines.layouts  # noqa: PLC0415

    return file.resolve().parent == Path(pipelines.layouts.__file__).resolve().parent


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fail(
            f"{file} bukan teks UTF-8; simpan ulang sebagai UTF-8",
            f"{file} is not UTF-8 text; save it again as UTF-8",
        )


@layouts.command("list")
@reported
def list_forms(debug: DebugOption = False) -> None:
    """Formulir yang dikenal / The forms that are known."""
    from pipelines.layouts import load_layouts  # noqa: PLC0415

    for layout in load_layouts():
        name = both(layout.name, layout.name_en)
        columns = f"{len(layout.columns)} {both('kolom', 'columns')}"
        out().print(f"{layout.form:<10} {columns}  {name}", markup=False)
        out().print(f"{'':<10} {layout.source}", markup=False, style="dim")
