"""``renja layouts``: the forms that are known, and a proposal for a table that is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assets.cli.console import REFUSED, both, err, fail, out, reported
from assets.cli.options import DebugOption, HomeOption
from assets.settings import Settings, find_limits, find_settings

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
    home: HomeOption = None,
    debug: DebugOption = False,
) -> None:
    """Usulkan tata letak untuk tabel yang tidak dikenal / Propose a layout for unknown tables.

    Usulannya dibaca dan dilengkapi petugas (baris bertanda PERIKSA), lalu diperiksa dengan
    `renja layouts check` dan ditaruh di `<home>/layouts/`.

    An officer reads and completes the proposal (lines marked PERIKSA), then checks it with
    `renja layouts check` and puts it into `<home>/layouts/`.
    """
    from pipelines.readers.isolated import read_isolated  # noqa: PLC0415
    from pipelines.suggest import suggest as propose  # noqa: PLC0415

    settings = find_settings(home)
    _use_own(settings)
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
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            out().print(str(path), markup=False)
    for proposal in found.proposed:
        err().print(_said(proposal), markup=False)
    if target is None or not target.resolve().is_relative_to(settings.layouts.resolve()):
        err().print(
            both(
                f"yang sudah diperiksa dipakai dari {settings.layouts}",
                f"once checked, it is used from {settings.layouts}",
            ),
            markup=False,
        )


def _use_own(settings: Settings) -> None:
    """Use the officers' own layouts; those that cannot be used are told."""
    from assets.own_layouts import use_own_layouts  # noqa: PLC0415

    for refused in use_own_layouts(settings):
        err().print(both(refused.reason, refused.reason_en), markup=False, style="yellow")


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
    home: HomeOption = None,
    debug: DebugOption = False,
) -> None:
    """Periksa berkas tata letak / Check layout files: line, key, what is wrong, what is allowed."""
    from pipelines.layouts import known_columns, load_layouts  # noqa: PLC0415
    from pipelines.layouts.check import problems_in  # noqa: PLC0415

    settings = find_settings(home)
    _use_own(settings)
    known, wrong = known_columns(load_layouts()), False
    for file in files:
        among = {} if _is_ours(file) else known
        if file.resolve().parent == settings.layouts.resolve():
            among = _known_before(settings, file)
        problems = problems_in(_text(file), str(file), among)
        wrong |= bool(problems)
        for problem in problems:
            err().print(problem.said, markup=False, style="red")
            err().print(f"  {problem.said_en}", markup=False, style="dim")
        if not problems:
            out().print(f"{file}: {both('dapat dipakai', 'can be used')}", markup=False)
    if wrong:
        raise typer.Exit(REFUSED)


def _known_before(settings: Settings, file: Path) -> dict[str, dict[str, str]]:
    """The forms that are known to a file of the officers: what stands before it."""
    from assets.own_layouts import own_files  # noqa: PLC0415
    from pipelines.layouts import known_columns, shipped_layouts, use_own  # noqa: PLC0415

    before = {p.name: _text(p) for p in own_files(settings) if p.name < file.name}
    return known_columns((*shipped_layouts(), *use_own(before).layouts))


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
def list_forms(home: HomeOption = None, debug: DebugOption = False) -> None:
    """Formulir yang dikenal, juga dari <home>/layouts / The known forms, also of <home>/layouts."""
    from pipelines.layouts import own_layouts, shipped_layouts  # noqa: PLC0415

    settings = find_settings(home)
    _use_own(settings)
    for folder, found in (("", shipped_layouts()), (settings.layouts, own_layouts().layouts)):
        for layout in found:
            name = both(layout.name, layout.name_en)
            columns = f"{len(layout.columns)} {both('kolom', 'columns')}"
            out().print(f"{layout.form:<10} {columns}  {name}", markup=False)
            where = f"{layout.source}  [{folder}]" if folder else layout.source
            out().print(f"{'':<10} {where}", markup=False, style="dim")
