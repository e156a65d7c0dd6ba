"""The reviewed file of decisions (``crosswalk.csv``): read, checked, written; one row a link.

A row that is wrong leaves out its whole old node, which is then an open question: half a decision
would lose or double its figures. Nothing else suffers.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from pipelines.codes import AGENCY, LEVELS, OLD_SCHEME, plain, schemes
from pipelines.crosswalk.cycles import leads_back
from pipelines.crosswalk.model import (
    APPROVED,
    DISCONTINUED,
    NEW,
    RELATIONS,
    RULE_MARK,
    STATUSES,
    Link,
    NodeName,
)
from pipelines.model import clean, fold

COLUMNS = (
    "pemerintah",
    "perangkat_daerah",
    "skema_lama",
    "tingkat_lama",
    "kode_lama",
    "nama_lama",
    "program_lama",
    "skema_baru",
    "tingkat_baru",
    "kode_baru",
    "nama_baru",
    "program_baru",
    "relasi",
    "bobot",
    "metode",
    "keyakinan",
    "bukti",
    "status",
    "pengusul",
    "penyetuju",
    "tanggal",
    "catatan",
    "riwayat",
)
#: Status of a row that a person refused: it holds nothing, but is not proposed again.
REJECTED = "ditolak"
#: Weights are kept to this step; those of one old node sum to 1 exactly.
WEIGHT_STEP = Decimal("0.000001")
_OPTIONAL = {"pemerintah", "perangkat_daerah", "catatan", "riwayat", "kode_lama", "program_baru"}

#: Whose decision about which old node; new nodes without one are keyed by their own name.
Key = tuple[tuple[str, str], tuple[str, ...]]
_Place = tuple[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the file: its line from 1 (0: the whole file), column, and what to do."""

    line: int
    column: str
    said: str
    said_en: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """The links that hold, in the order of the file, and what is wrong with the others.

    ``rejected`` are the rows that people refused. An old node with such rows alone is an open
    question.
    """

    links: tuple[Link, ...]
    problems: tuple[Problem, ...] = ()
    rejected: tuple[Link, ...] = ()

    @property
    def rows(self) -> tuple[Link, ...]:
        """All that the file holds, in its order."""
        return tuple(sorted((*self.links, *self.rejected), key=lambda each: each.line))


def place_of(node: NodeName) -> tuple[str, ...]:
    """What tells a node from others: its code, for two may have one name under one programme.

    Of the oldest scheme, and where there is no code, its names.
    """
    if node.code and node.scheme != OLD_SCHEME:
        return (node.scheme, node.level, plain(node.code))
    return node.identity


def key_of(link: Link) -> Key:
    """Which decision a link belongs to: that of its old node, or that a node is new."""
    named = link.old or link.new
    assert named is not None  # checked when it was read
    return (link.scope, (("lama" if link.old else "baru"), *place_of(named)))


# --------------------------------------------------------------------------- reading


def read_decisions(text: str) -> Decisions:
    """Links of a decisions file; what is wrong is told with line, column and what is allowed."""
    lines = csv.reader(io.StringIO(text))
    header = [clean(name) for name in next(lines, [])]
    missing = [name for name in COLUMNS if name not in header and name not in _OPTIONAL]
    if missing:
        listed = ", ".join(missing)
        problem = Problem(
            1, missing[0], f"kolom tidak ada: {listed}", f"columns are missing: {listed}"
        )
        return Decisions((), (problem,))
    links: list[Link] = []
    rejected: list[Link] = []
    problems: list[Problem] = []
    broken: set[Key] = set()
    for values in lines:
        line = lines.line_num
        if not any(value.strip() for value in values):
            continue
        row = {name: clean(value) for name, value in zip(header, values, strict=False)}
        link, wrong = _link({name: row.get(name, "") for name in COLUMNS}, line)
        problems += wrong
        if wrong:
            broken.add(key_of(link)) if link.old or link.new else None
        else:
            (rejected if link.status == REJECTED else links).append(link)
    together, crossed = _together(links)
    broken |= crossed
    problems += together
    kept = tuple(link for link in links if key_of(link) not in broken)
    return Decisions(kept, tuple(sorted(problems, key=lambda each: each.line)), tuple(rejected))


