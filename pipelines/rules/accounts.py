"""Lines of expenditure by account, finer than the kinds that are published, against their sum.

``5.1.02.01`` and what stands beside it must make up ``5.1.02`` (Permendagri 90/2019, Lampiran,
kode rekening). Kinds of expenditure have equations of their own (:mod:`pipelines.rules.equations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipelines.rules.figures import AccountLine, Figures
from pipelines.values import format_money


def check_accounts(figures: Figures) -> None:
    """A finding for every account whose finer lines do not add up to it."""
    records: dict[tuple[str, str], list[AccountLine]] = defaultdict(list)
    for line in figures.accounts:
        records[line.form, line.record_id].append(line)
    for lines in records.values():
        for line, below in _families(lines):
            if not all(each.published for each in (line, *below)):
                _check(figures, line, below)


def _families(lines: Sequence[AccountLine]) -> list[tuple[AccountLine, list[AccountLine]]]:
    """Every line with those that stand directly below it."""
    below: dict[int, list[AccountLine]] = defaultdict(list)
    for place, line in enumerate(lines):
        above = [
            other for other in range(place) if line.account.startswith(f"{lines[other].account}.")
        ]
        if above:
            below[max(above, key=lambda each: len(lines[each].account))].append(line)
    return [(lines[place], parts) for place, parts in below.items()]


def _check(figures: Figures, line: AccountLine, below: Sequence[AccountLine]) -> None:
    for phase, rupiah in line.amounts.items():
        printing = [each for each in below if phase in each.amounts]
        parts = [each.amounts[phase] for each in printing]
        if not parts or sum(parts) == rupiah:
            continue
        figures.log.add(
            "rincian_rekening", line.form,
            [cell for each in (line, *printing) for cell in each.cells[phase]],
            key=f"{line.record_id}|{line.account}|{phase}",
            printed=format_money(rupiah), expected=format_money(sum(parts)),
            account=line.account, phase=phase,
            name=figures.record_of[line.record_id].name or "",
        )  # fmt: skip
