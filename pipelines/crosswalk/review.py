"""From the answers of a review to decisions: chosen links, weights, refusals, comments.

What an officer leaves as it was stays as it was. A decision that is changed becomes a proposal in
the officer's name, whoever signed it before; a comment alone takes no signature away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.crosswalk.apportion import apportion
from pipelines.crosswalk.decisions import (
    REJECTED,
    WEIGHT_STEP,
    Key,
    key_of,
    place_of,
    read_decisions,
    with_history,
    write_decisions,
)
from pipelines.crosswalk.edits import (
    Edit,
    Pair,
    holding,
    outdated_news,
    pair,
    refused,
    said_of,
    state_of,
)
from pipelines.crosswalk.model import (
    DISCONTINUED,
    EXACT,
    MERGED,
    NEW,
    PROPOSED,
    RENAMED,
    SPLIT,
    Link,
    NodeName,
)
from pipelines.crosswalk.review_cells import plain_weight
from pipelines.crosswalk.review_reading import (
    Answered,
    ReviewProblem,
    ReviewRefused,
    says_ended,
)
from pipelines.crosswalk.review_rows import CANDIDATE, FREE, LINK, NO, YES
from pipelines.model import fold

#: How a link was found that a person chose; such a link is as sure as the person is.
BY_PERSON = "petugas"
_CERTAIN = Decimal(1)

_Bad = Callable[[Answered, str, str], None]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A link that an officer wants, by which row, and what was there of the same pair before."""

    each: Answered
    link: Link
    before: Link | None
    refused: Link | None

    def relation(self, same_set: bool) -> str:
        """What the officer says; '' where nobody does, for it follows from all decisions.

        What stood there before says no more once other links are chosen.
        """
        said, before = self.each.answer.relation, self.each.row.prefilled.relation
        return said if same_set or said != before else ""

    def dressed(self, link: Link) -> Link:
        """The link with comment and history; where it stood before, also with its evidence."""
        earlier = self.before or self.refused
        history = earlier.history if earlier else ""
        link = replace(link, note=self.each.answer.comment, history=history)
        if self.before is None:
            return link
        return replace(
            link,
            method=self.before.method,
            confidence=self.before.confidence,
            evidence=self.before.evidence,
        )


def review_edits(
    answered: Sequence[Answered],
    links: Sequence[Link],
    rejected: Sequence[Link],
    by: str,
    on: str,
) -> tuple[Edit, ...]:
    """What the answers change, in the name of ``by``, on a day (ISO 8601).

    ``links`` hold now, ``rejected`` are the refused rows of the officer's own file. Raises
    :class:`ReviewRefused` with every wrong answer; then nothing is to be changed.
    """
    problems: list[ReviewProblem] = []

    def bad(each: Answered, said: str, said_en: str) -> None:
        problems.append(ReviewProblem(each.sheet, each.line, said, said_en))

    edits: list[Edit] = []
    places: dict[Key, Answered] = {}
    for key, rows in _blocks(answered).items():
        if not any(_is_answered(each) for each in rows):
            continue
        first = rows[0]
        if state_of(key, links, rejected) != first.row.state:
            bad(
                first,
                "keputusan ini berubah sejak buku kerja dibuat; buat yang baru",
                "this decision has changed since the workbook was made; make a new one",
            )
            continue
        standing = {pair(link): link for link in links if key_of(link) == key}
        earlier = {pair(link): link for link in rejected if key_of(link) == key}
        edit = _edit(key, rows, standing, earlier, by, on, bad)
        if edit is not None:
            edits.append(edit)
            places[key] = first
    if not problems:
        edits = _related(edits, links)
        edits += _no_longer_new(edits, links, by, on)
        problems += _wrong_together(edits, links, places)
    if problems:
        raise ReviewRefused(problems)
    return tuple(edits)


def _blocks(answered: Iterable[Answered]) -> dict[Key, list[Answered]]:
    """Rows by decision, in the order of their numbers, however they were sorted."""
    found: dict[Key, list[Answered]] = {}
    for each in answered:
        found.setdefault(each.row.key, []).append(each)
    return {
        key: sorted(rows, key=lambda each: (each.sheet, each.row.number))
        for key, rows in found.items()
    }


def _is_answered(each: Answered) -> bool:
    return each.answer != each.row.prefilled


