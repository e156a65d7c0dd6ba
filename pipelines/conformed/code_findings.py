"""What is wrong with the code of a row: one rule for each way of being wrong.

A code begins with that of its parent, no two names share one, one name has one in every table,
and its shape says the level (Permendagri 90/2019, Lampiran I).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from pipelines import codes
from pipelines.codes import BIDANG, KEGIATAN, OLD_SCHEME, PROGRAM, SUB_KEGIATAN
from pipelines.conformed.hierarchy import Place
from pipelines.conformed.nomenclature import Nomenclature
from pipelines.findings import FindingLog

_CODED = frozenset({BIDANG, PROGRAM, KEGIATAN, SUB_KEGIATAN})


def code_findings(places: Sequence[Place], known: Nomenclature, log: FindingLog) -> None:
    """Findings for the codes of all rows of tables that print codes."""
    coded = {place.record.table for place in places if place.code_printed}
    owners = _Owners(places, known)
    for place in places:
        _retyped(place, log)
        if place.record.table in coded and place.scheme != OLD_SCHEME and place.level in _CODED:
            _check(place, known, owners, log)


def _retyped(place: Place, log: FindingLog) -> None:
    """A code of which a spreadsheet made a number or a date."""
    record = place.record
    if record.typed_code is None:
        return
    cells = record.cells("kode")
    date = any("-" in cell.stored for token in record.pieces["kode"] for cell in token.cells)
    log.add(
        "kode_jadi_tanggal" if date else "kode_jadi_angka", record.form, cells,
        key="|".join(place.path), name=place.name, printed=place.code_printed or "",
        expected=record.typed_code, cause=f"kode|{record.form}|{record.table}|{date}",
    )  # fmt: skip


class _Owners:
    """Which nodes print or have a code."""

    def __init__(self, places: Sequence[Place], known: Nomenclature) -> None:
        self._having: dict[tuple[str, str], Place] = {}
        self._printing: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in places:
            code = known.code(place)
            if code is not None:
                self._having.setdefault((place.scheme, code), place)
            if place.stated:
                self._printing[place.scheme, place.stated].append(place)

    def other(self, place: Place) -> Place | None:
        """Another node that has the printed code, or prints it in the same table."""
        about = (place.scheme, place.stated or "")
        owner = self._having.get(about)
        if owner is not None and owner.key != place.key:
            return owner
        rivals = self._printing[about]
        same = (each for each in rivals if each.record.table == place.record.table)
        return next((each for each in same if each.key != place.key), None)


def _check(place: Place, known: Nomenclature, owners: _Owners, log: FindingLog) -> None:
    printed, resolved = place.stated, known.code(place)
    if place.level == BIDANG and resolved is None:
        return  # an agency's own grouping has no code
    generic = codes.is_generic(place.code_printed)
    if printed == resolved and resolved is not None and not generic:
        return
    parent = place.kegiatan if place.level == SUB_KEGIATAN else place.program
    if place.level == PROGRAM:
        parent = place.bidang
    parent_code = known.code(parent) if parent else None
    if parent_code is None and resolved is not None:
        parent_code = codes.parent_of(resolved)

    def report(rule: str, **values: str) -> None:
        log.add(
            rule, place.record.form, place.record.cells("kode") or place.record.cells("nama"),
            key="|".join(place.path), cause="kode|" + "|".join(place.path), name=place.name,
            level=place.level.replace("_", " "), printed=place.code_printed or "",
            expected=resolved or "",
            expected_id=f"; menurut tabel lain dan induknya: {resolved}" if resolved else "",
            expected_en=f"; other tables and its parent say {resolved}" if resolved else "",
            **values,
        )  # fmt: skip

    if generic and printed == resolved:
        report("kode_umum")
    elif printed is None or (codes.level_of(printed) is None and "X" in printed.upper()):
        report("kode_kosong", mark=f" ('{place.code_printed}')" if place.code_printed else "")
    elif codes.level_of(printed) != place.level:
        report("kode_salah" if resolved else "kode_tak_terpecahkan")
    else:
        _misplaced(printed, resolved, parent, parent_code, owners.other(place), report)


def _misplaced(
    printed: str,
    resolved: str | None,
    parent: Place | None,
    parent_code: str | None,
    owner: Place | None,
    report: Callable[..., None],
) -> None:
    """A code of the right shape that is not this row's."""
    if parent_code is not None and codes.parent_of(printed) != parent_code:
        report(
            "kode_induk",
            parent=parent.name if parent else "bidang urusan",
            parent_code=parent_code,
            owner=f"; itu kode '{owner.name}'" if owner else "",
            owner_en=f"; it is the code of '{owner.name}'" if owner else "",
        )
    elif owner is not None:
        report(
            "kode_ganda",
            owner=f", padahal itu kode '{owner.name}'",
            owner_en=f", but it is the code of '{owner.name}'",
        )
    else:
        report("kode_beda_tabel" if resolved else "kode_tak_terpecahkan")
