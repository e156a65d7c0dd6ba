"""The same content typed in another way: numbers and texts, spaces, breaks, slips."""

from __future__ import annotations

import re

from openpyxl.cell import Cell

from plans.mess.draft import DATA, TABLE, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation

_DOTTED = re.compile(r"(?:Rp\.?\s*)?(\d{1,3}(?:\.\d{3})+)(?:,00|,-)?")
_MEASURE = re.compile(r"(\d+(?:,\d+)?)\s+([^\W\d_]+)")
_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s*(?:%|persen)")
_MONEY = ("money",)
_FIGURES = ("money", "measure", "percent")


def _shown(draft: Draft, cell: Cell) -> str:
    """What a person sees in a cell of the clean workbook."""
    return draft.spots[cell].text


def _written(cell: Cell, text: str) -> Touched:
    before = cell.value
    cell.value, cell.number_format = text, "General"
    return Touched([cell], what=f"{before!r} -> {text!r}")


def _numbers(draft: Draft) -> list[Cell]:
    return [c for c in draft.cells(DATA, _FIGURES) if isinstance(c.value, (int, float))]


def _texts(draft: Draft) -> list[Cell]:
    return [c for c in draft.cells(TABLE) if isinstance(c.value, str)]


@mutation
def number_as_text(draft: Draft, pick: Pick) -> Touched:
    """A true number is stored as the text that it showed."""
    cell = pick.place(_numbers(draft))
    return _written(cell, _shown(draft, cell))


@mutation
def text_as_number(draft: Draft, pick: Pick) -> Touched:
    """An amount that was text is a true number."""
    cells = [c for c in draft.cells(DATA, _MONEY) if _DOTTED.fullmatch(str(c.value))]
    cell = pick.place(cells)
    match = _DOTTED.fullmatch(str(cell.value))
    assert match
    cell.value = int(match[1].replace(".", ""))
    cell.number_format = pick.way(
        ["#,##0", "General", "#,##0.00", '_-"Rp"* #,##0_-', '_-* #,##0.00_-;-* #,##0.00_-',
         '"Rp"\\ #,##0', "#,##0_);(#,##0)"]
    )  # fmt: skip
    return Touched([cell])


@mutation
def with_rp(draft: Draft, pick: Pick) -> Touched:
    """An amount is typed with its currency."""
    cells = [c for c in draft.cells(DATA, _MONEY) if _DOTTED.fullmatch(_shown(draft, c))]
    cell = pick.place(cells)
    match = _DOTTED.fullmatch(_shown(draft, cell))
    assert match
    form = pick.way(
        ["Rp {}", "Rp. {},-", "Rp{},00", "Rp.{}", "IDR {}", ": Rp {}", "{},-", "({})"][:7]
    )
    return _written(cell, form.format(match[1]))


@mutation
def english(draft: Draft, pick: Pick) -> Touched:
    """An amount is typed with commas between its thousands."""
    cells = [c for c in draft.cells(DATA, _MONEY) if _DOTTED.fullmatch(_shown(draft, c))]
    cell = pick.place(cells)
    match = _DOTTED.fullmatch(_shown(draft, cell))
    assert match
    return _written(cell, pick.way(["{}.00", "{}"]).format(match[1].replace(".", ",")))


@mutation
def percent_as_fraction(draft: Draft, pick: Pick) -> Touched:
    """``65 %`` is 0.65 under a format of percents."""
    cells = [c for c in draft.cells(DATA, _FIGURES) if _PERCENT.fullmatch(_shown(draft, c))]
    cell = pick.place(cells)
    match = _PERCENT.fullmatch(_shown(draft, cell))
    assert match
    places = len(match[1].partition(",")[2])
    point = f".{'0' * places}" if places else ""
    cell.value = float(match[1].replace(",", ".")) / 100
    cell.number_format = pick.way([f"0{point}%", f"0{point}\\ %", f"0.00{'0' * places}%"])
    return Touched([cell])


@mutation
def unit_in_format(draft: Draft, pick: Pick) -> Touched:
    """``12 Kelompok`` is 12 under a format that adds the word."""
    cells = [c for c in draft.cells(DATA, ("measure",)) if _MEASURE.fullmatch(_shown(draft, c))]
    cell = pick.place(cells)
    match = _MEASURE.fullmatch(_shown(draft, cell))
    assert match
    places = len(match[1].partition(",")[2])
    point = f".{'0' * places}" if places else ""
    cell.value = float(match[1].replace(",", "."))
    cell.number_format = pick.way(
        [f'0{point}\\ "{match[2]}"', f'#,##0{point}" {match[2]}"', f'0{point}_ "{match[2]}"']
    )
    return Touched([cell])


