"""Proposes what became of each old node; abstains where it is not sure.

``words`` and ``vocabulary`` read texts, ``likeness`` compares them, ``figures`` and ``units`` look
at targets, ``confusion`` at words that must not be confused; ``score`` joins their evidence for a
pair, ``confidence`` says how sure that makes a link. ``leaves`` and ``split`` decide on activities,
``relations`` names what happened, ``parents`` follows with programmes, ``newcomers`` with new nodes
that nothing led to.
"""

from pipelines.crosswalk.matching.kinds import KINDS
from pipelines.crosswalk.matching.newcomers import newcomers
from pipelines.crosswalk.matching.propose import propose

__all__ = ["KINDS", "newcomers", "propose"]
