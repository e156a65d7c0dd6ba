"""From answers to what they change: proposals of corrections, acceptances, referrals.

Only what is answered counts. An answer about a finding that says something else by now is stale;
what is recorded already in the same words changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.corrections.corrections_file import with_history
from pipelines.corrections.model import APPROVED, PROPOSED, Acceptance, Correction
from pipelines.crosswalk.model import RULE_MARK
from pipelines.findings_workbook.model import ACCEPT, CORRECT, NOT_OURS, Offered
from pipelines.findings_workbook.places import Place, answers_that_fit, places_to_correct
from pipelines.findings_workbook.reading import Answer
from pipelines.findings_workbook.recorded import Recorded, cells_of
from pipelines.findings_workbook.referrals import Referral
from pipelines.model import fold
from pipelines.vocabulary import load
from pipelines.workbooks.cells import short
from pipelines.workbooks.refusal import BookProblem, BookRefused


@dataclass(frozen=True, slots=True)
class Changes:
    """What is added; ``replaced`` are earlier proposals about the same cells, which go.

    ``recorded`` counts answers that are recorded already.
    """

    corrections: tuple[Correction, ...] = ()
    replaced: tuple[Correction, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    referrals: tuple[Referral, ...] = ()
    recorded: int = 0

    def __bool__(self) -> bool:
        return bool(self.corrections or self.acceptances or self.referrals)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who answered, on which day (ISO 8601), and of which release."""

    by: str
    on: str
    release: str


def changes(
    answers: Sequence[Answer],
    offered: Mapping[str, Offered],
    recorded: Recorded,
    asking: Asking,
) -> Changes:
    """What the answers change. ``offered`` are the findings of the release that stands, by id.

    Raises :class:`BookRefused` with every wrong or stale answer; then nothing is to be changed.
    """
    reader = _Reader(offered, recorded, asking)
    for answer in answers:
        reader.take(answer)
    reader.check_cells()
    if reader.problems:
        raise BookRefused(reader.problems)
    return Changes(
        tuple(reader.corrections),
        tuple(reader.replaced),
        tuple(reader.acceptances),
        tuple(reader.referrals),
        reader.recorded,
    )


