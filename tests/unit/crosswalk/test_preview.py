"""What other decisions would move; no rupiah is lost or doubled on the way."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from small_agency import DECIDED, NEW_NODES, OLD, OLD_NAMES, agency, link

from pipelines.crosswalk.apportion import apportion
from pipelines.crosswalk.preview import Figure, preview

PERIOD = (2030, "evaluasi")
MONEY = tuple(
    Figure(f"uang-{name}", OLD[name].key, *PERIOD, 100 * (n + 1)) for n, name in enumerate(OLD)
)
TARGETS = tuple(Figure(f"target-{name}", each.key, *PERIOD, None) for name, each in OLD.items())


def moves(current, proposed):
    return [
        (move.old.name, move.source.name, move.target.name, move.weight, dict(move.rupiah))
        for move in preview(agency(), MONEY, current, proposed).moves
    ]


def test_the_same_decisions_move_nothing():
    seen = preview(agency(), MONEY, DECIDED, DECIDED)
    assert seen.moves == ()
    assert seen.facts == frozenset()
    assert seen.before == seen.after


def test_an_open_node_moves_from_the_bucket_of_the_unmapped():
    then = (*DECIDED, link("Makam", "Taman Makam"))
    assert moves(DECIDED, then) == [
        ("Makam", "belum_dipetakan", "Taman Makam", Decimal(1), {PERIOD: 300})
    ]


def test_an_other_weight_moves_the_difference_alone():
    then = (link("Rapat", "Rapat Koordinasi", "0.5"), link("Rapat", "Permakanan", "0.5"))
    assert moves(DECIDED[1:3], then) == [
        ("Rapat", "Rapat Koordinasi", "Permakanan", Decimal("0.25"), {PERIOD: 50})
    ]


def test_an_ended_node_is_an_end_like_others():
    assert moves(DECIDED, DECIDED[:3]) == [
        ("Bibit", "dihentikan", "belum_dipetakan", Decimal(1), {PERIOD: 500})
    ]


def test_facts_without_money_move_as_well():
    seen = preview(agency(), (*MONEY, *TARGETS), (), DECIDED[:1])
    assert seen.facts == {"uang-Surat", "target-Surat"}


@st.composite
def decisions(draw):
    links = []
    for name in OLD_NAMES:
        chosen = draw(st.lists(st.sampled_from(list(NEW_NODES)), max_size=4, unique=True))
        if not chosen and draw(st.booleans()):
            links.append(link(name, None))
        shares = [draw(st.integers(1, 1_000_000)) for _ in chosen]
        parts = apportion(1_000_000, [Decimal(share) for share in shares]) if chosen else []
        links += [
            link(name, new, str(Decimal(part) / 1_000_000))
            for new, part in zip(chosen, parts, strict=True)
            if all(parts)
        ]
    return tuple(links)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(decisions(), decisions(), st.lists(st.integers(-(10**12), 10**12), min_size=5, max_size=5))
def test_sums_agree_to_the_rupiah_and_the_moves_explain_every_change(current, proposed, amounts):
    figures = [
        Figure(f"f{n}", OLD[name].key, *PERIOD, amount)
        for n, (name, amount) in enumerate(zip(OLD_NAMES, amounts, strict=True))
    ]
    seen = preview(agency(), figures, current, proposed)
    before, after = Counter(seen.before[PERIOD]), Counter(seen.after[PERIOD])
    assert sum(before.values()) == sum(after.values()) == sum(amounts)
    for move in seen.moves:
        for _, amount in move.rupiah:
            before[move.source.key] -= amount
            before[move.target.key] += amount
    assert {key: value for key, value in before.items() if value} == {
        key: value for key, value in after.items() if value
    }
