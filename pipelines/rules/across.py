"""What the RKPD review (T-C.31) and the plan (T-C.33) print of one node.

The right side of T-C.31 is what the plan is made of; where the left side differs from it, the
column for notes says why (Permendagri 86/2017, T-C.31 columns 5, 6, 10, 11 and 12). Tables that
differ in many rows were made at different times: then a difference tells nothing. An amount may
differ on purpose, and a target with it; that is worth knowing, no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipelines.codes import SUB_KEGIATAN
from pipelines.model import Fact, fold
from pipelines.rules.figures import Figures, value_cells

DRAFT, NEEDS, PLAN = "rancangan_rkpd", "analisis_kebutuhan", "rencana"
_FEW = 10  # rows that two tables must have in common to be held against each other
_ALIKE = 0.9  # share of these that must agree
_SIDE = {
    DRAFT: ("T-C.31 kiri", "T-C.31, left"),
    NEEDS: ("T-C.31 kanan", "T-C.31, right"),
    PLAN: ("T-C.33", "T-C.33"),
}
Printed = Mapping[str, Fact]  # phase -> what it prints of one measure of one node


@dataclass(frozen=True)
class _Difference:
    """A figure that stands alone against what the other prints say."""

    fact: Fact
    others: tuple[Fact, ...]


def check_across(figures: Figures) -> None:
    """A finding for every figure that differs between the review and the plan."""
    amounts = _amounts(figures)
    for same in (_targets(figures), amounts):
        agreeing = {
            pair: _agree(same.values(), *pair)
            for pair in ((DRAFT, NEEDS), (NEEDS, PLAN), (DRAFT, PLAN))
        }
        for printed in same.values():
            difference = _difference(figures, printed, agreeing)
            if difference is not None:
                _report(figures, difference, on_purpose=_on_purpose(figures, difference))


def _targets(figures: Figures) -> dict[tuple[object, ...], dict[str, Fact]]:
    """Targets of the plan year by node, indicator and component, in one unit."""
    same: dict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    count: dict[tuple[object, ...], int] = defaultdict(int)
    for fact in figures.facts.values():
        record = figures.record_of[fact.record_id]
        if fact.view != "kinerja" or fact.kind != "target" or fact.phase not in _SIDE:
            continue
        if fact.component == 1:
            count[record.form, fact.phase, record.level, record.node_key or record.name] += 1
        about = (record.level, record.node_key or fold(record.name))
        same[*about, fact.component, fold(fact.unit_canonical)].setdefault(fact.phase, fact)
    # a node with several indicators in one table: which belongs to which is not known
    several = {key[2:] for key, rows in count.items() if rows > 1}
    return {
        key: printed
        for key, printed in same.items()
        if not any(
            (figures.record_of[f.record_id].level, _node(figures, f)) in several
            for f in printed.values()
        )
    }


def _node(figures: Figures, fact: Fact) -> str | None:
    record = figures.record_of[fact.record_id]
    return record.node_key or record.name


def _amounts(figures: Figures) -> dict[tuple[object, ...], dict[str, Fact]]:
    """Amounts of sub kegiatan: those of the levels above are their sums."""
    same: dict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    for (record_id, phase), fact in figures.amount_of.items():
        record = figures.record_of[record_id]
        if phase in _SIDE and record.level == SUB_KEGIATAN and fact.status != "turunan":
            same[record.node_key or fold(record.name),].setdefault(phase, fact)
    return dict(same)


def _on_purpose(figures: Figures, difference: _Difference) -> bool:
    """Whether the amount of the row differs too: then somebody meant it."""
    own = figures.amount(difference.fact.record_id, difference.fact.phase or "")
    others = [figures.amount(f.record_id, f.phase or "") for f in difference.others]
    return own is not None and any(f is not None and f.rupiah != own.rupiah for f in others)


def _agree(every: Iterable[Printed], one: str, other: str) -> bool:
    """Whether two prints agree in most of their rows."""
    pairs = [(p[one], p[other]) for p in every if one in p and other in p]
    alike = sum(_figure(first) == _figure(second) for first, second in pairs)
    return len(pairs) >= _FEW and alike >= _ALIKE * len(pairs)


def _difference(
    figures: Figures, printed: Printed, agreeing: Mapping[tuple[str, str], bool]
) -> _Difference | None:
    """The figure that stands alone; of two, the one of the review."""
    if any(fact.fact_id in figures.doubts or fact.status == "ragu" for fact in printed.values()):
        return None  # said already
    draft, needs, plan = (printed.get(phase) for phase in (DRAFT, NEEDS, PLAN))
    if draft and needs and _figure(draft) != _figure(needs):
        noted = any(figures.record_of[fact.record_id].note for fact in (draft, needs))
        if noted or not agreeing[DRAFT, NEEDS]:
            return None
        if plan and _figure(plan) == _figure(draft):
            return _Difference(needs, (draft, plan))
        if plan and _figure(plan) != _figure(needs):
            return None  # three figures, all different
        return _Difference(draft, (needs, plan) if plan else (needs,))
    review = needs or draft
    if not review or not plan or _figure(plan) == _figure(review):
        return None
    if not agreeing[NEEDS if review is needs else DRAFT, PLAN]:
        return None
    return _Difference(plan, (needs, draft)) if needs and draft else _Difference(review, (plan,))


def _figure(fact: Fact) -> Decimal | int | None:
    return fact.value if fact.rupiah is None else fact.rupiah


def _report(figures: Figures, difference: _Difference, *, on_purpose: bool) -> None:
    fact, others = difference.fact, difference.others
    where = [_SIDE[other.phase or ""] for other in others]
    shifted = is_shifted(_figure(fact), _figure(others[0]))
    money = fact.view == "anggaran"
    doubted = shifted or not on_purpose
    if doubted:
        figures.doubt(fact)
    figures.log.add(
        "beda_antar_tabel" if doubted else "ubah_antar_tabel",
        figures.form(fact),
        value_cells([fact, *others]),
        key=fact.fact_id,
        fact_id=fact.fact_id if doubted else None,
        cause=f"antar|{figures.record_of[fact.record_id].node_key}",
        printed=fact.printed or "",
        expected=others[0].printed or "",
        name=figures.name(fact),
        subject="Pagu" if money else "Target",
        subject_en="The amount" if money else "The target",
        elsewhere=" dan ".join(text for text, _ in where),
        elsewhere_en=" and ".join(text for _, text in where),
        shift="; angka nol atau koma tampaknya bergeser" if shifted else "",
        shift_en="; a zero or the decimal mark seems to have moved" if shifted else "",
    )


def is_shifted(one: Decimal | int | None, other: Decimal | int | None) -> bool:
    """Whether two figures differ by a power of ten alone: 3.150 and 31.500."""
    if not one or not other:
        return False
    ratio = Decimal(one) / Decimal(other)
    return any(ratio == Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
