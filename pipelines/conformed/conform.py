"""From raw records to the conformed reading of a document.

The order of things: scheme and level of every node row, codes of the nodes, then facts with
their natural keys; a table that is printed again only corroborates. The account of cells is
closed at the end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from pipelines import codes
from pipelines.codes import AGENCY, KEGIATAN, NEW_SCHEME, OLD_SCHEME, PROGRAM, SUB_KEGIATAN
from pipelines.conformed.account import Account, close_account, source_cells, source_table
from pipelines.conformed.agency_accounts import attach_to_agency, other_accounts, sums_of_the_agency
from pipelines.conformed.code_findings import code_findings
from pipelines.conformed.comments import comment_findings
from pipelines.conformed.facts import FactReader, Identity
from pipelines.conformed.hierarchy import NameIndex, Place, place_rows
from pipelines.conformed.money_unit import money_units
from pipelines.conformed.moved import moved_rows
from pipelines.conformed.nomenclature import Nomenclature, build_nomenclature, node_key
from pipelines.conformed.places import read_place
from pipelines.conformed.plan_year import year_findings
from pipelines.conformed.proposals import split_names
from pipelines.conformed.says_none import drop_none_rows
from pipelines.conformed.slid import slid_values
from pipelines.conformed.table_findings import table_findings
from pipelines.conformed.typed_codes import restore_codes
from pipelines.conformed.unread import unread_findings
from pipelines.findings import FindingLog
from pipelines.layouts import layout_of
from pipelines.model import (
    Document,
    Fact,
    Reading,
    Record,
    Use,
    clean,
    fold,
    stable_id,
)
from pipelines.records.prints import same_row
from pipelines.records.raw_records import RawRecord, RawRecords, TotalRow
from pipelines.records.tokens import Token
from pipelines.reference import Reference
from pipelines.rules import apply_rules
from pipelines.rules.checking import corroborating, settle
from pipelines.rules.figures import Checking, Figures
from pipelines.rules.whole import check_whole
from pipelines.tables.recognise import Tables

_HEADINGS = frozenset({codes.URUSAN, codes.BIDANG})
_CODED_FIRST = ("KODE", "T-C.33", "T-C.29", "T-C.31")


def conform(document: Document, tables: Tables, raw: RawRecords, reference: Reference) -> Reading:
    """Everything that a document says, with natural keys and a closed account of cells."""
    return check_whole(_Conformer(document, tables, raw, reference).run(), reference)


@dataclass(eq=False)
class _Standing:
    """The first print of a record: what a second print is held against."""

    record: RawRecord
    identity: Identity
    facts: list[Fact] = field(default_factory=list)


class _Conformer:
    def __init__(
        self, document: Document, tables: Tables, raw: RawRecords, reference: Reference
    ) -> None:
        self.document = document
        self.tables = tables
        self.raw = raw
        self.reference = reference
        self.log = FindingLog(self._plan())
        self.account = Account(dict(tables.explained))
        self.places: dict[int, Place] = {}  # id of record -> its node row
        self.nomenclature = Nomenclature()
        self.records: list[Record] = []
        self.columns: dict[str, dict[str, tuple[int, ...]]] = {}  # record -> column -> cells
        self.facts: dict[str, Fact] = {}
        self.standing: dict[tuple[str, ...], _Standing] = {}
        self.order: dict[tuple[str, int, int | None], list[_Standing]] = defaultdict(list)
        self.paired: dict[tuple[str, int, int | None], int] = {}  # the last row printed again
        self.doubled: set[tuple[str, ...]] = set()
        self.seen: Counter[str] = Counter()
        self.scheme = NEW_SCHEME  # in which the codes of the document itself are written

    def run(self) -> Reading:
        drop_none_rows(self.raw, self.account)
        self._place_all()
        self._orphans()
        for place in attach_to_agency(
            self.document, self.tables, self.raw, self._node_of, self.scheme
        ):
            self.places[id(place.record)] = place
        units = money_units(self.tables, self.raw, self._node_of, self.log)
        reader = FactReader(self.document, self.reference, self.log, self.account, units)
        reader.learn(self.raw.records)
        for record in self.raw.records:
            self._one(record, reader)
        reader.say_rounded()
        reader.say_details()
        other_accounts(self.raw, self.log)
        sums_of_the_agency(self.records, self.facts)
        moved_rows(self.raw, self.facts, self.log)
        close_account(self.account, self.tables, self.raw, self.log)
        slid_values(self.raw, self.log)
        figures = Figures(
            self.records, self.facts, self._standing_totals(), reader.missing, self.log,
            reader.blanks, self.columns, units.factors, reader.open_lines,
            self._checking(reader), reader.accounts,
        )  # fmt: skip
        apply_rules(figures)
        table_findings(self.tables, self.raw, self.log)
        comment_findings(self.tables, self.account, self.log)
        unread_findings(self.tables, self.log)
        year_findings(self.tables, self.document, self.log)
        return Reading(
            document=self.document,
            tables=tuple(
                source_table(table, self.raw.repeats.get(table.number))
                for table in self.tables.tables
            ),
            cells=tuple(source_cells(self.account, self.tables)),
            nodes=tuple(self.nomenclature.nodes.values()),
            records=tuple(self.records),
            facts=tuple(figures.result()),
            findings=tuple(self.log.findings),
        )

    def _checking(self, reader: FactReader) -> list[Checking]:
        """The cells that only check others; those that agree corroborate the facts of their row."""
        printed = {fact.lineage[0][0]: fact for fact in self.facts.values() if fact.lineage}
        found = [
            replace(item, facts={c: printed[f.lineage[0][0]] for c, f in item.facts.items()})
            for item in reader.checking
            if item.table not in self.raw.repeats
        ]
        checking = settle(found)
        for fact_id, cells in corroborating(checking).items():
            fact = self.facts[fact_id]
            lineage = (*fact.lineage, *((number, "corroborates") for number in cells))
            self.facts[fact_id] = replace(fact, lineage=lineage)
            for number in cells:
                _, _, table = self.account.uses[number]
                self.account.uses[number] = (Use.CORROBORATES, "cocok dengan barisnya", table)
        return checking

    def _standing_totals(self) -> list[TotalRow]:
        """Total rows of first prints."""
        return [row for row in self.raw.totals if row.table not in self.raw.repeats]

    # -- levels and codes

    def _place_all(self) -> None:
        sequences: dict[tuple[str, bool, int, int | None, int], list[RawRecord]] = defaultdict(list)
        for record in self.raw.records:
            if layout_of(record.form).rows != "hierarchy":
                continue
            print_ = self.raw.prints.get(record.table, 0)
            key = (record.form, bool(print_), print_, record.section, record.side)
            sequences[key].append(record)
        order = {form: rank for rank, form in enumerate(_CODED_FIRST)}
        ordered = sorted(
            sequences.items(),
            key=lambda item: (order.get(item[0][0], len(order)), item[0][1], item[0][2]),
        )
        restore_codes(self.raw.records)
        every_code = [
            record.typed_code or clean(token.text)
            for record in self.raw.records
            for token in record.pieces.get("kode", [])
        ]
        current = codes.new_scheme(every_code, self.document.year, self.document.scheme)
        self.scheme = current
        index = NameIndex()
        placed: list[Place] = []
        for (form, repeated, _, section, _), rows in ordered:
            scheme = self._scheme(rows, section, current)
            coded = form == "KODE" or any(
                codes.level_of(record.typed_code or clean(token.text))
                for record in rows
                for token in record.pieces.get("kode", [])
            )
            for place in place_rows(rows, scheme, index, learn=not repeated and coded):
                self.places[id(place.record)] = place
                placed.append(place)
            if not coded and not repeated and scheme != OLD_SCHEME:
                for place in placed:  # an uncoded table may be all there is of a name
                    if place.record.form == form and not index.match(place.name):
                        index.add(place)
        bidang = Counter(
            ".".join(codes.plain(code).split(".")[:2])
            for code in every_code
            if codes.level_of(code) not in {None, codes.URUSAN}
        )
        for place in placed:
            place.own_bidang = bidang.most_common(1)[0][0] if bidang else None
        self.nomenclature = build_nomenclature(placed)
        code_findings(placed, self.nomenclature, self.log)

    def _scheme(self, rows: list[RawRecord], section: int | None, current: str) -> str:
        """The nomenclature in which a sequence is written."""
        if section is not None:
            return codes.scheme_of_year(section, current)
        for record in rows:
            if record.typed_code or any(
                codes.level_of(clean(t.text)) for t in record.pieces.get("kode", [])
            ):
                return current
        years = [
            header.year
            for header in rows[0].headers.values()
            if header.year is not None and header.column_id in {"target_berjalan", "pagu", "target"}
        ]
        return codes.scheme_of_year(max(years, default=self.document.year), current)

    def _orphans(self) -> None:
        """Expenditure under a heading belongs to no sub kegiatan."""
        for record in self.raw.records:
            place = self._node_of(record)
            if place is not None and place.level in _HEADINGS and record.expenditure:
                lines = ((line, record.form, record.table) for line in record.expenditure)
                self.raw.orphans.extend(lines)
                record.expenditure = []

    def _node_of(self, record: RawRecord) -> Place | None:
        """The node row of a record: its own, or that of the row above it."""
        return self.places.get(id(record))

    # -- records and facts

    def _one(self, record: RawRecord, reader: FactReader) -> None:
        place = self._node_of(record)
        if place is None and layout_of(record.form).rows == "hierarchy":
            place = self._inherited(record)
        repeated = record.table in self.raw.repeats
        node = self._node_parts(place)
        side = layout_of(record.form).sides[record.side - 1].phase or ""
        section = str(record.section or "")
        slot = self._slot(record, node, side, section, repeated)
        if repeated:
            self._corroborate(record, place, reader, slot)
            return
        indicator = fold(record.text("indikator"))
        subject = self._subject(record)
        base = (record.form, section, side, *node, subject, indicator)
        count = self._count("|".join(base))
        is_heading = place is not None and place.level in _HEADINGS
        heading = is_heading and not record.values(codes=False)
        row = (record.form, section, *node, subject, str(count))
        # a heading may be printed again above another bidang; two sides are one row
        if count > 1 and not heading and row not in self.doubled:
            self.doubled.add(row)
            self.log.add(
                "baris_ganda", record.form, record.cells("nama", "indikator") or record.cells(),
                key=f"{'|'.join(base)}|{count}",
                printed=record.name or record.text("indikator") or "",
            )  # fmt: skip
        parts: tuple[str, ...]
        if layout_of(record.form).rows == "list":
            parts = (*base, str(count))
        else:
            # money belongs to the node: its key leaves out indicator and its count, the last two
            parts = (record.form, section, side, *node, indicator, str(count))
        record_id = stable_id(*(str(p) for p in self._plan()), "record", *base, count)
        labels = self._label_cells(record, place)
        identity = Identity(record_id, parts, labels)
        facts = []
        for fact in reader.read(record, identity):
            facts.append(unique := self._unique(fact))
            self.facts[unique.fact_id] = unique
        self.records.append(self._record(record, place, identity))
        self.columns[record_id] = {column: record.cells(column) for column in record.pieces}
        self.standing[slot] = standing = _Standing(record, identity, facts)
        self.order[record.form, record.side, record.section].append(standing)

    def _plan(self) -> tuple[str, str, int]:
        return (fold(self.document.government), fold(self.document.agency), self.document.year)

    def _count(self, key: str) -> int:
        self.seen[key] += 1
        return self.seen[key]

    def _unique(self, fact: Fact) -> Fact:
        """Two rows with one natural key both stand: the later gets its order in the key."""
        count = 1
        unique = fact
        while unique.fact_id in self.facts:
            count += 1
            unique = replace(fact, fact_id=stable_id(fact.fact_id, count))
        return unique

    def _slot(
        self, record: RawRecord, node: tuple[str, ...], side: str, section: str, repeated: bool
    ) -> tuple[str, ...]:
        """The n-th row about a node: how the prints of a table printed twice are paired."""
        subject = "" if node[0] else self._subject(record) or fold(record.text("indikator"))
        key = (record.form, section, side, *node, subject)
        count = self._count("|".join(("slot", str(self.raw.prints.get(record.table, 0)), *key)))
        return (*key, str(count))

    def _subject(self, record: RawRecord) -> str:
        """What a record of a list form is about, besides its indicator."""
        if record.form == "T-C.32":
            return fold(record.text("lokasi")) + "|" + fold(self._names_text(record))
        return fold(record.text("kebijakan")) if record.form == "KEBIJAKAN" else ""

    def _names_text(self, record: RawRecord) -> str:
        columns = ("usulan", "program", "kegiatan", "sub_kegiatan")
        return " ".join(record.text(column) or "" for column in columns)

    def _inherited(self, record: RawRecord) -> Place | None:
        """An indicator row without a name is about the node of the row above."""
        position = self._positions().get(id(record))
        if position is None:
            return None
        for above in reversed(self.raw.records[:position]):
            same = (above.form, above.side, above.section) == (
                record.form, record.side, record.section,
            )  # fmt: skip
            if same and above.new_node:
                return self.places.get(id(above))
        return None

    def _positions(self) -> dict[int, int]:
        if not hasattr(self, "_position"):
            self._position = {id(each): i for i, each in enumerate(self.raw.records)}
        return self._position

    def _node_parts(self, place: Place | None) -> tuple[str, str]:
        """Scheme and node for natural keys: the code where resolved, else level and names."""
        if place is None:
            return ("", "")
        if place.level == AGENCY and self._is_own(place):
            return (place.scheme, AGENCY)
        code = self.nomenclature.code(place)
        if code is not None:
            return (place.scheme, code)
        if place.level in {"urusan", "bidang"}:
            return (place.scheme, f"{place.level}/{'/'.join(place.path)}")
        return (place.scheme, node_key(place.key, self.nomenclature))

    def _is_own(self, place: Place) -> bool:
        """Whether the row of an agency in a report is that of the document's own: one row of it,
        whatever code a report prints for it."""
        own = fold(place.name) == fold(self.document.agency)
        return own and layout_of(place.record.form).accounts

    def _label_cells(self, record: RawRecord, place: Place | None) -> tuple[int, ...]:
        columns = [
            name
            for name in record.pieces
            if name.split("@")[0]
            in {
                "nama", "indikator", "satuan", "lokasi", "usulan", "program", "kegiatan",
                "sub_kegiatan", "sumber", "kode", "nomor",
            }
        ]  # fmt: skip
        own = record.cells(*columns) if columns else ()
        if place is not None and place.record is not record:
            own = (*place.record.cells("nama"), *own)
        return tuple(dict.fromkeys(own))

    def _record(self, record: RawRecord, place: Place | None, identity: Identity) -> Record:
        layout = layout_of(record.form)
        location = record.text("lokasi")
        named = read_place(location) if record.form == "T-C.32" else None
        names: dict[str, str | None] = dict.fromkeys((PROGRAM, KEGIATAN, SUB_KEGIATAN))
        if record.form == "T-C.32":
            names = self._proposal_names(record)
        elif place is not None:
            names = {level: place.printed(level) for level in (PROGRAM, KEGIATAN, SUB_KEGIATAN)}
        node = self.nomenclature.nodes.get(place.key) if place else None
        return Record(
            record_id=identity.record_id,
            form=record.form,
            table=record.table,
            phase=layout.sides[record.side - 1].phase,
            section=str(record.section) if record.section else None,
            number=_number_text(record),
            node_key=node.key if node else None,
            scheme=place.scheme if place else None,
            level=place.level if place else None,
            code=self.nomenclature.code(place) if place else None,
            code_printed=place.code_printed if place else None,
            name=place.name if place else None,
            urusan=place.printed("urusan") if place else None,
            bidang=place.printed("bidang") if place else None,
            program=names["program"],
            kegiatan=names["kegiatan"],
            sub_kegiatan=names["sub_kegiatan"],
            indicator=record.text("indikator"),
            location=_unless_none(location),
            district=named.district if named else None,
            village=named.village if named else None,
            funding_source=_unless_none(record.text("sumber_dana")),
            ikk=_unless_none(record.text("ikk")),
            note=_unless_none(record.text("catatan")),
            policy=record.text("kebijakan") if record.form == "KEBIJAKAN" else None,
            policy_source=record.text("sumber") if record.form == "KEBIJAKAN" else None,
            cells=record.cells(),
        )

    def _proposal_names(self, record: RawRecord) -> dict[str, str | None]:
        if "usulan" not in record.pieces:
            return {level: record.text(level) for level in ("program", "kegiatan", "sub_kegiatan")}
        lines = [clean(token.text) for token in record.pieces["usulan"]]
        names = split_names(lines, self.nomenclature.nodes.values())
        if not names.certain:
            self.log.add(
                "usulan_tak_terurai", record.form, record.cells("usulan"),
                key=fold(" ".join(lines)) + fold(record.text("lokasi")), printed=" ".join(lines),
            )  # fmt: skip
        return {
            "program": names.program, "kegiatan": names.kegiatan,
            "sub_kegiatan": names.sub_kegiatan,
        }  # fmt: skip

    # -- a table printed again

    def _corroborate(
        self, record: RawRecord, place: Place | None, reader: FactReader, slot: tuple[str, ...]
    ) -> None:
        """A second print gives no facts: its cells corroborate, its differences are findings."""
        standing = self._first_print(record, slot)
        base = standing.identity if standing else Identity("", ("", ""), ())
        own_log, reader.log = reader.log, FindingLog(self._plan())  # said of the first print
        again = {fact.fact_id: fact for fact in reader.read(record, base)}
        reader.log = own_log
        for tokens in record.pieces.values():
            for token in tokens:
                self._corroborating(token, record.table)
        for line in record.expenditure:
            for token in line.tokens:
                self._corroborating(token, record.table)
        if standing is None:
            self.log.add(
                "beda_cetak_ulang", record.form, record.cells("nama", "indikator"),
                key="|".join(slot), printed=record.name or "", expected="-",
            )  # fmt: skip
            return
        self._compare_text(record, standing, slot)
        for first in standing.facts:
            current = self.facts[first.fact_id]
            second = again.pop(first.fact_id, None)
            cells = [n for n, role in second.lineage if role == "value"] if second else []
            if second is not None and _same_value(first, second):
                self.facts[first.fact_id] = replace(
                    current,
                    lineage=(*current.lineage, *((number, "corroborates") for number in cells)),
                )
                continue
            self._difference(record, first, second, cells)
        for extra in again.values():
            own = [number for number, role in extra.lineage if role == "value"]
            self.log.add(
                "beda_cetak_ulang", record.form, own, key=extra.fact_id,
                printed=extra.printed or "", expected="-",
            )  # fmt: skip

    def _first_print(self, record: RawRecord, slot: tuple[str, ...]) -> _Standing | None:
        """The row that a second print repeats: about the same node, else the next one like it.

        A name that the second print misspells makes another node of it and of all below it.
        """
        order = self.order[record.form, record.side, record.section]
        found = self.standing.get(slot)
        place = self.paired.get((record.form, record.side, record.section), -1) + 1
        if found is None and place < len(order) and same_row(order[place].record, record):
            found = order[place]
        if found is not None:
            self.paired[record.form, record.side, record.section] = order.index(found)
        return found

    def _corroborating(self, token: Token, table: int) -> None:
        for cell in token.cells:
            use = self.account.uses.get(cell.number, (Use.VALUE, "", None))[0]
            if use in {Use.VALUE, Use.LABEL}:
                self.account.uses[cell.number] = (
                    Use.CORROBORATES, "cetakan ulang tabel", table,
                )  # fmt: skip

    def _compare_text(self, record: RawRecord, standing: _Standing, slot: tuple[str, ...]) -> None:
        for column in ("nama", "indikator"):
            here, first = record.text(column) or "", standing.record.text(column) or ""
            if column == "nama":
                here, first = record.name or "", standing.record.name or ""
            if fold(here) != fold(first):
                cells = (*record.cells(column), *standing.record.cells(column))
                self.log.add(
                    "ejaan_cetak_ulang", record.form, cells, key=f"{'|'.join(slot)}|{column}",
                    cause=f"ejaan|{fold(here)}|{fold(first)}", printed=here, expected=first,
                )  # fmt: skip

    def _difference(
        self, record: RawRecord, first: Fact, second: Fact | None, cells: list[int]
    ) -> None:
        own = [number for number, role in first.lineage if role == "value"]
        where = cells or list(record.cells("nama", "indikator"))
        self.log.add(
            "beda_cetak_ulang", record.form, [*where, *own], key=first.fact_id,
            fact_id=first.fact_id, printed=(second.printed or "") if second else "",
            expected=first.printed or "",
        )  # fmt: skip
        self.facts[first.fact_id] = replace(self.facts[first.fact_id], status="ragu")


def _same_value(first: Fact, second: Fact) -> bool:
    return (first.value, first.rupiah, fold(first.unit)) == (
        second.value, second.rupiah, fold(second.unit),
    )  # fmt: skip


def _number_text(record: RawRecord) -> str | None:
    if record.number is not None:
        return clean(record.number.text).strip("().") or None
    return None


def _unless_none(text: str | None) -> str | None:
    """A ``-`` says that there is nothing."""
    return None if text is None or text in {"-", "–", "—"} else text
