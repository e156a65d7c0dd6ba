"""Two columns of a table under one heading: one of them says what the other is.

In T-C.29 column 4 is the target of the Renstra and column 9 that of the running year; a header
that prints one text over both contradicts one of its columns.
"""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.model import SourceCell, Use, clean, fold
from pipelines.rules.whole.context import Whole

_YEAR = re.compile(r"\b20\d{2}\b")


def check_headers(whole: Whole) -> None:
    """One finding for each heading with a year that the first row of a header prints twice."""
    rows: dict[int, dict[int, list[SourceCell]]] = defaultdict(lambda: defaultdict(list))
    for source in whole.reading.cells:
        if source.use is Use.HEADER and source.table is not None:
            rows[source.table][source.cell.row].append(source)
    forms = {table.number: table.form for table in whole.reading.tables if table.repeats is None}
    for table, form in forms.items():
        if table not in rows:
            continue
        top = rows[table][min(rows[table])]
        same: dict[str, list[SourceCell]] = defaultdict(list)
        for source in top:
            if _YEAR.search(source.cell.text):
                same[fold(source.cell.text)].append(source)
        for text, sources in same.items():
            if len({source.cell.column for source in sources}) > 1:
                whole.log.add(
                    "kepala_sama", form, [source.cell.number for source in sources],
                    key=f"{table}|{text}", printed=clean(sources[0].cell.text),
                    count=len(sources),
                )  # fmt: skip
