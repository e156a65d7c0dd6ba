"""A candidate as tables for the suites of a release: its views, documents, facts and lineage.

Texts of cells, findings and proposals stay out: they may name where people live, and results
of checks are kept and shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from expectations.form_frames import Rows, frame
from expectations.mapping_frames import CONSERVED, conserved, enrich_links
from pipelines.codes import AGENCY, OLD_SCHEME
from warehouse.candidate import Candidate
from warehouse.facts import FACT_TABLES
from warehouse.preview import preview
from warehouse.reporting import View
from warehouse.views import FACT_VIEWS, VIEWS

#: The suites that are about a release as a whole, not about one view.
DOCUMENTS, REFERENCES, SHOWN = "dokumen", "rujukan", "tampilan"

#: Columns of views whose texts may name people's places: only whether they are there is kept.
_PRIVATE: Mapping[str, tuple[str, ...]] = {
    "bi_usulan": (
        *("program", "kegiatan", "sub_kegiatan", "lokasi_terbit", "kecamatan", "desa"),
        *("indikator", "nilai_terbit", "catatan"),
    ),
    "bi_temuan": ("tercetak", "seharusnya", "pesan", "saran"),
    "bi_jejak": ("teks_asli",),
}

#: Fact tables that hold a measure, and its column (a policy has none).
_MEASURES = {
    name: next((column for column in ("value", "amount") if column in table.columns), None)
    for name, table in ((table.name, table) for table in FACT_TABLES.values())
}


def release_frames(candidate: Candidate, cells_read: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """A table for every suite of a release. ``cells_read`` is the readers' count by document."""
    lineage = _Lineage(candidate)
    with preview(candidate) as connection:
        shown = {view.name: _view(connection, view) for view in VIEWS}
    counts = {name: len(shown[name]) for name in FACT_VIEWS}
    codes = {
        (scheme, code)
        for scheme, code in zip(
            shown["bi_nomenklatur"]["skema"], shown["bi_nomenklatur"]["kode"], strict=True
        )
    }
    for name, found in shown.items():
        _enrich(name, found, lineage, codes)
    shown["bi_temuan"]["sel_ada"] = _findings_on_cells(candidate, shown["bi_temuan"], lineage)
    enrich_links(shown["bi_pemetaan"], candidate)
    shown["bi_belum_dipetakan"]["diputuskan"] = 0
    return {
        **{name: frame(_rows(found), found.columns) for name, found in shown.items()},
        DOCUMENTS: _documents(candidate, cells_read),
        REFERENCES: _references(candidate, lineage),
        SHOWN: _shown(candidate, counts),
        CONSERVED: conserved(shown),
    }


def _rows(found: pd.DataFrame) -> Rows:
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def _view(connection: Connection, view: View) -> pd.DataFrame:
    rows = connection.execute(select(view.clause())).all()
    found = pd.DataFrame(rows, columns=[*view.columns], dtype=object)
    for column in _PRIVATE.get(view.name, ()):
        found[column] = [None if pd.isna(value) else "ada" for value in found[column]]
    return found


class _Lineage:
    """Which cells there are, and which of them lead to which fact."""

    def __init__(self, candidate: Candidate) -> None:
        self.facts = [row["fact_id"] for row in candidate.table("published_fact")]
        self.known = set(self.facts)
        self.addresses = {
            (cell["document_id"], cell["cell_number"]): cell["address"]
            for cell in candidate.table("source_cell")
        }
        self.cells: dict[str, int] = Counter()
        self.values: dict[str, list[str]] = defaultdict(list)
        self.stray: set[str] = set()
        for cell in candidate.table("fact_cell"):
            fact, place = cell["fact_id"], (cell["document_id"], cell["cell_number"])
            self.cells[fact] += 1
            if place not in self.addresses:
                self.stray.add(fact)
            elif cell["role"] == "value":
                self.values[fact].append(self.addresses[place])


def _enrich(name: str, found: pd.DataFrame, lineage: _Lineage, codes: set[tuple[str, str]]) -> None:
    """Columns that say what the rows of a view are to be measured by."""
    columns = set(found.columns)
    if name in FACT_VIEWS:
        found["alamat"] = ["; ".join(lineage.values[fact]) for fact in found["fact_id"]]
    elif "fact_id" in columns:
        found["fakta_ada"] = [int(fact in lineage.known) for fact in found["fact_id"]]
    if name == "bi_temuan":
        found["pesan_ada"] = (found["pesan"].notna() & found["saran"].notna()).astype(int)
    if {"skema", "kode"} <= columns and name in FACT_VIEWS:
        old = found["skema"] == OLD_SCHEME
        found["nomenklatur_lama"] = old.astype(int)
        # An agency has a code of its own, which is none of the nomenclature.
        agency = found["tingkat"] == AGENCY if "tingkat" in columns else False
        found["nomenklatur_baru"] = (~old & ~agency).astype(int)
        pairs = zip(found["skema"], found["kode"], strict=True)
        found["kode_terdaftar"] = [int(pair in codes) for pair in pairs]
    if {"tahun", "tahun_dokumen"} <= columns:
        found["selisih_tahun"] = pd.to_numeric(found["tahun"]) - pd.to_numeric(
            found["tahun_dokumen"]
        )


