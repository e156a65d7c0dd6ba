"""What the matcher finds: recall and precision on the sample's reviewed pairs, and public lists.

python benchmarks/crosswalk.py [--old-list CSV --new-list CSV [--affair 1.06]]

The reviewed pairs (``tests/fixtures/crosswalk/gold.csv``) are two independent readings of the
sample's old activities. Printed are what was proposed, how many links of high confidence a person
would accept, what each kind of evidence adds, and how confidence agrees with acceptance. With two
public lists (columns ``kode``, ``level``, ``uraian``) also the time for one affair and some links.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pipelines.codes import NEW_SCHEME, OLD_SCHEME  # noqa: E402
from pipelines.conformed.conform import conform  # noqa: E402
from pipelines.conformed.identity import identify  # noqa: E402
from pipelines.crosswalk.matching import KINDS, newcomers, propose  # noqa: E402
from pipelines.crosswalk.matching.confidence import confidence  # noqa: E402
from pipelines.crosswalk.model import EXACT, NodeName, NodeProfile, Proposal  # noqa: E402
from pipelines.crosswalk.nodes import node_profiles  # noqa: E402
from pipelines.manifest import MANIFEST_NAME, read_manifest  # noqa: E402
from pipelines.model import fold  # noqa: E402
from pipelines.readers import read_grids  # noqa: E402
from pipelines.records.form_rows import read_records  # noqa: E402
from pipelines.reference import load_reference  # noqa: E402
from pipelines.tables.recognise import find_tables  # noqa: E402

RAW = ROOT / "raw"
GOLD = ROOT / "tests" / "fixtures" / "crosswalk" / "gold.csv"
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)
HIGH = 0.8
LINES = 20


# --------------------------------------------------------------------------- reviewed pairs


@dataclass(frozen=True)
class Reviewed:
    """What two readers say of one old activity; successors by code, or name where none."""

    clearness: str
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...]


def reviewed() -> dict[tuple[str, str], Reviewed]:
    """The reviewed pairs by folded programme and name."""
    with GOLD.open(encoding="utf-8", newline="") as lines:
        return {
            (fold(row["program_lama"]), fold(row["nama_lama"])): Reviewed(
                row["kejelasan"], _several(row["dapat_diterima"]), _several(row["tidak_boleh"])
            )
            for row in csv.DictReader(lines)
        }


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def sample() -> tuple[list[NodeProfile], list[NodeProfile]]:
    """Old and new nodes of the sample's plan, read from its text."""
    file = next(iter(sorted(RAW.glob("*.txt"))))
    data = file.read_bytes()
    tables = find_tables(read_grids(data, file.name))
    document = identify(
        tables,
        file=file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        entry=read_manifest((RAW / MANIFEST_NAME).read_text("utf-8")).get(file.name),
    )
    profiles = node_profiles([conform(document, tables, read_records(tables), load_reference())])
    old = [each for each in profiles if each.node.scheme == OLD_SCHEME]
    return old, [each for each in profiles if each.node.scheme != OLD_SCHEME]


@dataclass
class Score:
    """Counts over the reviewed pairs."""

    clear: int = 0
    found: int = 0
    best_first: int = 0
    accepted_first: int = 0
    successors: int = 0
    abstained: int = 0
    links: int = 0
    wrong: int = 0
    forbidden: int = 0
    high: int = 0
    high_wrong: int = 0
    high_forbidden: int = 0


def measure(proposals: Sequence[Proposal], pairs: dict[tuple[str, str], Reviewed]) -> Score:
    """Compare proposals with what the readers say."""
    score = Score()
    for proposal, said in _with_review(proposals, pairs):
        score.clear += said.clearness == "clear"
        score.abstained += not proposal.links
        first = place(proposal.ranked[0].new.node) if proposal.ranked else ""
        score.successors += bool(said.accepted)
        score.accepted_first += first in said.accepted
        score.best_first += bool(said.accepted) and first == said.accepted[0]
        good = [_accepts(said, link.new) for link in proposal.links]
        score.found += said.clearness == "clear" and bool(good) and all(good)
        for link, right in zip(proposal.links, good, strict=True):
            bad = link.new is not None and place(link.new) in said.forbidden
            high = float(link.confidence) > HIGH
            score.links += 1
            score.wrong += not right
            score.forbidden += bad
            score.high += high
            score.high_wrong += high and not right
            score.high_forbidden += high and bad
    return score


