"""What the last run read, by agency: the crosswalk works on it without reading anything again."""

from __future__ import annotations

from dataclasses import dataclass

from assets.artifacts import Quarantined
from assets.landing import is_current
from assets.own_layouts import use_own_layouts
from assets.reviewed import load_listed
from assets.settings import Settings
from assets.stage_store import StageStore
from pipelines.crosswalk.agencies import AgencyNodes, agency_nodes
from pipelines.crosswalk.nodes import by_agency, node_profiles, profiles_of
from pipelines.crosswalk.resolve import own_bidang
from pipelines.model import Reading, fold
from pipelines.nomenclature import bind_generic, to_nodes
from warehouse.standing import by_plan

_STAGE = "conformed"


class NothingReadError(Exception):
    """There is no reading to work on, and what to do first."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en)
        self.reason = reason
        self.reason_en = reason_en


@dataclass(frozen=True)
class AgencyAtWork:
    """The nodes of an agency, and the readings that they are from; what stands goes first."""

    nodes: AgencyNodes
    readings: tuple[Reading, ...]


def agencies_at_work(settings: Settings, wanted: str = "") -> tuple[AgencyAtWork, ...]:
    """Every agency whose documents the last run read, by name; ``wanted`` is a part of a name.

    Raises :class:`NothingReadError` where there is none.
    """
    found = []
    listed = load_listed(settings).nodes
    for readings in by_agency(stored_readings(settings)).values():
        ordered = [reading for plan in by_plan(readings) for reading in plan]
        document = ordered[0].document
        if fold(wanted) not in fold(f"{document.agency} {document.government}"):
            continue
        profiles = node_profiles(ordered)
        bound = to_nodes(bind_generic(listed, own_bidang(profiles)))
        nodes = agency_nodes(document.government, document.agency, profiles, profiles_of(bound))
        found.append(AgencyAtWork(nodes, tuple(ordered)))
    if not found:
        raise NothingReadError(
            f"tidak ada perangkat daerah '{wanted}' di antara dokumen yang dibaca",
            f"there is no agency '{wanted}' among the documents that were read",
        )
    return tuple(sorted(found, key=lambda each: (each.nodes.government, each.nodes.agency)))


def stored_readings(settings: Settings) -> list[Reading]:
    """All readings of the last run; :class:`NothingReadError` where there are none, or old ones."""
    use_own_layouts(settings)
    store = StageStore(settings.stages)
    readings: list[Reading] = []
    for path in sorted((settings.stages / _STAGE).glob("*.pickle")):
        key = path.name.removesuffix(".pickle")
        header = store.header(_STAGE, key)
        if header is None or (header.fingerprint and not is_current(header.fingerprint)):
            raise NothingReadError(
                "dokumen dibaca oleh versi program yang lain; jalankan `renja run` lebih dahulu",
                "the documents were read by another version of the program; run `renja run` first",
            )
        outcome = store.read(_STAGE, key).outcome
        if not isinstance(outcome, Quarantined):
            readings.append(outcome.reading)
    if not readings:
        raise NothingReadError(
            "belum ada dokumen yang dibaca; jalankan `renja run` lebih dahulu",
            "no document was read yet; run `renja run` first",
        )
    return readings
