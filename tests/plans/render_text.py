"""A plan as text pulled from a PDF, with the rows that a reader of it must find.

Tables are made of physical columns; then names wrap over lines, pages break, columns drift,
trailing tabs go. This module has the order of a document, its cover, chapters, prose and tables
of other kinds; ``evaluation_forms`` and ``plan_forms`` have the forms, ``printing`` what these
share.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plans.evaluation_forms import EvaluationForms
from plans.model import Plan, make_plan
from plans.options import Options
from plans.plan_forms import PlanForms
from plans.printing import Truth
from plans.spots import Spot

_FORMS = {
    "semua": ("T-C.29", "T-C.30", "T-C.31", "T-C.32", "KEBIJAKAN", "KODE", "T-C.33"),
    "tanpa_kode": ("T-C.29", "T-C.30", "T-C.31", "T-C.32", "T-C.33"),
    "inti": ("T-C.29", "T-C.33"),
    "rencana": ("T-C.33",),
    "evaluasi": ("T-C.29", "T-C.30", "T-C.31"),
}


@dataclass
class Document:
    """A constructed document: its text and, by view, the rows it holds.

    ``lines`` and ``spots`` are the same before the marks that programs leave (``soiled``);
    ``money`` prints rupiah as this document does.
    """

    text: str
    truth: dict[str, list[Truth]]
    lines: list[str]
    spots: list[Spot]
    soiled: Callable[[str], str]
    money: Callable[[int], str | list[str]]


def render(plan: Plan, options: Options, seed: int = 0) -> Document:
    """The plan as text with its truth."""
    return Renderer(plan, options, random.Random(f"render {seed}")).document()


def construct(seed: int, options: Options, programs: int | None = None) -> tuple[Plan, Document]:
    """The plan of a seed as the options want it, and its document."""
    plan = make_plan(
        seed,
        year=2022 if options.sections else None,
        compound=options.compound,
        agency=options.agency,
        words=options.words,
        second_field=options.second_field,
        twins=options.twins,
        programs=programs,
    )
    return plan, render(plan, options, seed)


class Renderer(EvaluationForms, PlanForms):
    """All parts of a document."""

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
        return Document(
            text=self.page.soiled("\n".join([*self.lines, ""])),
            truth=self.truth,
            lines=list(self.lines),
            spots=self.page.spots,
            soiled=self.page.soiled,
            money=self._money,
        )

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
