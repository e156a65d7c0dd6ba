"""``renja crosswalk``: from old to new nomenclature, proposed, reviewed, signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assets.cli.console import (
    REFUSED,
    WrongUsageError,
    both,
    err,
    out,
    print_json,
    reported,
    tell_kept,
)
from assets.cli.options import DebugOption, HomeOption, JsonOption, ReferenceOption
from assets.settings import Settings, find_settings

if TYPE_CHECKING:
    from assets.decisions_files import Standing
    from pipelines.crosswalk.decisions import Key
    from pipelines.crosswalk.edits import Edit
    from pipelines.crosswalk.model import Link

crosswalk = typer.Typer(
    help="Pemetaan nomenklatur lama ke baru / From old nomenclature to new.",
    no_args_is_help=True,
)
AgencyOption = Annotated[
    str,
    typer.Option("--agency", metavar="TEXT", help="Hanya perangkat daerah ini / Only this agency."),
]


@crosswalk.command("propose")
@reported
def propose(
    *,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Ajukan atas nama orang ini / Propose in this person's name. "
            "[default: aturan:pencocok]",
        ),
    ] = "",
    again: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Juga ganti usulan pencocok yang belum disetujui atau diubah orang / Also replace "
            "the matcher's own proposals that nobody signed or changed.",
        ),
    ] = False,
    lists: Annotated[
        bool,
        typer.Option(
            "--lists",
            help="Calon juga dari daftar kode resmi yang diimpor / Candidates also from imported "
            "official lists.",
        ),
    ] = False,
    agency: AgencyOption = "",
    home: HomeOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Usulkan pemetaan bagi yang belum diputuskan / Propose links for what is undecided.

    Keputusan yang sudah ada tidak diubah. Yang diragukan pencocok tetap menjadi pertanyaan.

    Decisions that exist stay. What the matcher is not sure of stays a question.
    """
    from assets.cli.crosswalk_said import proposed_json, say_proposed  # noqa: PLC0415
    from assets.decisions_files import editing, standing  # noqa: PLC0415
    from assets.stored_readings import agencies_at_work  # noqa: PLC0415
    from pipelines.crosswalk.matching import newcomers  # noqa: PLC0415
    from pipelines.crosswalk.matching import propose as match  # noqa: PLC0415
    from pipelines.crosswalk.proposing import Matching, propose_for  # noqa: PLC0415

    settings = _settings(home, reference)
    name = _person(by) if by else ""
    found = agencies_at_work(settings, wanted=agency)
    with editing(settings) as own:
        now = standing(settings)
        _tell_problems(now)
        made = [
            (
                each.nodes,
                propose_for(
                    each.nodes,
                    now.links,
                    now.rejected,
                    Matching(match, newcomers),
                    _today(),
                    name,
                    again,
                    lists,
                ),
            )
            for each in found
        ]
        own.apply(edit for _, proposed in made for edit in proposed.edits)
    if json:
        print_json(proposed_json(made, own.path))
    else:
        say_proposed(made, own.path)


