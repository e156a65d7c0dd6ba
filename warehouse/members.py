"""Members of the shared dimensions: made while documents are read, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipelines.codes import schemes
from pipelines.model import Document, Node, Record, fold, stable_id
from pipelines.nomenclature import ListedNode, to_nodes
from warehouse.models import SHARED_DIMENSIONS
from warehouse.schema import (
    NOT_APPLICABLE,
    NOT_APPLICABLE_YEAR,
    UNKNOWN,
    UNKNOWN_YEAR,
)

Row = tuple[Any, ...]

#: Who names a node best; every form ranks as :data:`_FORM`.
_ORIGINS = {"acuan": 0, "KODE": 1, "pemetaan": 3}
_FORM = 2

_SPECIAL_NAMES = {
    UNKNOWN: ("(tidak diketahui)", "(unknown)"),
    NOT_APPLICABLE: ("(tidak berlaku)", "(not applicable)"),
}

_PHASES = {
    "evaluasi": ("Evaluasi rencana tahun lalu", "Evaluation of last year's plan"),
    "rancangan_rkpd": ("Rancangan awal RKPD", "Draft of the RKPD"),
    "analisis_kebutuhan": ("Hasil analisis kebutuhan", "Needs analysis"),
    "rencana": ("Rencana tahun n", "Plan of year n"),
    "prakiraan_maju": ("Prakiraan maju tahun n+1", "Forward estimate of year n+1"),
    "anggaran": ("Anggaran yang ditetapkan (APBD)", "Budget as adopted (APBD)"),
    "realisasi": ("Realisasi anggaran", "Budget realisation"),
}

_KINDS = {
    "target_renstra": ("Target renstra", "Target of the strategic plan"),
    "realisasi_kumulatif": ("Realisasi kumulatif", "Cumulative realisation"),
    "target": ("Target", "Target"),
    "realisasi": ("Realisasi", "Realisation"),
    "tingkat_realisasi": ("Tingkat realisasi", "Rate of realisation"),
    "tingkat_capaian": ("Tingkat capaian", "Rate of achievement"),
    "proyeksi": ("Proyeksi", "Projection"),
    "standar": ("Standar", "Standard"),
}

#: Code, Indonesian and English name, parent, leaf.
_EXPENDITURE = (
    ("operasi", "Belanja operasi", "Operating expenditure", None, 0),
    ("pegawai", "Belanja pegawai", "Personnel", "operasi", 1),
    ("barang_jasa", "Belanja barang dan jasa", "Goods and services", "operasi", 1),
    ("bunga", "Belanja bunga", "Interest", "operasi", 1),
    ("subsidi", "Belanja subsidi", "Subsidies", "operasi", 1),
    ("hibah", "Belanja hibah", "Grants", "operasi", 1),
    ("bantuan_sosial", "Belanja bantuan sosial", "Social assistance", "operasi", 1),
    ("modal", "Belanja modal", "Capital expenditure", None, 1),
    ("tidak_terduga", "Belanja tidak terduga", "Contingency", None, 1),
    ("transfer", "Belanja transfer", "Transfers", None, 1),
)


class Members:
    """Collects the rows of the shared dimensions; every method returns a dimension key.

    The first spelling of a name stands, so documents must come in standing order.
    """

    def __init__(self) -> None:
        self._rows: dict[str, dict[Any, Row]] = {t.name: {} for t in SHARED_DIMENSIONS}
        self._columns = {t.name: tuple(t.columns.keys()) for t in SHARED_DIMENSIONS}
        #: Nodes as offered: (scheme, node key) -> (preference, node); the lowest stands.
        self._nodes: dict[tuple[str, str], tuple[tuple[Any, ...], Node]] = {}
        self._versions: dict[tuple[str, str], ListedNode] = {}
        self._seed()

    # ------------------------------------------------------------------ shared

    def rows(self) -> dict[str, list[Row]]:
        """Rows of every shared dimension, sorted by key."""
        self._settle_nodes()
        return {name: [rows[key] for key in sorted(rows)] for name, rows in self._rows.items()}

    def _add(self, dimension: str, key: Any, /, **values: Any) -> None:
        """Add a member unless it is there; the key is the first column of its table."""
        rows = self._rows[dimension]
        if key not in rows:
            rows[key] = (key, *(values[column] for column in self._columns[dimension][1:]))

    def _seed(self) -> None:
        for key, (name, name_en) in _SPECIAL_NAMES.items():
            self._add("dim_scheme", key, valid_from=None, valid_to=None)
            self._add(
                "dim_nomenclature",
                key,
                scheme_key=key,
                node_key=key,
                level=key,
                code=None,
                code_printed=None,
                name=name,
                parent_nomenclature_key=key,
                parent_code=None,
                parent_name=None,
                origin=key,
                identity=key,
                valid_from=None,
                valid_to=None,
            )
            self._add("dim_indicator", key, name=name, name_folded=fold(name))
            self._add("dim_unit", key, printed=name, canonical=None)
            self._add("dim_location", key, printed=name, district=None, village=None)
            self._add("dim_funding_source", key, name=name)
            self._add("dim_budget_phase", key, name=name, name_en=name_en)
            self._add("dim_measure_kind", key, name=name, name_en=name_en)
            self._add(
                "dim_expenditure_type",
                key,
                name=name,
                name_en=name_en,
                parent_expenditure_type_key=key,
                leaf=0,
            )
        for year, key in ((UNKNOWN_YEAR, UNKNOWN), (NOT_APPLICABLE_YEAR, NOT_APPLICABLE)):
            self._add("dim_fiscal_year", year, label=_SPECIAL_NAMES[key][0])
        for code, (name, name_en) in _PHASES.items():
            self._add("dim_budget_phase", code, name=name, name_en=name_en)
        for code, (name, name_en) in _KINDS.items():
            self._add("dim_measure_kind", code, name=name, name_en=name_en)
        for code, name, name_en, parent, leaf in _EXPENDITURE:
            self._add(
                "dim_expenditure_type",
                code,
                name=name,
                name_en=name_en,
                parent_expenditure_type_key=parent or NOT_APPLICABLE,
                leaf=leaf,
            )

    # ------------------------------------------------------------------ who and when

    def government(self, name: str) -> str:
        """Key of a government, whatever the spelling of its name."""
        key = stable_id("government", fold(name))
        self._add("dim_government", key, name=name, name_folded=fold(name))
        return key

    def agency(self, document: Document) -> str:
        """Key of a document's agency within its government."""
        folded = fold(document.agency)
        key = stable_id("agency", fold(document.government), folded)
        self._add(
            "dim_agency",
            key,
            government_key=self.government(document.government),
            name=document.agency,
            name_folded=folded,
        )
        return key

    def year(self, year: int | None, absent: int = UNKNOWN_YEAR) -> int:
        """Key of a year, which is the year itself."""
        if year is None:
            return absent
        self._add("dim_fiscal_year", year, label=str(year))
        return year

    # ------------------------------------------------------------------ about what

    def scheme(self, scheme: str | None) -> str:
        """Key of a scheme, which is its name; its first and last plan year where known."""
        if not scheme:
            return UNKNOWN
        known = next((each for each in schemes() if each["id"] == scheme), None)
        first, last = known["plan_years"] if known else (None, None)
        self._add("dim_scheme", scheme, valid_from=first, valid_to=last)
        return scheme

    def offer_nodes(self, nodes: Iterable[Node]) -> None:
        """Nodes as someone names them. An official list outranks a document's list of codes, that
        a form, and a form a decision; a coded node one without."""
        for node in nodes:
            identity = (self.scheme(node.scheme), node.key)
            preference = (_ORIGINS.get(node.origin, _FORM), node.code is None)
            standing = self._nodes.get(identity)
            if standing is None or preference < standing[0]:
                self._nodes[identity] = (preference, node)

    def offer_node_of(self, record: Record) -> None:
        """The node of a record, for records whose node no one listed."""
        if record.node_key is None:
            return
        identity = (self.scheme(record.scheme), record.node_key)
        if identity in self._nodes:
            return
        node = Node(
            key=record.node_key,
            scheme=record.scheme or "",
            level=record.level or UNKNOWN,
            code=record.code,
            code_printed=record.code_printed,
            name=record.name or record.node_key,
            parent_key=None,
            parent_code=None,
            parent_name=None,
            origin=record.form,
        )
        self._nodes[identity] = ((_FORM, True, True), node)

    def offer_listed(self, listed: Sequence[ListedNode]) -> tuple[Node, ...]:
        """Nodes of official lists, with their versions; as they are published."""
        for each in listed:
            self._versions.setdefault((self.scheme(each.scheme), each.key), each)
        nodes = to_nodes(listed)
        self.offer_nodes(nodes)
        return nodes

    def _version(self, scheme: str, node_key: str) -> dict[str, Any]:
        """Identity and validity of a node; one that no list has is its own only version."""
        listed = self._versions.get((scheme, node_key))
        if listed is None:
            return {
                "identity": self.node(scheme, node_key),
                "valid_from": None,
                "valid_to": None,
            }
        return {
            "identity": listed.identity or self.node(scheme, node_key),
            "valid_from": listed.valid_from,
            "valid_to": listed.valid_to,
        }

    @staticmethod
    def node(scheme: str | None, node_key: str | None) -> str:
        """Key of a node; the node itself must have been offered."""
        if node_key is None:
            return UNKNOWN
        return stable_id("nomenclature", scheme or UNKNOWN, node_key)

    def _settle_nodes(self) -> None:
        for (scheme, node_key), (_, node) in self._nodes.items():
            if node.parent_key is None:
                parent = NOT_APPLICABLE if node.level == "urusan" else UNKNOWN
            elif (scheme, node.parent_key) in self._nodes:
                parent = self.node(scheme, node.parent_key)
            else:
                parent = UNKNOWN
            self._add(
                "dim_nomenclature",
                self.node(scheme, node_key),
                scheme_key=scheme,
                node_key=node_key,
                level=node.level,
                code=node.code,
                code_printed=node.code_printed,
                name=node.name,
                parent_nomenclature_key=parent,
                parent_code=node.parent_code,
                parent_name=node.parent_name,
                origin=node.origin,
                **self._version(scheme, node_key),
            )

    def indicator(self, text: str | None) -> str:
        """Key of an indicator as printed."""
        if not text:
            return UNKNOWN
        key = stable_id("indicator", text)
        self._add("dim_indicator", key, name=text, name_folded=fold(text))
        return key

    def location(
        self, printed: str | None, district: str | None = None, village: str | None = None
    ) -> str:
        """Key of a location as printed, with what was recognised in it."""
        if not (printed or district or village):
            return UNKNOWN
        key = stable_id("location", printed, district, village)
        self._add("dim_location", key, printed=printed, district=district, village=village)
        return key

    # ------------------------------------------------------------------ measured how

    def unit(self, printed: str | None, canonical: str | None) -> str:
        """Key of a unit, printed and canonical."""
        if not (printed or canonical):
            return UNKNOWN
        key = stable_id("unit", printed, canonical)
        self._add("dim_unit", key, printed=printed or None, canonical=canonical or None)
        return key

    def funding_source(self, name: str | None) -> str:
        """Key of a funding source as printed."""
        if not name:
            return UNKNOWN
        key = stable_id("funding_source", name)
        self._add("dim_funding_source", key, name=name)
        return key

    def phase(self, code: str | None) -> str:
        """Key of a phase, which is its code."""
        return self._code("dim_budget_phase", code)

    def kind(self, code: str | None) -> str:
        """Key of a kind of measure, which is its code."""
        return self._code("dim_measure_kind", code)

    def _code(self, name: str, code: str | None) -> str:
        if not code:
            return NOT_APPLICABLE
        self._add(name, code, name=code, name_en=code)
        return code

    def expenditure_type(self, code: str, leaf: bool | None) -> tuple[str, int]:
        """Key of an expenditure type, and whether it may be added up (1) or not (0)."""
        self._add(
            "dim_expenditure_type",
            code,
            name=code,
            name_en=code,
            parent_expenditure_type_key=NOT_APPLICABLE,
            leaf=int(bool(leaf)),
        )
        if leaf is not None:
            return code, int(leaf)
        return code, int(self._rows["dim_expenditure_type"][code][-1])
