"""How the report writes numbers, moments and the words of the contract, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from pipelines.values import format_money, format_number

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip

PHASES = {
    "rancangan_rkpd": ("Rancangan RKPD", "draft RKPD"),
    "analisis_kebutuhan": ("Analisis kebutuhan", "needs analysis"),
    "rencana": ("Rencana", "plan"),
    "prakiraan_maju": ("Prakiraan maju", "forward estimate"),
    "evaluasi": ("Evaluasi", "evaluation"),
    "anggaran": ("Anggaran", "budget"),
    "realisasi": ("Realisasi", "realisation"),
}
LEVELS = {
    "bidang": ("bidang urusan", "field"),
    "program": ("program", "programme"),
    "kegiatan": ("kegiatan", "activity"),
    "sub_kegiatan": ("sub kegiatan", "sub-activity"),
}
SEVERITIES = {
    "critical": ("Kritis", "Critical"),
    "warning": ("Peringatan", "Warning"),
    "info": ("Catatan", "Note"),
}
VIEWS = {
    "kinerja": ("Kinerja", "Performance"),
    "anggaran": ("Anggaran", "Budget"),
    "belanja": ("Belanja", "Expenditure"),
    "spm": ("Kinerja pelayanan", "Service performance"),
    "usulan": ("Usulan", "Proposals"),
    "kebijakan": ("Kebijakan", "Policies"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in Indonesian and in English."""

    indonesian: str
    english: str


def said(table: dict[str, tuple[str, str]], word: str) -> Said:
    """A word of the contract as people say it; the word itself where it has no other."""
    return Said(*table.get(word, (word, word)))


def number(value: int | Decimal) -> str:
    """``1234567.8`` -> ``1.234.567,8``."""
    return format_number(Decimal(value))


def counted(value: int, word: str) -> str:
    """English words with their number: ``1 file``, ``1.200 files``."""
    return f"{number(value)} {word if value == 1 else f'{word}s'}"


def rupiah(value: int) -> str:
    """``1983000000`` -> ``Rp 1.983.000.000``."""
    return format_money(value)


def gap(value: int) -> str:
    """A difference with its sign: ``-72620000`` -> ``−Rp 72.620.000``."""
    return f"{'−' if value < 0 else '+' if value else ''}{format_money(abs(value))}"


def percent(share: Decimal, digits: int = 1) -> str:
    """``62.951`` -> ``63 %``, ``36.25`` -> ``36,3 %``; never capped."""
    return f"{format_number(share.quantize(Decimal(1).scaleb(-digits)).normalize() + 0)} %"


def part_of(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """A part in per cent of the whole; 0 of nothing."""
    return Decimal(part) / Decimal(whole) * 100 if whole else Decimal(0)


def firm(text: str) -> str:
    """A text whose amounts and percentages are not broken over two lines."""
    return text.replace("Rp ", "Rp\u00a0").replace(" %", "\u00a0%")


def moment(when: datetime) -> Said:
    """A moment in UTC: ``24 November 2026, 19.11 UTC``."""
    utc = when.astimezone(UTC)
    date = f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}"
    return Said(f"{date}, {utc:%H.%M} UTC", f"{utc:%Y-%m-%d %H:%M} UTC")


def listed(names: Iterable[str], last: str = "dan") -> str:
    """``a``, ``a dan b``, ``a, b dan c``."""
    *most, end = names
    return f"{', '.join(most)} {last} {end}" if most else end
