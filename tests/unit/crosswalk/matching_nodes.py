"""Small nodes of the old and the new scheme for tests of the matcher."""

from __future__ import annotations

from decimal import Decimal

from pipelines.codes import NEW_SCHEME, OLD_SCHEME
from pipelines.crosswalk.model import Measured, NodeName, NodeProfile

OFFICE = "Program Pelayanan Administrasi Perkantoran"
SUPPORT = "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"
SOCIAL = "Program Pemberdayaan Sosial"


def measured(text: str, value: int, unit: str, year: int = 2020) -> Measured:
    return Measured(text, unit, ((year, "target", Decimal(value)),))


def activity(
    name: str,
    *indicators: Measured,
    program: str = OFFICE,
    rupiah: tuple[tuple[int, int], ...] = (),
) -> NodeProfile:
    """A kegiatan of Permendagri 13/2006."""
    node = NodeName(OLD_SCHEME, "kegiatan", "", name, program)
    return NodeProfile(f"lama|{program}|{name}", node, "", indicators, rupiah)


def sub(
    code: str,
    name: str,
    *indicators: Measured,
    program: str = SUPPORT,
    kegiatan: str = "",
    rupiah: tuple[tuple[int, int], ...] = (),
) -> NodeProfile:
    """A sub kegiatan of Permendagri 90/2019."""
    node = NodeName(NEW_SCHEME, "sub_kegiatan", code, name, program)
    return NodeProfile(f"baru|{code}", node, kegiatan, indicators, rupiah)


def program(scheme: str, name: str, code: str = "") -> NodeProfile:
    return NodeProfile(f"{scheme}|{code or name}", NodeName(scheme, "program", code, name, name))