def _with_review(
    proposals: Sequence[Proposal], pairs: dict[tuple[str, str], Reviewed]
) -> Iterator[tuple[Proposal, Reviewed]]:
    for proposal in proposals:
        node = proposal.old.node
        said = pairs.get((fold(node.program), fold(node.name)))
        if node.level == "kegiatan" and said is not None:
            yield proposal, said


def _accepts(said: Reviewed, new: NodeName | None) -> bool:
    return place(new) in said.accepted if new is not None else said.clearness == "ended"


def place(node: NodeName) -> str:
    """How the reviewed pairs name a node."""
    return node.code or node.name


def print_measured(old: list[NodeProfile], new: list[NodeProfile]) -> None:
    """Tables in Markdown on the reviewed pairs."""
    pairs = reviewed()
    begun = time.perf_counter()
    proposals = propose(old, new)
    seconds = time.perf_counter() - begun
    score = measure(proposals, pairs)
    print(f"## Reviewed pairs ({len(pairs)}), {seconds:.2f} s\n")
    print(f"- links proposed: {score.links}, not acceptable {score.wrong}, of these")
    print(f"  that must not be {score.forbidden}")
    print(f"- confidence > {HIGH}: {score.high}, not acceptable {score.high_wrong}, of these")
    print(f"  that must not be {score.high_forbidden}")
    print(f"- clear ones found: {score.found} of {score.clear}; abstained on {score.abstained}")
    print(f"- first candidate: acceptable {score.accepted_first}, the readers' best")
    print(f"  {score.best_first}, of {score.successors} that have a successor")
    print("\n| old activity | readers | proposed |\n|---|---|---|")
    for proposal, said in _with_review(proposals, pairs):
        print(f"| {proposal.old.node.name} | {said.clearness} | {_told(proposal, said)} |")
    print("\n| programme | proposed |\n|---|---|")
    for proposal in proposals:
        if proposal.old.node.level == "program":
            print(f"| {proposal.old.node.name} | {_told(proposal, None)} |")
    fresh = newcomers(new, proposals)
    print(f"\nNew nodes without a predecessor: {len(fresh)}\n")
    for link in fresh:
        if link.new is not None:
            print(f"- {link.new.level} {link.new.code} {link.new.name} ({link.confidence})")
    _print_calibration(proposals, pairs)
    _print_parts(old, new, pairs)


def _told(proposal: Proposal, said: Reviewed | None) -> str:
    told = []
    for link in proposal.links:
        mark = "" if said is None else ("+ " if _accepts(said, link.new) else "- ")
        name = f"{link.new.code} {link.new.name}" if link.new else "(none)"
        told.append(f"{mark}{link.relation} {name}, {link.weight:f}, {link.confidence}")
    return "; ".join(told) or f"? {proposal.question_en}"


def _print_calibration(
    proposals: Sequence[Proposal], pairs: dict[tuple[str, str], Reviewed]
) -> None:
    """First candidates by confidence, proposed or not, and links by confidence."""
    first: list[tuple[float, bool]] = []
    links: list[tuple[float, bool]] = []
    for proposal, said in _with_review(proposals, pairs):
        if proposal.ranked and not any(link.new is None for link in proposal.links):
            best = proposal.ranked[0]
            rest = proposal.ranked[1].score if len(proposal.ranked) > 1 else 0.0
            sure = confidence(best.score, best.score - rest)
            first.append((sure, place(best.new.node) in said.accepted))
        links += [(float(each.confidence), _accepts(said, each.new)) for each in proposal.links]
    print("\n| confidence | first candidates | acceptable | links | acceptable |")
    print("|---|---|---|---|---|")
    for low, high in itertools.pairwise(BINS):
        cells = [f"{low:.1f} to {min(high, 1.0):.1f}"]
        for several in (first, links):
            inside = [right for sure, right in several if low < sure <= high]
            cells += [str(len(inside)), str(sum(inside))]
        print(f"| {' | '.join(cells)} |")
    brier = sum((sure - right) ** 2 for sure, right in first) / len(first)
    print(f"\nBrier score of first candidates: {brier:.3f}")


