"""Units that differ between a target and its realisation (T-C.29)."""

from __future__ import annotations

from pipelines.model import Fact, fold
from pipelines.rules.figures import Figures, value_cells


def check_units(figures: Figures) -> None:
    """A realisation counted in another unit than its target cannot be held against it."""
    targets: dict[tuple[str, int | None, int], Fact] = {}
    for fact in figures.facts.values():
        if fact.view == "kinerja" and fact.kind == "target":
            targets[fact.record_id, fact.year, fact.component] = fact
    for fact in figures.facts.values():
        if fact.view != "kinerja" or fact.kind != "realisasi":
            continue
        target = targets.get((fact.record_id, fact.year, fact.component))
        if target is None or not fact.unit_canonical or not target.unit_canonical:
            continue
        if fold(fact.unit_canonical) != fold(target.unit_canonical):
            figures.doubt(fact)
            figures.log.add(
                "satuan_berbeda", figures.form(fact), value_cells([fact, target]),
                key=fact.fact_id, fact_id=fact.fact_id, printed=fact.printed or "",
                expected=target.unit or "", name=figures.name(fact),
            )  # fmt: skip
