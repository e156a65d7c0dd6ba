"""The keys of a reading: what must hold before its document can be vouched for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal

from pipelines.model import SEVERITIES, Fact, Reading
from pipelines.values import MEASURE_LIMIT, RUPIAH_LIMIT
from warehouse.errors import BrokenReadingError
from warehouse.facts import STATUSES, VIEW_NAMES
from warehouse.sources import ROLES

_MONEY = ("anggaran", "belanja")
_SHOWN = 3


def check_keys(reading: Reading) -> None:
    """Raise :class:`BrokenReadingError` where a key is missing, double or out of range.

    Call it for each reading to quarantine broken documents one by one;
    ``build_candidate`` calls it for all of them.
    """
    problems = list(_problems(reading))
    if not problems:
        return
    shown = problems[:_SHOWN]
    more = len(problems) - len(shown)
    reason = "; ".join(indonesian for indonesian, _ in shown)
    reason_en = "; ".join(english for _, english in shown)
    if more:
        reason += f"; dan {more} lainnya"
        reason_en += f"; and {more} more"
    document = reading.document
    raise BrokenReadingError(
        document.document_id,
        document.file,
        f"Kunci dokumen rusak: {reason}.",
        f"Keys of the document are broken: {reason_en}.",
    )


def _problems(reading: Reading) -> Iterator[tuple[str, str]]:
    tables = [source.number for source in reading.tables]
    cells = [source.cell.number for source in reading.cells]
    records = [record.record_id for record in reading.records]
    yield from _doubles("tabel", "table", tables)
    yield from _doubles("sel", "cell", cells)
    yield from _doubles("baris", "record", records)
    yield from _doubles("fakta", "fact", (fact.fact_id for fact in reading.facts))

    known_tables, known_cells, known_records = set(tables), set(cells), set(records)
    for source in reading.tables:
        if source.repeats is not None and source.repeats not in known_tables:
            yield _missing("tabel", "table", source.repeats, f"tabel {source.number}")
    for place in reading.cells:
        if place.table is not None and place.table not in known_tables:
            yield _missing("tabel", "table", place.table, place.cell.address)
    for record in reading.records:
        if record.table not in known_tables:
            yield _missing("tabel", "table", record.table, record.record_id)
        yield from _absent_cells(record.cells, known_cells, record.record_id)
    for node in reading.nodes:
        yield from _absent_cells(node.cells, known_cells, node.key)
    for fact in reading.facts:
        if fact.record_id not in known_records:
            yield _missing("baris", "record", fact.record_id, fact.fact_id)
        if not fact.lineage:
            yield (f"fakta {fact.fact_id} tanpa sel asal", f"fact {fact.fact_id} has no cells")
        yield from _absent_cells((n for n, _ in fact.lineage), known_cells, fact.fact_id)
        yield from _bad_fact(fact)
    for finding in reading.findings:
        yield from _absent_cells(finding.cells, known_cells, finding.finding_id)
        if finding.severity not in SEVERITIES:
            yield _code("keparahan", "severity", finding.severity, finding.finding_id)


def _bad_fact(fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.view not in VIEW_NAMES:
        yield _code("jenis fakta", "kind of fact", fact.view, fact.fact_id)
    if fact.status not in STATUSES:
        yield _code("status", "status", fact.status, fact.fact_id)
    for _, role in fact.lineage:
        if role not in ROLES:
            yield _code("peran sel", "role of a cell", role, fact.fact_id)
    if fact.value is not None and not _fits(fact.value):
        yield _code("nilai", "value", str(fact.value), fact.fact_id)
    if fact.view in _MONEY and (fact.rupiah is None or abs(fact.rupiah) >= RUPIAH_LIMIT):
        yield _code("rupiah", "rupiah", str(fact.rupiah), fact.fact_id)
    if fact.view == "belanja" and not fact.expenditure_type:
        yield _code("jenis belanja", "expenditure type", "", fact.fact_id)


def _fits(value: Decimal) -> bool:
    return value.is_finite() and abs(value) < MEASURE_LIMIT


def _doubles(what: str, what_en: str, keys: Iterable[Hashable]) -> Iterator[tuple[str, str]]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield (f"{what} {key} ada {count} kali", f"{what_en} {key} occurs {count} times")


def _missing(what: str, what_en: str, key: object, where: str) -> tuple[str, str]:
    return (
        f"{what} {key} yang dirujuk {where} tidak ada",
        f"{what_en} {key} that {where} refers to does not exist",
    )


def _absent_cells(numbers: Iterable[int], known: set[int], where: str) -> Iterator[tuple[str, str]]:
    for number in numbers:
        if number not in known:
            yield _missing("sel", "cell", number, where)


def _code(what: str, what_en: str, value: str, where: str) -> tuple[str, str]:
    return (
        f"{what} '{value}' pada {where} tidak sah",
        f"{what_en} '{value}' of {where} is not valid",
    )
