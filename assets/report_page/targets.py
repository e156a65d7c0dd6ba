"""Target against realisation: the share realised, never capped, of one unit alone.

T-C.29 gives it by indicator for the year evaluated, a budget realisation report (LRA) by
programme in rupiah. Whether less would be better is said by no form, so that no share is called
good or bad here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import altair as alt
from sqlalchemy import Connection

from assets.report_page.ask import ask, owners
from assets.report_page.drawing import DOUBTED, FAINT, MARK, SURE, Canvas, Picture, down, picture
from assets.report_page.rows import Row, place
from assets.report_page.words import Said, number, percent, rupiah

#: A picture shows this many at most: half the lowest, half the highest of the others.
MOST_ROWS = 60
FULL = Decimal(100)
_MONEY = "Rp"
#: Axes that go beyond this are drawn by square roots, so that the lower part stays readable.
_LONG = Decimal(400)

NO_REALISATION, NO_TARGET, OTHER_UNIT = "kosong", "nol", "satuan"
_REASONS = {
    NO_REALISATION: Said("realisasi tidak terbit", "no realisation published"),
    NO_TARGET: Said("target nol", "target is zero"),
    OTHER_UNIT: Said("satuannya tidak sama", "units differ"),
}


@dataclass(frozen=True)
class Pair:
    """A target and what was realised of it; ``share`` in per cent, None with a ``reason``."""

    owner: str
    year: int
    programme: str
    name: str
    indicator: str
    target: Decimal
    target_unit: str
    realised: Decimal | None
    realised_unit: str
    doubted: bool

    @property
    def reason(self) -> str:
        """Why there is no share; empty where there is one."""
        if self.realised is None:
            return NO_REALISATION
        if not self.target:
            return NO_TARGET
        return "" if self.target_unit == self.realised_unit else OTHER_UNIT

    @property
    def share(self) -> Decimal | None:
        """Realisation in per cent of the target."""
        if self.reason or self.realised is None:
            return None
        return self.realised / self.target * FULL

    @property
    def why(self) -> Said:
        """The reason in words."""
        return _REASONS[self.reason]

    def amount(self, value: Decimal | None, unit: str) -> str:
        """A figure with its unit, as the report prints it."""
        if value is None:
            return "–"
        return rupiah(int(value)) if unit == _MONEY else f"{number(value)} {unit}".strip()

    @property
    def target_said(self) -> str:
        """The target with its unit."""
        return self.amount(self.target, self.target_unit)

    @property
    def realised_said(self) -> str:
        """The realisation with its unit, a dash where there is none."""
        return self.amount(self.realised, self.realised_unit)

    @property
    def share_said(self) -> str:
        """The share as printed, a dash where there is none."""
        return "–" if self.share is None else percent(self.share)


@dataclass(frozen=True)
class Targets:
    """The section: title, picture (None without a share), the pairs, and those without one."""

    title: Said
    picture: Picture | None
    pairs: tuple[Pair, ...]
    unpaired: tuple[Pair, ...]
    reasons: tuple[tuple[Said, int], ...]
    left_out: int


def targets(connection: Connection) -> Targets:
    """Every target of the year evaluated with its realisation, by programme, lowest first."""
    performance, spent = ask(connection, "targets"), ask(connection, "realised_money")
    several = owners([*performance, *spent]) > 1
    found = [_performance(row, several) for row in performance]
    found += [_money(row, several) for row in spent if row["anggaran"] is not None]
    pairs = sorted(
        (pair for pair in found if pair.share is not None),
        key=lambda each: (
            -each.year, each.target_unit != _MONEY, each.owner, each.programme, each.share,
            each.name,
        ),
    )  # fmt: skip
    unpaired = tuple(pair for pair in found if pair.share is None)
    reasons = Counter(pair.reason for pair in unpaired)
    counted = tuple((_REASONS[reason], reasons[reason]) for reason in _REASONS if reasons[reason])
    if not pairs:
        nothing = Said(
            "Tidak ada target dengan realisasi bersatuan sama dalam rilis ini",
            "This release holds no target with a realisation of the same unit",
        )
        return Targets(nothing, None, (), unpaired, counted, 0)
    title, shown = _title(pairs), shown_rows(pairs)
    drawn = picture(
        partial(_draw, shown),
        [_as_data(pair) for pair in shown],
        f"{title.indonesian} / {title.english}",
    )
    return Targets(title, drawn, tuple(pairs), unpaired, counted, len(pairs) - len(shown))


def shown_rows(pairs: Sequence[Pair]) -> list[Pair]:
    """The rows of the picture: all, or the lowest and the highest shares."""
    if len(pairs) <= MOST_ROWS:
        return list(pairs)
    by_share = sorted(range(len(pairs)), key=lambda at: (pairs[at].share, at))
    kept = {*by_share[: MOST_ROWS // 2], *by_share[-MOST_ROWS // 2 :]}
    return [pair for at, pair in enumerate(pairs) if at in kept]


def _owner(row: dict[str, Any], several: bool) -> str:
    return f"{row['perangkat_daerah']}, {row['pemerintah']}" if several else ""


def _performance(row: dict[str, Any], several: bool) -> Pair:
    realised = row["realisasi"]
    return Pair(
        _owner(row, several),
        row["tahun"],
        row["program"] or "",
        row["nama"] or "",
        row["indikator"] or "",
        Decimal(row["target"]),
        row["satuan_target"] or "",
        None if realised is None else Decimal(realised),
        row["satuan_realisasi"] or "",
        bool(row["ragu"]),
    )


def _money(row: dict[str, Any], several: bool) -> Pair:
    realised = row["realisasi"]
    return Pair(
        _owner(row, several),
        row["tahun"],
        "Anggaran dan realisasi (LRA) / budget and realisation",
        row["program"] or "",
        "",
        Decimal(row["anggaran"]),
        _MONEY,
        None if realised is None else Decimal(realised),
        _MONEY,
        bool(row["ragu"]),
    )


def _title(pairs: Sequence[Pair]) -> Said:
    year = pairs[0].year
    shares = [pair.share or Decimal(0) for pair in pairs if pair.year == year]
    reached = sum(share >= FULL for share in shares)
    low, high = percent(min(shares)), percent(max(shares))
    return Said(
        f"{number(reached)} dari {number(len(shares))} target {year} terealisasi 100 % atau "
        f"lebih; yang terendah {low}, yang tertinggi {high}",
        f"{number(reached)} of {number(len(shares))} targets of {year} were realised by 100 % or "
        f"more; the lowest by {low}, the highest by {high}",
    )


def _as_data(pair: Pair) -> dict[str, Any]:
    share = pair.share or Decimal(0)
    return {
        "tahun": pair.year,
        "nama": pair.name,
        "indikator": pair.indicator,
        "target": float(pair.target),
        "realisasi": float(pair.realised or 0),
        "persen": float(share),
        "ragu": int(pair.doubted),
    }


def _draw(pairs: Sequence[Pair], canvas: Canvas) -> alt.LayerChart:
    rows, last = [], ""
    for pair in pairs:
        group = " · ".join(filter(None, (str(pair.year), pair.owner, pair.programme)))
        said = (pair.share_said, f"{pair.realised_said} / {pair.target_said}")
        rows.append(Row(pair.name, pair.indicator, said, group if group != last else ""))
        last = group
    laid = place(rows, canvas)
    highest = max(FULL, *(pair.share or FULL for pair in pairs))
    most, power = float(highest), 0.5 if highest > _LONG else 1.0
    dots = [
        {**_as_data(pair), "nol": 0, "top": middle}
        for pair, middle in zip(pairs, laid.middles, strict=True)
    ]
    share, place_of = laid.across("persen", most, power), down("top", laid.height)
    stems = (
        alt.Chart(canvas.rows(dots))
        .mark_rule(color=FAINT, strokeWidth=5)
        .encode(x=laid.across("nol", most, power), x2=alt.X2("persen:Q"), y=place_of)
    )
    full = (
        alt.Chart(canvas.rows({"at": 100, "top": y - 9, "end": y + 9} for y in laid.middles))
        .mark_rule(color=MARK, strokeWidth=1.5)
        .encode(x=laid.across("at", most, power), y=place_of, y2=alt.Y2("end:Q"))
    )
    marks = [stems, full]
    for doubted, colour, shape in ((0, SURE, "circle"), (1, DOUBTED, "diamond")):
        chosen = [dot for dot in dots if dot["ragu"] == doubted]
        if chosen:
            marks.append(
                alt.Chart(canvas.rows(chosen))
                .mark_point(filled=True, size=110, color=colour, shape=shape, opacity=1)
                .encode(x=share, y=place_of)
            )
    steps = (
        (0, 100, 200, 400, 800, 1600, 3200, 6400, 12800)
        if power != 1
        else (0, 50, 100, 200, 300, 400)
    )
    ticks = {float(at): f"{at} %" for at in steps if at <= most and (at != 50 or most < 250)}
    return laid.chart(marks, most, ticks, power)