@crosswalk.command("review")
@reported
def review(
    *,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE.xlsx]", help="Buku kerja terisi / An answered workbook."),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE.xlsx", help="Buat buku kerja telaah / Make a review workbook."
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", help="Nama penelaah / Who reviewed."),
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Catat perubahannya / Record the changes.")
    ] = False,
    agency: AgencyOption = "",
    home: HomeOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Buku kerja telaah: buat, atau baca jawabannya / Review workbook: make it, or read it back.

    `--out FILE.xlsx` membuatnya. `FILE.xlsx --by NAMA` memperlihatkan yang akan berubah; dengan
    `--yes` juga mencatatnya sebagai usulan atas nama itu.

    `--out FILE.xlsx` makes it. `FILE.xlsx --by NAME` shows what would change; with `--yes` it is
    recorded as proposals in that name.
    """
    settings = _settings(home, reference)
    if (file is None) == (target is None):
        raise WrongUsageError(
            "sebutkan salah satu: --out FILE.xlsx untuk membuat, atau FILE.xlsx untuk membaca",
            "say one of the two: --out FILE.xlsx to make one, or FILE.xlsx to read one back",
        )
    if target is not None:
        _make_review(settings, target, agency)
    elif file is not None:
        if not by:
            raise WrongUsageError(
                "siapa yang menelaah? tambahkan --by NAMA",
                "who reviewed this? add --by NAME",
            )
        _read_review(settings, file, _person(by), yes)


def _make_review(settings: Settings, target: Path, agency: str) -> None:
    from assets.decisions_files import standing  # noqa: PLC0415
    from assets.stored_readings import agencies_at_work  # noqa: PLC0415
    from assets.whole_files import keep_earlier  # noqa: PLC0415
    from pipelines.crosswalk.matching import propose as match  # noqa: PLC0415
    from pipelines.crosswalk.review_rows import review_sheet  # noqa: PLC0415
    from pipelines.crosswalk.review_workbook import write_review  # noqa: PLC0415

    found = agencies_at_work(settings, wanted=agency)
    now = standing(settings)
    _tell_problems(now)
    sheets = [
        review_sheet(
            each.nodes,
            now.links,
            now.rejected,
            match(each.nodes.old, each.nodes.new),
        )
        for each in found
    ]
    made = write_review(sheets, target.name)
    tell_kept(keep_earlier(target))
    target.write_bytes(made)
    rows = sum(len(sheet.rows) for sheet in sheets)
    out().print(
        f"{target}: {len(sheets)} {both('perangkat daerah', 'agencies')}, "
        f"{rows} {both('baris', 'rows')}",
        markup=False,
    )


def _read_review(settings: Settings, file: Path, by: str, yes: bool) -> None:
    from assets.cli.crosswalk_said import say_changes  # noqa: PLC0415
    from assets.decisions_files import editing  # noqa: PLC0415

    if not yes:
        now = _standing(settings)
        edits = _review_edits(settings, now, file, by)
        say_changes(edits)
        if edits:
            err().print(
                both(
                    "\nBelum ada yang dicatat; ulangi dengan --yes untuk mencatatnya.",
                    "Nothing is recorded yet; repeat with --yes to record it.",
                )
            )
        return
    with editing(settings) as own:
        edits = _review_edits(settings, _standing(settings), file, by)
        own.apply(edits)
    say_changes(edits)
    if edits:
        out().print(f"\n{both('Tercatat di', 'Recorded in')} {own.path}", markup=False)


def _review_edits(settings: Settings, now: Standing, file: Path, by: str) -> tuple[Edit, ...]:
    """What a workbook changes; ends the command where it is refused."""
    from assets.settings import find_limits  # noqa: PLC0415
    from pipelines.crosswalk.review import review_edits  # noqa: PLC0415
    from pipelines.crosswalk.review_reading import ReviewRefused, read_review  # noqa: PLC0415

    try:
        answered = read_review(file.read_bytes(), find_limits())
        return review_edits(answered, now.links, now.rejected, by, _today())
    except ReviewRefused as refusal:
        from assets.cli.crosswalk_said import say_refusal  # noqa: PLC0415

        say_refusal(file, refusal.problems)
        raise typer.Exit(REFUSED) from refusal


@crosswalk.command("approve")
@reported
def approve(
    *,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", help="Nama penyetuju / Who approves."),
    ] = "",
    node: Annotated[
        str,
        typer.Option(
            "--node",
            metavar="TEXT",
            help="Keputusan tentang simpul ini: nama, bagian nama, atau kode / The decision about "
            "this node: name, part of it, or code.",
        ),
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Semua yang belum disetujui / All that is unsigned.")
    ] = False,
    agency: AgencyOption = "",
    home: HomeOption = None,
    reference: ReferenceOption = None,
    debug: DebugOption = False,
) -> None:
    """Setujui keputusan / Sign decisions.

    Pengusul tidak menyetujui usulannya sendiri. Nama dicatat seperti yang diberikan.

    Who proposes may not approve. Names are kept as they are given.
    """
    from assets.cli.crosswalk_said import say_signed  # noqa: PLC0415
    from assets.decisions_files import editing  # noqa: PLC0415
    from pipelines.crosswalk.signing import sign, unsigned  # noqa: PLC0415

    if not by or bool(node) == everything:
        raise WrongUsageError(
            "sebutkan siapa yang menyetujui (--by NAMA) dan apa: --node TEKS atau --all",
            "say who approves (--by NAME) and what: --node TEXT or --all",
        )
    settings, name = _settings(home, reference), _person(by)
    with editing(settings) as own:
        waiting = unsigned(_of_agency(_standing(settings).links, agency))
        if node:
            waiting = _one_decision(node, waiting)
        signing = sign(waiting, name, _today())
        own.apply(signing.edits)
    say_signed(signing, own.path)
    if signing.refused:
        raise typer.Exit(REFUSED)


def _one_decision(text: str, waiting: dict[Key, list[Link]]) -> dict[Key, list[Link]]:
    """The decision that is meant: only one, so that nobody signs more than they think."""
    from pipelines.crosswalk.signing import meant_by  # noqa: PLC0415

    meant = meant_by(text, waiting)
    if not meant:
        raise WrongUsageError(
            f"tidak ada keputusan tentang '{text}' yang menunggu persetujuan; lihat `renja "
            "crosswalk status`",
            f"no decision about '{text}' waits to be signed; see `renja crosswalk status`",
        )
    if len(meant) > 1:
        names = "; ".join(sorted({_about(waiting[key][0]) for key in meant}))
        raise WrongUsageError(
            f"'{text}' dapat berarti beberapa simpul: {names}. Sebutkan nama lengkapnya, atau "
            "persempit dengan --agency",
            f"'{text}' may mean several nodes: {names}. Give the whole name, or narrow it with "
            "--agency",
        )
    return {key: waiting[key] for key in meant}


def _about(link: Link) -> str:
    node = link.old or link.new
    return f"{node.name} ({link.agency or 'umum / all'})" if node else ""


def _of_agency(links: tuple[Link, ...], wanted: str) -> list[Link]:
    from pipelines.model import fold  # noqa: PLC0415

    return [link for link in links if fold(wanted) in fold(f"{link.agency} {link.government}")]


@crosswalk.command("status")
@reported
def status(
    *,
    agency: AgencyOption = "",
    home: HomeOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Cakupan pemetaan dan yang perlu diputuskan / Coverage, and what is left to decide."""
    from assets.cli.crosswalk_said import coverage_json, say_coverage  # noqa: PLC0415
    from assets.stored_readings import agencies_at_work  # noqa: PLC0415
    from pipelines.crosswalk.coverage import coverage  # noqa: PLC0415

    settings = _settings(home, reference)
    found = agencies_at_work(settings, wanted=agency)
    now = _standing(settings, tell=not json)
    covered = [coverage(each.nodes, now.links) for each in found]
    if json:
        print_json(coverage_json(covered, now.problems))
    else:
        say_coverage(covered)


