"""Pictures as SVG: drawn by Altair, coloured by the page, in a wide and a narrow form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

# Colours stand for variables of the page's style: light, dark and paper have their own.
INK, MUTED, FAINT, PAPER = "#010101", "#010102", "#010103", "#010104"
SURE, DOUBTED, OPEN, MARK = "#010105", "#010106", "#010107", "#010108"
_VARIABLES = {
    INK: "--ink", MUTED: "--muted", FAINT: "--faint", PAPER: "--paper",
    SURE: "--sure", DOUBTED: "--doubted", OPEN: "--open", MARK: "--mark",
}  # fmt: skip

WIDE, NARROW = 920, 340
SIZE, LINE = 12, 15
_FONT = "system-ui, sans-serif"
_ROOT = re.compile(r"<svg[^>]*>\s*<rect[^>]*/>")
_UNUSED = re.compile(r' (?:aria-[a-z]+|role|pointer-events|class|font-family)="[^"]*"')


@dataclass(frozen=True)
class Picture:
    """A picture for wide and for narrow pages, and the rows of data that both show.

    ``narrow`` is empty where there is none.
    """

    wide: str
    narrow: str
    rows: tuple[dict[str, Any], ...]


class Canvas:
    """What a picture is drawn upon: a width in pixels, and the rows that its marks show."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.datasets: dict[str, list[dict[str, Any]]] = {}

    @property
    def is_wide(self) -> bool:
        """True where names have room beside what they name."""
        return self.width >= WIDE

    def rows(self, found: Iterable[dict[str, Any]]) -> alt.NamedData:
        """Rows by a name: they reach the drawing as they are, unchecked and uncopied."""
        name = f"rows{len(self.datasets)}"
        self.datasets[name] = list(found)
        return alt.NamedData(name=name)


Draw = Callable[[Canvas], alt.LayerChart]


def picture(
    draw: Draw, rows: Iterable[dict[str, Any]], said: str, *, narrow: bool = True
) -> Picture:
    """Draw for both widths. ``said`` is what the picture says, for those who cannot see it."""
    small = _svg(draw, Canvas(NARROW), said) if narrow else ""
    return Picture(_svg(draw, Canvas(WIDE), said), small, tuple(rows))


def specification(draw: Draw, canvas: Canvas) -> dict[str, Any]:
    """The picture as Vega-Lite, with its rows in ``datasets``."""
    drawn = draw(canvas).to_dict(validate=False)
    return {**drawn, "datasets": canvas.datasets}


def _svg(draw: Draw, canvas: Canvas, said: str) -> str:
    import vl_convert  # noqa: PLC0415

    drawn = vl_convert.vegalite_to_svg(specification(draw, canvas))
    # What Vega says of every mark is said once, by the label; the table holds the figures.
    drawn = _UNUSED.sub("", drawn)
    width, height = (
        round(float(size)) for size in re.findall(r'viewBox="0 0 (\S+) ([^"]+)"', drawn)[0]
    )
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-label="{_escaped(said)}">'
    )
    drawn = _ROOT.sub(lambda _: root, drawn, count=1)
    for colour, variable in _VARIABLES.items():
        drawn = drawn.replace(f'"{colour}"', f'"var({variable})"')
    return drawn


def _escaped(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text


def layered(canvas: Canvas, layers: Sequence[alt.Chart], height: float) -> alt.LayerChart:
    """Layers upon each other, without frame, axes of their own and background."""
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_scale(x="independent")
        .properties(width=canvas.width, height=height, autosize=alt.AutoSizeParams(type="none"))
        .configure(padding=0, font=_FONT, background="transparent")
        .configure_view(stroke=None)
    )
    return chart


def down(field: str, height: float) -> Any:
    """The vertical place of something, in pixels from the top."""
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height]))


@dataclass(frozen=True)
class Text:
    """A text of a picture at pixels from its upper left corner; its lines go downwards."""

    x: float
    y: float
    lines: Sequence[str]
    colour: str = INK
    align: Literal["left", "right"] = "left"
    bold: bool = False


def texts(canvas: Canvas, found: Sequence[Text], height: float) -> list[alt.Chart]:
    """Layers of texts, one a manner of writing."""
    layers = []
    for colour, align, bold in sorted({(t.colour, t.align, t.bold) for t in found}):
        alike = [t for t in found if (t.colour, t.align, t.bold) == (colour, align, bold)]
        layers.append(
            alt.Chart(
                canvas.rows({"px": t.x, "py": t.y, "lines": list(t.lines)} for t in alike)
            )
            .mark_text(
                align=align, baseline="top", color=colour, fontSize=SIZE, lineHeight=LINE,
                fontWeight="bold" if bold else "normal",
            )
            .encode(
                x=alt.X("px:Q", axis=None, scale=None), y=down("py", height),
                text=alt.Text("lines:N"),
            )
        )  # fmt: skip
    return layers


def wrap(text: str, pixels: float) -> list[str]:
    """A text in lines that are about as wide; a word that is wider stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}") <= pixels:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _width(text: str) -> float:
    """At most as wide as the text is in a usual font without serifs: which one is not known."""
    return sum(SIZE * _share(letter) for letter in text)


def _share(letter: str) -> float:
    if letter in " .,:;'|!()[]/ijltfr":
        return 0.4
    if letter in "mwMW":
        return 0.95
    return 0.7 if unicodedata.category(letter) in ("Lu", "Sm", "Po") else 0.63
