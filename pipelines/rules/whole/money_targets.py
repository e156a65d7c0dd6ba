"""Targets without money, and money without a target, of sub kegiatan (T-C.31, T-C.33)."""

from __future__ import annotations

from collections import defaultdict

from pipelines.codes import SUB_KEGIATAN
from pipelines.model import Fact, Record
from pipelines.rules.whole.context import PLAN, REVIEW, Whole, cells

#: What says of a row already that its target does not read, or stands elsewhere.
_SAID = (
    "isian_kosong",
    "galat_excel",
    "nilai_tak_terbaca",
    "nilai_predikat",
    "nilai_jadi_tanggal",
    "nilai_kolom_salah",
    "nilai_nyasar",
)


def check_money_and_targets(whole: Whole) -> None:
    """One finding for each sub kegiatan, with its cells in all forms."""
    unpaid: dict[tuple[str | None, str], list[tuple[Record, Fact, Fact]]] = defaultdict(list)
    said = {whole.line(cell) for finding in whole.said(*_SAID) for cell in finding.cells[:1]}
    aimless: dict[tuple[str | None, str], list[tuple[Record, Fact]]] = defaultdict(list)
    heads = [each for each in whole.heads(REVIEW, PLAN) if each.level == SUB_KEGIATAN]
    # A table without any target has lost its column, which is told once for all rows.
    aimed = {
        (record.table, target.phase)
        for record in heads
        for target in whole.measures(record, "target")
    }
    for record in heads:
        for amount in _amounts(whole, record):
            targets = [t for t in whole.measures(record, "target") if t.phase == amount.phase]
            aims = [target for target in targets if target.value]
            if amount.rupiah == 0 and aims:
                unpaid[whole.node(record)].append((record, amount, aims[0]))
            elif (record.table, amount.phase) not in aimed:
                continue
            elif amount.rupiah and not targets and said.isdisjoint(map(whole.line, record.cells)):
                aimless[whole.node(record)].append((record, amount))
    for node, rows in unpaid.items():
        record, _, target = rows[0]
        facts = [fact for _, amount, aim in rows for fact in (amount, aim)]
        whole.log.add(
            "target_tanpa_pagu", record.form, cells(facts), key="|".join(map(str, node)),
            printed=rows[0][1].printed or "", name=record.name or "", target=target.printed,
            forms=", ".join(dict.fromkeys(row.form for row, _, _ in rows)),
        )  # fmt: skip
    for node, found in aimless.items():
        record, amount = found[0]
        whole.log.add(
            "pagu_tanpa_target", record.form,
            [*whole.name_cells([record]), *cells(each for _, each in found)],
            key="|".join(map(str, node)), printed=amount.printed or "", name=record.name or "",
            forms=", ".join(dict.fromkeys(row.form for row, _ in found)),
        )  # fmt: skip


def _amounts(whole: Whole, record: Record) -> list[Fact]:
    return [
        fact
        for fact in whole.facts_of[record.record_id]
        if fact.view == "anggaran" and fact.status != "turunan"
    ]
