"""The page: rows of a table as lines of text, with all that a page does to them.

Headers over several lines, names and values that wrap, page breaks with their marks, columns
that drift, and the marks that programs leave.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from plans.headers import Column, columns_of, title_of
from plans.model import EVALUATION, Plan
from plans.options import Options
from plans.spots import Line, Mark, Spot

_WRAP_AT = 34
_WRAPPED = 0.5


class Page:
    """The lines of a document so far; ``number`` is the page that comes next."""

    def __init__(self, plan: Plan, options: Options, rng: random.Random) -> None:
        self.plan = plan
        self.options = options
        self.rng = rng
        self.lines: list[str] = []
        self.spots: list[Spot] = []
        self.number = 3

    def table(self, form: str, lines: list[Line]) -> None:
        columns = columns_of(form, self.plan, self.options)
        self.lines += ["", *title_of(form, self.plan, self.options), ""]
        before = sum(spot.form == form and spot.line.row == "kepala" for spot in self.spots)
        header = self._header_rows(columns)
        numbers = self._number_row(columns)
        again = int(before > 0)
        self._mark_header(form, again, columns, header)
        self._print([*header, *numbers])
        for line in lines:
            if self.options.wrap_names:
                self._wrap(form, line)
            self._wrap_values(form, line)
        size = self.options.page_rows or len(lines)
        pages = [lines[start : start + size] for start in range(0, len(lines), size)]
        printed = [
            [row for line in page for row in self._physical(form, again, columns, line)]
            for page in pages
        ]
        if self.options.break_rows:
            every = [row for page in printed for row in page]
            printed = [every[start : start + size] for start in range(0, len(every), size)]
        for number, rows in enumerate(printed):
            page = rows
            if number:
                self._page_break()
                if self.options.repeat_title:
                    words = title_of(form, self.plan, self.options)
                    self.lines += [f"{words[0]} (lanjutan)", *words[1:], ""]
                if self.options.repeat_header:
                    self._print([*header, *numbers])
                else:
                    page = self._drift(page)
            self._print(page)
        if self.options.page_mark == "rapat":
            self.lines.append("")
        if self.options.source_note:
            self.lines.append(f"Sumber : {self.plan.agency}, {self.plan.year - 1} (data diolah)")
        self._page_break()

    def _page_break(self) -> None:
        title = f"RENJA {self.plan.agency.upper()} TAHUN {self.plan.year}"
        if self.options.page_mark == "rapat":
            self.lines.append(f"II-{self.number}")
            self.number += 1
            return
        marks = {
            "judul": [title, ""],
            "dua": [title, "", f"II-{self.number}", ""],
            "romawi": [f"II-{self.number}", ""],
            "angka": [str(self.number), ""],
            "halaman": [f"Halaman {self.number}", ""],
            "garis": [f"Renja Perangkat Daerah Tahun {self.plan.year} | {self.number}", ""],
        }
        self.lines += ["", *marks.get(self.options.page_mark, [])]
        if self.options.page_mark == "ff":
            self.lines[-1] = "\f"
        self.number += 1
        if self.options.running_title:
            plan = self.plan
            self.lines += [
                f"Renja {plan.agency} {plan.government} Tahun {plan.year}\t{self.number}", "",
            ]  # fmt: skip

    def _header_rows(self, columns: Sequence[Column]) -> list[list[str]]:
        width = 16 if self.options.wrap_header else 10_000
        grouped = any(column.group for column in columns)
        groups: list[list[str]] = []
        tops: list[list[str]] = []
        seen = ""
        for column in columns:
            if not column.group or column.group == seen:
                groups.append([])
            else:
                groups.append(_wrapped(column.group, width * 2))
            seen = column.group
            tops.append(_wrapped(column.own, width))
        group_height = max((len(group) for group in groups), default=0) if grouped else 0
        height = max(
            len(own) + (group_height if column.group else 0)
            for column, own in zip(columns, tops, strict=True)
        )
        rows = [[""] * sum(column.width for column in columns) for _ in range(height)]
        position = 0
        for column, group, own in zip(columns, groups, tops, strict=True):
            for index, words in enumerate(group):
                rows[index][position] = words
            first = group_height if column.group else 0
            for index, words in enumerate(own):
                rows[first + index][position] = words
            position += column.width
        return rows

    def _number_row(self, columns: Sequence[Column]) -> list[list[str]]:
        if not self.options.numbers:
            return []
        row: list[str] = []
        for number, column in enumerate(columns, start=1):
            text = f"({number})" if self.options.numbers == "kurung" else str(number)
            row += [text, *[""] * (column.width - 1)]
        return [row]

    def _mark_header(
        self, form: str, again: int, columns: Sequence[Column], rows: list[list[str]]
    ) -> None:
        """Where the words of every column of a header stand: its own, not its group's."""
        position = 0
        for column in columns:
            spot = Spot(form, again, Line({column.id: column.own}, row="kepala"), column.id)
            self.spots.append(spot)
            own = set(column.own.split())
            for row in rows:
                if row[position] and set(row[position].split()) <= own:
                    row[position] = Mark(row[position], spot)
            position += column.width

    def _physical(
        self, form: str, again: int, columns: Sequence[Column], line: Line
    ) -> list[list[str]]:
        if "first" in line.cells:
            return [[str(line.cells["first"]), *[""] * (len(columns) - 1)]]
        spots = {column.id: Spot(form, again, line, column.id) for column in columns}
        self.spots += spots.values()
        rows = []
        for cells in (line.cells, line.tail):
            if not cells:
                continue
            row: list[str] = []
            for column in columns:
                value = cells.get(column.id, "")
                parts = value if isinstance(value, list) else [value]
                if cells is line.cells or parts != [""]:
                    parts = [Mark(part, spots[column.id]) for part in parts]
                row += [*parts, *[""] * (column.width - len(parts))]
            rows.append(row)
        return rows

    def _wrap(self, form: str, line: Line) -> None:
        """Move the ends of long names and indicators to a line below."""
        if self.rng.random() >= _WRAPPED or form in {"T-C.32", "KEBIJAKAN"}:
            return
        for column in ("nama", "nama_kanan", "indikator", "indikator_kanan"):
            text = line.cells.get(column)
            if not isinstance(text, str) or "  " in text:
                continue
            pieces = _wrapped(text, _WRAP_AT)
            if len(pieces) > 1:
                line.cells[column], line.tail[column] = pieces[0], " ".join(pieces[1:])

    def _wrap_values(self, form: str, line: Line) -> None:
        """A narrow column breaks its amount, code or unit; the rest is on the line below."""
        kind = self.options.wrap_values
        if not kind or form in {"KODE", "T-C.32", "KEBIJAKAN"} or self.rng.random() < _WRAPPED:
            return
        pattern = {
            "uang": r"(.*\d\.\d{3}\.)(\d{3}(?:,.*)?)",
            "kode": r"(\d\.\d{2}\.\d{2}\.\d\.\d{2}\.)(\d+)",
            "satuan": r"([\d.,]+) ([A-Za-z][\w/]+)",
        }[kind]
        columns = {
            "uang": ("pagu", "pagu_maju", "pagu_kanan"), "kode": ("kode",),
            "satuan": ("target", "target_maju", "target_kanan", *EVALUATION),
        }[kind]  # fmt: skip
        for column in columns:
            text = line.cells.get(column)
            match = re.fullmatch(pattern, text) if isinstance(text, str) else None
            if match:
                line.cells[column], line.tail[column] = match[1], match[2]

    def _drift(self, page: list[list[str]]) -> list[list[str]]:
        """A page that lost an empty column, or has one more."""
        if not self.options.drift or not page:
            return page
        width = max(len(row) for row in page)
        page = [row + [""] * (width - len(row)) for row in page]
        if self.options.drift == "tambah":
            place = self.rng.randrange(1, width)
            return [[*row[:place], "", *row[place:]] for row in page]
        empty = [place for place in range(width) if not any(row[place] for row in page)]
        if not empty:
            return page
        place = self.rng.choice(empty)
        return [[*row[:place], *row[place + 1 :]] for row in page]

    def _print(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows become lines; every mark learns where it came to stand."""
        for row in rows:
            cells = list(row)
            if self.options.spread == "kiri":
                cells = ["", *cells]
            if self.options.spread == "semua":
                cells = [each for cell in cells for each in (cell, "")]
            for place, cell in enumerate(cells):
                if isinstance(cell, Mark):
                    cell.spot.places.append((len(self.lines), place))
            text = "\t".join(cells)
            self.lines.append(text.rstrip("\t") if self.options.ragged else text)

    def soiled(self, text: str) -> str:
        """Line ends, marks and spaces that programs leave; none of them changes a word."""
        if self.options.dirty == "crlf":
            return text.replace("\n", "\r\n")
        if self.options.dirty == "bom":
            return f"\ufeff{text}"
        if self.options.dirty == "spasi":
            return re.sub(r"(?m)\t(?=\S)", "\t ", re.sub(r"(?m)(?<=\S)\t", "  \t", text))
        if self.options.dirty in {"br", "tebal"}:
            return "\n".join(self._marked(line) for line in text.split("\n"))
        if self.options.dirty == "nbsp":
            return "\n".join(
                line.replace(" ", "\u00a0") if number % 3 == 0 else line
                for number, line in enumerate(text.split("\n"))
            )
        return text

    def _marked(self, line: str) -> str:
        """Marks that a conversion leaves in the cells of a table: line breaks, bold."""
        cells = line.split("\t")
        if len(cells) < 3:
            return line
        if self.options.dirty == "tebal":
            return "\t".join(
                f"**{cell}**" if cell.startswith("PROGRAM ") else cell for cell in cells
            )
        return "\t".join(
            "<br>".join(_wrapped(cell, _WRAP_AT)) if len(cell) > _WRAP_AT else cell
            for cell in cells
        )


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
