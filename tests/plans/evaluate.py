"""How well the pipeline reads constructed documents: recall and precision by view and option.

``python -m plans.evaluate --seeds 4`` (from ``tests``) varies one trait at a time, ``--pairs
100`` two, ``--mixed 40`` all, but for those that ``--avoid money=juta`` or ``--avoid money``
keeps at their defaults; ``--option money=sel`` looks at one; ``--show 3`` lists what went wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Fact, Reading, Record, Refusal
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables
from plans.options import CHOICES, Options, mixed, one_at_a_time, pair
from plans.printing import Truth
from plans.render_text import Document, construct

_NODE = ("formulir", "skema", "kode", "kode_terbit", "tingkat", "nama", "program", "kegiatan",
         "sub_kegiatan", "urusan", "bidang")  # fmt: skip
_ABOUT = ("formulir", "nama", "indikator", "jenis", "tahun", "fase", "nilai", "rupiah")
COLUMNS: dict[str, tuple[str, ...]] = {
    "kinerja": (*_NODE, "indikator", "lokasi", "tahun", "fase", "jenis", "komponen", "nilai",
                "satuan", "nilai_terbit", "catatan"),
    "anggaran": (*_NODE, "lokasi", "tahun", "fase", "rupiah", "sumber_dana", "catatan"),
    "belanja": ("formulir", "skema", "kode", "kode_terbit", "program", "kegiatan",
                "sub_kegiatan", "urusan", "bidang", "jenis_belanja", "tahun", "fase", "rupiah"),
    "spm": ("formulir", "indikator", "ikk", "tahun", "jenis", "nilai", "satuan",
            "nilai_terbit", "catatan"),
    "usulan": ("formulir", "nomor", "program", "kegiatan", "sub_kegiatan", "lokasi_terbit",
               "kecamatan", "desa", "indikator", "nilai", "satuan", "nilai_terbit", "catatan"),
    "kebijakan": ("nomor", "kebijakan", "sumber", "keterangan"),
    "nomenklatur": ("skema", "kode", "tingkat", "nama"),
}  # fmt: skip


def read(text: str) -> Reading:
    """The pipeline's reading of a document's text."""
    data = text.encode()
    tables = find_tables(read_grids(data, "rencana.txt"))
    document = identify(tables, file="rencana.txt", sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def rows_of(reading: Reading) -> dict[str, list[Truth]]:
    """What a reading found printed, in the columns of the reporting views."""
    records = {record.record_id: record for record in reading.records}
    rows: dict[str, list[Truth]] = {view: [] for view in COLUMNS}
    for fact in reading.facts:
        if fact.status == "turunan":  # derived by a rule, not printed
            continue
        row = _row(fact, records[fact.record_id])
        rows[fact.view].append({column: row[column] for column in COLUMNS[fact.view]})
    listed = {"program", "kegiatan", "sub_kegiatan"}
    rows["nomenklatur"] = [
        {"skema": node.scheme, "kode": node.code, "tingkat": node.level, "nama": node.name}
        for node in reading.nodes
        if node.level in listed and node.scheme != "permendagri-13-2006"
    ]
    return rows


def _row(fact: Fact, record: Record) -> Truth:
    return {
        "formulir": record.form, "skema": record.scheme, "kode": record.code,
        "kode_terbit": record.code_printed, "tingkat": record.level, "nama": record.name,
        "urusan": record.urusan, "bidang": record.bidang,
        "program": record.program, "kegiatan": record.kegiatan,
        "sub_kegiatan": record.sub_kegiatan, "indikator": record.indicator,
        "lokasi": record.location, "lokasi_terbit": record.location, "tahun": fact.year,
        "fase": fact.phase, "jenis": fact.kind, "komponen": fact.component, "nilai": fact.value,
        "satuan": fact.unit, "nilai_terbit": fact.printed, "rupiah": fact.rupiah,
        "sumber_dana": record.funding_source, "catatan": record.note,
        "keterangan": record.note, "jenis_belanja": fact.expenditure_type, "ikk": record.ikk,
        "nomor": record.number, "kecamatan": record.district, "desa": record.village,
        "kebijakan": record.policy, "sumber": record.policy_source,
    }  # fmt: skip


@dataclass
class Score:
    """Rows of one view: printed, read, and read right; with some that differ."""

    truth: int = 0
    found: int = 0
    right: int = 0
    missing: list[Truth] = field(default_factory=list)
    wrong: list[Truth] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Sum with another score."""
        self.truth += other.truth
        self.found += other.found
        self.right += other.right
        self.missing += other.missing
        self.wrong += other.wrong

    @property
    def recall(self) -> float:
        """Share of the printed rows that were read right."""
        return self.right / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """Share of the rows read that are printed."""
        return self.right / self.found if self.found else 1.0