def _edit(
    key: Key,
    rows: Sequence[Answered],
    standing: dict[Pair, Link],
    earlier: dict[Pair, Link],
    by: str,
    on: str,
    bad: _Bad,
) -> Edit | None:
    """What the answers make of one decision; None where nothing changes, or an answer is wrong."""
    chosen: list[_Chosen] = []
    refusals: list[Link] = []
    wrong = False

    def wrong_answer(each: Answered, said: str, said_en: str) -> None:
        nonlocal wrong
        wrong = True
        bad(each, said, said_en)

    for each in rows:
        new = _meant(each, wrong_answer)
        if isinstance(new, _Nothing):
            continue
        link = _link(each, new, by, on)
        before = standing.get(pair(link))
        if each.answer.choose == NO:
            link = before or earlier.get(pair(link)) or link
            refusals.append(refused(link, by, on, _comment(each)))
        else:
            chosen.append(_Chosen(each, link, before, earlier.get(pair(link))))
    _check(chosen, wrong_answer)
    weights = _weights(chosen, wrong_answer)
    if wrong:
        return None
    before_links = tuple(standing.values())
    same_set = {pair(each.link) for each in chosen} == set(standing)
    made = [
        replace(each.link, weight=weight, relation=each.relation(same_set))
        for each, weight in zip(chosen, weights, strict=True)
    ]
    if same_set and all(_as_before(link, standing[pair(link)]) for link in made):
        # Nothing but comments, and candidates refused beside what stays.
        kept = tuple(_noted(each, by, on) for each in chosen)
        after = (*kept, *refusals)
        return Edit(key, before_links, after) if after != before_links else None
    was = "; ".join(said_of(link) for link in before_links)
    told = f"{by} (dahulu {was})" if was else by
    changed = [
        with_history(each.dressed(link), "dipilih", told, on)
        for each, link in zip(chosen, made, strict=True)
    ]
    return Edit(key, before_links, (*changed, *refusals))


def _as_before(link: Link, before: Link) -> bool:
    return link.weight == before.weight and link.relation in ("", before.relation)


class _Nothing:
    """A row that says nothing."""


_NOTHING = _Nothing()


def _meant(each: Answered, bad: _Bad) -> NodeName | _Nothing | None:
    """The new node that a row speaks of, None for none; nothing where it was not answered."""
    answer, row = each.answer, each.row
    if row.kind == FREE:
        return _free(each, bad)
    if answer.choose:
        return row.new
    if row.kind == LINK:
        bad(
            each,
            f"Pilih kosong; isi {YES} atau {NO} untuk pemetaan yang berlaku",
            f"Pilih is empty; say {YES} or {NO} of a link that holds",
        )
    elif _is_answered(each):
        bad(
            each,
            f"Relasi, Bobot, atau Komentar terisi tetapi Pilih kosong; isi {YES} atau {NO}",
            f"there are answers but Pilih is empty; say {YES} or {NO}",
        )
    return _NOTHING


def _free(each: Answered, bad: _Bad) -> NodeName | _Nothing | None:
    answer = each.answer
    if not answer.other:
        if answer.choose == YES or answer.relation or answer.weight or answer.comment:
            bad(
                each,
                "jawaban bebas belum menyebut penerusnya; pilih di kolom Calon baru",
                "the free answer names no node; choose one in the column of the candidate",
            )
        return _NOTHING
    if answer.choose == NO:
        return _NOTHING
    if says_ended(answer.other):
        return None
    node = _named(answer.other, each)
    if node is None:
        bad(
            each,
            f"'{answer.other}' bukan simpul baru yang dikenal; pilih dari daftarnya",
            f"'{answer.other}' is no new node that is known; choose from the list",
        )
        return _NOTHING
    return node


def _named(said: str, each: Answered) -> NodeName | None:
    """The node of a free answer: as the list shows it, its code, or its whole name."""
    folded = fold(said)
    whole = [node for text, node in each.choices.items() if fold(text) == folded]
    if whole:
        return whole[0]
    found = {node for node in each.choices.values() if folded in (fold(node.code), fold(node.name))}
    return found.pop() if len(found) == 1 else None


def _comment(each: Answered) -> str:
    """What an officer wrote that was not there before."""
    said = each.answer.comment
    return "" if said == each.row.prefilled.comment else said


def _noted(each: _Chosen, by: str, on: str) -> Link:
    """A link whose comment alone may have changed: the signature stays."""
    link, answer = each.before, each.each.answer
    assert link is not None  # a link that stands
    if answer.comment == link.note:
        return link
    said = f"{by} (dahulu '{link.note}')" if link.note else by
    return replace(with_history(link, "catatan", said, on), note=answer.comment)


