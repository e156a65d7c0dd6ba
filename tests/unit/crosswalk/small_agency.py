"""A small agency in the change of nomenclature: five old activities, five new ones, all invented."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from openpyxl import Workbook, load_workbook

from pipelines.codes import NEW_SCHEME, OLD_SCHEME
from pipelines.crosswalk.agencies import AgencyNodes, agency_nodes
from pipelines.crosswalk.model import (
    DISCONTINUED,
    NEW,
    Evidence,
    Link,
    Measured,
    NodeName,
    NodeProfile,
    Proposal,
    Ranked,
)
from pipelines.crosswalk.proposing import Matching
from pipelines.crosswalk.review import review_edits
from pipelines.crosswalk.review_reading import read_review
from pipelines.crosswalk.review_rows import review_sheet
from pipelines.crosswalk.review_workbook import write_review

GOVERNMENT, AGENCY = "Kabupaten Contoh", "Dinas Contoh"
TODAY = "2031-02-03"
OLD_PROGRAM, NEW_PROGRAM = "PROGRAM LAMA", "PROGRAM BARU"
OLD_NAMES = ("Surat", "Rapat", "Makam", "Panti", "Bibit")
NEW_NAMES = ("Surat", "Rapat Koordinasi", "Taman Makam", "Permakanan", "Gaji")


def old_name(name: str) -> NodeName:
    return NodeName(OLD_SCHEME, "kegiatan", "", name, OLD_PROGRAM)


def new_name(name: str) -> NodeName:
    code = f"1.06.02.2.01.{NEW_NAMES.index(name) + 1:02d}"
    return NodeName(NEW_SCHEME, "sub_kegiatan", code, name, NEW_PROGRAM)


def profile(node: NodeName, order: int, rupiah: int = 0, target: int = 0) -> NodeProfile:
    path = node.code or f"{OLD_PROGRAM}/{node.name}".casefold()
    indicators = (
        (Measured(f"Jumlah {node.name}", "Orang", ((2030, "target", Decimal(target)),)),)
        if target
        else ()
    )
    money = ((2030, rupiah),) if rupiah else ()
    key = f"{node.scheme}|{node.level}|{path}"
    return NodeProfile(key, node, "", indicators, money, order)


OLD = {name: profile(old_name(name), n, 100 * (n + 1), 10) for n, name in enumerate(OLD_NAMES)}
NEW_NODES = {name: profile(new_name(name), 10 + n) for n, name in enumerate(NEW_NAMES)}


def agency() -> AgencyNodes:
    program = NodeName(NEW_SCHEME, "program", "1.06.02", NEW_PROGRAM, NEW_PROGRAM)
    nodes = [*OLD.values(), profile(program, 9), *NEW_NODES.values()]
    return agency_nodes(GOVERNMENT, AGENCY, nodes)


def link(old: str | None, new: str | None, weight: str | None = "1", **changes: object) -> Link:
    relation = NEW if old is None else DISCONTINUED if new is None else "renamed"
    made = Link(
        old_name(old) if old else None,
        new_name(new) if new else None,
        relation,
        None if old is None else Decimal(0) if new is None else Decimal(weight or 0),
        "tunggal",
        Decimal("0.9"),
        "nama sama / same name",
        proposer="aturan:pencocok",
        date="2031-01-02",
        government=GOVERNMENT,
        agency=AGENCY,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


#: What is decided at first: one signed, one split, one ended, one new; two are open.
DECIDED = (
    link("Surat", "Surat", status="disetujui", approver="Ani", relation="exact"),
    link("Rapat", "Rapat Koordinasi", "0.75", relation="split"),
    link("Rapat", "Permakanan", "0.25", relation="split"),
    link("Bibit", None),
    link(None, "Gaji"),
)


def ranked(new: str, score: float) -> Ranked:
    return Ranked(NEW_NODES[new], score, (Evidence("nama", score, "nama mirip", "like names"),))


def match(old, new, decided=()):  # type: ignore[no-untyped-def]
    """A matcher that is sure of the grave, in doubt of the home, and says nothing of the rest."""
    known = {each.old for each in decided}
    said = []
    for each in old:
        if each.node in known:
            continue
        if each.node.name == "Makam":
            found = link("Makam", "Taman Makam", proposer="pencocok", government="", agency="")
            said.append(Proposal(each, (found,), (ranked("Taman Makam", 0.9),)))
        else:
            few = (ranked("Permakanan", 0.5), ranked("Taman Makam", 0.2))
            said.append(Proposal(each, (), few, "Buktinya belum cukup.", "Not enough evidence."))
    return said


def newcomers(new, proposals, decided=()):  # type: ignore[no-untyped-def]
    """Every sub kegiatan to which nothing leads."""
    every = [*decided, *(each for proposal in proposals for each in proposal.links)]
    reached = {each.new for each in every}
    return tuple(
        replace(link(None, each.node.name), proposer="pencocok", government="", agency="")
        for each in new
        if each.node.level == "sub_kegiatan" and each.node not in reached
    )


MATCHING = Matching(match, newcomers)


# --------------------------------------------------------------------------- workbook


@cache
def workbook(links=DECIDED, rejected=()) -> bytes:  # type: ignore[no-untyped-def]
    """The review of the agency as an officer gets it."""
    nodes = agency()
    return write_review([review_sheet(nodes, links, rejected, match(nodes.old, nodes.new))])


class Officer:
    """Fills in the sheet of the agency, naming rows by old activity and new node."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.sheet = book[AGENCY]
        self.columns = {
            str(cell.value).split("\n", maxsplit=1)[0]: cell.column for cell in self.sheet[1]
        }

    def row(self, old: str, new: str = "") -> int:
        """The row of a pair; without a new node the row of the free answer."""
        for line in range(2, self.sheet.max_row + 1):
            shown = str(self.cell(line, "Calon baru").value or "")
            fits = shown == new if new else shown.startswith("Penerus lain?")
            if self.cell(line, "Kegiatan lama").value == old and fits:
                return line
        raise LookupError((old, new))

    def cell(self, line: int, column: str):  # type: ignore[no-untyped-def]
        return self.sheet.cell(line, self.columns[column])

    def say(self, old: str, new: str, **answers: object) -> None:
        """``pilih``, ``relasi``, ``bobot``, ``komentar``; ``calon`` is the free answer."""
        line = self.row(old, new)
        for name, answer in answers.items():
            column = "Calon baru" if name == "calon" else name.capitalize()
            self.cell(line, column).value = answer


def answered(change: Callable[[Officer], object], data: bytes | None = None) -> bytes:
    """The workbook as an officer hands it back."""
    officer = Officer(load_workbook(io.BytesIO(data or workbook())))
    change(officer)
    out = io.BytesIO()
    officer.book.save(out)
    return out.getvalue()


def reviewed(change, links=DECIDED, rejected=(), by="Budi"):  # type: ignore[no-untyped-def]
    """The edits of an answered workbook."""
    data = answered(change, workbook(links, rejected))
    return review_edits(read_review(data), links, rejected, by, TODAY)
