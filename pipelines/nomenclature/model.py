"""Words of the official lists as data: rows as printed, nodes as listed, what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.vocabulary import load

#: Whose authority a node is: the digit of the code (Permendagri 90/2019, Lampiran I).
PROVINCE, REGENCY = "provinsi", "kabupaten_kota"
AUTHORITIES = {"1": PROVINCE, "2": REGENCY}
#: What becomes of a row of which something is said.
REPAIRED, DOUBTED, REFUSED = "diperbaiki", "temuan", "ditolak"


@dataclass(frozen=True, slots=True)
class ListedNode:
    """A node of an official list.

    ``authority`` is ``provinsi``, ``kabupaten_kota`` or '' for both. ``parent_code`` is '' at the
    top of its scheme. ``identity`` is the same for all versions of one node (20 hexadecimal
    digits); ``valid_from`` and ``valid_to`` are plan years, None for open. ``basis`` names the
    regulation, ``place`` the row of the source (``baris 12``, ``Sheet1!A12``), ``code_printed`` its
    code as it stands there.
    """

    scheme: str
    code: str
    level: str
    name: str
    parent_code: str = ""
    authority: str = ""
    identity: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    basis: str = ""
    place: str = ""
    code_printed: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """``Node.key`` of a coded node, as documents have it."""
        return f"{self.scheme}|{self.level}|{self.code}"


@dataclass(frozen=True, slots=True)
class ListFinding:
    """What is said of one row: ``rule`` of ``vocabulary/nomenclature.yaml``, ``kind`` what became
    of the row, ``repaired`` the code it was given, ``evidence`` why that and no other."""

    rule: str
    kind: str
    place: str
    column: str
    printed: str
    repaired: str
    evidence: str
    evidence_en: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a list speaks of; nothing else ends with it.

    ``bidang``: two-part codes, or None for all. ``refused``: folded names of refused rows, of which
    nobody knows whether they continue.
    """

    bidang: frozenset[str] | None = None
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadList:
    """An official list as read: nodes in printed order, findings, and what became of its rows.

    ``rows`` counts all rows of the file; it is the sum of ``row_uses``.
    """

    scheme: str
    nodes: tuple[ListedNode, ...]
    findings: tuple[ListFinding, ...]
    rows: int
    row_uses: dict[str, int] = field(default_factory=dict)
    coverage: Coverage = Coverage()


@cache
def words() -> dict[str, Any]:
    """``vocabulary/nomenclature.yaml``."""
    found: dict[str, Any] = load("nomenclature")
    return found


def finding(
    rule: str,
    place: str,
    /,
    *,
    column: str = "",
    printed: str = "",
    repaired: str = "",
    evidence: tuple[tuple[str, str], ...] = (),
    **values: object,
) -> ListFinding:
    """A finding with its sentences filled in; ``evidence`` in Indonesian and English."""
    said = words()["findings"][rule]
    return ListFinding(
        rule,
        said["kind"],
        place,
        column,
        printed,
        repaired,
        "; ".join(each for each, _ in evidence),
        "; ".join(each for _, each in evidence),
        said["pesan"].format(**values),
        said["message_en"].format(**values),
    )


def because(kind: str, **values: str) -> tuple[str, str]:
    """One reason, in Indonesian and English."""
    said, said_en = words()["evidence"][kind]
    return said.format(**values), said_en.format(**values)