def _link(row: Mapping[str, str], line: int) -> tuple[Link, list[Problem]]:
    wrong: list[Problem] = []

    def bad(column: str, said: str, said_en: str) -> None:
        wrong.append(Problem(line, column, said, said_en))

    old, new = _node(row, "lama", bad), _node(row, "baru", bad)
    relation = row["relasi"]
    _one_of(row, "relasi", RELATIONS, bad)
    _one_of(row, "status", (*STATUSES, REJECTED), bad)
    if (old is None) != (relation == NEW):
        bad("nama_lama", "hanya relasi `new` tanpa simpul lama", "only `new` has no old node")
    if (new is None) != (relation == DISCONTINUED):
        bad(
            "nama_baru",
            "hanya relasi `discontinued` tanpa simpul baru",
            "only `discontinued` has no new node",
        )
    weight = _weight(row["bobot"], relation, bad)
    confidence = _number(row["keyakinan"])
    if confidence is None:
        bad("keyakinan", "harus angka 0 sampai 1", "must be a number from 0 to 1")
    _signed(row, bad)
    if old is not None and new is not None and place_of(old) == place_of(new):
        bad("nama_baru", "simpul menjadi dirinya sendiri", "a node becomes itself")
    link = Link(
        old,
        new,
        relation,
        weight,
        row["metode"],
        confidence if confidence is not None else Decimal(0),
        row["bukti"],
        row["status"],
        row["pengusul"],
        row["penyetuju"],
        row["tanggal"],
        row["catatan"],
        row["riwayat"],
        row["pemerintah"],
        row["perangkat_daerah"],
        line,
    )
    return link, wrong


_Bad = Callable[[str, str, str], None]


def _node(row: Mapping[str, str], side: str, bad: _Bad) -> NodeName | None:
    scheme, level = row[f"skema_{side}"], row[f"tingkat_{side}"]
    code, name = row[f"kode_{side}"], row[f"nama_{side}"]
    if not any((scheme, level, code, name)):
        return None
    known = tuple(each["id"] for each in schemes())
    _one_of(row, f"skema_{side}", known, bad)
    _one_of(row, f"tingkat_{side}", (AGENCY, *LEVELS), bad)
    if not name:
        bad(f"nama_{side}", "nama kosong", "the name is empty")
    return NodeName(scheme, level, code, name, row[f"program_{side}"])


def _one_of(row: Mapping[str, str], column: str, allowed: Sequence[str], bad: _Bad) -> None:
    if row[column] not in allowed:
        listed = ", ".join(allowed)
        said = f"'{row[column]}'"
        bad(column, f"{said} bukan salah satu dari {listed}", f"{said} is none of {listed}")


def _weight(said: str, relation: str, bad: _Bad) -> Decimal | None:
    if relation == NEW:
        if said:
            bad(
                "bobot", "simpul baru tidak berbobot; kosongkan", "`new` has no weight; leave empty"
            )
        return None
    weight = _number(said)
    if weight is None:
        bad("bobot", "harus angka 0 sampai 1", "must be a number from 0 to 1")
    elif (weight == 0) != (relation == DISCONTINUED):
        bad("bobot", "0 hanya untuk `discontinued`", "0 is for `discontinued` alone")
    return weight


