"""The score of a pair: what speaks for it and against it, each with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipelines.crosswalk.matching import kinds as k
from pipelines.crosswalk.matching.confusion import confused
from pipelines.crosswalk.matching.figures import (
    continued,
    holders,
    holders_of_units,
    shared_unit,
)
from pipelines.crosswalk.matching.likeness import Likeness, Rarity, likeness
from pipelines.crosswalk.matching.views import View, rarity_over, view
from pipelines.crosswalk.matching.words import Meaning, meaning
from pipelines.crosswalk.model import Evidence, NodeProfile, Ranked

_SAID = 0.005  # evidence of fewer points is not worth a sentence


@dataclass(frozen=True)
class Scorer:
    """Scores pairs of one old and one new set of leaf nodes; ``kinds`` says what it looks at."""

    old: Sequence[NodeProfile]
    new: Sequence[NodeProfile]
    kinds: frozenset[str] = k.KINDS

    @cached_property
    def views(self) -> dict[str, View]:
        """Views of all nodes by key."""
        reading = k.reading_of(self.kinds)
        return {each.key: view(each, reading) for each in (*self.old, *self.new)}

    @cached_property
    def rarity(self) -> Rarity:
        """Rarity of words over all nodes."""
        return rarity_over(list(self.views.values()), k.RARITY in self.kinds)

    @cached_property
    def shared_by(self) -> dict[Decimal, int]:
        """In how many new nodes each first figure stands."""
        return holders(self.new)

    @cached_property
    def unit_holders(self) -> dict[str, int]:
        """In how many new nodes each unit stands."""
        return holders_of_units(self.new)

    @cached_property
    def _likeness(self) -> dict[tuple[Meaning, Meaning], Likeness]:
        return {}

    def rank(self, old: NodeProfile, best: int) -> tuple[Ranked, ...]:
        """The best successors of an old node, best first; none that nothing speaks for."""
        scored = [self.score(old, new) for new in self.new]
        scored = [each for each in scored if each.score > 0]
        return tuple(sorted(scored, key=_by_score)[:best])

    def score(self, old: NodeProfile, new: NodeProfile) -> Ranked:
        """One pair with its evidence; points of all evidence sum to the score."""
        known = self.views.get(old.key)
        here = known if known is not None and known.profile is old else self._view(old)
        there = self.views[new.key]
        evidence: list[Evidence] = []
        doubt = 1.0
        for kind, strength, said, said_en in self._for(here, there):
            points = doubt * k.STRENGTH[kind] * strength
            doubt -= points
            evidence.append(Evidence(kind, points, said, said_en))
        score = 1.0 - doubt
        for kind, said, said_en in self._against(here, there):
            left = score * k.LEFT[kind]
            evidence.append(Evidence(kind, left - score, said, said_en))
            score = left
        kept = tuple(each for each in evidence if abs(each.points) >= _SAID)
        return Ranked(new, round(score, 6), kept)

    def alike_texts(self, one: str, other: str) -> float:
        """How alike two texts are by themselves, 0..1."""
        reading = k.reading_of(self.kinds)
        return self._like(meaning(one, reading), meaning(other, reading)).score

    def _view(self, profile: NodeProfile) -> View:
        return view(profile, k.reading_of(self.kinds))

    # ------------------------------------------------------------------ evidence

    def _for(self, old: View, new: View) -> list[tuple[str, float, str, str]]:
        found: list[tuple[str, float, str, str]] = []
        name = self._like(old.name, new.name)
        found.append((k.NAME, name.score, *_words("nama", "name", name)))
        each = self._best(old.indicators, new.indicators)
        found.append((k.INDICATOR, each.score, *_words("indikator", "indicator", each)))
        crossed = max(
            self._best([old.name], new.indicators),
            self._best(old.indicators, [new.name]),
            key=lambda found: (found.score, found.shared),
        )
        label = ("nama dan indikator bersilang", "name against indicator")
        found.append((k.CROSSED, crossed.score, *_words(*label, crossed)))
        parents = max(
            self._best([old.name, *old.indicators], [new.kegiatan, new.program]),
            _half(self._best([old.program], [new.kegiatan, new.program])),
            key=lambda found: (found.score, found.shared),
        )
        found.append((k.PARENTS, parents.score, *_words("induk", "parents", parents)))
        if k.FIGURES in self.kinds:
            found += self._figures(old.profile, new.profile)
        if k.UNIT in self.kinds:
            unit, strength = shared_unit(old.profile, new.profile, self.unit_holders)
            said = (f"satuan sama: {unit}", f"same unit: {unit}")
            found.append((k.UNIT, strength, *said))
        return [each for each in found if each[0] in self.kinds and each[1] > 0]

    def _figures(self, old: NodeProfile, new: NodeProfile) -> list[tuple[str, float, str, str]]:
        goes_on = continued(old, new, self.shared_by)
        if goes_on is None:
            return []
        value = format(goes_on.value.normalize(), "f")
        before = f"{value} {goes_on.old_unit} ({goes_on.old_year})"
        after = f"{value} {goes_on.new_unit} ({goes_on.new_year})"
        said = (f"angka berlanjut: {before} -> {after}", f"figure goes on: {before} -> {after}")
        return [(k.FIGURES, goes_on.strength, *said)]

    def _like(self, one: Meaning, other: Meaning) -> Likeness:
        """Texts recur (programmes, kegiatan), so each pair of them is compared once."""
        found = self._likeness.get((one, other))
        if found is None:
            found = self._likeness[one, other] = likeness(one, other, self.rarity)
        return found

    def _best(self, olds: Sequence[Meaning], news: Sequence[Meaning]) -> Likeness:
        pairs = (self._like(one, other) for one in olds for other in news)
        return max(pairs, key=lambda each: (each.score, each.shared), default=Likeness(0.0))

    def _against(self, old: View, new: View) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []
        known = old.generic is not None and new.generic is not None
        if k.GENERIC in self.kinds and known and old.generic != new.generic:
            found.append(
                (
                    k.GENERIC,
                    "yang satu penunjang, yang lain urusan dinas",
                    "one supports the agency, the other is its affair",
                )
            )
        if k.CONFUSION in self.kinds:
            for matter, here, there in confused(old, new):
                said = f"{matter.about} berbeda: {here} / {there}"
                said_en = f"another {matter.about_en}: {here} / {there}"
                found.append((k.CONFUSION, said, said_en))
        return found


def _half(found: Likeness) -> Likeness:
    """Programmes were cut anew: that one bears the name of another says little."""
    return Likeness(found.score / 2, found.shared)


def _words(said: str, said_en: str, found: Likeness) -> tuple[str, str]:
    shared = ", ".join(found.shared[:6])
    return (f"{said}: {shared}", f"{said_en}: {shared}")


def _by_score(ranked: Ranked) -> tuple[float, str, str]:
    return (-ranked.score, ranked.new.node.code, ranked.new.key)
