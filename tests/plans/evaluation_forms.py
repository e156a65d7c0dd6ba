"""The forms of a constructed plan that look back: evaluation (T-C.29) and services (T-C.30)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plans.model import EVALUATION, KEGIATAN, PROGRAM, SUB_KEGIATAN, Indicator, OldActivity, Value
from plans.printing import Printing, Truth
from plans.spots import Line

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


class EvaluationForms(Printing):
    """T-C.29 and T-C.30."""

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
                line = Line(cells, row="indikator" if order else "simpul", node=node)
                base = self._node_base("T-C.29", node, self._code_text(node.code))
                if options.sparse and len(node.indicators) == 1 and self.rng.random() < 0.1:
                    lines.append(line)
                    continue
                cells["indikator"] = self._indicator(node, order)
                if options.extra_column == "akhir" and node.level == SUB_KEGIATAN and order == 0:
                    cells["lain"] = base["catatan"] = "Sekretariat"
                lines += self._evaluated(base, indicator, line, keys)
            if options.predicates and node.level == PROGRAM and number == 1:
                lines += self._predicates(
                    self._node_base("T-C.29", node, self._code_text(node.code)), keys
                )
        self.page.table("T-C.29", lines)

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
        line: Line,
        keys: Sequence[str],
    ) -> list[Line]:
        base = base | {"indikator": indicator.text, "fase": "evaluasi"}
        cells = line.cells
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
            line.values[key] = value
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
        return self._split_compound(line, keys)

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
            line = Line(cells, row="simpul")
            lines += self._evaluated(base, activity.indicator, line, keys)
        return lines

    def _services(self) -> None:
        lines = []
        unit_column = self.options.unit_column
        for number, service in enumerate(self.plan.services, start=1):
            cells: dict[str, str | list[str]] = {
                "nomor": str(number),
                "indikator": service.indicator,
            }
            line = Line(cells, row="layanan")
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
                line.values[f"{kind}@{year}"] = value
                self._spm(base, kind, year, value, printed)
            lines.append(line)
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
