"""Draws ``docs/images/kesinambungan.svg``: a line of ``bi_kesinambungan`` over the change.

python docs/continuity_plot.py WAREHOUSE.sqlite    (a warehouse of the sample in ``raw/``)
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import altair as alt
import pandas as pd

FOLDER = Path(__file__).parent
QUERY = FOLDER / "queries" / "08-kesinambungan-taman-makam-pahlawan.sql"
PICTURE = FOLDER / "images" / "kesinambungan.svg"
_ROUTES = {
    "langsung": "simpul baru / new node",
    "pemetaan": "simpul lama, lewat pemetaan / old node, mapped",
}
_BLUE, _ORANGE = "#1f4e79", "#c55a11"


def picture(found: pd.DataFrame) -> alt.HConcatChart:
    """Targets by year on the left, the budget on the right."""
    found = found.assign(jalan=found["jalur"].map(_ROUTES), tahun=found["tahun"].astype(str))
    colour = alt.Color(
        "jalan:N",
        title=None,
        scale=alt.Scale(domain=list(_ROUTES.values()), range=[_BLUE, _ORANGE]),
        legend=alt.Legend(orient="bottom", labelLimit=400),
    )
    targets = found[found["ukuran"] == "kinerja"].assign(
        baris=lambda rows: rows["tahun"] + " " + rows["jenis"] + ", " + rows["satuan"],
        angka=lambda rows: rows["nilai"].map("{:g}".format),
    )
    rows = alt.Y("baris:N", title=None, sort=None, axis=alt.Axis(labelLimit=200))
    bars = (
        alt.Chart(targets)
        .mark_bar(size=24)
        .encode(y=rows, x=alt.X("nilai:Q", title="target"), color=colour)
    )
    figures = bars.mark_text(dx=6, align="left").encode(text="angka:N", color=alt.value("black"))
    money = found[found["ukuran"] == "anggaran"].assign(
        juta=lambda rows: rows["rupiah"] / 1e6,
        angka=lambda rows: (
            "Rp" + (rows["rupiah"] / 1e6).map("{:.1f}".format).str.replace(".", ",") + " juta"
        ),
    )
    pagu = (
        alt.Chart(money)
        .mark_bar(size=48)
        .encode(
            x=alt.X("tahun:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("juta:Q", title="juta rupiah / million rupiah"),
            color=colour,
        )
    )
    amounts = pagu.mark_text(dy=-7).encode(text="angka:N", color=alt.value("black"))
    return alt.hconcat(
        (bars + figures).properties(width=360, height=170, title="Target"),
        (pagu + amounts).properties(width=120, height=170, title="Pagu 2022"),
        title=alt.Title(
            "Pemeliharaan Taman Makam Pahlawan: 11 TMP sebelum dan sesudah 2021",
            subtitle="Maintenance of heroes' cemeteries, before and after the new nomenclature",
        ),
    )


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[1]) as warehouse:
        rows = pd.read_sql_query(QUERY.read_text(encoding="utf-8"), warehouse)
    picture(rows).save(PICTURE)
