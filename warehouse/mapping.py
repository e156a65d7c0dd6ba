"""Tables of the change of nomenclature: links between nodes, and facts seen through them.

Facts keep their own node. What a figure is on a line of the present nomenclature stands in
``bridge_fact``, parted by weight so that the parts add up to the figure again.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Table, Text

from pipelines.crosswalk.model import RELATIONS, STATUSES
from warehouse.schema import Measure, column, one_of, refers, table

#: How a figure comes to a line: as its own, by links, or not at all and why.
DIRECT, MAPPED, UNMAPPED, ENDED = ROUTES = (
    "langsung",
    "pemetaan",
    "belum_dipetakan",
    "dihentikan",
)

bridge_nomenclature = table(
    "bridge_nomenclature",
    "Pemetaan nomenklatur lama ke baru, satu baris satu hubungan",
    "Crosswalk from old nodes of the nomenclature to new ones, one row a link",
    column("bridge_key", Text, "Kunci hubungan", "Key of the link", key=True),
    column(
        "agency_key",
        Text,
        "Perangkat daerah yang memutuskan; kosong berarti berlaku umum",
        "Agency whose decision it is; empty where it is everyone's",
        refers("dim_agency.agency_key"),
        nullable=True,
    ),
    column(
        "old_nomenclature_key",
        Text,
        "Simpul lama; tidak_berlaku bila simpul baru tanpa pendahulu",
        "Old node; tidak_berlaku where a new node has no predecessor",
        refers("dim_nomenclature.nomenclature_key"),
    ),
    column(
        "new_nomenclature_key",
        Text,
        "Simpul baru; tidak_berlaku bila dihentikan",
        "New node; tidak_berlaku where the old one is discontinued",
        refers("dim_nomenclature.nomenclature_key"),
    ),
    column("relation", Text, "Hubungan", "Relation", source="keputusan"),
    column(
        "weight",
        Measure,
        "Bagian angka simpul lama yang berpindah, 0 sampai 1; kosong bila tanpa simpul lama",
        "Part of the old node's figures that goes this way, 0 to 1; empty without an old node",
        nullable=True,
        unit="bagian dari 1",
        additive="antar hubungan dari satu simpul lama: berjumlah 1",
        source="keputusan",
    ),
    column("method", Text, "Cara hubungan ditemukan", "How it was found", source="keputusan"),
    column(
        "confidence",
        Measure,
        "Keyakinan, 0 sampai 1",
        "Confidence, 0 to 1",
        unit="bagian dari 1",
        additive="tidak",
        source="keputusan",
    ),
    column("evidence", Text, "Bukti", "Evidence", source="keputusan"),
    column("status", Text, "usulan atau disetujui", "Proposed or approved", source="keputusan"),
    column("proposer", Text, "Pengusul", "Proposed by", source="keputusan"),
    column("approver", Text, "Penyetuju", "Approved by", nullable=True, source="keputusan"),
    column("decided_on", Text, "Tanggal (TTTT-BB-HH)", "Date (ISO 8601)", source="keputusan"),
    column("note", Text, "Catatan", "Note", nullable=True, source="keputusan"),
    column("history", Text, "Riwayat", "History", nullable=True, source="keputusan"),
    one_of("relation", "relation", RELATIONS),
    one_of("status", "status", STATUSES),
    CheckConstraint("weight IS NULL OR (weight >= 0 AND weight <= 1)", name="weight"),
)

bridge_fact = table(
    "bridge_fact",
    "Fakta nomenklatur lama dilihat pada garis nomenklatur baru, terbagi menurut bobot",
    "Facts of the old nomenclature as seen on lines of the new one, parted by weight",
    column("bridge_fact_key", Text, "Kunci", "Key", key=True),
    column("fact_id", Text, "Fakta", "Fact", refers("published_fact.fact_id")),
    column("route", Text, "Jalan ke garis itu", "How it comes to the line", source="aturan"),
    column(
        "nomenclature_key",
        Text,
        "Garis: simpul baru; tidak_diketahui bila belum dipetakan, tidak_berlaku bila dihentikan",
        "The line: a new node; tidak_diketahui where not mapped, tidak_berlaku where discontinued",
        refers("dim_nomenclature.nomenclature_key"),
    ),
    column(
        "bridge_key",
        Text,
        "Hubungan pertama dari simpul fakta; kosong bila belum dipetakan",
        "First link from the node of the fact; empty where not mapped",
        refers("bridge_nomenclature.bridge_key"),
        nullable=True,
    ),
    column(
        "weight",
        Measure,
        "Bagian yang sampai ke garis itu",
        "Part that comes to the line",
        unit="bagian dari 1",
        additive="antar garis dari satu fakta: berjumlah 1",
        source="keputusan",
    ),
    column(
        "value",
        Measure,
        "Nilai menurut bobot; persentase tidak dibagi",
        "Value by weight; a percentage is not parted",
        nullable=True,
        unit="lihat fakta",
        additive="tidak: satuan dan jenis ukuran berbeda-beda",
        source="aturan",
    ),
    column(
        "amount",
        BigInteger,
        "Rupiah menurut bobot; bagian-bagian satu fakta berjumlah tepat",
        "Rupiah by weight; the parts of a fact add up exactly",
        nullable=True,
        unit="rupiah",
        additive="antar garis satu tingkat dan fase",
        source="aturan",
    ),
    one_of("route", "route", ROUTES[1:]),
)

#: Replaced whole with every release, after the dimensions that they refer to.
MAPPING_TABLES: tuple[Table, ...] = (bridge_nomenclature, bridge_fact)
