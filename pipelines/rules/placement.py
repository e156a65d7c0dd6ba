"""Values that stand in the column for notes while their own column is empty."""

from __future__ import annotations

from collections import defaultdict

from pipelines.model import Fact
from pipelines.rules.figures import Figures
from pipelines.values import State, parse_measures

_WORDS = {"target": "target", "realisasi": "realisasi", "target_renstra": "target Renstra"}
_FORMS = frozenset({"T-C.29", "T-C.31", "T-C.33"})


def check_notes(figures: Figures) -> None:
    """A note that is nothing but a measure, in a row that lacks one, slid out of its column."""
    kinds: dict[str, set[tuple[str | None, str | None, int | None]]] = defaultdict(set)
    usual: dict[str, set[tuple[str | None, str | None, int | None]]] = defaultdict(set)
    for fact in figures.facts.values():
        if fact.view == "kinerja":
            kinds[fact.record_id].add(_column(fact))
            usual[figures.form(fact)].add(_column(fact))
    for record in figures.records:
        if record.form not in _FORMS or not record.note or record.record_id not in kinds:
            continue
        measures = parse_measures(record.note)
        single = measures.state is State.VALUE and len(measures.parts) == 1
        unit = measures.parts[0].unit if single else None
        lacking = usual[record.form] - kinds[record.record_id]
        if unit is not None and len(unit.split()) <= 2 and len(lacking) == 1:
            figures.log.add(
                "nilai_kolom_salah", record.form,
                figures.cells(record.record_id, "catatan") or record.cells[-1:],
                key=record.record_id, printed=record.note, name=record.name or "",
                where="catatan", column=_WORDS.get(next(iter(lacking))[1] or "", "nilai"),
            )  # fmt: skip


def _column(fact: Fact) -> tuple[str | None, str | None, int | None]:
    return (fact.phase, fact.kind, fact.year)
