"""Codes that are missing, doubled, of another parent, or not what other tables print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plans.defects.planting import NoPlace, Sheet, Where, defect
from plans.model import KEGIATAN, PROGRAM, SUB_KEGIATAN, Node
from plans.spots import Spot

_STYLES = ("kolom", "sel", "sel6", "titik", "spasi")
_ALL = {
    "code": _STYLES, "forms": "semua", "generic_code": False, "wrap_values": ("", "uang", "satuan"),
}  # fmt: skip


def _reprint(sheet: Sheet, spot: Spot, code: str) -> Where:
    """Print another code in a cell, in the manner of the document."""
    node = _node(spot)
    parts: str | Sequence[str] = code.split(".")
    if len(spot.places) == 1:
        old = sheet.words(spot)
        parts = old.replace(node.code, code).replace(
            node.code.replace(".", " "), code.replace(".", " ")
        )
    elif len(spot.places) == 5 and len(parts) > 5:
        parts = [*code.split(".")[:3], ".".join(code.split(".")[3:5]), code.split(".")[5]]
    return Where(sheet.put(spot, parts), expected=node.code)


def _node(spot: Spot) -> Node:
    assert spot.line.node
    return spot.line.node


def _coded(sheet: Sheet, form: str, level: str = SUB_KEGIATAN) -> list[Spot]:
    rows = ["kode" if form == "KODE" else "simpul"]
    return sheet.spots(form, ["kode"], rows=rows, levels=[level])


def _others(sheet: Sheet, spot: Spot) -> Iterable[Node]:
    """Kegiatan other than that of a cell."""
    return [n for n in sheet.plan.nodes() if n.level == KEGIATAN and n is not _node(spot).parent]


@defect("kode_salah", "kode_induk", "kode_ganda", **_ALL)
def kode_induk_salah(sheet: Sheet) -> Where:
    """The code of another kegiatan in front of a sub kegiatan's own number."""
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    own = _node(spot).code.rsplit(".", 1)[1]
    return _reprint(sheet, spot, f"{sheet.rng.choice(list(_others(sheet, spot))).code}.{own}")


@defect("kode_salah", "kode_induk", **_ALL)
def kode_kewenangan(sheet: Sheet) -> Where:
    """The authority of a province under a kegiatan of a kabupaten, or the other way."""
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    parts = _node(spot).code.split(".")
    parts[3] = "1" if parts[3] == "2" else "2"
    return _reprint(sheet, spot, ".".join(parts))


@defect("kode_salah", "kode_ganda", **_ALL)
def kode_ganda(sheet: Sheet) -> Where:
    """The code of a sibling, so that it is printed twice."""
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    parent = _node(spot).parent
    siblings = [each for each in parent.below if each is not _node(spot)] if parent else []
    if not siblings:
        raise NoPlace
    return _reprint(sheet, spot, sheet.rng.choice(siblings).code)


@defect("kode_salah", "kode_induk", "kode_beda_tabel", **_ALL)
def kode_kegiatan(sheet: Sheet) -> Where:
    """A kegiatan with a number that its sub kegiatan do not have."""
    spot = sheet.pick(_coded(sheet, "T-C.33", KEGIATAN), lambda s: len(_node(s).below) > 1)
    if len(spot.places) > 1:
        raise NoPlace
    parts = _node(spot).code.split(".")
    parts[4] = f"{int(parts[4]) + 20:02d}"
    return _reprint(sheet, spot, ".".join(parts))


@defect("kode_salah", "kode_ganda", "kode_induk", **_ALL)
def kode_program(sheet: Sheet) -> Where:
    """The code of another programme."""
    spot = sheet.pick(_coded(sheet, "T-C.33", PROGRAM))
    others = [each for each in sheet.plan.programs if each is not _node(spot)]
    if not others:
        raise NoPlace
    return _reprint(sheet, spot, sheet.rng.choice(others).code)


@defect("kode_salah", "kode_beda_tabel", **_ALL)
def kode_daftar(sheet: Sheet) -> Where:
    """The list of codes has another number than the plan and the evaluation."""
    spot = sheet.pick(_coded(sheet, "KODE"))
    return _reprint(sheet, spot, _renumbered(sheet, _node(spot)))


@defect("kode_salah", "kode_beda_tabel", **_ALL)
def kode_rencana(sheet: Sheet) -> Where:
    """The plan has another number than the list of codes and the evaluation."""
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    return _reprint(sheet, spot, _renumbered(sheet, _node(spot)))


@defect("kode_salah", "kode_beda_tabel", **_ALL, sections=False)
def kode_evaluasi(sheet: Sheet) -> Where:
    """The evaluation has another number than the list of codes and the plan."""
    spot = sheet.pick(_coded(sheet, "T-C.29"))
    return _reprint(sheet, spot, _renumbered(sheet, _node(spot)))


def _renumbered(sheet: Sheet, node: Node) -> str:
    """The code with a number that no sibling has."""
    above, _, number = node.code.rpartition(".")
    return f"{above}.{int(number) + sheet.rng.randint(31, 60):0{len(number)}d}"


@defect("kode_kosong", **(_ALL | {"code": ("kolom", "titik", "spasi")}))
def kode_xx(sheet: Sheet) -> Where:
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    return Where(sheet.put(spot, "XX"), expected=_node(spot).code)


@defect("kode_kosong", **(_ALL | {"code": ("kolom", "titik", "spasi")}))
def kode_kosong(sheet: Sheet) -> Where:
    """No code at all: the finding stands at the name."""
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    sheet.put(spot, "")
    name = sheet.beside(spot, "nama")
    return Where(sheet.printed(name), expected=_node(spot).code)


@defect("kode_tak_terpecahkan", "kode_induk", "kode_ganda", forms="rencana", code=_STYLES,
        generic_code=False, wrap_values=("", "uang", "satuan"))  # fmt: skip
def kode_tanpa_bukti(sheet: Sheet) -> Where:
    """A code of another parent, and no other table that could say the right one."""
    spot = sheet.pick(_coded(sheet, "T-C.33"))
    other = sheet.rng.choice(list(_others(sheet, spot)))
    where = _reprint(sheet, spot, f"{other.code}.{_node(spot).code.rsplit('.', 1)[1]}")
    return Where(where.main)
