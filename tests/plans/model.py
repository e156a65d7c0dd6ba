"""A random but plausible plan of an agency: the truth that a document prints.

The same seed gives the same plan. It holds no contradiction: amounts add up at every level and
in their breakdown, all grow by one factor, percentages are what was realised of the target. Names
and codes have the shape of the national nomenclature; governments, places and figures are invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from plans import vocabulary
from plans.vocabulary import Entry, Field

PROGRAM, KEGIATAN, SUB_KEGIATAN = "program", "kegiatan", "sub_kegiatan"
#: The measures of the evaluation form, in the order of its columns 4 to 11.
EVALUATION: tuple[str, ...] = (
    "target_renstra", "realisasi_lalu", "target_lalu", "realisasi", "tingkat_realisasi",
    "target_berjalan", "realisasi_berjalan", "tingkat_capaian",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One number with its unit."""

    value: Decimal
    unit: str


Value = tuple[Part, ...]

_GROWTH = (105, 110, 103, 108)
_ROUND = 100_000  # rupiah: grown by whole per cent it is still whole thousands


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its targets and what became of them; a missing key is not printed."""

    text: str
    plan: Value
    forward: Value
    evaluation: dict[str, Value]


@dataclass
class Node:
    """A programme, kegiatan or sub kegiatan with all that the forms say of it."""

    level: str
    code: str
    name: str
    indicators: list[Indicator]
    parent: Node | None = None
    below: list[Node] = field(default_factory=list)
    amount: int = 0
    forward_amount: int = 0
    fund: str | None = None
    place: str | None = None
    note: str | None = None
    expenditure: dict[str, tuple[int, int]] = field(default_factory=dict)

    def at(self, level: str) -> Node | None:
        """The node of a level on the way up; None below this one."""
        node: Node | None = self
        while node is not None and node.level != level:
            node = node.parent
        return node

    def walk(self) -> list[Node]:
        """This node and all below it in printed order."""
        return [self, *(each for child in self.below for each in child.walk())]


@dataclass(frozen=True, slots=True)
class Service:
    """An indicator of the service performance form; ``figures`` by (measure, year)."""

    indicator: str
    standard: Value | None
    key: bool
    figures: dict[tuple[str, int], Value]
    note: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal of the public for one sub kegiatan."""

    node: Node
    detail: str
    district: str
    village: str
    amount: Value
    note: str | None