def _weights(chosen: Sequence[_Chosen], bad: _Bad) -> list[Decimal | None]:
    """Weights of the chosen links: as said, else in the proportion proposed, else equal."""
    fixed = [each for each in chosen if each.link.old is None or each.link.new is None]
    if fixed or not chosen:
        return [each.link.weight for each in chosen]
    answers = [each.each.answer.weight for each in chosen]
    given = [each.each.row.prefilled.weight for each in chosen]
    total = sum((Decimal(said) for said in answers if said), Decimal(0))
    touched = any(said and said != was for said, was in zip(answers, given, strict=True))
    if not touched and not (all(answers) and total == 1):
        shares = [Decimal(said) for said in given] if all(given) else [_CERTAIN] * len(chosen)
        parts = apportion(int(1 / WEIGHT_STEP), shares)
        return [Decimal(plain_weight(part * WEIGHT_STEP)) for part in parts]
    if not all(answers):
        bad(
            next(each.each for each in chosen if not each.each.answer.weight),
            "Bobot kosong di samping bobot yang terisi; isi semua, atau kosongkan semua",
            "a weight is empty beside others; fill in all of them, or none",
        )
    elif total != 1:
        listed = " + ".join(answers)
        bad(
            chosen[-1].each,
            f"Bobot yang terpilih berjumlah {plain_weight(total)} ({listed}), seharusnya 1; "
            "kosongkan semua agar dibagi menurut usulan atau sama rata",
            f"the weights chosen sum to {plain_weight(total)} ({listed}), not to 1; leave all "
            "empty to part them as proposed or equally",
        )
    return [Decimal(said) if said else None for said in answers]


def _check(chosen: Sequence[_Chosen], bad: _Bad) -> None:
    """Answers that contradict one another."""
    seen: set[Pair] = set()
    for each in chosen:
        relation, link = each.each.answer.relation, each.link
        if pair(link) in seen:
            bad(
                each.each,
                "simpul baru ini sudah dipilih di baris lain dari kegiatan yang sama",
                "this new node is chosen in another row of the same activity already",
            )
        seen.add(pair(link))
        if link.new is None and len(chosen) > 1:
            bad(
                each.each,
                "dihentikan, tetapi baris lain juga dipilih; isi tidak di salah satunya",
                "discontinued, but another row is chosen as well; say no to one of them",
            )
        if relation and (relation == DISCONTINUED) != (link.new is None):
            bad(
                each.each,
                f"Relasi '{relation}' tidak sesuai dengan Calon baru; kosongkan, atau pakai baris "
                "jawaban bebas untuk menghentikan",
                f"the relation '{relation}' does not go with the candidate; leave it empty, or use "
                "the free answer to discontinue",
            )
        elif relation and (relation == NEW) != (link.old is None):
            bad(
                each.each,
                "Relasi 'new' hanya untuk simpul tanpa pendahulu",
                "the relation 'new' is for nodes without a predecessor alone",
            )


def _link(each: Answered, new: NodeName | None, by: str, on: str) -> Link:
    """The link that a row speaks of, in the name of an officer; its weight where it stands alone.

    The relation is still to be said.
    """
    row = each.row
    score = "" if row.score is None else f"; nilai pencocok {row.score}".replace(".", ",")
    evidence = row.evidence + score if row.kind == CANDIDATE and row.evidence else ""
    weight = None if row.old is None else Decimal(0) if new is None else _CERTAIN
    return Link(
        row.old,
        new,
        "",
        weight,
        BY_PERSON,
        _CERTAIN,
        evidence or "pilihan petugas",
        PROPOSED,
        by,
        "",
        on,
        government=row.government,
        agency=row.agency,
    )


def _related(edits: Sequence[Edit], links: Sequence[Link]) -> list[Edit]:
    """The relations that nobody said, by where the decisions lead."""
    leading = Counter(
        (link.scope, place_of(link.new))
        for link in holding(links, edits)
        if link.old is not None and link.new is not None
    )

    def related(edit: Edit, link: Link) -> Link:
        if link.relation:
            return link
        if link.old is None or link.new is None:
            return replace(link, relation=NEW if link.old is None else DISCONTINUED)
        if sum(each.status != REJECTED for each in edit.after) > 1 and link.status != REJECTED:
            return replace(link, relation=SPLIT)
        if leading[link.scope, place_of(link.new)] > 1:
            return replace(link, relation=MERGED)
        same = fold(link.old.name) == fold(link.new.name)
        return replace(link, relation=EXACT if same else RENAMED)

    return [
        replace(edit, after=tuple(related(edit, link) for link in edit.after)) for edit in edits
    ]


def _no_longer_new(edits: list[Edit], links: Sequence[Link], by: str, on: str) -> list[Edit]:
    """Nodes that have a predecessor now are not new; an officer's own word on them goes first."""
    answered = {edit.key for edit in edits}
    return [edit for edit in outdated_news(links, edits, by, on) if edit.key not in answered]


def _wrong_together(
    edits: Sequence[Edit], links: Sequence[Link], places: dict[Key, Answered]
) -> list[ReviewProblem]:
    """What the decisions would contradict as a whole, such as links that go round."""
    rows = [link for edit in edits for link in edit.after]
    others = [link for link in holding(links, edits) if link not in rows]
    text = write_decisions([*rows, *others])
    problems = []
    for problem in read_decisions(text).problems:
        if 0 < problem.line - 1 <= len(rows):
            place = places.get(key_of(rows[problem.line - 2]))
            sheet, line = (place.sheet, place.line) if place else ("", 0)
            problems.append(ReviewProblem(sheet, line, problem.said, problem.said_en))
    return problems
