"""Targets and units that one table prints otherwise than the next (T-C.29 column 9, T-C.33).

Where nearly all targets of the running year are those of the plan, one that is not may be a
slip: most often a number with fewer decimals. A change on purpose stands there too, so that
nothing is doubted. Tables of one year are held against each other in
:mod:`pipelines.rules.across`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pipelines.model import Fact, fold
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import EVALUATION, NODES, PLAN, REVIEW, Whole, cells

Pair = tuple[Fact, Fact]


def check_changed_targets(whole: Whole) -> None:
    """Findings for targets of the plan that differ from the running year's, and for units."""
    targets = _targets(whole)
    _changes(whole, _pairs(whole, targets))
    _units(whole, targets)


def _targets(whole: Whole) -> dict[tuple[object, ...], dict[tuple[str, str], list[Fact]]]:
    """Targets of the running year, of both sides of the review and of the plan, by node."""
    found: dict[tuple[object, ...], dict[tuple[str, str], list[Fact]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for record in whole.records(EVALUATION, REVIEW, PLAN):
        if record.level not in NODES or record.node_key is None:
            continue
        for fact in whole.measures(record, "target"):
            running = record.form != EVALUATION or fact.year == whole.year - 1
            if running and fact.phase != "prakiraan_maju":
                found[whole.node(record)][record.form, fact.phase or ""].append(fact)
    return found


def _pairs(
    whole: Whole, targets: dict[tuple[object, ...], dict[tuple[str, str], list[Fact]]]
) -> list[Pair]:
    """Targets of the running year with those of the plan: of nodes with one indicator."""
    pairs = []
    for tables in targets.values():
        before, after = tables.get((EVALUATION, "evaluasi")), tables.get((PLAN, "rencana"))
        if not before or not after:
            continue
        if any(len({whole.record(f).record_id for f in each}) > 1 for each in (before, after)):
            continue
        by_component = {fact.component: fact for fact in after}
        pairs += [(f, by_component[f.component]) for f in before if f.component in by_component]
    return pairs


def _changes(whole: Whole, pairs: list[Pair]) -> None:
    same = [pair for pair in pairs if pair[0].value == pair[1].value]
    if len(pairs) < threshold("kebiasaan_baris"):
        return
    if len(same) < threshold("kebiasaan_tetap") * len(pairs):
        return
    changes: dict[tuple[Decimal | None, Decimal | None], list[Pair]] = defaultdict(list)
    for before, after in pairs:
        if before.value != after.value and "ragu" not in {before.status, after.status}:
            changes[before.value, after.value].append((before, after))
    for (old, new), every in changes.items():
        before, after = every[0]
        cut = _fewer_decimals(old, new)
        whole.log.add(
            "target_berubah", whole.record(before).form,
            cells(fact for pair in every for fact in pair),
            key=f"{old}|{new}", printed=before.printed or "", expected=after.printed or "",
            name=whole.record(before).name or "", count=len(every), same=len(same),
            rows=len(pairs), from_year=before.year, to_year=after.year,
            cut="; tampaknya angka di belakang koma hilang" if cut else "",
            cut_en="; a decimal seems to have been lost" if cut else "",
        )  # fmt: skip


def _fewer_decimals(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether the one is the other with fewer digits behind the decimal mark."""
    if one is None or other is None:
        return False
    short, long = sorted((one, other), key=_decimals)
    step = Decimal(1).scaleb(-_decimals(short))
    return _decimals(short) < _decimals(long) and short in {
        long.quantize(step, ROUND_DOWN),
        long.quantize(step, ROUND_HALF_UP),
    }


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _units(
    whole: Whole, targets: dict[tuple[object, ...], dict[tuple[str, str], list[Fact]]]
) -> None:
    """Nodes of one indicator whose target is counted in other units in another table."""
    for node, tables in targets.items():
        units: dict[frozenset[str], list[Fact]] = defaultdict(list)
        indicators = set()
        for facts in tables.values():
            known = frozenset(fold(f.unit_canonical) for f in facts if f.unit_canonical)
            indicators |= {fold(whole.record(fact).indicator) for fact in facts}
            if known:
                units[known] += facts
        if len(units) < 2 or len(indicators) > 1 or _doubted(units.values()):
            continue
        rare, *others = sorted(units.values(), key=len)
        usual = others[-1]
        whole.log.add(
            "satuan_antar_tabel", whole.record(rare[0]).form, cells([*rare, *usual]),
            key="|".join(map(str, node)), cause=f"satuan|{node}",
            printed=rare[0].printed or "", expected=usual[0].printed or "",
            name=whole.record(rare[0]).name or "",
            elsewhere=", ".join(dict.fromkeys(whole.record(fact).form for fact in usual)),
        )  # fmt: skip


def _doubted(every: Iterable[list[Fact]]) -> bool:
    """Whether a finding says already that the cell does not read well."""
    return any(fact.status == "ragu" for facts in every for fact in facts)
