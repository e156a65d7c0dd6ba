"""One proposed link from the evidence for it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipelines.crosswalk.model import RULE_MARK, Link, NodeProfile

#: Who proposes.
PROPOSER = f"{RULE_MARK}pencocok"


def proposed(
    old: NodeProfile | None,
    new: NodeProfile | None,
    relation: str,
    weight: Decimal | None,
    method: str,
    sure: Decimal,
    reasons: Iterable[tuple[str, str]],
) -> Link:
    """A link of status ``usulan``; the caller knows agency and date.

    ``reasons`` are pairs of an Indonesian and an English sentence; the evidence holds all of the
    first, then all of the second.
    """
    said, said_en = [], []
    for one, other in reasons:
        said.append(one)
        said_en.append(other)
    return Link(
        old.node if old else None,
        new.node if new else None,
        relation,
        weight,
        method,
        sure,
        f"{'; '.join(said)} / {'; '.join(said_en)}",
        proposer=PROPOSER,
    )