def _findings_on_cells(
    candidate: Candidate, shown: pd.DataFrame, lineage: _Lineage
) -> Sequence[int]:
    stray = {
        cell["finding_id"]
        for cell in candidate.table("finding_cell")
        if (cell["cell_document_id"], cell["cell_number"]) not in lineage.addresses
    }
    return [int(finding not in stray) for finding in shown["temuan_id"]]


def _documents(candidate: Candidate, cells_read: Mapping[str, int]) -> pd.DataFrame:
    accounted: dict[str, set[int]] = defaultdict(set)
    doubled: dict[str, int] = Counter()
    unexplained: dict[str, int] = Counter()
    for cell in candidate.table("source_cell"):
        document = cell["document_id"]
        if cell["cell_number"] in accounted[document]:
            doubled[document] += 1
        accounted[document].add(cell["cell_number"])
        unexplained[document] += not (cell["cell_use"] and cell["reason"])
    records = Counter(
        (row["document_id"], row["record_id"]) for row in candidate.table("source_record")
    )
    repeated = Counter(document for (document, _), times in records.items() if times > 1)
    owners = {row["government_key"]: row["name"] for row in candidate.table("dim_government")}
    agencies = {row["agency_key"]: row["name"] for row in candidate.table("dim_agency")}
    rows = [
        {
            "dokumen": document["file"],
            "dokumen_id": (key := document["document_id"]),
            "pemerintah": owners.get(document["government_key"]),
            "perangkat_daerah": agencies.get(document["agency_key"]),
            "tahun_dokumen": document["plan_year_key"],
            "sel_terbaca": cells_read.get(key, -1),
            "sel_dalam_akun": len(accounted[key]) + doubled[key],
            "sel_tanpa_penjelasan": unexplained[key],
            "baris_berganda": repeated[key],
        }
        for document in candidate.table("dim_document")
    ]
    return frame(
        rows,
        (
            *("dokumen", "dokumen_id", "pemerintah", "perangkat_daerah", "tahun_dokumen"),
            *("sel_terbaca", "sel_dalam_akun", "sel_tanpa_penjelasan", "baris_berganda"),
        ),
    )


def _references(candidate: Candidate, lineage: _Lineage) -> pd.DataFrame:
    files = {row["document_id"]: row["file"] for row in candidate.table("dim_document")}
    records = {(row["document_id"], row["record_id"]) for row in candidate.table("source_record")}
    listed = Counter(lineage.facts)
    rows: Rows = []
    for name, measure in _MEASURES.items():
        for fact in candidate.table(name):
            key, document = fact["fact_id"], fact["document_id"]
            measured = measure is not None and fact[measure] is not None
            rows.append(
                {
                    "fact_id": key,
                    "status": fact["status"],
                    "dokumen": files.get(document),
                    "dokumen_id": document,
                    "alamat": "; ".join(lineage.values[key]),
                    "terdaftar": int(listed[key] == 1),
                    "baris_ada": int((document, fact["record_id"]) in records),
                    "sel_ada": int(key not in lineage.stray and lineage.cells[key] > 0),
                    "sel_nilai_ada": int(bool(lineage.values[key]) or not measured),
                }
            )
    there = {row["fact_id"] for row in rows}
    rows += [
        {
            "fact_id": key,
            "status": "terbit",
            **dict.fromkeys(("baris_ada", "sel_ada", "sel_nilai_ada"), 1),
            "terdaftar": 0,
        }
        for key in lineage.known
        if key not in there
    ]
    return frame(
        rows,
        (
            *("fact_id", "status", "dokumen", "dokumen_id", "alamat"),
            *("terdaftar", "baris_ada", "sel_ada", "sel_nilai_ada"),
        ),
    )


def _shown(candidate: Candidate, counts: Mapping[str, int]) -> pd.DataFrame:
    facts: dict[str, Any] = candidate.view_counts()
    rows = [{"kode": name, "baris": counts[name], "fakta": facts[name]} for name in FACT_VIEWS]
    return frame(rows, ("kode", "baris", "fakta"))
