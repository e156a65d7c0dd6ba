"""The forms of a constructed plan that look ahead.

Review (T-C.31), proposals (T-C.32) and plan (T-C.33), with the lists of policies and of codes.
"""

from __future__ import annotations

from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN, Node
from plans.printing import Printing, Truth
from plans.spots import Line

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


class PlanForms(Printing):
    """T-C.31, T-C.32, KEBIJAKAN, KODE and T-C.33."""

    def _review(self) -> None:
        options = self.options
        lines = []
        nodes = self.plan.nodes()
        program_number = 0
        spare = [n for n in nodes if n.parent and n.level == SUB_KEGIATAN and n.parent.below[1:]]
        left_only = spare[1:2] if options.review_gaps else []
        right_only = spare[-1:] if options.review_gaps else []
        missing = {"": right_only, "_kanan": left_only}
        for node, number in self._numbered(nodes):
            program_number += node.level == PROGRAM
            for order, indicator in enumerate(node.indicators):
                cells: dict[str, str | list[str]] = {}
                line = Line(cells, row="indikator" if order else "simpul", node=node)
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
                    if node in missing[suffix]:
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
                    line.values[f"target{suffix}"] = indicator.plan
                    if own_unit:
                        cells[f"satuan{suffix}"] = self._unit(indicator.plan[0].unit)
                    if shown:
                        cells[f"lokasi{suffix}"] = shown
                    self._facts(
                        side | {"indikator": indicator.text}, indicator.plan, printed,
                        jenis="target",
                    )  # fmt: skip
                    if order == 0:
                        amount = _amount_without(node, missing[suffix])
                        cells[f"pagu{suffix}"] = self._money(amount)
                        line.amounts[f"pagu{suffix}"] = amount
                        self.truth["anggaran"].append(
                            side | {"rupiah": amount, "sumber_dana": None}
                        )
                if note:
                    cells["catatan"] = note
                lines += self._split_compound(line, ("target", "target_kanan"))
        if options.totals:
            total = Line({}, row="jumlah")
            for suffix in ("", "_kanan"):
                amount = sum(_amount_without(each, missing[suffix]) for each in self.plan.programs)
                total.cells |= {
                    f"nama{suffix}": self._total_label(), f"pagu{suffix}": self._money(amount),
                }  # fmt: skip
                total.amounts[f"pagu{suffix}"] = amount
            lines.append(total)
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
            lines.append(Line(cells, row="usulan", node=node, values={"besaran": proposal.amount}))
            if proposal.note and self.options.note_column:
                cells["catatan"] = proposal.note
            if self.options.proposal == "kolom":
                cells |= dict(zip((PROGRAM, KEGIATAN, SUB_KEGIATAN), names, strict=True))
            elif self.options.proposal == "gabung":
                cells["usulan"] = " ".join(names)
            else:
                cells["usulan"] = names[0]
                lines += [Line({"usulan": name}, row="lanjutan") for name in names[1:]]
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
                    },
                    row="kebijakan",
                )
            )
            self.truth["kebijakan"].append(
                {"nomor": str(number), "kebijakan": policy, "sumber": source, "keterangan": remark}
            )
        self.page.table("KEBIJAKAN", lines)

    def _codes(self) -> None:
        lines = []
        for node in self.plan.nodes():
            cells: dict[str, str | list[str]] = {"kode": node.code, "nama": self._name(node)}
            lines.append(Line(cells, row="kode", node=node))
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
                line = Line(cells, row="indikator" if order else "simpul", node=node)
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
                    line.values[key] = value
                    self._facts(
                        shown | {"indikator": indicator.text}, value, printed,
                        fase=phase, tahun=year, jenis="target",
                    )  # fmt: skip
                if order == 0:
                    cells["pagu"] = self._money(node.amount)
                    cells["pagu_maju"] = self._money(node.forward_amount)
                    amounts = (node.amount, node.forward_amount)
                    line.amounts = dict(zip(("pagu", "pagu_maju"), amounts, strict=True))
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
                lines += self._split_compound(line, ("target", "target_maju"))
            if options.predicates and node.level == PROGRAM and number == 1:
                text = "Predikat akuntabilitas kinerja perangkat daerah"
                lines.append(Line({"indikator": text, "target": "BB", "target_maju": "A"}))
            lines += self._expenditure(base, node)
        if options.totals:
            lines.append(
                Line(
                    {
                        "nama": self._total_label(), "pagu": self._money(total[0]),
                        "pagu_maju": self._money(total[1]),
                    },
                    row="jumlah",
                    amounts={"pagu": total[0], "pagu_maju": total[1]},
                )
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
            lines.append(
                Line(cells, row="belanja", node=node,
                     amounts={"pagu": amounts[0], "pagu_maju": amounts[1]})
            )  # fmt: skip
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


def _amount_without(node: Node, missing: list[Node]) -> int:
    """The amount of a node on a side of the review that lacks some sub kegiatan."""
    return sum(
        each.amount for each in node.walk() if each.level == SUB_KEGIATAN and each not in missing
    )
