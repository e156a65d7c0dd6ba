"""How a constructed plan prints its values, money, codes and names; the rows of its truth.

The truth of a row is fixed when its cells are, so that it says what is printed; it does not
depend on where a cell ends up.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from decimal import Decimal

from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN, Node, Part, Plan, Value
from plans.options import Options
from plans.page import Page
from plans.spots import Line
from plans.vocabulary import FIELDS

Truth = dict[str, object]


def number_text(value: Decimal) -> str:
    """``1234.5`` -> ``1.234,5``."""
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


class Printing:
    """The document as far as it is printed, and the pieces that its forms share."""

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

    def _indicator(self, node: Node, order: int) -> str:
        text = node.indicators[order].text
        if self.options.item_indicators and len(node.indicators) > 1:
            return f"{order + 1}. {text}"
        return text

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

    def _unit(self, unit: str) -> str:
        return "persen" if unit == "%" and self.options.percent == " persen" else unit

    def _printed_part(self, value: Value, part: Part, printed: str) -> str:
        """What the cell of a part says: the whole value unless its parts have own lines."""
        if len(value) > 1 and self.options.compound_lines:
            return self._value((part,))
        return printed

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

    def _amounts(self, base: Truth, amounts: tuple[int, int]) -> None:
        year = self.plan.year
        self.truth["anggaran"] += [
            base | {"tahun": year, "fase": "rencana", "rupiah": amounts[0]},
            base | {"tahun": year + 1, "fase": "prakiraan_maju", "rupiah": amounts[1]},
        ]

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
            Line(self._coded(own, name), row="judul")
            for own, name in ((urusan, where.urusan), (bidang, where.bidang))
        ]
        if amounts is not None:
            for column, amount in zip(("pagu", "pagu_maju"), amounts, strict=True):
                lines[1].cells[column] = self._money(amount)
                lines[1].amounts[column] = amount
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

    def _split_compound(self, first: Line, columns: Sequence[str]) -> list[Line]:
        """Compound values over two lines: the second holds only the second parts."""
        cells = first.cells
        second: dict[str, str | list[str]] = {}
        for column in columns:
            text = cells.get(column)
            if self.options.compound_lines and isinstance(text, str) and " / " in text:
                cells[column], second[column] = text.split(" / ")
        return [first, Line(second, row="lanjutan")] if second else [first]