@mutation
def letter_o(draft: Draft, pick: Pick) -> Touched:
    """Letters O stand for zeros."""
    cells = [c for c in draft.cells(DATA, _FIGURES) if re.search(r"\d0", _shown(draft, c))]
    cell = pick.place(cells)
    text = _shown(draft, cell)
    way = pick.way(["last", "all"])
    if way == "all":
        return _written(cell, re.sub(r"(?<=[\d.])0", "O", text))
    return _written(cell, re.sub(r"(\d)0(?!.*\d0)", r"\1O", text, count=1))


@mutation
def spaces(draft: Draft, pick: Pick) -> Touched:
    """Spaces that are not seen: around a text, hard ones, tabs, none of any width."""
    cell = pick.place(_texts(draft))
    text = str(cell.value)
    made = pick.way(
        [f"{text}  ", f" {text}", text.replace(" ", "\u00a0"), text.replace(" ", "  ", 1),
         f"{text}\u200b", text.replace(" ", "\u202f", 1), f"\ufeff{text}", f"{text}\t",
         text.replace(" ", "\u2009", 1), f"\u00ad{text}"]
    )  # fmt: skip
    cell.value = made
    return Touched([cell], what=repr(made))


@mutation
def line_break(draft: Draft, pick: Pick) -> Touched:
    """A line break in place of a space, or behind the text."""
    cells = [c for c in _texts(draft) if " " in str(c.value)]
    cell = pick.place(cells)
    text = str(cell.value)
    gaps = [match.start() for match in re.finditer(" ", text)]
    gap = gaps[pick.how % len(gaps)]
    made = [
        f"{text[:gap]}\n{text[gap + 1 :]}", f"{text[:gap]}\r\n{text[gap + 1 :]}",
        f"{text[:gap]} \n {text[gap + 1 :]}", f"{text}\n",
    ]  # fmt: skip
    cell.value = made[(pick.how // 3) % len(made)]
    return Touched([cell], what=repr(cell.value))


@mutation
def apostrophe(draft: Draft, pick: Pick) -> Touched:
    """An apostrophe that was to make a text of a number stands in the cell."""
    cells = [c for c in draft.cells(DATA) if _shown(draft, c)[:1].isdigit()]
    cell = pick.place(cells)
    return _written(cell, pick.way(["'", "\u2019", "`"]) + _shown(draft, cell))


@mutation
def overflow(draft: Draft, pick: Pick) -> Touched:
    """A column too narrow for its number, pasted as it looked."""
    cell = pick.place(draft.cells(DATA, _FIGURES))
    return _written(cell, pick.way(["#####", "###", "########"]))


@mutation
def error(draft: Draft, pick: Pick) -> Touched:
    """An error in place of a figure."""
    cell = pick.place(draft.cells(DATA, _FIGURES))
    touched = _written(cell, pick.way(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"]))
    cell.data_type = "e"
    return touched


@mutation
def scaled(draft: Draft, pick: Pick) -> Touched:
    """An amount under a format that shows thousands or millions of it."""
    cells = [c for c in draft.cells(DATA, _MONEY) if _DOTTED.fullmatch(_shown(draft, c))]
    cell = pick.place([c for c in cells if len(_shown(draft, c)) >= 9])
    match = _DOTTED.fullmatch(_shown(draft, cell))
    if match is None:
        raise NoPlace
    cell.value = int(match[1].replace(".", ""))
    cell.number_format = pick.way(["#,##0,", "#,##0,,", '#,##0,\\ "ribu"', "0.0,,"])
    return Touched([cell])


@mutation
def bare_fraction(draft: Draft, pick: Pick) -> Touched:
    """``65 %`` is 0.65 and lost its format."""
    cells = [c for c in draft.cells(DATA, _FIGURES) if _PERCENT.fullmatch(_shown(draft, c))]
    cell = pick.place(cells)
    match = _PERCENT.fullmatch(_shown(draft, cell))
    assert match
    cell.value = float(match[1].replace(",", ".")) / 100
    cell.number_format = "General"
    return Touched([cell])


@mutation
def as_date(draft: Draft, pick: Pick) -> Touched:
    """A count is shown as a date."""
    cells = [c for c in draft.cells(DATA, _FIGURES) if isinstance(c.value, (int, float))]
    cell = pick.place(cells)
    cell.number_format = pick.way(["dd/mm/yyyy", "d-mmm", "h:mm", "mmm-yy"])
    return Touched([cell])
