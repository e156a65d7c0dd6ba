"""Reconciliation of the tables: children, parents and totals, and one table with another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from assets.report_page.ask import ask, owners
from assets.report_page.causes import Cause
from assets.report_page.words import LEVELS, PHASES, Said, number, said

#: Rules by which printed totals were compared with what they add up.
TOTAL_RULES = ("jumlah_total", "jumlah_tingkat")


@dataclass(frozen=True)
class LevelSums:
    """What one table prints at each level, None where it prints none; all should be equal."""

    owner: str
    form: str
    year: int
    phase: Said
    sums: tuple[int | None, ...]

    @property
    def agrees(self) -> bool:
        """True where all levels that are printed have one sum."""
        return len({amount for amount in self.sums if amount is not None}) <= 1


@dataclass(frozen=True)
class Gap:
    """A row whose amount is not what another place says: ``amounts`` in the order of the table."""

    owner: str
    where: Said
    name: str
    code: str
    amounts: tuple[int | None, ...]

    @property
    def difference(self) -> int | None:
        """The last but one amount less the last; None where one of them is not printed."""
        first, last = self.amounts[0], self.amounts[-1]
        return None if first is None or last is None else first - last


@dataclass(frozen=True)
class Reconciliation:
    """The section. ``parents`` and ``nodes`` are how many were compared."""

    title: Said
    levels: tuple[LevelSums, ...]
    parents: int
    parent_gaps: tuple[Gap, ...]
    nodes: int
    table_gaps: tuple[Gap, ...]
    totals: tuple[Cause, ...]


SHOWN_LEVELS = ("program", "kegiatan", "sub_kegiatan")


def reconciliation(connection: Connection, found: Sequence[Cause]) -> Reconciliation:
    """What adds up and what does not; printed totals by the findings about them."""
    sums = ask(connection, "levels")
    parents, tables = ask(connection, "parents"), ask(connection, "tables")
    several = owners([*sums, *tables]) > 1
    parent_gaps = tuple(_parent_gap(row, several) for row in parents if row["selisih"])
    compared = [row for row in tables if _in_both(row)]
    table_gaps = tuple(_table_gap(row, several) for row in compared if _differs(row))
    return Reconciliation(
        _title(parents, parent_gaps, compared, table_gaps),
        _levels(sums, several),
        len(parents),
        parent_gaps,
        len(compared),
        table_gaps,
        tuple(cause for cause in found if cause.rule in TOTAL_RULES),
    )


def _owner(row: dict[str, Any], several: bool) -> str:
    return f"{row['perangkat_daerah']}, {row['pemerintah']}" if several else ""


def _levels(rows: Sequence[dict[str, Any]], several: bool) -> tuple[LevelSums, ...]:
    grouped: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    for row in rows:
        key = (_owner(row, several), row["formulir"], row["tahun"], row["fase"] or "")
        grouped[key][row["tingkat"]] = int(row["rupiah"])
    return tuple(
        LevelSums(owner, form, year, said(PHASES, phase), tuple(map(found.get, SHOWN_LEVELS)))
        for (owner, form, year, phase), found in grouped.items()
    )


def _parent_gap(row: dict[str, Any], several: bool) -> Gap:
    phase, level = said(PHASES, row["fase"]), said(LEVELS, row["tingkat"])
    where = Said(
        f"{row['formulir']}, {phase.indonesian} {row['tahun']}, {level.indonesian}",
        f"{phase.english}, {level.english}",
    )
    amounts = (int(row["tercetak"]), int(row["jumlah"]))
    return Gap(_owner(row, several), where, row["nama"], "", amounts)


def _in_both(row: dict[str, Any]) -> bool:
    draft = row["rancangan_rkpd"], row["analisis_kebutuhan"]
    return row["rencana"] is not None and any(amount is not None for amount in draft)


def _differs(row: dict[str, Any]) -> bool:
    amounts = row["rancangan_rkpd"], row["analisis_kebutuhan"], row["rencana"]
    return len({amount for amount in amounts if amount is not None}) > 1


def _table_gap(row: dict[str, Any], several: bool) -> Gap:
    level = said(LEVELS, row["tingkat"])
    amounts = tuple(
        None if row[phase] is None else int(row[phase])
        for phase in ("rancangan_rkpd", "analisis_kebutuhan", "rencana")
    )
    return Gap(
        _owner(row, several),
        Said(f"{level.indonesian} {row['tahun']}", level.english),
        row["nama"],
        row["kode"],
        amounts,
    )


def _title(
    parents: Sequence[Any], parent_gaps: Sequence[Gap], nodes: Sequence[Any], gaps: Sequence[Gap]
) -> Said:
    if not parents and not nodes:
        return Said("Tidak ada jumlah yang dapat dibandingkan", "There are no sums to compare")
    says, says_en = [], []
    if parents:
        says.append(
            f"{number(len(parent_gaps))} dari {number(len(parents))} induk tidak sama dengan "
            "jumlah anaknya"
        )
        says_en.append(
            f"{number(len(parent_gaps))} of {number(len(parents))} parents are not the sum of "
            "their children"
        )
    if nodes:
        says.append(
            f"{number(len(gaps))} dari {number(len(nodes))} kode berbeda antara T-C.31 dan T-C.33"
        )
        says_en.append(
            f"{number(len(gaps))} of {number(len(nodes))} codes differ between T-C.31 and T-C.33"
        )
    return Said("; ".join(says), "; ".join(says_en))
