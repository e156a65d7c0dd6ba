"""Pictures of named rows: the name beside its bar on wide pages, above it on narrow ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from assets.report_page.drawing import FAINT, LINE, MUTED, Canvas, Text, down, layered, texts, wrap

BAR = 14
_NAMES, _VALUES, _GAP, _AXIS = 360, 190, 20, 22


@dataclass(frozen=True)
class Row:
    """What stands beside a bar. ``heading`` opens a group of rows, where it is not empty."""

    name: str
    detail: str = ""
    values: Sequence[str] = ()
    heading: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows with their places: bars go from ``left`` to ``right`` around the ``middles``."""

    canvas: Canvas
    texts: tuple[Text, ...]
    middles: tuple[float, ...]
    left: float
    right: float
    height: float

    def across(self, field: str, most: float, power: float = 1) -> alt.X:
        """The place of an amount between 0 and ``most`` along the bars."""
        kind = {"type": "pow", "exponent": power} if power != 1 else {"type": "linear"}
        scale = alt.Scale(domain=[0, most], range=[self.left, self.right], nice=False, **kind)
        return alt.X(f"{field}:Q", axis=None, scale=scale)

    def chart(
        self, marks: Sequence[alt.Chart], most: float, ticks: dict[float, str], power: float = 1
    ) -> alt.LayerChart:
        """The rows with marks upon them, and lines at ``ticks`` with what is written above."""
        across, top = self.across("at", most, power), down("top", self.height)
        spans = [(_AXIS - 4.0, self.height)]
        if not self.canvas.is_wide:
            # Names stand above the bars: the lines do not cross them.
            spans = [(middle - BAR / 2 - 4, middle + BAR / 2 + 4) for middle in self.middles]
        lines = [{"at": at, "top": start, "end": end} for at in ticks for start, end in spans]
        grid = (
            alt.Chart(self.canvas.rows(lines))
            .mark_rule(color=FAINT)
            .encode(x=across, y=top, y2=alt.Y2("end:Q"))
        )
        words = [{"at": at, "top": _AXIS - 4, "words": said} for at, said in ticks.items()]
        labels = (
            alt.Chart(self.canvas.rows(words))
            .mark_text(color=MUTED, fontSize=11, baseline="bottom", align="center")
            .encode(x=across, y=top, text=alt.Text("words:N"))
        )
        layers = [grid, labels, *marks, *texts(self.canvas, self.texts, self.height)]
        return layered(self.canvas, layers, self.height)


def place(rows: Sequence[Row], canvas: Canvas) -> Rows:
    """Find the place of every row, below a line for the axis."""
    beside, width = canvas.is_wide, canvas.width
    left, right = (_NAMES + _GAP, width - _VALUES - _GAP) if beside else (14, width - 22)
    found: list[Text] = []
    middles = []
    top: float = _AXIS + 6
    for row in rows:
        if row.heading:
            lines = wrap(row.heading, width * 0.94)
            top += 8
            found.append(Text(0, top, lines, bold=True))
            top += len(lines) * LINE + 8
        space = _NAMES if beside else width
        names = wrap(row.name, space)
        details = wrap(row.detail, space)
        found.append(Text(0, top, names))
        found.append(Text(0, top + len(names) * LINE, details, MUTED))
        high = (len(names) + len(details)) * LINE
        if beside:
            high = max(high, len(row.values) * LINE)
            middle = top + high / 2
            found.append(
                Text(width, middle - len(row.values) * LINE / 2, row.values, align="right")
            )
        else:
            said = wrap(" · ".join(row.values), space)
            found.append(Text(0, top + high, said, MUTED))
            high += len(said) * LINE + BAR + 6
            middle = top + high - BAR / 2
        middles.append(middle)
        top += high + (12 if beside else 14)
    kept = tuple(text for text in found if text.lines)
    return Rows(canvas, kept, tuple(middles), left, right, round(top))