@dataclass(frozen=True, slots=True)
class OldActivity:
    """A programme (``below``) or activity of the nomenclature before 2021."""

    name: str
    indicator: Indicator
    below: tuple[OldActivity, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about one agency's plan of one year."""

    government: str
    agency: str
    year: int
    field: Field
    long_subs: bool
    programs: tuple[Node, ...]
    services: tuple[Service, ...]
    proposals: tuple[Proposal, ...]
    policies: tuple[tuple[str, str, str], ...]
    old: tuple[OldActivity, ...]

    @property
    def scheme(self) -> str:
        """The nomenclature that the codes of the plan say."""
        if self.long_subs and self.year >= 2024:
            return "kepmendagri-900.1.15.5-1317-2023"
        return "permendagri-90-2019"

    def nodes(self) -> list[Node]:
        """All nodes in printed order."""
        return [node for program in self.programs for node in program.walk()]


def make_plan(
    seed: int,
    *,
    year: int | None = None,
    compound: bool = False,
    agency: str = "biasa",
    words: str = "biasa",
    second_field: bool = False,
    twins: bool = False,
    programs: int | None = None,
) -> Plan:
    """The plan of a seed.

    ``compound`` gives some sub kegiatan targets of two parts; ``agency`` ``lain`` another
    kind of agency than the field's own; ``words`` ``sulit`` places, funds and notes that
    look like values; ``second_field`` programmes of another bidang urusan; ``twins`` two sub
    kegiatan of one name; ``programs`` how many programmes at most, the other field's apart.
    """
    rng = random.Random(seed)
    kind, place = rng.choice(vocabulary.GOVERNMENTS)
    chosen = rng.choice(vocabulary.FIELDS)
    year = year or rng.randint(2022, 2026)
    maker = _Maker(
        rng,
        kind,
        place,
        chosen,
        long_subs=year >= 2024,
        compound=compound,
        hard=words == "sulit",
        growth=_GROWTH[seed % len(_GROWTH)],
    )
    chosen_programs = maker.programs()[:programs]
    if second_field:
        others = [each for each in vocabulary.FIELDS if each is not chosen]
        chosen_programs += maker.more_programs(rng.choice(others))[:programs]
    if twins:
        _make_twins(chosen_programs)
    subs = [n for program in chosen_programs for n in program.walk() if n.level == SUB_KEGIATAN]
    return Plan(
        government=f"{kind} {place}",
        agency=chosen.agency if agency == "biasa" else rng.choice(vocabulary.AGENCIES),
        year=year,
        field=chosen,
        long_subs=year >= 2024,
        programs=chosen_programs,
        services=tuple(maker.service(text, unit, year) for text, unit in chosen.services),
        proposals=tuple(maker.proposal(node) for node in rng.sample(subs, min(4, len(subs)))),
        policies=tuple(
            (text, source, rng.choice(("Nasional", "Provinsi")))
            for text, source in rng.sample(vocabulary.POLICIES, 3)
        ),
        old=maker.old(),
    )


def _make_twins(programs: tuple[Node, ...]) -> None:
    """The last sub kegiatan of two kegiatan of a programme get one name."""
    for program in programs:
        if len(program.below) > 1:
            first, second = program.below[0].below[-1], program.below[1].below[-1]
            second.name = first.name


def _percentage(figures: dict[str, Value], upper: str, lower: str, decimals: int) -> Value:
    """What the first part of one measure is of another's, rounded."""
    exact = figures[upper][0].value / figures[lower][0].value * 100
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return (Part(Decimal(format(rounded.normalize(), "f")), "%"),)


@dataclass
class _Maker:
    rng: random.Random
    kind: str
    place: str
    field: Field
    long_subs: bool
    compound: bool
    hard: bool
    growth: int  # per cent, from the year to its forward estimate

    def programs(self) -> tuple[Node, ...]:
        entries = (vocabulary.SUPPORT, *self.field.programs)
        return tuple(self._program(entry, number) for number, entry in enumerate(entries, start=1))

    def more_programs(self, field: Field) -> tuple[Node, ...]:
        """The programmes of another field, numbered from 02."""
        return tuple(
            self._program(entry, number, field.code)
            for number, entry in enumerate(field.programs, start=2)
        )

    def _program(self, entry: Entry, number: int, bidang: str | None = None) -> Node:
        authority = 1 if self.kind == "Provinsi" else 2
        code = f"{bidang or self.field.code}.{number:02d}"
        program = self._node(PROGRAM, code, entry, None)
        kegiatan_number = 0
        for below in entry.below:
            kegiatan_number += self.rng.randint(1, 2)
            kegiatan = self._node(
                KEGIATAN, f"{code}.{authority}.{kegiatan_number:02d}", below, program
            )
            last = 0
            for leaf in below.below:
                last += self.rng.randint(1, 4)
                digits = f"{last:04d}" if self.long_subs else f"{last:02d}"
                sub = self._node(SUB_KEGIATAN, f"{kegiatan.code}.{digits}", leaf, kegiatan)
                self._money(sub)
                kegiatan.below.append(sub)
            program.below.append(kegiatan)
        for node in (*program.below, program):
            node.amount = sum(child.amount for child in node.below)
            node.forward_amount = sum(child.forward_amount for child in node.below)
        return program

    def _node(self, level: str, code: str, entry: Entry, parent: Node | None) -> Node:
        kind = "Provinsi" if self.kind == "Provinsi" else "Kabupaten/Kota"
        name = entry.name.replace("{kind}", kind).replace("Kabupaten/Kota", kind)
        indicators = [self._indicator(entry.indicator, entry.unit, level)]
        if level == SUB_KEGIATAN and self.rng.random() < 0.12:
            indicators.append(
                self._indicator("Jumlah dokumen pendukung yang disusun", "Dokumen", level)
            )
        node = Node(level, code, name, indicators, parent)
        if level == SUB_KEGIATAN:
            node.fund = self.rng.choice(vocabulary.FUNDS)
            district = self.rng.choice(vocabulary.DISTRICTS)[0]
            own = f"{self._short()} {self.place}"
            node.place = self.rng.choice((own, f"Kec. {district}", own))
            node.note = self.rng.choice((None, None, None, "Prioritas", "SPM", "Usulan baru"))
            if self.hard:
                node.fund = self.rng.choice(vocabulary.HARD_FUNDS)
                node.place = self.rng.choice(vocabulary.HARD_PLACES)
                node.note = self.rng.choice(vocabulary.HARD_NOTES)
        return node

    def _short(self) -> str:
        return {"Kabupaten": "Kab.", "Provinsi": "Prov."}.get(self.kind, self.kind)

    def _money(self, node: Node) -> None:
        node.amount = self.rng.randint(20, 9_000) * 500_000
        share = self.rng.randint(1, 3)
        modal = self.rng.choice((0, 0, node.amount // 2 // _ROUND * _ROUND))
        staff = self.rng.choice((0, (node.amount - modal) * share // 5 // _ROUND * _ROUND))
        goods = node.amount - modal - staff
        node.forward_amount = self._grown(node.amount)
        node.expenditure = {
            kind: (amount, self._grown(amount))
            for kind, amount in (
                ("operasi", staff + goods), ("pegawai", staff), ("barang_jasa", goods),
                ("modal", modal),
            )
        }  # fmt: skip

    def _grown(self, amount: int) -> int:
        return amount * self.growth // 100

    def _indicator(self, text: str, unit: str, level: str) -> Indicator:
        percent = unit == "%"
        if percent:
            last = Decimal(self.rng.randint(600, 1000)) / 10
        elif unit in {"Indeks", "Rasio", "Nilai", "Poin"}:
            last = Decimal(self.rng.randint(500, 900)) / 10
        else:
            last = Decimal(self.rng.choice((self.rng.randint(2, 48), self.rng.randint(50, 9_500))))
        second: dict[str, int] = {}  # the count of a second unit
        if self.compound and level == SUB_KEGIATAN and self.rng.random() < 0.3:
            second["Lembaga" if unit != "Lembaga" else "Orang"] = self.rng.randint(1, 30)

        def value(share: str | Decimal) -> Value:
            figure = last * Decimal(share)
            step = Decimal("0.1") if last != last.to_integral_value() or percent else Decimal(1)
            figure = max(figure.quantize(step), Decimal(1))
            figure = figure.to_integral_value() if figure == figure.to_integral_value() else figure
            extra = tuple(
                Part(max((count * Decimal(share)).quantize(Decimal(1)), Decimal(1)), other)
                for other, count in second.items()
            )
            return (Part(figure, unit), *extra)

        realised = Decimal(self.rng.randint(600, 1100)) / 1000  # of the target
        reached = Decimal(self.rng.randint(60, 100)) / 100
        evaluation = {
            "target_renstra": value("1"),
            "realisasi_lalu": value("0.6"),
            "target_lalu": value("0.7"),
            "realisasi": value(realised * Decimal("0.7")),
            "target_berjalan": value("0.8"),
            "realisasi_berjalan": value(reached),
        }
        evaluation["tingkat_realisasi"] = _percentage(evaluation, "realisasi", "target_lalu", 2)
        evaluation["tingkat_capaian"] = _percentage(
            evaluation, "realisasi_berjalan", "target_renstra", 1
        )
        return Indicator(
            text,
            plan=value("0.9"),
            forward=value("1"),
            evaluation=evaluation,
        )

    def service(self, text: str, unit: str, year: int) -> Service:
        """Figures for year n-2 to n+1: targets for all, then what was reached or expected."""
        start = Decimal(self.rng.randint(400, 800)) / 10
        figures: dict[tuple[str, int], Value] = {}
        for step, each in enumerate(range(year - 2, year + 2)):
            target = start + Decimal(step) * Decimal("1.5")
            figures[("target_renstra", each)] = (Part(target, unit),)
            kind = "realisasi" if each < year else "proyeksi"
            shown = target - Decimal(self.rng.randint(0, 9)) / 10
            figures[(kind, each)] = (Part(shown, unit),)
        spm = unit == "%" and self.rng.random() < 0.7
        return Service(
            text,
            standard=(Part(Decimal(100), "%"),) if spm else None,
            key=not spm,
            figures=figures,
            note=self.rng.choice((None, None, "Perlu data pembanding")),
        )

    def proposal(self, node: Node) -> Proposal:
        """A proposal with a place of its own."""
        district, villages = self.rng.choice(vocabulary.DISTRICTS)
        return Proposal(
            node,
            detail=self.rng.choice(("Balai Warga", "Lapangan", "Jalan Melati")),
            district=district,
            village=self.rng.choice(villages),
            amount=(Part(Decimal(self.rng.randint(1, 40)), node.indicators[0].plan[0].unit),),
            note=self.rng.choice((None, "Usulan Musrenbang", "Pokok pikiran DPRD")),
        )

    def old(self) -> tuple[OldActivity, ...]:
        """Two programmes of the nomenclature before 2021."""
        names = (
            (
                "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN",
                ("Penyediaan jasa surat menyurat", "Penyediaan alat tulis kantor"),
            ),
            (
                "PROGRAM PENINGKATAN SARANA DAN PRASARANA APARATUR",
                ("Pengadaan mebeleur", "Pemeliharaan rutin/berkala gedung kantor"),
            ),
        )
        return tuple(
            OldActivity(
                program,
                self._indicator(f"Persentase capaian {program.split()[-1].lower()}", "%", PROGRAM),
                tuple(
                    OldActivity(name, self._indicator(f"Jumlah {name.lower()}", "Paket", KEGIATAN))
                    for name in activities
                ),
            )
            for program, activities in names
        )