def _key(row: Truth, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(_text(row.get(column)) for column in columns)


def plain(row: Truth, columns: Iterable[str]) -> Truth:
    """A row in texts, as it is compared."""
    columns = tuple(columns)
    return dict(zip(columns, _key(row, columns), strict=True))


def _text(value: object) -> str:
    if value is None:
        return ""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def score(truth: dict[str, list[Truth]], found: dict[str, list[Truth]]) -> dict[str, Score]:
    """Compare by view, rows as multisets over all columns."""
    scores = {}
    for view, columns in COLUMNS.items():
        wanted = Counter(_key(row, columns) for row in truth[view])
        got = Counter(_key(row, columns) for row in found[view])
        scores[view] = Score(
            truth=wanted.total(), found=got.total(), right=(wanted & got).total(),
            missing=[dict(zip(columns, key, strict=True)) for key in wanted - got],
            wrong=[dict(zip(columns, key, strict=True)) for key in got - wanted],
        )  # fmt: skip
    return scores


def evaluate(seed: int, options: Options) -> tuple[Document, dict[str, Score], str]:
    """Make, read and compare one document; the error where it could not be read at all."""
    plan, document = construct(seed, options)
    error = ""
    try:
        reading = read(document.text)
        rows = rows_of(reading)
        if (reading.document.government, reading.document.agency, reading.document.year) != (
            plan.government, plan.agency, plan.year,
        ):  # fmt: skip
            error = f"identity: {reading.document.plan} not {plan.government}, {plan.agency}"
        unread = [s for s in reading.cells if s.use.value in {"misplaced", "unreadable"}]
        if unread and not error and not options.extra_column:
            first = unread[0].cell
            error = f"{len(unread)} cells unread, first: {first.text!r} {first.address}"
    except Refusal as refusal:
        rows, error = {view: [] for view in COLUMNS}, f"refused: {refusal.reason_en}"
    except Exception:  # a reader that breaks is what this looks for
        rows = {view: [] for view in COLUMNS}
        error = traceback.format_exc(limit=-2)
    return document, score(document.truth, rows), error


def _near(row: Truth, others: list[Truth]) -> Truth | None:
    """The other row that differs in fewest columns."""
    return min(others, key=lambda o: sum(o[c] != row[c] for c in row), default=None)


def _show(view: str, result: Score, text: str, limit: int) -> None:
    shown: set[tuple[str, ...]] = set()
    for row in result.missing:
        near = _near(row, result.wrong)
        differs: dict[str, tuple[object, object]] = {"not read": ("", "")}
        if near:
            differs = {c: (row[c], near[c]) for c in row if row[c] != near[c]}
        kind = (str(row.get("formulir")), str(row.get("jenis")), *differs)
        if kind in shown:
            continue
        shown.add(kind)
        if len(shown) > limit:
            break
        about = {column: value for column, value in row.items() if value and column in _ABOUT}
        print(f"    {view} {about}")
        for column, (wanted, got) in differs.items():
            print(f"        {column}: {wanted!r} but read {got!r}")
        word = str(row.get("indikator") or row.get("nama") or "")[:30]
        for number, line in enumerate(text.split("\n"), start=1):
            if word and word in line:
                print(f"        line {number}: {re.sub(chr(9), '→', line)[:230]}")
                break
    extra = [row for row in result.wrong if not result.missing]
    for row in extra[:limit]:
        print(f"    {view} too many: { {c: v for c, v in row.items() if v} }")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; the exit code says whether everything was read right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--mixed", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--option", action="append", default=[])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--avoid", action="append", default=[])
    given = parser.parse_args(arguments)
    seeds = range(given.first, given.first + given.seeds)
    cases: list[tuple[str, Options, Iterable[int]]] = []
    if given.mixed:
        for number in range(given.first, given.first + given.mixed):
            options = mixed(number)
            plain = {
                trait: CHOICES[trait][0]
                for trait, _, value in (item.partition("=") for item in given.avoid)
                if not value or str(getattr(options, trait)) == value
            }
            cases.append((f"mixed {number}", replace(options, **plain), [number]))
    elif given.pairs:
        for number in range(given.first, given.first + given.pairs):
            name, options = pair(number)
            if not any(item in name for item in given.avoid):
                cases.append((name, options, [number % 7]))
    elif given.option:
        options = Options()
        for item in given.option:
            trait, _, text = item.partition("=")
            value = next(v for v in CHOICES[trait] if str(v) == text)
            options = replace(options, **{trait: value})
        cases = [(" ".join(given.option), options, seeds)]
    else:
        cases = [(name, options, seeds) for name, options in one_at_a_time()]
    failed = 0
    for name, options, chosen in cases:
        total: dict[str, Score] = {view: Score() for view in COLUMNS}
        errors: list[str] = []
        text = ""
        for seed in chosen:
            document, scores, error = evaluate(seed, options)
            if error:
                errors.append(f"seed {seed}: {error}")
            for view, result in scores.items():
                if given.show and (result.right < result.truth or result.right < result.found):
                    print(f"  -- {name} seed {seed}")
                    _show(view, result, document.text, given.show)
                total[view].add(result)
            text = document.text
        if given.save:
            given.save.write_text(text, encoding="utf-8")
        bad = [
            f"{view} {result.recall:.3f}/{result.precision:.3f}"
            for view, result in total.items()
            if result.right < result.truth or result.right < result.found
        ]
        failed += bool(bad or errors)
        print(f"{name:28} {'ok' if not bad else ' '.join(bad)}")
        for line in errors[:2]:
            print(f"      {line.strip()}")
        if given.mixed and bad:
            changed = {f: v for f, v in ((t, getattr(options, t)) for t in CHOICES)
                       if v != CHOICES[f][0]}  # fmt: skip
            print(f"      {changed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
