"""Figures that leave the line of the other years: a shifted decimal mark, a target that jumps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from pipelines.codes import KEGIATAN, OLD_SCHEME, PROGRAM, SUB_KEGIATAN
from pipelines.model import Fact, fold
from pipelines.rules.figures import Figures, value_cells
from pipelines.values import format_number

_OTHERS = 3  # values that must stand by one for it to leave their line
_SPREAD = Decimal("1.6")  # the largest of them is at most this many times the smallest
_NEAR = Decimal("0.2")  # how near a shifted value must come to their median
_FEW = 10  # targets that must have a follower to speak of a habit
_STEADY = 0.9  # share of these that change by less than ``_DOUBLE``
_DOUBLE, _JUMP = 2, 5
_NODES = frozenset({PROGRAM, KEGIATAN, SUB_KEGIATAN})


def check_series(figures: Figures) -> None:
    """Service indicators whose decimal mark moved (T-C.30), targets that jump (T-C.29, T-C.33)."""
    _check_decimal_marks(figures)
    _check_jumps(figures)


def _check_decimal_marks(figures: Figures) -> None:
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in figures.facts.values():
        if fact.view == "spm" and fact.kind != "standar" and fact.value and fact.component == 1:
            rows[fact.record_id].append(fact)
    for facts in rows.values():
        for fact in facts:
            expected = _unshifted(fact, [other for other in facts if other is not fact])
            if expected is None:
                continue
            figures.doubt(fact)
            figures.log.add(
                "koma_bergeser", figures.form(fact), value_cells([fact]),
                key=fact.fact_id, fact_id=fact.fact_id, printed=fact.printed or "",
                expected=format_number(expected) + (f" {fact.unit}" if fact.unit else ""),
                name=figures.name(fact),
            )  # fmt: skip


def _unshifted(fact: Fact, others: Sequence[Fact]) -> Decimal | None:
    """The value with its mark moved back into the line of the others; None where it fits."""
    values = [f.value for f in others if f.value is not None and fold(f.unit) == fold(fact.unit)]
    if len(values) < _OTHERS or fact.value is None or max(values) > min(values) * _SPREAD:
        return None
    middle = median(values)
    for power in (1, -1, 2, -2):
        moved = fact.value.scaleb(power)
        if abs(moved - middle) <= middle * _NEAR:
            return moved
    return None


def _check_jumps(figures: Figures) -> None:
    """Where targets hardly change from year to year, one that changes fivefold may be a slip."""
    pairs = list(_followers(figures))
    for phases in (("evaluasi", "rencana"), ("rencana", "prakiraan_maju")):
        own = [pair for pair in pairs if (pair[0].phase, pair[1].phase) == phases]
        steady = sum(_change(*pair) < _DOUBLE for pair in own)
        if len(own) < _FEW or steady < _STEADY * len(own):
            continue
        for before, after in own:
            if not _is_slip(before, after) or {before.fact_id, after.fact_id} & figures.doubts:
                continue
            doubted, other = after, before
            if _support(figures, after) > _support(figures, before):
                doubted, other = before, after
            figures.doubt(doubted)
            figures.log.add(
                "target_melompat", figures.form(doubted), value_cells([doubted, other]),
                key=doubted.fact_id, fact_id=doubted.fact_id,
                cause=f"target|{before.value}|{after.value}|{fold(after.unit)}",
                printed=doubted.printed or "", expected=other.printed or "",
                name=figures.name(after), before=before.printed, after=after.printed,
                from_year=before.year, to_year=after.year,
            )  # fmt: skip


def _is_slip(before: Fact, after: Fact) -> bool:
    """A share that jumps; a count only where one more digit makes the one the other."""
    if _change(before, after) < _JUMP:
        return False
    if "%" in {before.unit_canonical, after.unit_canonical}:
        return True
    shorter, longer = sorted((_digits(before), _digits(after)), key=len)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _digits(fact: Fact) -> str:
    return "".join(ch for ch in f"{fact.value:f}" if ch.isdigit())


def _support(figures: Figures, target: Fact) -> int:
    """In how many other tables and years the node has this very target."""
    node = figures.record_of[target.record_id].node_key
    return len(
        {
            (fact.phase, fact.year)
            for fact in figures.facts.values()
            if fact.view == "kinerja"
            and fact.phase != target.phase
            and (fact.component, fact.value) == (target.component, target.value)
            and figures.record_of[fact.record_id].node_key == node
        }
    )


def _followers(figures: Figures) -> Iterator[tuple[Fact, Fact]]:
    """Targets of a node with those of the next year, where it has one indicator and unit."""
    series: dict[tuple[object, ...], dict[int, Fact]] = defaultdict(dict)
    several: set[tuple[object, ...]] = set()
    for fact in figures.facts.values():
        record = figures.record_of[fact.record_id]
        if fact.view != "kinerja" or fact.kind != "target" or fact.year is None or not fact.value:
            continue
        if record.level not in _NODES or record.scheme == OLD_SCHEME:
            continue
        if fact.phase not in {"evaluasi", "rencana", "prakiraan_maju"}:
            continue
        about = (record.node_key or fold(record.name), fact.component, fold(fact.unit_canonical))
        if fact.year in series[about]:
            several.add(about)
        series[about].setdefault(fact.year, fact)
    for followed, years in series.items():
        if followed not in several:
            for year in sorted(years):
                if year + 1 in years:
                    yield years[year], years[year + 1]


def _change(before: Fact, after: Fact) -> Decimal:
    """How many times the one the other is, at least 1."""
    first, second = abs(before.value or Decimal(0)), abs(after.value or Decimal(0))
    return max(first, second) / min(first, second) if first and second else Decimal(1)
