"""Pictures of what became what: names on two sides, bands between them as thick as their part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from assets.report_page.drawing import (
    DOUBTED,
    INK,
    LINE,
    MUTED,
    OPEN,
    SURE,
    Canvas,
    Text,
    down,
    layered,
    texts,
    wrap,
)

#: How far a link is settled, with its colour; the names of the states are those of the page.
APPROVED, PROPOSED, UNDECIDED = "disetujui", "usulan", "belum"
COLOURS = {APPROVED: SURE, PROPOSED: DOUBTED, UNDECIDED: OPEN}
_OPACITY = {APPROVED: 0.75, PROPOSED: 0.55, UNDECIDED: 0.5}
_GAP, _TOP, _BAR = 9, 26, 5
# Points along a band, and how much of the way up or down is done there.
_BEND = ((0, 0), (0.03, 0), (0.5, 0.5), (0.97, 1), (1, 1))
#: Links without a weight (new, discontinued, undecided) are one node thick.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """A band from a name on the left to one on the right; ``part`` counts old nodes."""

    left: Key
    right: Key
    part: float
    state: str


@dataclass(frozen=True)
class Side:
    """What stands on one side, in its order: keys with names, and headings above some."""

    keys: Sequence[Key]
    names: dict[Key, str]
    headings: dict[Key, str]
    title: str


def draw_flows(
    flows: Sequence[Flow], left: Side, right: Side, thick: float, canvas: Canvas
) -> alt.LayerChart:
    """Bands between two sides; ``thick`` is how many pixels one old node takes."""
    width = canvas.width
    names = width * (0.36 if canvas.is_wide else 0.35)
    start, end = names + 8, width - names - 8
    on_left = _stand(left, [(flow.left, flow.part) for flow in flows], names, thick)
    on_right = _stand(right, [(flow.right, flow.part) for flow in flows], names, thick)
    found = [
        Text(0, top, lines, colour, "left", bold) for top, lines, colour, bold in on_left.texts
    ]
    found += [
        Text(width, top, lines, colour, "right", bold)
        for top, lines, colour, bold in on_right.texts
    ]
    bars = [
        {"x": edge, "x2": edge + _BAR, "top": top, "end": top + max(stood.high[key], 2)}
        for stood, edge in ((on_left, start - _BAR), (on_right, end))
        for key, top in stood.tops.items()
    ]
    tops = {
        (side.title, key): top
        for side, stood in ((left, on_left), (right, on_right))
        for key, top in stood.tops.items()
    }
    height = round(max(on_left.height, on_right.height))
    bands = _bands(flows, left, right, tops, (start, end), thick)
    layers = []
    for state, colour in COLOURS.items():
        points = [point for point in bands if point["status"] == state]
        if points:
            layers.append(
                alt.Chart(canvas.rows(points))
                .mark_area(color=colour, opacity=_OPACITY[state], interpolate="monotone")
                .encode(
                    x=alt.X("x:Q", axis=None, scale=None),
                    y=down("top", height),
                    y2=alt.Y2("end:Q"),
                    detail="nomor:N",
                )
            )
    posts = (
        alt.Chart(canvas.rows(bars))
        .mark_rect(color=MUTED)
        .encode(
            x=alt.X("x:Q", axis=None, scale=None),
            x2=alt.X2("x2:Q"),
            y=down("top", height),
            y2=alt.Y2("end:Q"),
        )
    )
    return layered(canvas, [*layers, posts, *texts(canvas, found, height)], height)


@dataclass
class _Stood:
    """A side with its places: the top and the height of each bar, and texts with theirs."""

    tops: dict[Key, float]
    high: dict[Key, float]
    texts: list[tuple[float, list[str], str, bool]]
    height: float


def _stand(side: Side, parts: Sequence[tuple[Key, float]], names: float, thick: float) -> _Stood:
    high: dict[Key, float] = defaultdict(float)
    for key, part in parts:
        high[key] += part * thick
    found = _Stood({}, high, [(0, wrap(side.title, names), MUTED, True)], _TOP)
    top: float = _TOP
    for key in side.keys:
        if key in side.headings:
            lines = wrap(side.headings[key], names)
            found.texts.append((top + 4, lines, MUTED, False))
            top += len(lines) * LINE + 8
        lines = wrap(side.names[key], names)
        block = max(high[key], len(lines) * LINE)
        found.texts.append((top + (block - len(lines) * LINE) / 2, lines, INK, False))
        found.tops[key] = top + (block - high[key]) / 2
        top += block + _GAP
    found.height = top
    return found


def _bands(
    flows: Sequence[Flow],
    left: Side,
    right: Side,
    tops: dict[tuple[str, Key], float],
    between: tuple[float, float],
    thick: float,
) -> list[dict[str, Any]]:
    """Points along every band; bands leave and arrive in the order of the other side."""
    place = {side.title: {key: at for at, key in enumerate(side.keys)} for side in (left, right)}
    here: dict[tuple[str, Key], float] = dict(tops)
    leaves, arrives = {}, {}
    for at, flow in sorted(enumerate(flows), key=lambda each: place[right.title][each[1].right]):
        leaves[at] = here[left.title, flow.left]
        here[left.title, flow.left] += flow.part * thick
    for at, flow in sorted(enumerate(flows), key=lambda each: place[left.title][each[1].left]):
        arrives[at] = here[right.title, flow.right]
        here[right.title, flow.right] += flow.part * thick
    points = []
    start, end = between
    for at, flow in enumerate(flows):
        for share, bent in _BEND:
            top = leaves[at] + (arrives[at] - leaves[at]) * bent
            points.append(
                {
                    "nomor": at,
                    "status": flow.state,
                    "bobot": flow.part,
                    "x": round(start + (end - start) * share, 1),
                    "top": round(top, 1),
                    "end": round(top + max(flow.part * thick, 1), 1),
                }
            )
    return points
