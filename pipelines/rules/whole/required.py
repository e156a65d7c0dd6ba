"""Tables that every plan has and this file lacks (Permendagri 86/2017, Lampiran)."""

from __future__ import annotations

from pipelines.layouts import load_layouts
from pipelines.rules.thresholds import threshold
from pipelines.rules.whole.context import Whole

_FORMS = "T-C."  # the forms of the Renja; a report of the budget is another document


def check_required_tables(whole: Whole) -> None:
    """One finding for what a file lacks that otherwise holds the tables of a plan."""
    present = {table.form for table in whole.reading.tables}
    needed = [each for each in load_layouts() if each.mandatory and each.form.startswith(_FORMS)]
    lacking = [layout for layout in needed if layout.form not in present]
    held = len(needed) - len(lacking)
    if not lacking or held < threshold("wajib_ada"):
        return
    first = min(whole.source, default=None)
    whole.log.add(
        "tabel_wajib", "", [] if first is None else [first],
        key="tabel_wajib", expected=", ".join(layout.form for layout in lacking),
        count=held,
    )  # fmt: skip
