"""What the suites ask of the crosswalk: weights, ways round, schemes, and conservation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from expectations.form_frames import Rows, frame
from pipelines.codes import schemes
from pipelines.crosswalk.cycles import leads_back
from pipelines.crosswalk.model import DISCONTINUED
from warehouse.candidate import Candidate
from warehouse.continuity import DECIDED
from warehouse.schema import NOT_APPLICABLE

#: The suite about rupiah before and after the crosswalk.
CONSERVED = "kekekalan"
_WEIGHT_SLACK = Decimal("0.000005")
_BY = ("pemerintah", "perangkat_daerah", "tahun_dokumen", "tingkat", "tahun", "fase")


def enrich_links(found: pd.DataFrame, candidate: Candidate) -> None:
    """Columns of ``bi_pemetaan`` that say whether its links hold together.

    The view shows the links in no order of its own: they are found again by what they say.
    """
    nodes = {row["nomenclature_key"]: row for row in candidate.table("dim_nomenclature")}
    links = list(candidate.table("bridge_nomenclature"))
    agencies = {row["agency_key"]: row["name"] for row in candidate.table("dim_agency")}
    sums: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    onward: dict[tuple[Any, ...], set[tuple[Any, ...]]] = defaultdict(set)
    for link in links:
        start = (link["agency_key"], link["old_nomenclature_key"])
        sums[start] += link["weight"] or 0
        if link["new_nomenclature_key"] != NOT_APPLICABLE:
            onward[start].add((link["agency_key"], link["new_nomenclature_key"]))
    said: dict[tuple[Any, ...], tuple[int, int, int, int]] = {}
    order = {each["id"]: place for place, each in enumerate(schemes())}
    for link in links:
        old, new = nodes[link["old_nomenclature_key"]], nodes[link["new_nomenclature_key"]]
        key = (link["agency_key"], link["old_nomenclature_key"])
        whole = (
            link["old_nomenclature_key"] == NOT_APPLICABLE
            or link["relation"] == DISCONTINUED
            or abs(sums[key] - 1) <= _WEIGHT_SLACK
        )
        schemes_at = [order.get(node["scheme_key"]) for node in (old, new)]
        forward = None in schemes_at or schemes_at[0] < schemes_at[1]  # type: ignore[operator]
        shown = (agencies.get(link["agency_key"]), *_shown(old), *_shown(new))
        said[shown] = (
            int(whole),
            int(leads_back(key, onward)),
            int(forward),
            int(new["origin"] != DECIDED),
        )
    rows = zip(
        *(
            found[name]
            for name in (
                *("perangkat_daerah", "skema_lama", "tingkat_lama", "nama_lama"),
                *("skema_baru", "tingkat_baru", "nama_baru"),
            )
        ),
        strict=True,
    )
    answers = [said[tuple(None if pd.isna(value) else value for value in row)] for row in rows]
    for place, name in enumerate(("bobot_utuh", "berputar", "skema_maju", "simpul_dikenal")):
        found[name] = [answer[place] for answer in answers]


def _shown(node: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    if node["nomenclature_key"] == NOT_APPLICABLE:
        return (None, None, None)
    return (node["scheme_key"], node["level"], node["name"])


def conserved(shown: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rupiah and facts before and after, by agency, plan year, level, year and phase."""
    before, after = _budget(shown["bi_anggaran"]), shown["bi_kesinambungan"]
    after = after[after["ukuran"] == "anggaran"].assign(tingkat=after["tingkat_asal"])
    sums = {name: _sums(found) for name, found in (("before", before), ("after", _budget(after)))}
    rows: Rows = []
    for key in sorted(set(sums["before"]) | set(sums["after"]), key=str):
        (rupiah, facts), (seen, seen_facts) = (
            sums[name].get(key, (0, set())) for name in ("before", "after")
        )
        rows.append(
            {
                **dict(zip(_BY, key, strict=True)),
                "rupiah": rupiah,
                "selisih_rupiah": seen - rupiah,
                "selisih_fakta": len(facts ^ seen_facts),
            }
        )
    measured = shown["bi_kesinambungan"]["ukuran"] == "kinerja"
    lost = set(shown["bi_kinerja"]["fact_id"]) ^ set(shown["bi_kesinambungan"]["fact_id"][measured])
    rows.append({"fase": "kinerja", "rupiah": 0, "selisih_rupiah": 0, "selisih_fakta": len(lost)})
    return frame(rows, (*_BY, "rupiah", "selisih_rupiah", "selisih_fakta"))


def _budget(found: pd.DataFrame) -> pd.DataFrame:
    return found[[*_BY, "fact_id", "rupiah"]]


def _sums(found: pd.DataFrame) -> dict[tuple[Any, ...], tuple[int, set[str]]]:
    sums: dict[tuple[Any, ...], tuple[int, set[str]]] = {}
    for *key, fact, rupiah in found.itertuples(index=False):
        place = tuple(None if pd.isna(value) else value for value in key)
        total, facts = sums.setdefault(place, (0, set()))
        facts.add(fact)
        sums[place] = (total + int(rupiah), facts)
    return sums
