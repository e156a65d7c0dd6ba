"""One node told of twice: by an agency's document and by an official list, or by two lists."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codes import is_generic
from pipelines.crosswalk.model import NodeProfile
from pipelines.model import fold

_BIDANG = 4  # X.XX or 1.06


def without_twins(profiles: Sequence[NodeProfile]) -> list[NodeProfile]:
    """The nodes, each code and name once, in their order.

    That of a document stands before that of a list (it has indicators), and the agency's own
    programme 01 before the generic one (X.XX.01). Nodes without a code are kept as they are.
    """
    best: dict[tuple[str, str], NodeProfile] = {}
    for each in sorted(profiles, key=lambda each: (not each.indicators, each.order, each.key)):
        best.setdefault(_name(each), each)
    own = {
        (each.node.code[_BIDANG:], fold(each.node.name))
        for each in best.values()
        if each.node.code and not is_generic(each.node.code)
    }
    return [
        each
        for each in profiles
        if not each.node.code
        or (
            best[_name(each)] is each
            and not (
                is_generic(each.node.code)
                and (each.node.code[_BIDANG:], fold(each.node.name)) in own
            )
        )
    ]


def _name(profile: NodeProfile) -> tuple[str, str]:
    return (profile.node.code or profile.key, fold(profile.node.name))