class _Reader:
    """Takes one answer after the other, collecting what is wrong."""

    def __init__(self, offered: Mapping[str, Offered], known: Recorded, asking: Asking) -> None:
        self.offered = offered
        self.asking = asking
        self.problems: list[BookProblem] = []
        self.corrections: list[Correction] = []
        self.replaced: list[Correction] = []
        self.acceptances: list[Acceptance] = []
        self.referrals: list[Referral] = []
        self.recorded = 0
        self._accepted = {row.finding_id: row for row in known.acceptances}
        self._referred = {row.finding_id: row for row in known.referrals}
        self._proposed = known.corrections
        self._corrected: dict[tuple[str, str], Correction] = {}
        for row in known.corrections:
            for place in cells_of(row):
                self._corrected[place] = row
        self._of_cell: dict[tuple[str, str], list[tuple[Answer, Correction]]] = defaultdict(list)

    def take(self, answer: Answer) -> None:
        """One answered row."""
        now = self.offered.get(answer.finding_id)
        if self._is_recorded(answer):
            self.recorded += 1
        elif not answer.reason:
            self._bad(answer, "Alasan kosong; tulis mengapa", "the reason is empty; say why")
        elif answer.new and answer.choice != CORRECT:
            self._bad(
                answer,
                f"Nilai baru terisi, tetapi Jawaban '{answer.choice}'; kosongkan, atau pilih "
                f"'{CORRECT}'",
                f"there is a new text, but the answer is '{answer.choice}'; empty it, or choose "
                f"'{CORRECT}'",
            )
        elif now is None:
            self._bad(
                answer,
                "temuan ini tidak ada lagi dalam rilis sekarang; buat buku kerja yang baru",
                "this finding is no longer in the release that stands; make a new workbook",
            )
        elif now.state != answer.state:
            self._bad(
                answer,
                "dokumen, sel, atau yang diharapkan temuan ini berubah sejak buku kerja dibuat; "
                "buat yang baru",
                "the document, the cells or the expectation of this finding have changed since the "
                "workbook was made; make a new one",
            )
        elif answer.choice not in answers_that_fit(now):
            self._does_not_fit(answer)
        elif answer.choice == CORRECT:
            self._correct(answer, now)
        elif answer.choice == ACCEPT:
            self.acceptances.append(self._acceptance(answer, now))
        else:
            self.referrals.append(self._referral(answer, now))

    def _bad(self, answer: Answer, said: str, said_en: str) -> None:
        self.problems.append(BookProblem(answer.sheet, answer.line, said, said_en))

    def _is_recorded(self, answer: Answer) -> bool:
        """In the same words, by the same person; a corrected finding may be gone by now."""
        said = (answer.reason, fold(self.asking.by))
        if answer.choice == ACCEPT:
            accepted = self._accepted.get(answer.finding_id)
            return accepted is not None and (accepted.reason, fold(accepted.by)) == said
        if answer.choice == NOT_OURS:
            referred = self._referred.get(answer.finding_id)
            return referred is not None and (referred.reason, fold(referred.by)) == said
        return any(
            answer.finding_id in row.evidence
            and (row.reason, fold(row.author)) == said
            and answer.new.endswith(row.corrected)
            for row in self._proposed
        )

    def _does_not_fit(self, answer: Answer) -> None:
        if answer.choice == ACCEPT:
            self._bad(
                answer,
                "hanya peringatan yang dapat diterima; catatan tidak perlu dijawab",
                "only a warning can be accepted; a note needs no answer",
            )
        else:
            self._bad(
                answer,
                "yang dipersoalkan tidak tercetak di sel mana pun; perbaiki dokumennya",
                "what is at issue is printed in no cell; mend the document",
            )

    def _correct(self, answer: Answer, now: Offered) -> None:
        places = places_to_correct(now)
        main = places[0]
        new = main.new_text(answer.new)
        if not new:
            self._bad(
                answer,
                "Nilai baru kosong; tulis teks lengkap yang seharusnya tercetak ('-' untuk tidak "
                "ada)",
                "the new text is empty; write the whole text that should be printed ('-' for none)",
            )
            return
        if new == main.text:
            self._bad(
                answer,
                "Nilai baru sama dengan yang tercetak",
                "the new text is what is printed already",
            )
            return
        whole = f"{main.lead} {new}".strip()
        rows = [self._correction(answer, now, each, each.new_text(whole)) for each in places]
        if sum(self._propose(answer, row) for row in rows) == len(rows):
            self.recorded += 1

    def _propose(self, answer: Answer, row: Correction) -> bool:
        """Add one correction; True where it is recorded already."""
        for cell in cells_of(row):
            self._of_cell[cell].append((answer, row))
        earlier = {self._corrected[cell] for cell in cells_of(row) if cell in self._corrected}
        same = [each for each in earlier if each.corrected == row.corrected]
        if any(each.status in (PROPOSED, APPROVED) for each in same):
            return True
        if not all(self._may_replace(answer, each) for each in earlier):
            return False
        for each in earlier:
            self.replaced.append(each)
            row = replace(row, history=each.history)
        before = "; ".join(f"'{each.corrected}' oleh {each.author}" for each in earlier)
        told = f"{self.asking.by} (dahulu {before})" if before else self.asking.by
        self.corrections.append(with_history(row, "diusulkan", told, self.asking.on))
        return False

    def _may_replace(self, answer: Answer, earlier: Correction) -> bool:
        """Proposals of rules and of the same person give way, and so does what was refused."""
        own = fold(earlier.author) == fold(self.asking.by)
        open_to_all = own or earlier.author.startswith(RULE_MARK)
        if earlier.status != APPROVED and (open_to_all or earlier.status != PROPOSED):
            return True
        said = f"'{short(earlier.corrected)}'"
        who = earlier.approver or earlier.author
        self._bad(
            answer,
            f"sel ini sudah punya koreksi {said} ({earlier.status}, {who}); putuskan itu dahulu di "
            "corrections.csv",
            f"this cell has a correction {said} already ({earlier.status}, {who}); decide on that "
            "first in corrections.csv",
        )
        return False

    def _correction(self, answer: Answer, now: Offered, place: Place, new: str) -> Correction:
        finding, document = now.finding, now.document
        evidence = load("findings_workbook")["evidence"].format(
            release=self.asking.release, rule=finding.rule, finding=finding.finding_id
        )
        return Correction(
            document=place.file,
            address=place.addresses,
            printed=place.text,
            corrected=new,
            reason=answer.reason,
            evidence=evidence,
            author=self.asking.by,
            date=self.asking.on,
            government=document.government,
            agency=document.agency,
            year=document.year,
            rule=finding.rule,
        )

    def _acceptance(self, answer: Answer, now: Offered) -> Acceptance:
        finding = now.finding
        return Acceptance(
            finding.finding_id,
            finding.rule,
            finding.printed,
            finding.expected,
            answer.reason,
            self.asking.by,
            self.asking.on,
            now.document.file,
            now.cells[0].address if now.cells else "",
        )

    def _referral(self, answer: Answer, now: Offered) -> Referral:
        finding = now.finding
        return Referral(
            finding.finding_id,
            finding.rule,
            now.document.file,
            now.cells[0].address if now.cells else "",
            answer.reason,
            self.asking.by,
            self.asking.on,
        )

    def check_cells(self) -> None:
        """Two answers about one cell must say the same; then it is corrected once."""
        for said in self._of_cell.values():
            first, row = said[0]
            for answer, other in said[1:]:
                if other.corrected != row.corrected:
                    self._bad(
                        answer,
                        f"sel ini dikoreksi lain di baris {first.line}: '{short(row.corrected)}'",
                        f"row {first.line} corrects this cell to '{short(row.corrected)}'",
                    )
        once: list[Correction] = []
        covered: set[tuple[str, str]] = set()
        for each in self.corrections:
            left = [
                f"[{file}] {address}" if file else address
                for file, address in each.places
                if (file or each.document, fold(address)) not in covered
            ]
            if left:
                once.append(replace(each, address="; ".join(left)))
                covered |= cells_of(each)
        self.corrections = once
