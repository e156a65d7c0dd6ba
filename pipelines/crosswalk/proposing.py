"""From what a matcher says to decisions: who proposes, on which day, and what stays a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.crosswalk.agencies import AgencyNodes
from pipelines.crosswalk.decisions import Key, by_decision, key_of, with_history
from pipelines.crosswalk.edits import Edit, outdated_news, pair, refused
from pipelines.crosswalk.model import (
    APPROVED,
    PROPOSED,
    RULE_MARK,
    Link,
    NodeProfile,
    Proposal,
    Ranked,
)

MATCHER = f"{RULE_MARK}pencocok"


#: A matcher: old nodes, new nodes, links decided -> a proposal for each old node that is not.
Propose = Callable[[Sequence[NodeProfile], Sequence[NodeProfile], Sequence[Link]], list[Proposal]]
#: Which nodes are new: new nodes, proposals, links decided -> links for those nobody leads to.
Newcomers = Callable[[Sequence[NodeProfile], Sequence[Proposal], Sequence[Link]], tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Matching:
    """What makes proposals."""

    propose: Propose
    newcomers: Newcomers


@dataclass(frozen=True, slots=True)
class Question:
    """An old node that a person must decide, why, and the best candidates."""

    old: NodeProfile
    said: str
    said_en: str
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """New decisions of one agency, and its old nodes about which nothing could be proposed."""

    edits: tuple[Edit, ...]
    questions: tuple[Question, ...]


def propose_for(
    agency: AgencyNodes,
    links: Sequence[Link],
    rejected: Sequence[Link],
    matching: Matching,
    on: str,
    by: str = "",
    again: bool = False,
    lists: bool = False,
) -> Proposed:
    """Proposals for the old nodes without a decision, and for new nodes without a predecessor.

    ``links`` hold now, ``rejected`` were refused by people and are not proposed again. ``by``
    takes the matcher's proposals as its own. ``again`` also replaces what the matcher itself
    proposed and nobody signed or changed. ``lists``: nodes that only official lists hold are
    candidates as well.
    """
    standing = agency.decisions(links)
    groups = by_decision(standing)
    loose = {key for key, group in groups.items() if again and is_the_matchers(group)}
    fixed = [link for link in standing if key_of(link) not in loose]
    steps = agency.steps(fixed)
    decided = {step.old_key for step in steps}
    # What the matcher itself called new may still turn out to be a successor.
    no_successors = {
        step.new_key for step in steps if step.old_key is None and not is_the_matchers([step.link])
    }
    candidates = [new for new in agency.new if new.key not in no_successors]
    more = agency.listed if lists else ()
    every = matching.propose(agency.old, (*candidates, *more), fixed)
    said = [each for each in every if each.old.key not in decided]
    made: list[tuple[Link, ...]] = []
    questions: list[Question] = []
    for place, proposal in enumerate(said):
        no, no_en = _refused_before(proposal, rejected) or ("", "")
        if no or not proposal.links:
            why = no or proposal.question, no_en or proposal.question_en
            questions.append(Question(proposal.old, *why, proposal.ranked))
            said[place] = replace(proposal, links=(), question=why[0], question_en=why[1])
        else:
            made.append(tuple(_dressed(link, agency, by, on) for link in proposal.links))
    no_news = {pair(link) for link in _by_people(rejected)}
    news = matching.newcomers(agency.new, said, fixed)
    # What a person said is not new stays an open question.
    made += [(_dressed(link, agency, by, on),) for link in news if pair(link) not in no_news]
    edits = [
        Edit(key_of(group[0]), tuple(groups.get(key_of(group[0]), ())), group) for group in made
    ]
    edits += _withdrawn(loose - {edit.key for edit in edits}, groups, on)
    edits += outdated_news(links, edits, MATCHER, on)
    changed = [edit for edit in edits if _content(edit.before) != _content(edit.after)]
    return Proposed(tuple(changed), tuple(questions))


def is_the_matchers(group: Sequence[Link]) -> bool:
    """Whether a decision is the matcher's own, and nobody signed or changed it."""
    return all(
        link.status == PROPOSED and link.proposer.startswith(RULE_MARK) and not link.approver
        for link in group
    )


def _dressed(link: Link, agency: AgencyNodes, by: str, on: str) -> Link:
    proposer = by or MATCHER
    whose = replace(
        link, proposer=proposer, date=on, government=agency.government, agency=agency.agency
    )
    marked = with_history(whose, "diusulkan", proposer, on)
    if link.status == APPROVED:
        return with_history(marked, "disetujui", link.approver, on)
    return marked


def _refused_before(proposal: Proposal, rejected: Sequence[Link]) -> tuple[str, str] | None:
    for link in proposal.links:
        for no in _by_people(rejected):
            if pair(link) == pair(no):
                to = link.new.name if link.new else "dihentikan / discontinued"
                return (
                    f"usulan pencocok sudah ditolak {no.proposer}: {to}",
                    f"{no.proposer} refused what the matcher proposes: {to}",
                )
    return None


def _by_people(rejected: Sequence[Link]) -> list[Link]:
    return [link for link in rejected if not link.proposer.startswith(RULE_MARK)]


def _withdrawn(keys: Iterable[Key], groups: Mapping[Key, Sequence[Link]], on: str) -> list[Edit]:
    """What the matcher itself proposed and proposes no longer."""
    return [
        Edit(key, tuple(group), tuple(refused(link, MATCHER, on) for link in group))
        for key, group in groups.items()
        if key in keys
    ]


def _content(links: Sequence[Link]) -> list[Link]:
    """Links without what is new with every proposal."""
    return [replace(link, date="", history="", line=0) for link in links]
