"""What ``renja crosswalk`` tells: proposals, changes, signatures, coverage, moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.markup import escape

from assets.cli.console import both, err, out
from assets.cli.summary import number, plain_table
from assets.reviewed import FileProblem
from pipelines.crosswalk.agencies import AgencyNodes
from pipelines.crosswalk.coverage import Coverage, Size
from pipelines.crosswalk.decisions import REJECTED, Problem
from pipelines.crosswalk.edits import Edit, pair
from pipelines.crosswalk.model import APPROVED, Link, NodeName, NodeProfile
from pipelines.crosswalk.preview import Line, Move, Period, Preview
from pipelines.crosswalk.proposing import Proposed, Question
from pipelines.crosswalk.review_reading import ReviewProblem
from pipelines.crosswalk.signing import Signing

_LISTED = 12
_CANDIDATES = 3

Made = Sequence[tuple[AgencyNodes, Proposed]]


# --------------------------------------------------------------------------- proposals


def say_proposed(made: Made, path: Path) -> None:
    """What was proposed, and what is left to people."""
    console = out()
    for agency, proposed in made:
        links = [link for edit in proposed.edits for link in edit.after]
        console.print(f"\n[bold]{escape(_whose(agency.government, agency.agency))}[/]")
        if not proposed.edits:
            console.print(f"  {both('tidak ada usulan baru', 'nothing new to propose')}")
        for edit in proposed.edits:
            _say_links(edit.about, edit.after)
        _say_questions(proposed.questions)
        signed = sum(link.status == APPROVED for link in links)
        told = both(
            f"\n{len(proposed.edits)} keputusan diusulkan ({len(links)} hubungan, {signed} "
            f"disetujui oleh aturan), {len(proposed.questions)} pertanyaan untuk orang",
            f"{len(proposed.edits)} decisions proposed ({len(links)} links, {signed} approved by "
            f"rule), {len(proposed.questions)} questions for a person",
        )
        console.print(told, style="bold", markup=False)
    if any(proposed.edits for _, proposed in made):
        console.print(f"{both('tercatat di', 'recorded in')} {path}", markup=False)
    console.print(
        both("lanjut: renja crosswalk review --out telaah.xlsx", "next"), style="dim", markup=False
    )


def _say_questions(questions: Sequence[Question]) -> None:
    console = out()
    for question in questions:
        console.print(f"  ? {question.old.node.name}", style="yellow", markup=False)
        console.print(f"      {both(question.said, question.said_en)}", markup=False)
        for each in question.ranked[:_CANDIDATES]:
            score = f"{each.score:.2f}".replace(".", ",")
            console.print(f"      {score}  {_named(each.new.node)}", markup=False, style="dim")


def _say_links(about: NodeName, links: Iterable[Link]) -> None:
    console = out()
    console.print(f"  {about.name}", markup=False)
    for link in links:
        console.print(f"      {_arrow(link)}", markup=False, style=_style(link))


def _arrow(link: Link) -> str:
    weight = "" if link.weight is None or link.new is None else f" {_share(link.weight)}"
    sure = f"{link.confidence:.2f}".replace(".", ",")
    to = "" if link.old is None else f" -> {_target(link)}"
    signed = f", {link.approver}" if link.approver else ""
    return (
        f"{link.relation}{weight}{to}  ({both('keyakinan', 'confidence')} {sure}, "
        f"{link.status}{signed})"
    )


def _target(link: Link) -> str:
    return both("dihentikan", "discontinued") if link.new is None else _named(link.new)


def _style(link: Link) -> str:
    return {APPROVED: "green", REJECTED: "red"}.get(link.status, "")


def _share(weight: Decimal) -> str:
    percent = (weight * 100).quantize(Decimal("0.01")).normalize()
    return f"{percent:f} %".replace(".", ",")


def _named(node: NodeName) -> str:
    return f"{node.code} {node.name}".strip()


def _whose(government: str, agency: str) -> str:
    return ", ".join(part for part in (agency, government) if part)


def proposed_json(made: Made, path: Path) -> dict[str, Any]:
    """The same as one object."""
    return {
        "file": str(path),
        "agencies": [
            {
                "government": agency.government,
                "agency": agency.agency,
                "decisions": len(proposed.edits),
                "links": [_link_json(link) for edit in proposed.edits for link in edit.after],
                "questions": [
                    {
                        "old": asdict(each.old.node),
                        "question": each.said,
                        "question_en": each.said_en,
                        "candidates": [
                            {"node": asdict(one.new.node), "score": round(one.score, 4)}
                            for one in each.ranked
                        ],
                    }
                    for each in proposed.questions
                ],
            }
            for agency, proposed in made
        ],
    }


def _link_json(link: Link) -> dict[str, Any]:
    return {name: value for name, value in asdict(link).items() if name != "line"}


# --------------------------------------------------------------------------- review


def say_changes(edits: Sequence[Edit]) -> None:
    """What a review changes, decision by decision: before in red, after in green."""
    console = out()
    if not edits:
        console.print(both("Tidak ada yang berubah.", "Nothing changes."))
        return
    for edit in edits:
        before, after = {pair(link): link for link in edit.before}, edit.after
        console.print(f"\n{edit.about.name}", style="bold", markup=False)
        standing = {pair(link) for link in after if link.status != REJECTED}
        for way, link in before.items():
            if way not in standing:
                console.print(f"  - {_arrow(link)}", style="red", markup=False)
        for link in after:
            _say_change(before.get(pair(link)), link)
        lost = sorted({link.approver for link in edit.before if link.approver} - _signers(after))
        if lost:
            names = ", ".join(lost)
            console.print(
                "  "
                + both(
                    f"persetujuan {names} gugur; minta persetujuan lagi",
                    f"the signature of {names} falls; ask for it again",
                ),
                style="yellow",
                markup=False,
            )
        if not standing:
            told = ("menjadi pertanyaan terbuka", "becomes an open question")
            if edit.after[0].old is None:
                told = ("tidak lagi dinyatakan baru", "is no longer called new")
            console.print(
                f"  ? {both(*told)}",
                style="yellow",
                markup=False,
            )
    console.print(f"\n{len(edits)} {both('keputusan berubah', 'decisions change')}", style="bold")


def _say_change(before: Link | None, link: Link) -> None:
    console = out()
    note = f"  '{link.note}'" if link.note else ""
    if link.status == REJECTED:
        if before is None:
            told = both("calon ditolak", "candidate refused")
            console.print(f"  x {_target(link)}: {told}{note}", style="red", markup=False)
    elif before is None:
        console.print(f"  + {_arrow(link)}{note}", style="green", markup=False)
    elif _core(before) != _core(link):
        console.print(f"  - {_arrow(before)}", style="red", markup=False)
        console.print(f"  + {_arrow(link)}{note}", style="green", markup=False)
    elif before.note != link.note:
        told = both("catatan", "note")
        console.print(f"  = {_arrow(link)}; {told}: '{link.note}'", markup=False)
    else:
        console.print(f"  = {_arrow(link)}", style="dim", markup=False)


def _core(link: Link) -> tuple[Any, ...]:
    return (link.relation, link.weight, link.status, link.proposer, link.approver)


def _signers(links: Iterable[Link]) -> set[str]:
    return {link.approver for link in links if link.approver}


def say_refusal(file: Path, problems: Sequence[ReviewProblem]) -> None:
    """Why a workbook is refused: sheet, row, reason; nothing was changed."""
    console = err()
    console.print(
        f"[bold red]Gagal:[/] {escape(file.name)} ditolak, tidak ada yang diubah "
        f"({len(problems)} kesalahan)"
    )
    console.print(
        f"[bold red]Failed:[/] {escape(file.name)} is refused, nothing was changed "
        f"({len(problems)} mistakes)"
    )
    for each in problems[:_LISTED]:
        where = [f"'{each.sheet}'"] if each.sheet else []
        if each.line:
            where.append(both(f"baris {each.line}", f"row {each.line}"))
        place = ", ".join(where)
        console.print(f"  {place + ': ' if place else ''}{each.said}", markup=False)
        console.print(f"      {each.said_en}", markup=False, style="dim")
    if len(problems) > _LISTED:
        more = len(problems) - _LISTED
        console.print(both(f"  ... dan {more} lagi", f"and {more} more"), markup=False)


def say_file_problems(file: Path, problems: Iterable[Problem]) -> None:
    """What is wrong with rows of a decisions file; the others hold."""
    console = err()
    for each in problems:
        place = f"baris {each.line}" + (f" kolom {each.column}" if each.column else "")
        place_en = f"row {each.line}" + (f" column {each.column}" if each.column else "")
        console.print(f"{file} {place}: {each.said}", markup=False, style="red")
        console.print(f"  {place_en}: {each.said_en}", markup=False, style="dim")


# --------------------------------------------------------------------------- signing


def say_signed(signing: Signing, path: Path) -> None:
    """What was signed, and what was not and why."""
    console = out()
    for edit in signing.edits:
        _say_links(edit.about, edit.after)
    count = len(signing.edits)
    console.print(f"\n{count} {both('keputusan disetujui', 'decisions approved')}", style="bold")
    if count:
        console.print(f"{both('tercatat di', 'recorded in')} {path}", markup=False)
    for each in signing.refused:
        node = each.links[0].old or each.links[0].new
        name = node.name if node else ""
        err().print(f"{name}: {both(each.said, each.said_en)}", markup=False, style="yellow")
    if signing.refused:
        refused = len(signing.refused)
        err().print(
            both(f"{refused} keputusan tidak disetujui", f"{refused} decisions not approved"),
            markup=False,
        )


# --------------------------------------------------------------------------- coverage


def say_coverage(covered: Sequence[Coverage]) -> None:
    """Coverage of each agency, and the list of what is to be done."""
    console = out()
    for each in covered:
        console.print(f"\n[bold]{escape(_whose(each.government, each.agency))}[/]")
        table = plain_table(
            both("simpul lama", "old nodes"),
            "#" + both("jumlah", "count"),
            "#" + both("angka target", "targets"),
            "#rupiah",
        )
        rows = (
            (both("disetujui", "approved"), each.approved),
            (both("usulan, belum disetujui", "proposed, unsigned"), each.proposed),
            (both("belum diputuskan", "undecided"), each.open),
            (both("semua", "all"), each.total),
            (both("termasuk dihentikan", "of these discontinued"), each.discontinued),
        )
        for name, size in rows:
            table.add_row(name, *_parts(size, each.total))
        console.print(table)
        console.print(
            both(
                f"{each.new_decided} dari {each.new_nodes} simpul baru punya pendahulu atau "
                "dinyatakan baru",
                f"{each.new_decided} of {each.new_nodes} new nodes have predecessors or are "
                "called new",
            ),
            markup=False,
        )
        _todo(both("Perlu diputuskan", "To decide"), each.open_old)
        _todo(both("Simpul baru tanpa pendahulu", "New nodes without predecessor"), each.open_new)
        _todo(both("Menunggu persetujuan", "Waiting to be signed"), each.waiting)


def _parts(size: Size, total: Size) -> list[str]:
    return [
        _part(size.nodes, total.nodes),
        _part(size.targets, total.targets),
        _part(size.rupiah, total.rupiah),
    ]


def _part(value: int, total: int) -> str:
    percent = f" ({round(100 * value / total)} %)" if total else ""
    return f"{number(value)}{percent}"


def _todo(title: str, nodes: Sequence[NodeProfile]) -> None:
    if not nodes:
        return
    console = out()
    console.print(f"{title}: {len(nodes)}", style="bold", markup=False)
    limit = len(nodes) if not console.is_terminal else _LISTED
    for node in nodes[:limit]:
        above = node.node.program if node.node.program != node.node.name else ""
        console.print(f"  {_named(node.node)}" + (f"  [{above}]" if above else ""), markup=False)
    if len(nodes) > limit:
        more = len(nodes) - limit
        console.print(both(f"  ... dan {more} lagi", f"and {more} more"), markup=False)


def coverage_json(covered: Sequence[Coverage], problems: Sequence[FileProblem]) -> dict[str, Any]:
    """The same as one object."""
    return {
        "agencies": [
            {
                "government": each.government,
                "agency": each.agency,
                "old": {
                    name: asdict(getattr(each, name))
                    for name in ("total", "approved", "proposed", "open", "discontinued")
                },
                "new": {"nodes": each.new_nodes, "decided": each.new_decided},
                "to_decide": [asdict(node.node) for node in each.open_old],
                "new_without_predecessor": [asdict(node.node) for node in each.open_new],
                "to_sign": [asdict(node.node) for node in each.waiting],
            }
            for each in covered
        ],
        "problems": [
            {
                "file": str(each.file),
                "line": each.problem.line,
                "column": each.problem.column,
                "said": each.problem.said,
                "said_en": each.problem.said_en,
            }
            for each in problems
        ],
    }


# --------------------------------------------------------------------------- preview


def say_preview(seen: Sequence[Preview]) -> None:
    """What would move, old node by old node, and the money by year and phase."""
    console = out()
    for each in seen:
        console.print(f"\n[bold]{escape(_whose(each.government, each.agency))}[/]")
        if not each.moves:
            console.print(f"  {both('tidak ada yang berpindah', 'nothing moves')}")
            continue
        table = plain_table(
            both("simpul lama", "old node"),
            both("dari", "from"),
            both("ke", "to"),
            "#" + both("bagian", "part"),
            "#" + both("fakta", "facts"),
            "#rupiah",
        )
        for move in each.moves:
            table.add_row(
                escape(move.old.name),
                escape(_line(move.source)),
                escape(_line(move.target)),
                _share(move.weight),
                number(len(move.facts)),
                escape(_money(move)),
            )
        console.print(table)
        console.print(
            f"{number(len(each.facts))} {both('fakta berpindah', 'facts move')}", style="bold"
        )
        for period, moved in moved_money(each).items():
            total = sum(each.before[period].values())
            console.print(
                f"  {_period(period)}: Rp {number(moved)} {both('dari', 'of')} Rp {number(total)} "
                + both("berpindah; jumlahnya tetap", "would move; the sum stays"),
                markup=False,
            )


def _line(line: Line) -> str:
    said = {
        "belum_dipetakan": both("belum dipetakan", "not mapped"),
        "dihentikan": both("dihentikan", "discontinued"),
    }
    return said.get(line.key, f"{line.code} {line.name}".strip())


def _money(move: Move) -> str:
    return "\n".join(f"{_period(period)}: {number(amount)}" for period, amount in move.rupiah)


def _period(period: Period) -> str:
    return " ".join(str(part) for part in period if part)


def moved_money(each: Preview) -> dict[Period, int]:
    """Rupiah of the lowest level that would move, by year and phase."""
    moved = dict.fromkeys(each.before, 0)
    for move in each.moves:
        for period, amount in move.rupiah:
            if move.lowest:
                moved[period] += abs(amount)
    return moved


def preview_json(seen: Sequence[Preview]) -> dict[str, Any]:
    """The same as one object, every fact by its id."""
    return {
        "agencies": [
            {
                "government": each.government,
                "agency": each.agency,
                "facts": len(each.facts),
                "rupiah": [
                    {
                        **_period_json(period),
                        "moved": moved,
                        "before": dict(each.before[period]),
                        "after": dict(each.after[period]),
                        "total": sum(each.before[period].values()),
                    }
                    for period, moved in moved_money(each).items()
                ],
                "moves": [
                    {
                        "old": asdict(move.old),
                        "from": asdict(move.source),
                        "to": asdict(move.target),
                        "weight": str(move.weight.normalize() + 0),
                        "facts": list(move.facts),
                        "rupiah": [
                            {**_period_json(period), "amount": amount}
                            for period, amount in move.rupiah
                        ],
                    }
                    for move in each.moves
                ],
            }
            for each in seen
        ]
    }


def _period_json(period: Period) -> dict[str, Any]:
    return {"year": period[0], "phase": period[1]}
