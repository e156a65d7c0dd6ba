"""The jobs: everything, one document, and publishing what has been read."""

from __future__ import annotations

import dagster as dg

DOCUMENT_STAGES = ("document", "grids", "tables", "records", "conformed")
RELEASE_STAGES = ("candidate", "release")

#: Looks at what was published.
AFTERWARDS = dg.AssetSelection.checks_for_assets("bi_belum_dipetakan") | dg.AssetSelection.assets(
    "report"
)

#: Reads the documents of one partition range in one run, then publishes all of them.
#: Started for a range of partitions, never for none: reading is by document.
EVERYTHING = dg.define_asset_job(
    "renja_semua",
    selection=dg.AssetSelection.assets(*DOCUMENT_STAGES, *RELEASE_STAGES) | AFTERWARDS,
    description=(
        "Membaca dokumen-dokumen terpilih dalam satu jalan, lalu menerbitkan satu rilis. / "
        "Reads the chosen documents in one run, then publishes one release."
    ),
)

ONE_DOCUMENT = dg.define_asset_job(
    "renja_dokumen",
    selection=dg.AssetSelection.assets(*DOCUMENT_STAGES),
    description="Membaca satu dokumen tanpa menerbitkan. / Reads one document, publishes nothing.",
)

PUBLISH = dg.define_asset_job(
    "renja_rilis",
    selection=dg.AssetSelection.assets(*RELEASE_STAGES) | AFTERWARDS,
    description=(
        "Menerbitkan semua dokumen yang sudah dibaca. / Publishes every document already read."
    ),
)

JOBS = [EVERYTHING, ONE_DOCUMENT, PUBLISH]
