"""How well the pipeline finds planted defects: recall by kind, and what else it warns of.

``python -m plans.evaluate_defects --n 500`` (from ``tests``); ``--kind jumlah_program --seed 3``
shows one: its manner of printing, what was planted and every finding; ``--save FILE`` its text.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.model import Finding, Reading, Refusal
from plans.defects import KINDS, Planted, plant
from plans.evaluate import read
from plans.options import CHOICES, Options


@dataclass(frozen=True)
class Outcome:
    """What the pipeline says of a document with one defect.

    ``found``: a finding of its rule at its place. ``others`` are the further warnings, of
    which ``causes`` counts those of one cause once. ``clean``: warnings without the defect.
    """

    planted: Planted
    found: Finding | None
    others: tuple[Finding, ...]
    clean: tuple[Finding, ...]
    error: str = ""

    @property
    def causes(self) -> int:
        """Causes of the further warnings."""
        known = {self.found.cause_id} if self.found else set()
        return len({finding.cause_id for finding in self.others} - known)


def cases(number: int) -> Iterator[tuple[str, int]]:
    """``number`` cases (kind, seed): every kind in turn."""
    kinds = list(KINDS)
    for index in range(number):
        yield kinds[index % len(kinds)], index // len(kinds)


def judge(planted: Planted) -> Outcome:
    """Read the document with and without its defect."""
    clean = _warnings(read(planted.clean.text))
    try:
        reading = read(planted.text)
    except Refusal as refusal:
        return Outcome(planted, None, (), clean, f"refused: {refusal.reason_en}")
    found = next((f for f in reading.findings if _names(f, planted, reading)), None)
    others = tuple(f for f in _warnings(reading) if f is not found)
    return Outcome(planted, found, others, clean)


def _warnings(reading: Reading) -> tuple[Finding, ...]:
    return tuple(finding for finding in reading.findings if finding.severity != "info")


def addresses(finding: Finding, reading: Reading) -> list[str]:
    """Where a finding stands, main cell first."""
    known = {source.cell.number: source.cell.address for source in reading.cells}
    return [known[number] for number in finding.cells]


def _names(finding: Finding, planted: Planted, reading: Reading) -> bool:
    """Whether a finding is the one that the planted defect asks for."""
    if finding.rule not in planted.kind.rules or not finding.cells:
        return False
    cells = addresses(finding, reading)
    where = planted.where
    return (
        cells[0] in where.main
        and set(where.also) <= set(cells)
        and (not where.expected or where.expected in finding.expected)
        and (where.derived is None or _derived(where.derived, finding, reading))
    )


def _derived(rupiah: int, finding: Finding, reading: Reading) -> bool:
    """Whether an amount stands in for the cell of a finding."""
    return any(
        fact.status == "turunan"
        and fact.rupiah == rupiah
        and finding.cells[0] in {number for number, _ in fact.lineage}
        for fact in reading.facts
    )


def manner(options: Options) -> str:
    """The traits that are not at their default."""
    changed = {t: v for t in CHOICES if (v := getattr(options, t)) != CHOICES[t][0]}
    return " ".join(f"{trait}={value}" for trait, value in changed.items()) or "default"


def describe(outcome: Outcome) -> Iterator[str]:
    """What was planted and what the pipeline says, line by line."""
    planted = outcome.planted
    yield f"plan {planted.seed}, {manner(planted.options)}"
    where = planted.where
    yield f"  planted at {'; '.join(where.main[:4])} expected {where.expected!r} also {where.also}"
    line, _, column = where.main[0].removeprefix("baris ").partition(" kolom ")
    row = planted.text.replace("\r\n", "\n").split("\n")[int(line) - 1].split("\t")
    yield f"  text: {row[int(column) - 1]!r} in {'|'.join(row)[:150]}"
    yield f"  found: {outcome.found.message_en if outcome.found else 'NO'} {outcome.error}"
    if outcome.error:
        return
    reading = read(planted.text)
    for finding in reading.findings:
        if finding.severity != "info" or finding.rule in planted.kind.rules:
            mark = "*" if outcome.found and finding.finding_id == outcome.found.finding_id else "-"
            cells = "; ".join(addresses(finding, reading)[:3])
            yield f"  {mark} {finding.rule} [{cells}] {finding.message_en[:200]}"


def _table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_kind[outcome.planted.kind.name].append(outcome)
    yield f"{'kind':22} {'found':>9} {'others':>7} {'causes':>7}  further warnings"
    for name, some in by_kind.items():
        rules = Counter(finding.rule for outcome in some for finding in outcome.others)
        yield _row(name, some) + "  " + ", ".join(f"{r} {n}" for r, n in rules.most_common(4))
    every = [outcome for some in by_kind.values() for outcome in some]
    yield _row("all", every)
    spoilt = sum(bool(outcome.clean) for outcome in every)
    yield f"clean documents with warnings: {spoilt} of {len(every)}"


def _row(name: str, some: list[Outcome]) -> str:
    found = sum(outcome.found is not None for outcome in some)
    others = sum(len(outcome.others) for outcome in some) / len(some)
    causes = sum(outcome.causes for outcome in some) / len(some)
    return f"{name:22} {found:4}/{len(some):<4} {others:7.2f} {causes:7.2f}"


def main(arguments: list[str] | None = None) -> int:
    """Print the table; the exit code says whether every defect was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--seed", type=int)
    parser.add_argument("--show", action="store_true", help="describe what was not found")
    parser.add_argument("--save", type=Path, help="write the last document with its defect")
    given = parser.parse_args(arguments)
    chosen = list(cases(given.n))
    if given.kind:
        seeds = range(given.n) if given.seed is None else [given.seed]
        chosen = [(kind, seed) for kind in given.kind for seed in seeds]
    outcomes = []
    for kind, seed in chosen:
        outcome = judge(plant(kind, seed))
        outcomes.append(outcome)
        if given.save:
            given.save.write_text(outcome.planted.text, encoding="utf-8")
        if given.seed is not None or (given.show and outcome.found is None):
            print(f"{kind} {seed}")
            print("\n".join(describe(outcome)))
        if given.show and outcome.clean:
            first = outcome.clean[0]
            print(f"{kind} {seed} clean but: {first.rule}: {first.message_en[:160]}")
    print("\n".join(_table(outcomes)))
    return 0 if all(outcome.found for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