def _number(said: str) -> Decimal | None:
    """A number from 0 to 1, with a point or a comma, at most six decimals."""
    try:
        value = Decimal(said.replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite() or not 0 <= value <= 1:
        return None
    return value.quantize(WEIGHT_STEP).normalize() + 0


def _signed(row: Mapping[str, str], bad: _Bad) -> None:
    proposer, approver = row["pengusul"], row["penyetuju"]
    if not proposer:
        bad("pengusul", "siapa yang mengusulkan?", "who proposes this?")
    if row["status"] == APPROVED and not approver:
        bad("penyetuju", "disetujui oleh siapa?", "approved by whom?")
    if row["status"] != APPROVED and approver:
        bad("penyetuju", "usulan belum punya penyetuju", "a proposal has no approver yet")
    if approver and fold(approver) == fold(proposer) and not approver.startswith(RULE_MARK):
        bad(
            "penyetuju",
            "pengusul tidak boleh menyetujui usulannya sendiri",
            "who proposes may not approve",
        )
    try:
        date.fromisoformat(row["tanggal"])
    except ValueError:
        bad("tanggal", "harus TTTT-BB-HH", "must be YYYY-MM-DD")


def _together(links: Sequence[Link]) -> tuple[list[Problem], set[Key]]:
    """What is wrong with decisions as a whole, and which they are."""
    problems: list[Problem] = []
    broken: set[Key] = set()
    groups = by_decision(links)
    for key, group in groups.items():
        for said, said_en, column, line in _group_problems(group):
            problems.append(Problem(line, column, said, said_en))
            broken.add(key)
    for key in _cycles({key: group for key, group in groups.items() if key not in broken}):
        line = groups[key][0].line
        problems.append(
            Problem(
                line,
                "nama_baru",
                "pemetaan berputar: simpul ini menjadi dirinya sendiri lewat yang lain",
                "the links go round: this node becomes itself by way of others",
            )
        )
        broken.add(key)
    return problems, broken


def by_decision(links: Iterable[Link]) -> dict[Key, list[Link]]:
    """Links that belong together: those of one old node, by whose decision."""
    groups: dict[Key, list[Link]] = defaultdict(list)
    for link in links:
        groups[key_of(link)].append(link)
    return dict(groups)


def _group_problems(group: Sequence[Link]) -> Iterable[tuple[str, str, str, int]]:
    first = group[0]
    name = f"'{(first.old or first.new or _NOBODY).name}'"
    targets = [place_of(link.new) if link.new else ("",) for link in group]
    if len(set(targets)) < len(targets):
        twice = next(link for n, link in enumerate(group) if targets[n] in targets[:n])
        yield (
            f"{name} dipetakan dua kali ke simpul yang sama",
            f"{name} is linked to the same node twice",
            "nama_baru",
            twice.line,
        )
    if first.old is None:
        return
    total = sum((link.weight or Decimal(0) for link in group), Decimal(0))
    if any(link.relation == DISCONTINUED for link in group):
        if len(group) > 1:
            yield (
                f"{name} dihentikan dan juga dipetakan",
                f"{name} is discontinued and also linked",
                "relasi",
                group[-1].line,
            )
    elif total != 1:
        yield (
            f"bobot {name} berjumlah {total}, seharusnya 1",
            f"the weights of {name} sum to {total}, not to 1",
            "bobot",
            group[-1].line,
        )


_NOBODY = NodeName("", "", "", "", "")


def _cycles(groups: Mapping[Key, Sequence[Link]]) -> set[Key]:
    """Decisions that lead back to their own old node, within one scope."""
    onward: dict[_Place, list[_Place]] = {
        (key[0], place_of(link.old)): [
            (key[0], place_of(each.new)) for each in group if each.new is not None
        ]
        for key, group in groups.items()
        if (link := group[0]).old is not None
    }

    return {
        key
        for key, group in groups.items()
        if group[0].old is not None and leads_back((key[0], place_of(group[0].old)), onward)
    }


# --------------------------------------------------------------------------- together


def overlay(
    beneath: Sequence[Link], above: Sequence[Link], rejected: Sequence[Link] = ()
) -> tuple[Link, ...]:
    """Two files as one: a decision of ``above`` replaces that of ``beneath`` about its node.

    ``rejected`` are the rows refused in ``above``: what is beneath them no longer holds.
    """
    decided = set(by_decision((*above, *rejected)))
    return (*(link for link in beneath if key_of(link) not in decided), *above)


# --------------------------------------------------------------------------- writing


def write_decisions(links: Sequence[Link]) -> str:
    """The text of a decisions file, in the order of the links."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(link) for link in links)
    return text.getvalue()


def _row(link: Link) -> list[str]:
    old, new = link.old or _NOBODY, link.new or _NOBODY
    weight = "" if link.weight is None else format(link.weight, "f")
    return [
        link.government,
        link.agency,
        *(old.scheme, old.level, old.code, old.name, old.program),
        *(new.scheme, new.level, new.code, new.name, new.program),
        link.relation,
        weight,
        link.method,
        format(link.confidence, "f"),
        link.evidence,
        link.status,
        link.proposer,
        link.approver,
        link.date,
        link.note,
        link.history,
    ]


def with_history(link: Link, what: str, by: str, on: str) -> Link:
    """The link with one more entry in its history: what was done, by whom, on which day."""
    entry = f"{on} {what}: {by}"
    return replace(link, history=f"{link.history} | {entry}" if link.history else entry)