@crosswalk.command("preview")
@reported
def preview(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Keputusan (CSV) atau buku kerja telaah / Decisions, or a review."
        ),
    ],
    agency: AgencyOption = "",
    home: HomeOption = None,
    reference: ReferenceOption = None,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Apa yang akan berpindah bila keputusan ini berlaku / What would move by these decisions.

    Tidak ada yang dicatat atau diterbitkan.

    Nothing is recorded or published.
    """
    from assets.cli.crosswalk_said import preview_json, say_preview  # noqa: PLC0415
    from assets.stored_readings import agencies_at_work  # noqa: PLC0415
    from pipelines.crosswalk.preview import figures_of  # noqa: PLC0415
    from pipelines.crosswalk.preview import preview as compare  # noqa: PLC0415

    settings = _settings(home, reference)
    found = agencies_at_work(settings, wanted=agency)
    now = _standing(settings, tell=not json)
    then = _links_of(settings, now, file)
    seen = [compare(each.nodes, figures_of(each.readings), now.links, then) for each in found]
    if json:
        print_json(preview_json(seen))
    else:
        say_preview(seen)


def _links_of(settings: Settings, now: Standing, file: Path) -> tuple[Link, ...]:
    """The links that would hold with the decisions of a file."""
    from assets.cli.crosswalk_said import say_file_problems  # noqa: PLC0415
    from assets.decisions_files import DecisionsFileError  # noqa: PLC0415
    from pipelines.crosswalk.decisions import overlay, read_decisions  # noqa: PLC0415
    from pipelines.crosswalk.edits import holding  # noqa: PLC0415

    if file.suffix.casefold() in (".xlsx", ".xlsm"):
        return holding(now.links, _review_edits(settings, now, file, "pratinjau"))
    try:
        read = read_decisions(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DecisionsFileError(
            f"{file} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
            f"{file} is not UTF-8 text; save it again as CSV UTF-8",
        ) from error
    if read.problems:
        say_file_problems(file, read.problems)
        raise typer.Exit(REFUSED)
    return overlay(now.links, read.links, read.rejected)


# --------------------------------------------------------------------------- shared


def _settings(home: Path | None, reference: Path | None) -> Settings:
    return find_settings(home, reference=reference)


def _standing(settings: Settings, tell: bool = True) -> Standing:
    from assets.decisions_files import standing  # noqa: PLC0415

    now = standing(settings)
    if tell:
        _tell_problems(now)
    return now


def _tell_problems(now: Standing) -> None:
    from assets.cli.crosswalk_said import say_file_problems  # noqa: PLC0415

    for each in now.problems:
        say_file_problems(each.file, [each.problem])


def _person(said: str) -> str:
    from pipelines.crosswalk.edits import person  # noqa: PLC0415

    name = person(said)
    if not name:
        raise WrongUsageError(
            f"'{said}' bukan nama orang; nama tidak boleh kosong atau memuat ':' atau '|'",
            f"'{said}' is no person's name; it may not be empty or hold ':' or '|'",
        )
    return name


def _today() -> str:
    return date.today().isoformat()
