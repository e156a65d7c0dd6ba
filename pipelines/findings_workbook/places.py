"""Where the text stands that an officer may correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.findings_workbook.model import (
    ACCEPT,
    ANSWERS,
    CORRECT,
    NOT_OURS,
    Offered,
    PrintedCell,
)
from pipelines.model import clean


@dataclass(frozen=True, slots=True)
class Place:
    """What a correction would replace: ``text`` at ``address`` of a file.

    An amount may be torn (``Rp`` | ``5.000``): its last cell is corrected, the ``lead`` before it
    stays. ``others`` are addresses of other documents that print the same cell, with their files.
    """

    file: str
    address: str
    text: str
    lead: str = ""
    others: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """What the officer sees as printed."""
        return f"{self.lead} {self.text}".strip()

    @property
    def addresses(self) -> str:
        """All cells, as the file of corrections names them."""
        return "; ".join((self.address, *self.others))

    def new_text(self, answer: str) -> str:
        """The new text of the cell where the officer wrote ``answer``, with or without the lead."""
        return answer.removeprefix(self.lead).strip()


def places_to_correct(offered: Offered) -> tuple[Place, ...]:
    """The place in the document of the finding, then those where others tear it otherwise.

    None where the finding quotes no printed text, so that no cell holds it. A document that
    prints something else is left as it is.
    """
    printed = clean(offered.finding.printed)
    if not printed or not offered.own_cells:
        return ()
    main = _in_document(offered.document.file, offered.own_cells, printed)
    if not main.text:
        return ()
    there: dict[str, list[PrintedCell]] = defaultdict(list)
    for cell in offered.cells:
        if cell.document_id != offered.document.document_id:
            there[offered.files[cell.document_id]].append(cell)
    found = [main]
    for file, cells in there.items():
        place = _in_document(file, cells, printed)
        if place.whole != main.whole:
            continue
        for number, same in enumerate(found):
            if (same.lead, same.text) == (place.lead, place.text):
                others = (*same.others, f"[{file}] {place.address}")
                found[number] = replace(same, others=others)
                break
        else:
            found.append(place)
    return tuple(found)


def answers_that_fit(offered: Offered) -> tuple[str, ...]:
    """What may be answered: what is no warning cannot be accepted, what stands in no cell cannot be
    corrected."""
    accept = offered.finding.severity == "warning" or offered.finding.accepted is not None
    correct = bool(places_to_correct(offered))
    fits = {CORRECT: correct, ACCEPT: accept, NOT_OURS: True}
    return tuple(answer for answer in ANSWERS if fits[answer])


def _in_document(file: str, cells: Sequence[PrintedCell], printed: str) -> Place:
    """Where the first cells together print what the finding quotes; else the main cell."""
    lead = ""
    for cell in cells:
        text = clean(cell.text)
        whole = f"{lead} {text}".strip()
        if whole == printed:
            return Place(file, cell.address, text, lead)
        if not printed.startswith(f"{whole} "):
            break
        lead = whole
    return Place(file, cells[0].address, clean(cells[0].text))
