"""One partition a document: its key is the file name made safe."""

from __future__ import annotations

from collections.abc import Collection

import dagster as dg

_NAME = "dokumen"

DOCUMENTS = dg.DynamicPartitionsDefinition(name=_NAME)

#: Many documents are read in one run: a run each would cost more than the reading.
ONE_RUN = dg.BackfillPolicy.single_run()


def register(instance: dg.DagsterInstance, keys: Collection[str]) -> None:
    """Make the partitions exactly these; the history of others stays with Dagster."""
    present = instance.get_dynamic_partitions(_NAME)
    for gone in set(present).difference(keys):
        instance.delete_dynamic_partition(_NAME, gone)
    new = sorted(set(keys).difference(present))
    if new:
        instance.add_dynamic_partitions(_NAME, new)


def bring_together(instance: dg.DagsterInstance, keys: Collection[str]) -> tuple[str, str]:
    """First and last partition of a range that holds these registered keys and no others.

    One run takes one range, and every partition in it costs time, read again or not.
    Partitions keep the order in which they were added, so scattered ones are added anew.
    """
    present = instance.get_dynamic_partitions(_NAME)
    places = [place for place, key in enumerate(present) if key in keys]
    first, last = places[0], places[-1]
    if last - first + 1 == len(places):
        return present[first], present[last]
    together = [present[place] for place in places]
    for key in together:
        instance.delete_dynamic_partition(_NAME, key)
    instance.add_dynamic_partitions(_NAME, together)
    return together[0], together[-1]
