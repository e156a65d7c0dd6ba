"""Raw records to facts: values read in their columns, with their cells.

Reading is not replacing: what is printed stays in ``printed``; where a cell needs
interpretation the number stands with status ``ragu`` and a finding says how it was read.
Every cell of a row gets its place in the account here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.conformed.account import Account
from pipelines.conformed.account_lines import account_line
from pipelines.conformed.money_unit import MoneyUnits
from pipelines.conformed.unfilled import unfilled
from pipelines.findings import FindingLog
from pipelines.labels import ALL_EXPENDITURE, is_part_of_known
from pipelines.layouts import Column, FactSpec, Layout, layout_of
from pipelines.model import Document, Fact, Use, clean, fold, stable_id
from pipelines.records.amounts import amount_of, became_date
from pipelines.records.raw_records import ExpenditureLine, RawRecord
from pipelines.records.tokens import Token
from pipelines.reference import Reference
from pipelines.rules.derived import excel_error
from pipelines.rules.figures import AccountLine, Blank, Checking, MissingAmount
from pipelines.tables.headers import HeaderColumn
from pipelines.values import (
    MEASURE_LIMIT,
    RUPIAH_LIMIT,
    Measure,
    Measures,
    State,
    format_money,
    format_number,
    parse_measures,
    parse_money,
    special_state,
    strip_currency_lead,
    whole,
)
from pipelines.vocabulary import load, words

PUBLISHED, DOUBTED = "terbit", "ragu"
_STATE_USE = {
    State.NONE: (Use.NONE, "tertulis tidak ada (-)"),
    State.PLACEHOLDER: (Use.PLACEHOLDER, "tanda isian"),
    State.EXCEL_ERROR: (Use.EXCEL_ERROR, "galat Excel"),
    State.UNREADABLE: (Use.UNREADABLE, "bukan nilai yang dapat dibaca"),
    State.EMPTY: (Use.NONE, "kosong"),
}
_SCALED = "format sel menampilkan ribuan"
_PERCENT_HEADER = re.compile(r"\(\s*%\s*\)|%\s*$")


@dataclass(frozen=True)
class Identity:
    """What a record is about, for the ids of its facts: natural keys only."""

    record_id: str
    parts: tuple[str, ...]
    labels: tuple[int, ...]


class FactReader:
    """Makes the facts of one document's records."""

    def __init__(
        self,
        document: Document,
        reference: Reference,
        log: FindingLog,
        account: Account,
        units: MoneyUnits,
    ) -> None:
        self.document = document
        self.reference = reference
        self.log = log
        self.account = account
        self.units = units
        self.missing: list[MissingAmount] = []
        self.blanks: list[Blank] = []
        self.open_lines: set[str] = set()
        self.checking: list[Checking] = []
        self.accounts: list[AccountLine] = []
        self.details: dict[tuple[str, int], list[ExpenditureLine]] = {}
        self.rounded: dict[tuple[str, int], list[tuple[Token, Decimal]]] = {}
        self.evidence: dict[tuple[str, str], set[Decimal]] = {}

    # -- evidence for doubtful numbers

    def learn(self, records: list[RawRecord]) -> None:
        """Collect the plain numbers by indicator and unit: they decide doubtful ones."""
        for record in records:
            indicator = fold(record.text("indikator"))
            for column, tokens in record.pieces.items():
                if self._column(record, column).kind != "measure":
                    continue
                for token in tokens:
                    for part in parse_measures(token.text).parts:
                        if not part.doubt and part.unit:
                            key = (indicator, fold(part.unit))
                            self.evidence.setdefault(key, set()).add(part.value)

    def _settle(self, part: Measure, indicator: str) -> Measure:
        """Of two readings of a broken number take the one that other tables print."""
        if part.alternative is None or part.unit is None:
            return part
        printed = self.evidence.get((indicator, fold(part.unit)), set())
        if part.alternative in printed and part.value not in printed:
            return replace(part, value=part.alternative, alternative=part.value)
        return part

    # -- records

    def read(self, record: RawRecord, identity: Identity) -> list[Fact]:
        """All facts of a record, and the account of its cells."""
        layout = layout_of(record.form)
        facts: list[Fact] = []
        by_column: dict[str, Fact] = {}
        if record.number is not None:
            self.account.note(record.number, Use.ITEM_NUMBER, "nomor urut", record.table)
        for name, tokens in record.pieces.items():
            column = self._column(record, name)
            if layout.check(column.id) is not None:
                continue
            if column.fact is None or column.kind not in {"measure", "percent", "money"}:
                self._label(record, column, tokens)
                continue
            header = record.headers.get(name)
            if column.kind == "money":
                money = self._money(record, identity, column, name, tokens, header)
                by_column.update((column.id, fact) for fact in money)
                facts.extend(money)
            else:
                facts.extend(self._measures(record, identity, column, name, tokens, header))
        for name, tokens in record.pieces.items():
            if layout.checks:
                self._check(record, layout, name, tokens, by_column)
        lines = [self._expenditure(record, identity, layout, line) for line in record.expenditure]
        facts.extend(self._lines_once(record, [fact for line in lines for fact in line]))
        if layout.record is not None:
            facts = self._whole_record(record, identity, layout, facts)
        return facts

    def _column(self, record: RawRecord, name: str) -> Column:
        layout = layout_of(record.form)
        base = name.split("@", maxsplit=1)[0]
        suffix = layout.sides[record.side - 1].suffix
        try:
            return layout.column(f"{base}{suffix}")
        except KeyError:
            return layout.column(base)

    def _label(self, record: RawRecord, column: Column, tokens: list[Token]) -> None:
        for token in tokens:
            state = special_state(token.text)
            if state in {State.PLACEHOLDER, State.EXCEL_ERROR} and column.kind != "name":
                self._no_value(record, column, token, state)
            elif column.kind not in {"name", "indicator"} and state is State.NONE:
                self.account.note(token, Use.NONE, "tertulis tidak ada (-)", record.table)
            else:
                self.account.note(token, Use.LABEL, f"kolom {column.id}", record.table)

    # -- measures

    def _measures(
        self,
        record: RawRecord,
        identity: Identity,
        column: Column,
        name: str,
        tokens: list[Token],
        header: HeaderColumn | None,
    ) -> list[Fact]:
        assert column.fact is not None  # the caller chose columns with facts
        facts: list[Fact] = []
        # a percentage of realisation has its own unit, whatever the indicator is counted in
        unit_text = record.text("satuan") if column.kind == "measure" else None
        component = 0
        for token in tokens:
            measures = parse_measures(token.text)
            if became_date(token):
                measures = Measures(State.UNREADABLE)
            if any(abs(part.value) >= MEASURE_LIMIT for part in measures.parts):
                measures = Measures(State.UNREADABLE)
            if measures.state is not State.VALUE:
                self._no_value(record, column, token, measures.state)
                if measures.state is State.NONE:
                    cells = tuple(cell.number for cell in token.cells)
                    year = self._year(column.fact, header)
                    self.blanks.append(
                        Blank(identity.record_id, column.fact.kind, year, cells, clean(token.text))
                    )
                continue
            self.account.note(token, Use.VALUE, f"kolom {column.id}", record.table)
            for part in measures.parts:
                component += 1
                settled = self._settle(part, fold(record.text("indikator")))
                unit = settled.unit
                if unit is None and len(measures.parts) == 1:
                    unit = unit_text or self._header_unit(header)
                fact = self._fact(
                    record, identity, column.fact, header, token,
                    component=component, value=settled.value, unit=unit,
                    printed=clean(token.text), status=DOUBTED if settled.doubt else PUBLISHED,
                    extra=name if "@" in name and header and header.year is None else "",
                )  # fmt: skip
                facts.append(fact)
                self._doubt(record, settled, token, fact)
                self._unknown_unit(record, unit, token)
        return facts

    def _header_unit(self, header: HeaderColumn | None) -> str | None:
        return "%" if header is not None and _PERCENT_HEADER.search(header.own) else None

    def _doubt(self, record: RawRecord, part: Measure, token: Token, fact: Fact) -> None:
        if not part.doubt:
            return
        double = part.alternative is not None
        read_as = format_number(part.value) + (f" {part.unit}" if part.unit else "")
        self.log.add(
            "angka_ganda" if double else "bacaan_ragu",
            record.form,
            [cell.number for cell in token.cells],
            key=fact.fact_id,
            fact_id=fact.fact_id,
            cause=f"{record.form}|{fold(record.name)}|{clean(token.text)}",
            printed=clean(token.text),
            expected=read_as,
            why=part.doubt,
            why_en=_DOUBT_EN.get(part.doubt, part.doubt),
        )

    def _unknown_unit(self, record: RawRecord, unit: str | None, token: Token) -> None:
        if unit is not None and self.reference.canonical_unit(unit) is None:
            self.log.add(
                "satuan_tak_dikenal",
                record.form,
                [cell.number for cell in token.cells],
                key=f"{fold(unit)}|{fold(record.name)}|{fold(record.text('indikator'))}",
                cause=fold(unit),
                printed=unit,
            )

    def _no_value(self, record: RawRecord, column: Column, token: Token, state: State) -> None:
        use, reason = _STATE_USE[state]
        self.account.note(token, use, reason, record.table)
        key = f"{fold(record.name)}|{column.id}|{record.side}|{fold(record.text('indikator'))}"
        if state is State.EXCEL_ERROR and column.kind != "money":  # of money when it is derived
            excel_error(
                self.log, record.form, [cell.number for cell in token.cells],
                key=key, printed=clean(token.text),
            )  # fmt: skip
        graded = clean(token.text).casefold() in words("predicates")
        rule = {
            State.PLACEHOLDER: "isian_kosong",
            State.UNREADABLE: "nilai_predikat" if graded else "nilai_tak_terbaca",
        }.get(state)
        if rule == "nilai_tak_terbaca" and became_date(token):
            rule = "nilai_jadi_tanggal"
        if rule:
            self.log.add(
                rule,
                record.form,
                [cell.number for cell in token.cells],
                key=key,
                cause=unfilled(record) if state is State.PLACEHOLDER else None,
                printed=clean(token.text),
                column=column.id,
                name=record.name or record.text("indikator") or "",
            )

    # -- money

    def _money(
        self,
        record: RawRecord,
        identity: Identity,
        column: Column,
        name: str,
        tokens: list[Token],
        header: HeaderColumn | None,
    ) -> list[Fact]:
        assert column.fact is not None  # the caller chose columns with facts
        facts: list[Fact] = []
        for number, token in enumerate(tokens, start=1):
            amount = self._amount(record, column, token)
            if amount is None:
                if parse_money(token.text).state is State.EXCEL_ERROR:
                    blank = self._fact(
                        record, identity, column.fact, header, token, component=number, printed=""
                    )
                    self.missing.append(MissingAmount(blank, token))
                continue
            doubt = self._doubt_of_amount(record, token)
            doubted = bool(doubt) or (record.table, record.side) in self.units.doubted
            fact = self._fact(
                record, identity, column.fact, header, token, component=number, rupiah=amount,
                printed=strip_currency_lead(token.text), status=DOUBTED if doubted else PUBLISHED,
            )  # fmt: skip
            if doubt:
                self._doubted_amount(record, doubt, token, fact)
            facts.append(fact)
        if len(facts) > 1:
            facts = [self._one_of_many(record, fact, tokens) for fact in facts]
        return facts

    def _factor(self, record: RawRecord, *, line: bool = False) -> int:
        """What the header multiplies the amounts (or lines of expenditure) of a record by."""
        return self.units.factor(record.table, record.side, line=line)

    def _doubt_of_amount(self, record: RawRecord, token: Token, *, line: bool = False) -> str:
        """Why the reading of an amount needed interpretation; empty: plain."""
        factor = self._factor(record, line=line)
        amount = amount_of(token, factor)
        if amount.scale not in {1, factor}:
            return _SCALED
        return amount.money.doubt

    def say_rounded(self) -> None:
        """One finding a table for the fractions of rupiah that its formats do not show."""
        for (form, table), amounts in self.rounded.items():
            token, held = amounts[0]
            self.log.add(
                "angka_dibulatkan", form,
                [cell.number for piece, _ in amounts for cell in piece.cells],
                key=f"{form}|{table}", count=len(amounts), printed=clean(token.text),
                expected=format_number(held),
            )  # fmt: skip

    def _doubted_amount(self, record: RawRecord, doubt: str, token: Token, fact: Fact) -> None:
        self.log.add(
            "bacaan_ragu", record.form, [cell.number for cell in token.cells],
            key=fact.fact_id, fact_id=fact.fact_id,
            cause=f"{record.form}|{record.table}|{doubt}" if doubt == _SCALED
            else f"{record.form}|{fold(record.name)}|{clean(token.text)}",
            printed=clean(token.text), expected=format_money(fact.rupiah or 0),
            why=doubt, why_en=_DOUBT_EN.get(doubt, doubt),
        )  # fmt: skip

    def _one_of_many(self, record: RawRecord, fact: Fact, tokens: list[Token]) -> Fact:
        """A node has one amount a year: where a row prints several, each is in doubt."""
        own = [number for number, role in fact.lineage if role == "value"]
        self.log.add(
            "jumlah_ganda", record.form, own,
            key=fact.fact_id, fact_id=fact.fact_id, printed=fact.printed or "",
            cause=f"jumlah_ganda|{fact.record_id}|{fact.phase}",
            name=record.name or record.text("indikator") or "", count=len(tokens),
        )  # fmt: skip
        return replace(fact, status=DOUBTED)

    def _amount(
        self, record: RawRecord, column: Column, token: Token, *, line: bool = False
    ) -> int | None:
        """Whole rupiah of a money piece; None (and the account) where there is none."""
        amount = amount_of(token, self._factor(record, line=line))
        exact = amount.exact
        if exact is None:
            self._no_value(record, column, token, amount.money.state)
            return None
        if amount.hidden is not None and amount.hidden != whole(amount.hidden):
            self.rounded.setdefault((record.form, record.table), []).append((token, amount.hidden))
        rupiah = whole(exact)
        if abs(rupiah) >= RUPIAH_LIMIT:
            self._no_value(record, column, token, State.UNREADABLE)
            return None
        self.account.note(token, Use.VALUE, f"kolom {column.id}", record.table)
        if exact != rupiah:
            self.log.add(
                "pecahan_rupiah", record.form, [cell.number for cell in token.cells],
                key=f"{fold(record.name)}|{column.id}|{clean(token.text)}",
                printed=clean(token.text), expected=str(rupiah),
            )  # fmt: skip
        return rupiah

    def _expenditure(
        self, record: RawRecord, identity: Identity, layout: Layout, line: ExpenditureLine
    ) -> list[Fact]:
        self.account.note(line.label, Use.LABEL, "jenis belanja", record.table)
        if line.code is not None:
            self.account.note(line.code, Use.LABEL, "kode rekening", record.table)
        kind = next((kind for kind in load("belanja") if kind["id"] == line.kind), None)
        if line.account is not None:
            self.accounts.append(
                account_line(
                    layout,
                    identity.record_id,
                    line,
                    factor=self._factor(record, line=True),
                    published=kind is not None,
                )
            )
        if kind is None:
            self._unpublished(record, identity, line)
            return []
        facts = []
        by_column: dict[str, Fact] = {}
        for name, token in line.amounts.items():
            column = layout.column(name)
            if column.fact is None:
                continue
            amount = self._amount(record, column, token, line=True)
            spec = replace(column.fact, view="belanja")
            fact = self._fact(
                record, identity, spec, record.headers.get(name), token,
                component=1, rupiah=amount, printed=strip_currency_lead(token.text),
                expenditure=str(kind["id"]), leaf=bool(kind["rincian"]),
                labels=tuple(
                    cell.number
                    for token in ((line.code,) if line.code else ()) + (line.label,)
                    for cell in token.cells
                ),
            )  # fmt: skip
            if amount is not None:
                by_column[column.id] = fact
                doubt = self._doubt_of_amount(record, token, line=True)
                if doubt or (record.table, record.side) in self.units.doubted:
                    fact = replace(fact, status=DOUBTED)
                if doubt:
                    self._doubted_amount(record, doubt, token, fact)
                facts.append(fact)
            elif parse_money(token.text).state is State.EXCEL_ERROR:
                self.missing.append(MissingAmount(fact, token))
        for name, token in line.amounts.items():
            self._check(record, layout, name, [token], by_column, line=True)
        return facts

    def _lines_once(self, record: RawRecord, facts: list[Fact]) -> list[Fact]:
        """A row has one line of each kind: where it prints several, each is in doubt."""
        same: dict[str, list[Fact]] = {}
        for fact in facts:
            same.setdefault(fact.fact_id, []).append(fact)
        for several in (each for each in same.values() if len(each) > 1):
            cells = [number for fact in several for number, role in fact.lineage if role == "value"]
            first = several[0]
            kind = next(each for each in load("belanja") if each["id"] == first.expenditure_type)
            self.log.add(
                "jumlah_ganda", record.form, cells,
                key=first.fact_id, fact_id=first.fact_id, printed=first.printed or "",
                cause=f"jumlah_ganda|{first.record_id}|{first.phase}",
                name=" - ".join(filter(None, (record.name, str(kind["nama"])))), count=len(several),
            )  # fmt: skip
        return [
            replace(fact, status=DOUBTED) if len(same[fact.fact_id]) > 1 else fact for fact in facts
        ]

    def _unpublished(self, record: RawRecord, identity: Identity, line: ExpenditureLine) -> None:
        """A line that is no kind of expenditure: part or sum of such, another account, unknown."""
        label = clean(line.label.text)
        cells = [cell.number for cell in line.label.cells]
        account = line.account or ""
        use, reason = Use.UNREADABLE, "jenis belanja tidak dikenal"
        if line.is_other:
            for token in line.tokens:
                self.account.note(token, Use.DETAIL, "rekening di luar belanja", record.table)
            return
        if line.is_all and not line.amounts and layout_of(record.form).accounts:
            return  # a heading, or the amounts became those of the row itself
        if account == ALL_EXPENDITURE or is_part_of_known(account) or _is_part(line, record):
            use, reason = Use.DETAIL, "rincian rekening"
            self.details.setdefault((record.form, record.table), []).append(line)
        else:
            self.open_lines.add(identity.record_id)
            self.log.add(
                "belanja_tak_dikenal", record.form, cells,
                key=f"{fold(record.name)}|{fold(label)}", printed=label,
            )  # fmt: skip
        for token in line.amounts.values():
            self.account.note(token, use, reason, record.table)

    def say_details(self) -> None:
        """One finding a table for the lines that are finer than the kinds of expenditure."""
        for (form, table), lines in self.details.items():
            self.log.add(
                "rekening_rinci", form,
                [cell.number for line in lines for cell in line.label.cells],
                key=f"{form}|{table}", count=len(lines), printed=clean(lines[0].label.text),
            )  # fmt: skip

    # -- columns that only check

    def _check(
        self,
        record: RawRecord,
        layout: Layout,
        name: str,
        tokens: list[Token],
        facts: Mapping[str, Fact],
        *,
        line: bool = False,
    ) -> None:
        """Keep what a checking column prints, to be held against the amounts of its row."""
        column = layout.column(name)
        check = layout.check(name)
        if check is None:
            return
        members = check.ratio or tuple(dict.fromkeys(each for way in check.ways for _, each in way))
        mine = {each: facts[each] for each in members if each in facts}
        for token in tokens:
            if check.ratio:
                money = parse_money(token.text.replace("%", ""))
                printed = money.amount
            else:
                amount = amount_of(token, self._factor(record, line=line))
                money, printed = amount.money, amount.exact
            self.account.note(token, Use.CHECK, f"kolom pemeriksa {name}", record.table)
            if printed is None or (check.ratio and special_state(token.text) is State.NONE):
                state = State.NONE if special_state(token.text) is State.NONE else money.state
                self._no_value(record, column, token, state)
            elif mine:
                self.checking.append(
                    Checking(record.form, record.table, check, token, printed, mine)
                )

    # -- proposals and policies: the record is the fact

    def _whole_record(
        self, record: RawRecord, identity: Identity, layout: Layout, values: list[Fact]
    ) -> list[Fact]:
        view = str(layout.record)
        first = values[0] if values else None
        main = "kebijakan" if view == "kebijakan" else "besaran"
        # where the main column is empty the row itself is what was published
        own = tuple((number, "value") for number in record.cells(main) or record.cells())
        every = dict.fromkeys((*identity.labels, *record.cells()))
        labels = tuple((number, "label") for number in every if (number, "value") not in own)
        headers = first.lineage if first else ()
        return [
            Fact(
                fact_id=stable_id(*self._plan(), view, *identity.parts),
                view=view,
                record_id=identity.record_id,
                year=self.document.year if view == "usulan" else None,
                phase=None,
                kind=None,
                component=1,
                value=first.value if first else None,
                unit=first.unit if first else None,
                unit_canonical=first.unit_canonical if first else None,
                rupiah=None,
                printed=record.text(main) if view == "usulan" else None,
                expenditure_type=None,
                leaf=None,
                status=first.status if first else PUBLISHED,
                lineage=(*own, *labels, *(item for item in headers if item[1] == "header")),
            )
        ]

    # -- the fact itself

    def _plan(self) -> tuple[str, str, str]:
        government, agency, year = self.document.plan
        return (fold(government), fold(agency), str(year))

    def _year(self, spec: FactSpec, header: HeaderColumn | None) -> int | None:
        if spec.year is None:
            return None
        if spec.year == "plan":
            return self.document.year
        if spec.phase is not None and spec.default_year is not None:
            # the plan and its forward estimate; a header that says otherwise is a finding
            return self.document.year + spec.default_year
        if header is not None and header.year is not None:
            return header.year
        return None if spec.default_year is None else self.document.year + spec.default_year

    def _fact(
        self,
        record: RawRecord,
        identity: Identity,
        spec: FactSpec,
        header: HeaderColumn | None,
        token: Token,
        *,
        component: int,
        printed: str,
        value: Decimal | None = None,
        unit: str | None = None,
        rupiah: int | None = None,
        status: str = PUBLISHED,
        expenditure: str | None = None,
        leaf: bool | None = None,
        labels: tuple[int, ...] = (),
        extra: str = "",
    ) -> Fact:
        phase = spec.phase or layout_of(record.form).sides[record.side - 1].phase
        year = self._year(spec, header)
        own = tuple(cell.number for cell in token.cells)
        funds = record.cells("sumber_dana") if spec.view == "anggaran" else ()
        described = [n for n in (*labels, *identity.labels, *funds) if n not in own]
        headed = [cell.number for cell in header.cells] if header else []
        # a number joins the indicator; money belongs to the node whatever indicator stands by it
        about = identity.parts if spec.view in {"kinerja", "spm"} else identity.parts[:-2]
        return Fact(
            fact_id=stable_id(
                *self._plan(), spec.view, *about, year, phase, spec.kind, component,
                expenditure, extra,
            ),
            view=spec.view,
            record_id=identity.record_id,
            year=year,
            phase=phase,
            kind=spec.kind,
            component=component,
            value=value,
            unit=clean(unit) if unit else None,
            unit_canonical=self.reference.canonical_unit(unit) or (clean(unit) if unit else None),
            rupiah=rupiah,
            printed=printed,
            expenditure_type=expenditure,
            leaf=leaf,
            status=status,
            lineage=(
                *((number, "value") for number in own),
                *((number, "label") for number in dict.fromkeys(described)),
                *((number, "header") for number in dict.fromkeys(headed)),
            ),
        )  # fmt: skip


def _is_part(line: ExpenditureLine, record: RawRecord) -> bool:
    """A line without a code that is part of the capital expenditure printed in the same row."""
    whole_is_printed = any(each.kind == "modal" and each.amounts for each in record.expenditure)
    return whole_is_printed and fold(line.label.text) in words("parts_of_capital")


_DOUBT_EN = {
    _SCALED: "the format of the cell shows thousands",
    "huruf O untuk nol": "the letter O for zero",
    "huruf l untuk satu": "the letter l for one",
    "teks di depan": "text in front",
    "tanda sisa": "left-over mark",
    "satuan bercampur teks": "unit mixed with text",
    "rentang": "a range",
    "angka tercetak dua kali": "number printed twice",
    "angka terpisah spasi": "number broken by a space",
}
