"""What becomes of one old activity: links where it is sure, else a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.crosswalk.matching import kinds as k
from pipelines.crosswalk.matching.confidence import (
    ENOUGH,
    SAME_NAME,
    confidence,
    parted,
    rounded,
)
from pipelines.crosswalk.matching.link import proposed
from pipelines.crosswalk.matching.score import Scorer
from pipelines.crosswalk.matching.split import Part, parts
from pipelines.crosswalk.model import (
    APPROVED,
    DISCONTINUED,
    EXACT,
    RENAMED,
    SAME_NAME_RULE,
    SPLIT,
    Link,
    NodeProfile,
    Proposal,
    Ranked,
)
from pipelines.crosswalk.weights import NOTHING, weights
from pipelines.model import fold

BEST = 5  # candidates that are shown
_RESEMBLES = 0.1  # points of words alone below which two nodes have nothing in common
_GONE = Decimal("0.7")
_ALIKE = 0.05


@dataclass(frozen=True)
class Leaves:
    """Proposals for the old nodes of the lowest level of their scheme."""

    scorer: Scorer
    same_name: Mapping[str, Sequence[NodeProfile]]
    last_year: int | None

    def propose(self, old: NodeProfile) -> Proposal:
        """Links, or a question; the best candidates in either case."""
        ranked = self.scorer.rank(old, BEST)
        exact = self._same_name(old)
        if exact is not None:
            return Proposal(old, (_exact(old, exact),), _first(ranked, exact))
        if not ranked or all(_in_words(each) < _RESEMBLES for each in ranked):
            return self._nothing(old, ranked)
        best = ranked[0]
        others = parts(self.scorer, old, best)
        chosen = {best.new.key, *(part.ranked.new.key for part in others)}
        rest = max((each.score for each in ranked if each.new.key not in chosen), default=0.0)
        sure = confidence(best.score, best.score - rest)
        sure = parted(sure) if others else sure
        if sure < ENOUGH:
            return Proposal(old, (), ranked, *_question(ranked))
        return Proposal(old, _links(old, best, others, sure), ranked)

    def _same_name(self, old: NodeProfile) -> NodeProfile | None:
        """The one new node of the same name, on the same side of support and affairs."""
        found = self.same_name.get(fold(old.node.name), ())
        views = self.scorer.views
        fitting = [
            each
            for each in found
            if None in (views[old.key].generic, views[each.key].generic)
            or views[old.key].generic == views[each.key].generic
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _nothing(self, old: NodeProfile, ranked: tuple[Ranked, ...]) -> Proposal:
        """Nothing resembles it: discontinued where its figures stopped before the others'."""
        years = [year for each in old.indicators for year, _, _ in each.values]
        if years and self.last_year is not None and max(years) < self.last_year:
            said = f"tidak ada yang mirip, dan angkanya berhenti pada {max(years)}"
            said_en = f"nothing resembles it, and its figures stop in {max(years)}"
            link = proposed(old, None, DISCONTINUED, Decimal(0), NOTHING, _GONE, [(said, said_en)])
            return Proposal(old, (link,), ranked)
        return Proposal(
            old,
            (),
            ranked,
            "Tidak ada simpul baru yang mirip: dihentikan, atau dilanjutkan dengan nama lain?",
            "No new node resembles it: discontinued, or continued under another name?",
        )


def _in_words(ranked: Ranked) -> float:
    return sum(
        each.points
        for each in ranked.evidence
        if each.kind in (k.NAME, k.INDICATOR, k.CROSSED) or each.kind in k.AGAINST
    )


def _first(ranked: tuple[Ranked, ...], exact: NodeProfile) -> tuple[Ranked, ...]:
    """Candidates with the node of the same name in front."""
    return tuple(sorted(ranked, key=lambda each: each.new.key != exact.key))


def _exact(old: NodeProfile, new: NodeProfile) -> Link:
    parted = weights(old, [new])
    said = [("nama sama pada tingkat yang sepadan", "same name at the corresponding level")]
    link = proposed(old, new, EXACT, parted.parts[0], parted.method, SAME_NAME, said)
    return replace(link, status=APPROVED, approver=SAME_NAME_RULE)


def _links(old: NodeProfile, best: Ranked, others: Sequence[Part], sure: float) -> tuple[Link, ...]:
    """Relations are named later, once all links are known (``relations``)."""
    new = [best.new, *(part.ranked.new for part in others)]
    shares = weights(old, new)
    said = [[(each.said, each.said_en) for each in best.evidence]]
    for part in others:
        spoken = (f"indikator '{part.indicator}'", f"indicator '{part.indicator}'")
        said.append([spoken, *((each.said, each.said_en) for each in part.ranked.evidence)])
    relation = SPLIT if others else RENAMED
    how = (shares.said, shares.said_en)
    return tuple(
        proposed(old, each, relation, weight, shares.method, rounded(sure), [*reasons, how])
        for each, weight, reasons in zip(new, shares.parts, said, strict=True)
    )


def _question(ranked: tuple[Ranked, ...]) -> tuple[str, str]:
    first = ranked[0].new.node.name
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < _ALIKE:
        second = ranked[1].new.node.name
        return (
            f"'{first}' atau '{second}'? Keduanya hampir sama kuat.",
            f"'{first}' or '{second}'? Both fit almost alike.",
        )
    return (
        f"Apakah menjadi '{first}'? Buktinya belum cukup.",
        f"Did it become '{first}'? The evidence is not enough.",
    )