def _print_parts(
    old: list[NodeProfile], new: list[NodeProfile], pairs: dict[tuple[str, str], Reviewed]
) -> None:
    """What is lost without each kind of evidence, and what the name alone finds."""
    print("\n| without | clear found | links | wrong | > 0.8 | wrong | abstained | first right |")
    print("|---|---|---|---|---|---|---|---|")
    tried = [("nothing", KINDS)]
    tried += [(kind, KINDS - {kind}) for kind in sorted(KINDS)]
    tried.append(("all but names", frozenset({"nama"})))
    for name, kinds in tried:
        score = measure(propose(old, new, kinds=kinds), pairs)
        row = [name, score.found, score.links, score.wrong, score.high, score.high_wrong]
        row += [score.abstained, score.accepted_first]
        print(f"| {' | '.join(map(str, row))} |")


# --------------------------------------------------------------------------- public lists


def listed(file: Path, scheme: str, affairs: Sequence[str]) -> list[NodeProfile]:
    """Nodes of a list under these affairs; of kabupaten/kota where it says (``jns_pemda`` 2).

    Rows that the list marks as withdrawn (``status_data`` 1) are left out.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kode"].startswith(tuple(affairs))]
    rows = [row for row in rows if row.get("jns_pemda", "2") == "2"]
    rows = [row for row in rows if row.get("status_data", "") != "1"]
    names = {row["kode"]: row["uraian"] for row in rows}
    return [
        NodeProfile(
            f"{scheme}|{row['kode']}",
            NodeName(
                scheme, row["level"], row["kode"], row["uraian"], _above(row["kode"], 3, names)
            ),
            _above(row["kode"], 5, names) if row["level"] == "sub_kegiatan" else "",
            order=order,
        )
        for order, row in enumerate(rows)
        if row["level"] in ("program", "kegiatan", "sub_kegiatan")
    ]


def _above(code: str, parts: int, names: dict[str, str]) -> str:
    return names.get(".".join(code.split(".")[:parts]), "")


def print_lists(old_list: Path, new_list: Path, affair: str) -> None:
    """Time and some links for one affair of two public lists."""
    old = listed(old_list, OLD_SCHEME, [f"{affair}."])
    new = listed(new_list, NEW_SCHEME, [f"{affair}.", "X.XX."])
    begun = time.perf_counter()
    proposals = propose(old, new)
    seconds = time.perf_counter() - begun
    leaves = [each for each in proposals if each.old.node.level == "kegiatan"]
    linked = [each for each in leaves if each.links]
    print(f"\n## Lists, affair {affair}: {len(old)} old nodes, {len(new)} new, {seconds:.1f} s\n")
    exact = sum(each.links[0].relation == EXACT for each in linked)
    print(f"{len(linked)} of {len(leaves)} activities have links ({exact} by the same name),")
    print("the others a question. Links that are not exact, then questions:\n")
    print("| old | new | relation | confidence |\n|---|---|---|---|")
    renamed = [each for each in linked if each.links[0].relation != EXACT]
    asked = [each for each in leaves if not each.links]
    for each in (*_spread(renamed, LINES * 3 // 4), *_spread(asked, LINES // 4)):
        name = f"{each.old.node.code} {each.old.node.name}"
        for link in each.links:
            after = f"{link.new.code} {link.new.name}" if link.new else "(none)"
            print(f"| {name} | {after} | {link.relation} | {link.confidence} |")
        if not each.links:
            best = " / ".join(ranked.new.node.name for ranked in each.ranked[:2])
            print(f"| {name} | ? {best} | | |")


def _spread(proposals: Sequence[Proposal], count: int) -> Sequence[Proposal]:
    """About ``count`` of them from all over the list."""
    return proposals[:: max(1, len(proposals) // count)][:count]


def main() -> None:
    """Print everything that can be measured here."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--old-list", type=Path)
    parser.add_argument("--new-list", type=Path)
    parser.add_argument("--affair", default="1.06")
    parser.add_argument("--lists-only", action="store_true")
    wanted = parser.parse_args()
    if not wanted.lists_only:
        print_measured(*sample())
    if wanted.old_list is None or wanted.new_list is None:
        print("\nLists: skipped, because --old-list and --new-list name no files.")
        return
    print_lists(wanted.old_list, wanted.new_list, wanted.affair)


if __name__ == "__main__":
    main()
