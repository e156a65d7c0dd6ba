"""The sections of a table against the total of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipelines.model import Fact
from pipelines.rules.figures import Figures, value_cells
from pipelines.values import format_money


def check_sections(
    figures: Figures,
    form: str,
    phase: str,
    rupiah: int,
    cells: Sequence[int],
    *,
    label: str,
    level: str,
) -> None:
    """The topmost rows with amounts must make up a total that the rows of ``level`` do.

    ``rupiah`` is the printed total, ``cells`` where it stands, ``label`` what it is called.
    """
    roots = [each for each in figures.roots if figures.record_of[each].form == form]
    tops = list(_tops(figures, roots, phase))
    parts = sum(fact.rupiah or 0 for fact in tops)
    if not tops or parts == rupiah or _doubted(figures, roots, phase):
        return
    figures.log.add(
        "bagian_total",
        form,
        [*value_cells(tops), *cells],
        key=phase,
        printed=format_money(rupiah),
        expected=format_money(rupiah),
        parts=format_money(parts),
        label=label,
        level=level.replace("_", " "),
    )


def _tops(figures: Figures, records: Iterable[str], phase: str) -> Iterator[Fact]:
    """The highest amounts of each branch."""
    for record_id in records:
        fact = figures.amount(record_id, phase)
        if fact is not None:
            yield fact
        else:
            yield from _tops(figures, figures.children_of.get(record_id, ()), phase)


def _doubted(figures: Figures, records: Iterable[str], phase: str) -> bool:
    """Whether a finding already says what is wrong in these branches."""
    for record_id in records:
        fact = figures.amount(record_id, phase)
        if fact is not None and fact.fact_id in figures.doubts:
            return True
        if _doubted(figures, figures.children_of.get(record_id, ()), phase):
            return True
    return False
