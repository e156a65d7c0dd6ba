"""One partition a document: its key is the file name made safe."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import dagster as dg

_NAME = "dokumen"
_RANGE_START = "dagster/asset_partition_range_start"
_RANGE_END = "dagster/asset_partition_range_end"

DOCUMENTS = dg.DynamicPartitionsDefinition(name=_NAME)

#: Many documents are read in one run: a run each would cost more than the reading.
ONE_RUN = dg.BackfillPolicy.single_run()


@dataclass(frozen=True)
class Arrangement:
    """How partitions must change: first ``delete``, then ``add``, in this order.

    ``tags`` give a run the range of documents to read; there are none for no document.
    """

    delete: tuple[str, ...]
    add: tuple[str, ...]
    tags: dict[str, str]

    def apply(self, instance: dg.DagsterInstance) -> None:
        """Change the partitions.

        Not by requests of a sensor: those may not delete and add the same partition.
        """
        for key in self.delete:
            instance.delete_dynamic_partition(_NAME, key)
        if self.add:
            instance.add_dynamic_partitions(_NAME, list(self.add))


def registered(instance: dg.DagsterInstance) -> Sequence[str]:
    """The partitions in their order."""
    return instance.get_dynamic_partitions(_NAME)


def arrange(
    present: Sequence[str], keys: Collection[str], together: Collection[str] = ()
) -> Arrangement:
    """Make the partitions exactly ``keys``, with those to be read ``together`` side by side.

    One run takes one range, and every partition in it costs time, read again or not.
    Partitions keep the order in which they were added, so scattered ones are added anew.
    The history of partitions that are deleted stays with Dagster.
    """
    gone = [key for key in present if key not in keys]
    stay = [key for key in present if key in keys]
    new = sorted(set(keys).difference(present))
    order = stay + new
    places = [place for place, key in enumerate(order) if key in together]
    if not places:
        return Arrangement(tuple(gone), tuple(new), {})
    first, last = places[0], places[-1]
    if last - first + 1 == len(places):
        return Arrangement(tuple(gone), tuple(new), _range(order[first], order[last]))
    side_by_side = [order[place] for place in places]
    moved = [key for key in stay if key in together]
    others = [key for key in new if key not in together]
    return Arrangement(
        (*gone, *moved),
        (*others, *side_by_side),
        _range(side_by_side[0], side_by_side[-1]),
    )


def in_range(order: Sequence[str], tags: Mapping[str, str]) -> Sequence[str]:
    """The documents that a run with these tags reads."""
    single = tags.get("dagster/partition")
    if single is not None:
        return [single]
    first, last = tags.get(_RANGE_START), tags.get(_RANGE_END)
    if first not in order or last not in order:
        return []
    return order[order.index(first) : order.index(last) + 1]


def _range(first: str, last: str) -> dict[str, str]:
    return {_RANGE_START: first, _RANGE_END: last}
