"""Money by programme: the pagu of the plan, and the forward estimate beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import altair as alt
from sqlalchemy import Connection

from assets.report_page.ask import ask, owners
from assets.report_page.drawing import DOUBTED, MARK, SURE, Canvas, Picture, down, picture
from assets.report_page.rows import BAR, Row, Rows, place
from assets.report_page.words import Said, number, part_of, percent, rupiah
from warehouse.schema import tidy

#: More bars than this are one bar of 'others': a picture is for what is big.
MOST_BARS = 20
_BILLION, _MILLION = 1_000_000_000, 1_000_000


@dataclass(frozen=True)
class Programme:
    """A programme's rupiah: the whole, the part in doubt, and the forward estimate."""

    name: str
    owner: str
    year: int
    rupiah: int
    doubted: int
    forward: int | None
    rows: int


@dataclass(frozen=True)
class Money:
    """The section: its title, the picture (None where there is no pagu) and all programmes."""

    title: Said
    picture: Picture | None
    programmes: tuple[Programme, ...]
    left_out: int


def money(connection: Connection) -> Money:
    """Pagu a programme, the largest first in each year."""
    asked = ask(connection, "money")
    several = owners(asked) > 1
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in asked:
        owner = f"{row['perangkat_daerah']}, {row['pemerintah']}"
        found[row["tahun"], owner, row["program"]].append(row)
    programmes = sorted(
        (
            Programme(
                name or "–",
                owner if several else "",
                year,
                _sum(rows, "rupiah"),
                _sum([row for row in rows if row["status"] == "ragu"], "rupiah"),
                None
                if all(row["rupiah_maju"] is None for row in rows)
                else _sum(rows, "rupiah_maju"),
                _sum(rows, "baris"),
            )
            for (year, owner, name), rows in found.items()
        ),
        key=lambda each: (-each.year, -each.rupiah, each.owner, each.name),
    )
    if not programmes:
        nothing = Said(
            "Belum ada pagu yang terbit dalam rilis ini",
            "This release holds no planned budget yet",
        )
        return Money(nothing, None, (), 0)
    title = _title(programmes)
    shown = shown_bars(programmes)
    drawn = picture(
        partial(_draw, shown),
        [_as_data(each) for each in shown],
        f"{title.indonesian} / {title.english}",
    )
    return Money(title, drawn, tuple(programmes), len(programmes) - MOST_BARS)


def shown_bars(programmes: Sequence[Programme]) -> list[Programme]:
    """The bars of the picture: all, or the largest and one for each year's others."""
    if len(programmes) <= MOST_BARS:
        return list(programmes)
    big = set(sorted(programmes, key=lambda each: -each.rupiah)[: MOST_BARS - 1])
    shown = [each for each in programmes if each in big]
    for year in sorted({each.year for each in programmes}, reverse=True):
        rest = [each for each in programmes if each.year == year and each not in big]
        if rest:
            forward = [each.forward for each in rest if each.forward is not None]
            shown.append(
                Programme(
                    f"{number(len(rest))} program lainnya / other programmes", "", year,
                    sum(each.rupiah for each in rest), sum(each.doubted for each in rest),
                    sum(forward) if forward else None, sum(each.rows for each in rest),
                )
            )  # fmt: skip
    return sorted(shown, key=lambda each: -each.year)


def _sum(rows: Sequence[dict[str, Any]], column: str) -> int:
    return sum(int(row[column] or 0) for row in rows)


def _title(programmes: Sequence[Programme]) -> Said:
    year = programmes[0].year
    of_year = [each for each in programmes if each.year == year]
    whole = sum(each.rupiah for each in of_year)
    largest = of_year[0]
    share = percent(part_of(largest.rupiah, whole))
    return Said(
        f"Pagu {year} berjumlah {rupiah(whole)}; yang terbesar {largest.name}, {share}",
        f"The planned budget of {year} is {rupiah(whole)}; the largest part, {share}, is "
        f"{largest.name}",
    )


def _as_data(each: Programme) -> dict[str, Any]:
    return {
        "tahun": each.year,
        "program": each.name,
        "rupiah": each.rupiah,
        "ragu": each.doubted,
        "rupiah_maju": each.forward,
    }


def _row(each: Programme, whole: int, heading: str) -> Row:
    said = [f"{rupiah(each.rupiah)} ({percent(part_of(each.rupiah, whole))})"]
    if each.doubted:
        said.append(f"ragu / doubted: {rupiah(each.doubted)}")
    if each.forward is not None:
        said.append(f"{each.year + 1}: {rupiah(each.forward)}")
    return Row(each.name, each.owner, said, heading)


def _draw(programmes: Sequence[Programme], canvas: Canvas) -> alt.LayerChart:
    years = {each.year for each in programmes}
    whole = {y: sum(each.rupiah for each in programmes if each.year == y) for y in years}
    rows, last = [], None
    for each in programmes:
        heading = str(each.year) if len(years) > 1 and each.year != last else ""
        rows.append(_row(each, whole[each.year], heading))
        last = each.year
    laid = place(rows, canvas)
    most = max(1, *(max(each.rupiah, each.forward or 0) for each in programmes))
    return laid.chart(_bars(programmes, laid, most), most, _ticks(most))


def _bars(programmes: Sequence[Programme], laid: Rows, most: float) -> list[alt.Chart]:
    layers = []
    for colour, start, end in ((SURE, "nol", "pasti"), (DOUBTED, "pasti", "rupiah")):
        bars = [
            {**_as_data(each), "nol": 0, "pasti": each.rupiah - each.doubted,
             "top": middle - BAR / 2, "end": middle + BAR / 2}
            for each, middle in zip(programmes, laid.middles, strict=True)
        ]  # fmt: skip
        layers.append(
            alt.Chart(laid.canvas.rows(bars))
            .mark_rect(color=colour)
            .encode(
                x=laid.across(start, most),
                x2=alt.X2(f"{end}:Q"),
                y=down("top", laid.height),
                y2=alt.Y2("end:Q"),
            )
        )
    ahead = [
        {**_as_data(each), "top": middle - BAR / 2 - 3, "end": middle + BAR / 2 + 3}
        for each, middle in zip(programmes, laid.middles, strict=True)
        if each.forward is not None
    ]
    if ahead:
        layers.append(
            alt.Chart(laid.canvas.rows(ahead))
            .mark_rule(color=MARK, strokeWidth=2.5)
            .encode(
                x=laid.across("rupiah_maju", most),
                y=down("top", laid.height),
                y2=alt.Y2("end:Q"),
            )
        )
    return layers


def _ticks(most: int) -> dict[float, str]:
    """Round amounts along the bars, in thousand millions (miliar) or millions (juta)."""
    unit, word = (_BILLION, "miliar") if most >= _BILLION else (_MILLION, "juta")
    step = next(
        s * unit * 10**power
        for power in range(-6, 9)
        for s in (1, 2, 5)
        if s * unit * 10**power * 4 >= most
    )
    return {
        at: f"Rp {number(tidy(Decimal(str(at / unit))))} {word}" if at else "0"
        for at in [step * n for n in range(int(most // step) + 1)]
    }
