"""A plan as text pulled from a PDF, with the rows that a reader of it must find.

Tables are made of physical columns; then names wrap over lines, pages break, columns drift,
trailing tabs go. The truth of a row is fixed when its cells are, so that it says what is
printed; it does not depend on where a cell ends up.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plans.model import (
    EVALUATION,
    KEGIATAN,
    PROGRAM,
    SUB_KEGIATAN,
    Indicator,
    Node,
    OldActivity,
    Part,
    Plan,
    Value,
)
from plans.options import Options
from plans.page import Line, Page
from plans.vocabulary import FIELDS

Truth = dict[str, object]
_EXPENDITURE_NAMES = {
    "operasi": "Belanja Operasi",
    "pegawai": "- Belanja Pegawai",
    "barang_jasa": "- Belanja Barang dan Jasa",
    "modal": "Belanja Modal",
}
_ALL_KINDS = {
    "operasi": "Belanja Operasi",
    "pegawai": "Belanja Pegawai",
    "barang_jasa": "Belanja Barang & Jasa",
    "bunga": "Belanja Bunga",
    "subsidi": "Belanja Subsidi",
    "hibah": "Belanja Hibah",
    "bantuan_sosial": "Belanja Bantuan Sosial",
    "modal": "Belanja Modal",
    "tidak_terduga": "Belanja Tidak Terduga",
    "transfer": "Belanja Transfer",
}
_ACCOUNTS = {"operasi": "5.1", "pegawai": "5.1.01", "barang_jasa": "5.1.02", "modal": "5.2"}
_FORMS = {
    "semua": ("T-C.29", "T-C.30", "T-C.31", "T-C.32", "KEBIJAKAN", "KODE", "T-C.33"),
    "tanpa_kode": ("T-C.29", "T-C.30", "T-C.31", "T-C.32", "T-C.33"),
    "inti": ("T-C.29", "T-C.33"),
    "rencana": ("T-C.33",),
    "evaluasi": ("T-C.29", "T-C.30", "T-C.31"),
}
_MEASURES = {
    "target_renstra": ("target_renstra", None),
    "realisasi_lalu": ("realisasi_kumulatif", -3),
    "target_lalu": ("target", -2),
    "realisasi": ("realisasi", -2),
    "tingkat_realisasi": ("tingkat_realisasi", -2),
    "target_berjalan": ("target", -1),
    "realisasi_berjalan": ("realisasi_kumulatif", -1),
    "tingkat_capaian": ("tingkat_capaian", -1),
}


@dataclass
class Document:
    """A constructed document: its text and, by view, the rows it holds."""

    text: str
    truth: dict[str, list[Truth]]


def number_text(value: Decimal) -> str:
    """``1234.5`` -> ``1.234,5``."""
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def render(plan: Plan, options: Options, seed: int = 0) -> Document:
    """The plan as text with its truth."""
    return _Renderer(plan, options, random.Random(f"render {seed}")).document()


class _Renderer:
    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        self.plan = plan
        self.options = options
        self.rng = rng
        self.page = Page(plan, options, rng)
        self.lines = self.page.lines
        self.misspelt: dict[str, str] = {}
        self.miscoded: dict[str, str] = {}
        self.truth: dict[str, list[Truth]] = {
            view: []
            for view in (
                "kinerja",
                "anggaran",
                "belanja",
                "spm",
                "usulan",
                "kebijakan",
                "nomenklatur",
            )
        }

    def document(self) -> Document:
        """All parts in the order of a Renja."""
        self._cover()
        self._chapter("BAB II", "HASIL EVALUASI RENJA PERANGKAT DAERAH TAHUN LALU")
        forms = _FORMS[self.options.forms]
        if self.options.other_tables:
            self._staff()
        if "T-C.29" in forms:
            self._evaluation()
        if self.options.other_tables:
            self._realised()
        for form, build in (
            ("T-C.30", self._services), ("T-C.31", self._review), ("T-C.32", self._proposals),
        ):  # fmt: skip
            if form in forms:
                build()
        self._chapter("BAB III", "TUJUAN DAN SASARAN PERANGKAT DAERAH")
        for form, build in (("KEBIJAKAN", self._policies), ("KODE", self._codes)):
            if form in forms:
                build()
        if self.options.repeat_review and "T-C.31" in forms:
            self._review_again()
        self._chapter("BAB IV", "RENCANA KERJA DAN PENDANAAN PERANGKAT DAERAH")
        if "T-C.33" in forms:
            self._plan()
        if self.options.other_tables:
            self._goals()
        if self.options.signature:
            self._signature()
        self._chapter("BAB V", "PENUTUP")
        self.lines.append("Demikian rencana kerja ini disusun sebagai pedoman pelaksanaan.")
        self._settle(forms)
        return Document(self.page.soiled("\n".join(self.lines) + "\n"), self.truth)

    def _settle(self, forms: Sequence[str]) -> None:
        """Codes and schemes that this document does not print cannot be asked for."""
        coded = {
            "T-C.29": self.options.code != "tanpa",
            "T-C.33": self.options.code != "tanpa",
            "T-C.31": self.options.review_lead in {"kode", "gabung", "dua"},
            "KODE": True,
        }
        if not any(coded.get(form) for form in forms):
            for rows in self.truth.values():
                for row in rows:
                    if "kode" in row and row.get("tingkat") != "bidang":
                        row["kode"] = None
                    if row.get("skema") == "kepmendagri-900.1.15.5-1317-2023":
                        row["skema"] = "permendagri-90-2019"
        if "KODE" not in forms:
            for node in self.plan.nodes():
                self.truth["nomenklatur"].append(
                    {"skema": self.plan.scheme, "kode": node.code, "tingkat": node.level,
                     "nama": self._name(node)}
                )  # fmt: skip
            if not any(coded.get(form) for form in forms):
                self.truth["nomenklatur"] = [
                    row | {"skema": "permendagri-90-2019", "kode": None}
                    for row in self.truth["nomenklatur"]
                ]

    # -- prose

    def _cover(self) -> None:
        plan = self.plan
        kind, _, place = plan.government.partition(" ")
        head = {"Kota": "WALI KOTA", "Provinsi": "GUBERNUR"}.get(kind, "BUPATI")
        self.lines += {
            "baris": [
                f"PEMERINTAH {plan.government.upper()}", "RENCANA KERJA", plan.agency.upper(),
                f"TAHUN {plan.year}", "",
            ],
            "satu": [
                f"RENCANA KERJA (RENJA) {plan.agency.upper()} {plan.government.upper()} "
                f"TAHUN {plan.year}", "",
            ],
            "peraturan": [
                f"{head} {place.upper()}",
                *([] if kind == "Provinsi" else ["PROVINSI JAWA TENGAH"]),
                "", f"PERATURAN {head} {place.upper()}", f"NOMOR 34 TAHUN {plan.year - 1}", "",
                "TENTANG", "", f"RENCANA KERJA {plan.agency.upper()}",
                f"{plan.government.upper()} TAHUN {plan.year}", "",
                "DENGAN RAHMAT TUHAN YANG MAHA ESA", "", f"{head} {place.upper()},", "",
                "Mengingat : 1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
                f"2. Peraturan Daerah {plan.government} Nomor 5 Tahun 2016 tentang Pembentukan "
                "dan Susunan Perangkat Daerah;", "",
            ],
            "tanpa": [],
        }[self.options.cover]  # fmt: skip
        if self.options.prose:
            self.lines += [
                "BAB I", "PENDAHULUAN", "", "1.1 Latar Belakang", "",
                f"Rencana Kerja {plan.agency} {plan.government} Tahun {plan.year} disusun menurut "
                "Permendagri Nomor 86 Tahun 2017 dan memuat program, kegiatan, serta sub kegiatan "
                "yang dilaksanakan selama satu tahun.", "",
                "1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
                "2. Peraturan Menteri Dalam Negeri Nomor 90 Tahun 2019;", "",
            ]  # fmt: skip

    def _chapter(self, number: str, name: str) -> None:
        self.lines += ["", number, name, ""]
        self._prose()

    def _prose(self) -> None:
        if self.options.prose:
            self.lines += [
                f"Uraian berikut menjelaskan kinerja {self.plan.agency} tahun "
                f"{self.plan.year - 1} sebesar 87,5 persen dan anggaran sebesar "
                "Rp 12.500.000.000,00 yang bersumber dari APBD, sebagaimana tabel berikut ini :",
                "",
            ]

    def _review_again(self) -> None:
        """The review printed a second time, perhaps with other spelling: nothing new."""
        known = {view: list(rows) for view, rows in self.truth.items()}
        start = len(self.lines)
        self._review()
        self.truth = known
        if self.options.repeat_review == "ejaan":
            self.lines[start:] = [
                line.replace("Penyediaan", "Penyedian").replace(" dan ", " & ")
                for line in self.lines[start:]
            ]

    def _signature(self) -> None:
        place = self.plan.government.split(" ", 1)[1]
        self.lines += [
            f"{place}, 12 Juli {self.plan.year - 1}", f"KEPALA {self.plan.agency.upper()}", "", "",
            "Drs. H. SUGENG RAHARJO, M.Si", "Pembina Utama Muda", "NIP. 19680412 199003 1 004", "",
        ]  # fmt: skip

    def _staff(self) -> None:
        """A table of another kind: staff by rank."""
        self.lines += [
            "Tabel 1.1", "Jumlah Pegawai menurut Golongan", "",
            "No\tGolongan\tLaki-laki\tPerempuan\tJumlah", "1\tIV\t4\t3\t7", "2\tIII\t21\t18\t39",
            "3\tII\t5\t2\t7", "\tJumlah\t30\t23\t53", "",
        ]  # fmt: skip

    def _realised(self) -> None:
        """A table of another kind: last year's budget and what was spent of it."""
        self.lines += [
            "Tabel 2.1a", f"Anggaran dan Realisasi Tahun {self.plan.year - 2}", "",
            "No\tProgram\tAnggaran (Rp)\tRealisasi (Rp)\tPersentase (%)",
            *(
                f"{number}\t{self._name(program)}\t{program.amount // 2:,}\t"
                f"{program.amount // 3:,}\t66,67".replace(",", ".")
                for number, program in enumerate(self.plan.programs, start=1)
            ),
            "",
        ]  # fmt: skip

    def _goals(self) -> None:
        """A table of another kind: goals and their targets."""
        self.lines += [
            "Tabel 4.2", "Tujuan dan Sasaran Jangka Menengah", "",
            "No\tTujuan\tSasaran\tIndikator Tujuan/Sasaran\tTarget",
            "1\tMeningkatnya kualitas layanan\tMeningkatnya kepuasan masyarakat\t"
            "Indeks kepuasan masyarakat\t82,5",
            "2\tMeningkatnya tata kelola\tMeningkatnya akuntabilitas\tNilai SAKIP\tBB", "",
        ]  # fmt: skip

    # -- pieces

    def _total_label(self) -> str:
        labels = (
            "JUMLAH",
            "TOTAL",
            "Jumlah Total",
            "Total Anggaran",
            "TOTAL BELANJA",
            "JUMLAH PAGU",
        )
        return labels[self.plan.programs[0].amount // 500_000 % len(labels)]

    def _name(self, node: Node) -> str:
        if node.code in self.misspelt:
            return self.misspelt[node.code]
        return node.name.upper() if self._capital(node.level) else node.name

    def _capital(self, level: str) -> bool:
        return level == PROGRAM and self.options.program_case == "besar"

    def _value(self, value: Value, *, bare: bool = False) -> str:
        if bare:
            return number_text(value[0].value)
        printed = []
        for part in value:
            number, unit = number_text(part.value), f" {part.unit}"
            if part.unit == "%":
                unit = self.options.percent
                if unit.startswith(","):
                    number, unit = f"{part.value:.2f}".replace(".", ","), unit[3:]
            printed.append(number + unit)
        if self.options.join == " (" and len(printed) > 1:
            return f"{printed[0]} ({', '.join(printed[1:])})"
        return self.options.join.join(printed)

    def _money(self, amount: int) -> str | list[str]:
        style = self.options.money
        if style in {"ribuan", "ribuan_kata"}:
            amount //= 1000
        digits = f"{amount:,}".replace(",", ".") if amount else "-"
        if style == "rp":
            return f"Rp {digits}"
        if style == "sen":
            return f"Rp. {digits},00" if amount else "Rp. -"
        if style == "titik_dua":
            return f": Rp {digits}"
        if style == "sel":
            return ["Rp", digits]
        if style == "juta":
            millions = Decimal(amount) / 1_000_000
            return number_text(millions.normalize() + 0) if amount else "-"
        if style == "inggris":
            return f"{amount:,}" if amount else "-"
        if style == "strip":
            return f"Rp. {digits},-" if amount else "Rp. -"
        if style == "rapat":
            return f"Rp{digits}"
        if style == "koma":
            return f"{digits},00" if amount else "-"
        return digits

    def _facts(
        self,
        base: Truth,
        value: Value,
        printed: str,
        **more: object,
    ) -> None:
        for number, part in enumerate(value, start=1):
            self.truth["kinerja"].append(
                base
                | more
                | {
                    "komponen": number,
                    "nilai": part.value,
                    "satuan": self._unit(part.unit),
                    "nilai_terbit": self._printed_part(value, part, printed),
                }
            )

    def _printed_part(self, value: Value, part: Part, printed: str) -> str:
        """What the cell of a part says: the whole value unless its parts have own lines."""
        if len(value) > 1 and self.options.compound_lines:
            return self._value((part,))
        return printed

    def _unit(self, unit: str) -> str:
        return "persen" if unit == "%" and self.options.percent == " persen" else unit

    def _node_base(self, form: str, node: Node, coded: str | None) -> Truth:
        return {
            "formulir": form,
            "skema": self.plan.scheme,
            "kode": node.code,
            "kode_terbit": coded,
            "tingkat": node.level,
            "nama": self._name(node),
            **self._above(form, node.code[:4]),
            **{
                level: self._name(above) if (above := node.at(level)) else None
                for level in (PROGRAM, KEGIATAN, SUB_KEGIATAN)
            },
            "lokasi": None,
            "catatan": None,
        }

    def _above(self, form: str, code: str) -> Truth:
        """Urusan and bidang where the form prints their headings."""
        sections = form == "T-C.29" and self.options.sections and self.plan.year == 2022
        if form == "T-C.31" or sections or not self.options.headings:
            return {"urusan": None, "bidang": None}
        where = next(each for each in FIELDS if each.code == code)
        return {"urusan": where.urusan, "bidang": where.bidang}

    def _lead(self, node: Node, number: int) -> dict[str, str | list[str]]:
        """Code, item number and name of a node in the columns of the options."""
        name = self._name(node)
        cells: dict[str, str | list[str]] = {}
        if node.level != PROGRAM and self.options.items == "sel":
            name = f"{number} {name}"
        if node.level != PROGRAM and self.options.items == "kolom":
            cells["butir"] = str(number)
        return cells | self._coded(node.code, name)

    def _coded(self, code: str, name: str) -> dict[str, str | list[str]]:
        """Code and name in their columns."""
        printed = self._printed_code(code)
        style = self.options.code
        if style == "gabung":
            return {"nama": f"{printed} {name}"}
        if style == "gabung_kepala":
            return {"kode": f"{printed} {name}"}
        if style == "tanpa":
            return {"nama": name}
        return {"kode": self._code(printed), "nama": name}

    def _printed_code(self, code: str) -> str:
        """Programmes of support are printed without field where the options say so."""
        if code in self.miscoded:
            return self.miscoded[code]
        parts = code.split(".")
        if self.options.generic_code and len(parts) > 2 and parts[2] == "01":
            return ".".join(["X", "XX", *parts[2:]])
        return code

    def _code(self, code: str) -> str | list[str]:
        style = self.options.code
        parts = code.split(".")
        if style == "titik":
            return f"{code}."
        if style == "spasi":
            return " ".join(parts)
        if style == "sel" and len(parts) > 3:
            parts[3:5] = [".".join(parts[3:5])]
        return parts if style in {"sel", "sel6"} else code

    def _code_text(self, code: str) -> str | None:
        """The code as a reader should give it as printed; None where no column has it."""
        style = self.options.code
        if style == "tanpa":
            return None
        printed = self._printed_code(code)
        return {"titik": f"{printed}.", "spasi": printed.replace(".", " ")}.get(style, printed)

    def _numbered(self, nodes: Iterable[Node]) -> Iterable[tuple[Node, int]]:
        """Nodes with their number among their parent's children."""
        for node in nodes:
            siblings = node.parent.below if node.parent else list(self.plan.programs)
            yield node, siblings.index(node) + 1

    # -- the forms

    def _evaluation(self) -> None:
        plan, options = self.plan, self.options
        lines: list[Line] = []
        sections = options.sections and plan.year == 2022
        keys = EVALUATION
        if sections:
            lines.append(Line({"first": "2020"}))
            for program in plan.old:
                lines += self._old_rows(program)
            lines.append(Line({"first": "2021"}))
            keys = ("target_renstra", "target_berjalan", "realisasi_berjalan", "tingkat_capaian")
        for node, number in self._numbered(plan.nodes()):
            if not sections:
                lines += self._headings(node)
            for order, indicator in enumerate(node.indicators):
                cells = self._lead(node, number) if order == 0 else {}
                base = self._node_base("T-C.29", node, self._code_text(node.code))
                if options.sparse and len(node.indicators) == 1 and self.rng.random() < 0.1:
                    lines.append(Line(cells))
                    continue
                cells["indikator"] = self._indicator(node, order)
                if options.extra_column == "akhir" and node.level == SUB_KEGIATAN and order == 0:
                    cells["lain"] = base["catatan"] = "Sekretariat"
                lines += self._evaluated(base, indicator, cells, keys)
            if options.predicates and node.level == PROGRAM and number == 1:
                lines += self._predicates(
                    self._node_base("T-C.29", node, self._code_text(node.code)), keys
                )
        self.page.table("T-C.29", lines)

    def _indicator(self, node: Node, order: int) -> str:
        text = node.indicators[order].text
        if self.options.item_indicators and len(node.indicators) > 1:
            return f"{order + 1}. {text}"
        return text

    def _predicates(self, base: Truth, keys: Sequence[str]) -> list[Line]:
        """An indicator whose targets are marks, not numbers: no value, but its ratios."""
        text = "Predikat akuntabilitas kinerja perangkat daerah"
        cells: dict[str, str | list[str]] = {"indikator": text}
        for key in keys:
            cells[key] = self.rng.choice(("A", "BB", "B"))
            if key.startswith("tingkat"):
                cells[key] = "100"
                kind, offset = _MEASURES[key]
                self.truth["kinerja"].append(
                    base
                    | {
                        "indikator": text,
                        "fase": "evaluasi",
                        "jenis": kind,
                        "tahun": self.plan.year + (offset or 0),
                        "komponen": 1,
                        "nilai": Decimal(100),
                        "satuan": "%",
                        "nilai_terbit": "100",
                    }
                )
        return [Line(cells)]

    def _evaluated(
        self,
        base: Truth,
        indicator: Indicator,
        cells: dict[str, str | list[str]],
        keys: Sequence[str],
    ) -> list[Line]:
        base = base | {"indikator": indicator.text, "fase": "evaluasi"}
        cells = dict(cells)
        main = indicator.evaluation["target_renstra"]
        own_unit = self.options.unit_column and len(main) == 1
        if own_unit:
            cells["satuan"] = self._unit(main[0].unit)
        for key in keys:
            value = indicator.evaluation[key]
            kind, offset = _MEASURES[key]
            ratio = key in {"tingkat_realisasi", "tingkat_capaian"}
            printed = self._value(value, bare=ratio or own_unit)
            if self.options.specials and not ratio and self.rng.random() < 0.06:
                cells[key] = self.rng.choice(("-", "(diisi)", "-"))
                continue
            if self.options.specials and ratio and self.rng.random() < 0.04:
                cells[key] = "#DIV/0!"
                continue
            cells[key] = printed
            year = self.plan.year + offset if offset else self._renstra_end()
            for number, part in enumerate(value, start=1):
                self.truth["kinerja"].append(
                    base
                    | {
                        "jenis": kind,
                        "tahun": year,
                        "komponen": number,
                        "nilai": part.value,
                        "satuan": "%" if ratio else self._unit(part.unit),
                        "nilai_terbit": self._printed_part(value, part, printed),
                    }
                )
        return self._split_compound(cells, keys)

    def _split_compound(
        self, cells: dict[str, str | list[str]], columns: Sequence[str]
    ) -> list[Line]:
        """Compound values over two lines: the second holds only the second parts."""
        first = Line(cells)
        second: dict[str, str | list[str]] = {}
        for column in columns:
            text = cells.get(column)
            if self.options.compound_lines and isinstance(text, str) and " / " in text:
                cells[column], second[column] = text.split(" / ")
        return [first, Line(second)] if second else [first]

    def _renstra_end(self) -> int | None:
        return None if self.options.family == "tanpa_tahun" else self.plan.year + 2

    def _old_rows(self, program: OldActivity) -> list[Line]:
        lines = []
        for place, activity in enumerate((program, *program.below)):
            level = PROGRAM if place == 0 else KEGIATAN
            base: Truth = {
                "formulir": "T-C.29",
                "skema": "permendagri-13-2006",
                "kode": None,
                "kode_terbit": None,
                "tingkat": level,
                "nama": activity.name,
                "program": program.name,
                "kegiatan": activity.name if place else None,
                "sub_kegiatan": None,
                "lokasi": None,
                "catatan": None,
            }
            cells: dict[str, str | list[str]] = {"nama": activity.name}
            if place and self.options.items == "sel":
                cells["nama"] = f"{place} {activity.name}"
            if place and self.options.items == "kolom":
                cells["butir"] = str(place)
            cells["indikator"] = activity.indicator.text
            keys = ("target_lalu", "realisasi", "tingkat_realisasi")
            lines += self._evaluated(base, activity.indicator, cells, keys)
        return lines

    def _headings(self, node: Node, *, money: bool = False) -> list[Line]:
        """The heading rows where a programme is the first of its bidang; none elsewhere."""
        bidang = node.code[:4]
        same = [program for program in self.plan.programs if program.code.startswith(bidang)]
        if not self.options.headings or node is not same[0]:
            return []
        if not money:
            return self._heading_lines(bidang)
        return self._heading_lines(
            bidang,
            (sum(each.amount for each in same), sum(each.forward_amount for each in same)),
        )

    def _heading_lines(self, code: str, amounts: tuple[int, int] | None = None) -> list[Line]:
        """The rows of urusan and bidang that head the programmes."""
        where = next(each for each in FIELDS if each.code == code)
        urusan, bidang = where.code[0], where.code
        lines = []
        lines += [
            Line(self._coded(own, name))
            for own, name in ((urusan, where.urusan), (bidang, where.bidang))
        ]
        if amounts is not None:
            lines[1].cells["pagu"] = self._money(amounts[0])
            lines[1].cells["pagu_maju"] = self._money(amounts[1])
            base: Truth = {
                "formulir": "T-C.33",
                "skema": self.plan.scheme,
                "kode": bidang,
                "kode_terbit": self._code_text(bidang),
                "tingkat": "bidang",
                "nama": where.bidang,
                **self._above("T-C.33", bidang),
                "program": None,
                "kegiatan": None,
                "sub_kegiatan": None,
                "lokasi": None,
                "catatan": None,
                "sumber_dana": None,
            }
            if self.options.code == "tanpa":
                base["kode"] = None
            self._amounts(base, amounts)
        return lines

    def _amounts(self, base: Truth, amounts: tuple[int, int]) -> None:
        year = self.plan.year
        self.truth["anggaran"] += [
            base | {"tahun": year, "fase": "rencana", "rupiah": amounts[0]},
            base | {"tahun": year + 1, "fase": "prakiraan_maju", "rupiah": amounts[1]},
        ]

    def _services(self) -> None:
        lines = []
        unit_column = self.options.unit_column
        for number, service in enumerate(self.plan.services, start=1):
            cells: dict[str, str | list[str]] = {
                "nomor": str(number),
                "indikator": service.indicator,
            }
            base: Truth = {
                "formulir": "T-C.30",
                "indikator": service.indicator,
                "ikk": "v" if service.key else None,
                "catatan": service.note if self.options.note_column else None,
            }
            if service.key:
                cells["ikk"] = "v"
            if service.note:
                cells["catatan"] = service.note
            first = next(iter(service.figures.values()))
            if unit_column:
                cells["satuan"] = self._unit(first[0].unit)
            if not self.options.spm_marks:
                base["ikk"] = None
            if service.standard and self.options.spm_marks:
                cells["standar"] = self._value(service.standard, bare=unit_column)
                self._spm(base, "standar", None, service.standard, str(cells["standar"]))
            for (kind, year), value in service.figures.items():
                printed = self._value(value, bare=unit_column)
                if self.options.specials and self.rng.random() < 0.05:
                    cells[f"{kind}@{year}"] = "-"
                    continue
                cells[f"{kind}@{year}"] = printed
                self._spm(base, kind, year, value, printed)
            lines.append(Line(cells))
        self.page.table("T-C.30", lines)

    def _spm(self, base: Truth, kind: str, year: int | None, value: Value, printed: str) -> None:
        self.truth["spm"].append(
            base
            | {
                "jenis": kind,
                "tahun": year,
                "nilai": value[0].value,
                "satuan": self._unit(value[0].unit),
                "nilai_terbit": printed,
            }
        )

    def _review(self) -> None:
        options = self.options
        lines = []
        nodes = self.plan.nodes()
        program_number = 0
        subs = [node for node in nodes if node.level == SUB_KEGIATAN]
        left_only = subs[1:2] if options.review_gaps else []
        right_only = subs[-1:] if options.review_gaps else []
        for node, number in self._numbered(nodes):
            program_number += node.level == PROGRAM
            for order, indicator in enumerate(node.indicators):
                cells: dict[str, str | list[str]] = {}
                coded = options.review_lead in {"kode", "gabung", "dua"}
                if order == 0:
                    name = self._name(node)
                    if options.review_lead == "gabung":
                        name = f"{node.code} {name}"
                    if node not in right_only:
                        cells["nama"] = name
                    if node not in left_only:
                        cells["nama_kanan"] = name
                    if options.review_lead == "no" and node.level == PROGRAM:
                        cells["nomor"] = str(program_number)
                    if options.review_lead == "no" and node.level != PROGRAM:
                        cells["nomor"] = str(number)
                    if options.review_lead in {"kode", "dua"} and node not in right_only:
                        cells["kode"] = node.code
                    if options.review_lead == "kode" and node in right_only:
                        cells["kode"] = node.code
                    if options.review_lead == "dua" and node not in left_only:
                        cells["kode_kanan"] = node.code
                shown = node.place if order == 0 and options.review_place != "tanpa" else None
                note = node.note if options.note_column and order == 0 else None
                base = self._node_base("T-C.31", node, node.code if coded else None)
                for suffix, phase in (("", "rancangan_rkpd"), ("_kanan", "analisis_kebutuhan")):
                    if node in (left_only if suffix else right_only):
                        continue
                    side = base | {
                        "tahun": self.plan.year,
                        "fase": phase,
                        "lokasi": shown,
                        "catatan": note,
                    }
                    own_unit = options.unit_column and len(indicator.plan) == 1
                    printed = self._value(indicator.plan, bare=own_unit)
                    cells[f"indikator{suffix}"] = self._indicator(node, order)
                    cells[f"target{suffix}"] = printed
                    if own_unit:
                        cells[f"satuan{suffix}"] = self._unit(indicator.plan[0].unit)
                    if shown:
                        cells[f"lokasi{suffix}"] = shown
                    self._facts(
                        side | {"indikator": indicator.text}, indicator.plan, printed,
                        jenis="target",
                    )  # fmt: skip
                    if order == 0:
                        cells[f"pagu{suffix}"] = self._money(node.amount)
                        self.truth["anggaran"].append(
                            side | {"rupiah": node.amount, "sumber_dana": None}
                        )
                if note:
                    cells["catatan"] = note
                lines += self._split_compound(cells, ("target", "target_kanan"))
        if options.totals:
            total = sum(program.amount for program in self.plan.programs)
            lines.append(
                Line({
                    "nama": self._total_label(), "pagu": self._money(total),
                    "nama_kanan": self._total_label(), "pagu_kanan": self._money(total),
                })
            )  # fmt: skip
        self.page.table("T-C.31", lines)

    def _proposals(self) -> None:
        lines = []
        kind, _, place = self.plan.government.partition(" ")
        for number, proposal in enumerate(self.plan.proposals, start=1):
            node = proposal.node
            names = [self._name(each) for level in (PROGRAM, KEGIATAN, SUB_KEGIATAN)
                     if (each := node.at(level))]  # fmt: skip
            if self.options.place == "kata":
                where = f"{proposal.detail}, Desa {proposal.village}, Kec. {proposal.district}"
            elif self.options.place == "tanpa_koma":
                where = f"Kelurahan {proposal.village} Kecamatan {proposal.district}"
            else:
                short = {"Kabupaten": "Kab.", "Provinsi": "Kab."}.get(kind, kind)
                where = (
                    f"{proposal.detail}, {short} {place}, {proposal.district}, {proposal.village}"
                )
            printed = self._value(proposal.amount)
            cells: dict[str, str | list[str]] = {
                "nomor": str(number),
                "lokasi": where,
                "indikator": node.indicators[0].text,
                "besaran": printed,
            }
            lines.append(Line(cells))
            if proposal.note and self.options.note_column:
                cells["catatan"] = proposal.note
            if self.options.proposal == "kolom":
                cells |= dict(zip((PROGRAM, KEGIATAN, SUB_KEGIATAN), names, strict=True))
            elif self.options.proposal == "gabung":
                cells["usulan"] = " ".join(names)
            else:
                cells["usulan"] = names[0]
                lines += [Line({"usulan": name}) for name in names[1:]]
            self.truth["usulan"].append(
                {
                    "formulir": "T-C.32", "nomor": str(number), "program": names[0],
                    "kegiatan": names[1], "sub_kegiatan": names[2], "lokasi_terbit": where,
                    "kecamatan": proposal.district, "desa": proposal.village,
                    "indikator": node.indicators[0].text, "nilai": proposal.amount[0].value,
                    "satuan": self._unit(proposal.amount[0].unit), "nilai_terbit": printed,
                    "catatan": proposal.note if self.options.note_column else None,
                }
            )  # fmt: skip
        self.page.table("T-C.32", lines)

    def _policies(self) -> None:
        lines = []
        for number, (policy, source, remark) in enumerate(self.plan.policies, start=1):
            lines.append(
                Line(
                    {
                        "nomor": f"{number}.",
                        "kebijakan": policy,
                        "sumber": source,
                        "catatan": remark,
                    }
                )
            )
            self.truth["kebijakan"].append(
                {"nomor": str(number), "kebijakan": policy, "sumber": source, "keterangan": remark}
            )
        self.page.table("KEBIJAKAN", lines)

    def _codes(self) -> None:
        lines = []
        for node in self.plan.nodes():
            lines.append(Line({"kode": node.code, "nama": self._name(node)}))
            self.truth["nomenklatur"].append(
                {
                    "skema": self.plan.scheme,
                    "kode": node.code,
                    "tingkat": node.level,
                    "nama": self._name(node),
                }
            )
        self.page.table("KODE", lines)

    def _plan(self) -> None:
        plan, options = self.plan, self.options
        lines: list[Line] = []
        total = (
            sum(program.amount for program in plan.programs),
            sum(program.forward_amount for program in plan.programs),
        )
        if options.defects:
            self._spoil()
        for node, number in self._numbered(plan.nodes()):
            lines += self._headings(node, money=True)
            base = self._node_base("T-C.33", node, self._code_text(node.code))
            for order, indicator in enumerate(node.indicators):
                cells = self._lead(node, number) if order == 0 else {}
                cells["indikator"] = self._indicator(node, order)
                shown = base | {
                    "lokasi": node.place if order == 0 else None,
                    "catatan": node.note if options.note_column and order == 0 else None,
                }
                own_unit = options.unit_column and len(indicator.plan) == 1
                if own_unit:
                    cells["satuan"] = self._unit(indicator.plan[0].unit)
                for key, value, phase, year in (
                    ("target", indicator.plan, "rencana", plan.year),
                    ("target_maju", indicator.forward, "prakiraan_maju", plan.year + 1),
                ):
                    printed = self._value(value, bare=own_unit)
                    cells[key] = printed
                    self._facts(
                        shown | {"indikator": indicator.text}, value, printed,
                        fase=phase, tahun=year, jenis="target",
                    )  # fmt: skip
                if order == 0:
                    cells["pagu"] = self._money(node.amount)
                    cells["pagu_maju"] = self._money(node.forward_amount)
                    amounts = (node.amount, node.forward_amount)
                    if options.specials and node.level == PROGRAM and self.rng.random() < 0.3:
                        cells["pagu_maju"] = "#REF!"
                        self.truth["anggaran"].append(
                            shown
                            | {
                                "tahun": plan.year,
                                "fase": "rencana",
                                "rupiah": node.amount,
                                "sumber_dana": None,
                            }
                        )
                    else:
                        self._amounts(shown | {"sumber_dana": node.fund}, amounts)
                    if options.extra_column and node.level == SUB_KEGIATAN:
                        cells["lain"] = self.rng.choice(
                            ("Masyarakat", "Aparatur", "Petani", "UMKM")
                        )
                    if node.fund:
                        cells["sumber_dana"] = node.fund
                    if node.place:
                        cells["lokasi"] = node.place
                    if node.note and options.note_column:
                        cells["catatan"] = node.note
                lines += self._split_compound(cells, ("target", "target_maju"))
            if options.predicates and node.level == PROGRAM and number == 1:
                text = "Predikat akuntabilitas kinerja perangkat daerah"
                lines.append(Line({"indikator": text, "target": "BB", "target_maju": "A"}))
            lines += self._expenditure(base, node)
        if options.totals:
            lines.append(
                Line({
                    "nama": self._total_label(), "pagu": self._money(total[0]),
                    "pagu_maju": self._money(total[1]),
                })
            )  # fmt: skip
        self.page.table("T-C.33", lines)

    def _spoil(self) -> None:
        """A wrong code, an ``XX`` and a misspelt name: the other tables say what is right."""
        subs = [node for node in self.plan.nodes() if node.level == SUB_KEGIATAN]
        wrong, unknown, misspelt = self.rng.sample(subs[:-1], 3)
        self.miscoded = {wrong.code: subs[-1].code, unknown.code: "XX"}
        word = max(misspelt.name.split(), key=len)
        self.misspelt = {misspelt.code: misspelt.name.replace(word, word[:-2] + word[-1])}

    def _expenditure(self, base: Truth, node: Node) -> list[Line]:
        if not self.options.expenditure or node.level != SUB_KEGIATAN:
            return []
        lines = []
        style = self.options.expenditure
        names = _ALL_KINDS if style == "lengkap" else _EXPENDITURE_NAMES
        for kind, name in names.items():
            label = name
            amounts = node.expenditure.get(kind, (0, 0))
            own, forward = self._money(amounts[0]), self._money(amounts[1])
            cells: dict[str, str | list[str]] = {"pagu": own, "pagu_maju": forward}
            if style in {"nama", "lengkap"}:
                cells["nama"] = label
            elif style == "akun":
                label = label.removeprefix("- ")
                cells |= {"nama": f"{_ACCOUNTS[kind]} {label}"}
                if self.options.code == "kolom":
                    cells |= {"kode": _ACCOUNTS[kind], "nama": label}
            else:
                label = label.removeprefix("- ")
                text = " ".join(own) if isinstance(own, list) else own
                text = text.removeprefix(": ")
                cells["pagu"] = f"{label} : {text if 'Rp' in text else 'Rp ' + text}"
            lines.append(Line(cells))
            for phase, year, amount in (
                ("rencana", self.plan.year, amounts[0]),
                ("prakiraan_maju", self.plan.year + 1, amounts[1]),
            ):
                self.truth["belanja"].append(
                    {key: base[key] for key in
                     ("formulir", "skema", "kode", "kode_terbit", "program", "kegiatan",
                      "sub_kegiatan", "urusan", "bidang")}
                    | {"jenis_belanja": kind, "tahun": year, "fase": phase, "rupiah": amount}
                )  # fmt: skip
        return lines

    # -- the page
