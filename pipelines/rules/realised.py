"""Targets of the evaluated year without a realisation (T-C.29 columns 6 and 7)."""

from __future__ import annotations

from pipelines.rules.figures import Figures, value_cells


def check_realised(figures: Figures) -> None:
    """Worth knowing: nothing was realised, or nobody filled it in."""
    targets = {
        (fact.record_id, fact.year): fact
        for fact in reversed(figures.facts.values())
        if fact.view == "kinerja" and fact.kind == "target" and figures.form(fact) == "T-C.29"
    }
    for blank in figures.blanks:
        target = targets.get((blank.record_id, blank.year))
        if blank.kind == "realisasi" and target is not None and target.value:
            figures.log.add(
                "realisasi_kosong", "T-C.29", [*blank.cells, *value_cells([target])],
                key=target.fact_id, printed=blank.printed, expected=target.printed or "",
                name=figures.name(target),
            )  # fmt: skip
