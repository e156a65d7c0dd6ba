"""Sub kegiatan that stand below their program: the row of the kegiatan is missing.

Without it nothing holds the sum of its sub kegiatan (Permendagri 86/2017, Tabel T-C.33: urusan,
bidang, program, kegiatan, sub kegiatan).
"""

from __future__ import annotations

from collections import defaultdict

from pipelines import codes
from pipelines.codes import KEGIATAN, PROGRAM, SUB_KEGIATAN
from pipelines.model import Record
from pipelines.rules.whole.context import PLAN, Whole


def check_levels(whole: Whole) -> None:
    """One finding for each kegiatan whose code the sub kegiatan have and no row prints."""
    printed = {record.code for record in whole.records(PLAN)}
    if not any(record.level == KEGIATAN for record in whole.heads(PLAN)):
        return  # a table that is not printed by levels
    names = {node.code: node.name for node in whole.reading.nodes}
    lost: dict[str, list[Record]] = defaultdict(list)
    for record in whole.heads(PLAN):
        code = record.code_printed or record.code  # a repaired one is below the row above it
        if record.level != SUB_KEGIATAN or codes.level_of(code) != SUB_KEGIATAN:
            continue
        above = whole.figures.parent_of.get(record.record_id)
        parent = whole.figures.record_of[above] if above else None
        kegiatan = codes.parent_of(code or "")
        skipped = parent is not None and (parent.level == PROGRAM or kegiatan in names)
        if kegiatan and kegiatan not in printed and skipped:
            lost[kegiatan].append(record)
    for kegiatan, records in lost.items():
        name = names.get(kegiatan)
        whole.log.add(
            "tingkat_lompat", PLAN, whole.name_cells(records), key=kegiatan,
            cause=f"tingkat|{kegiatan}", printed=records[0].name or "",
            expected=f"{kegiatan} {name or ''}".strip(), count=len(records),
        )  # fmt: skip
