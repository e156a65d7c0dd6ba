"""Values that stand in another column than the one they were read for, or that are none.

A row whose other pieces stand under their own headers says that its columns have not drifted:
then a piece under another header slid there, and words under the header of a measure are words
in place of a measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.findings import FindingLog
from pipelines.layouts import layout_of
from pipelines.model import clean, fold
from pipelines.records.raw_records import RawRecord, RawRecords
from pipelines.records.tokens import Token
from pipelines.tables.headers import HeaderColumn

_VALUES = frozenset({"measure", "percent", "money"})
_LARGE = 8  # digits and points of an amount that counts nothing else
_IN_PLACE = 3  # pieces under their own headers that make a row one without drift


def slid_values(raw: RawRecords, log: FindingLog) -> None:
    """A finding for every value that was read for a column and stands under another header."""
    filled = {
        (record.table, token.column)
        for record in raw.records
        for column, token, header in _pieces(record)
        if token.column == header.position and _kind(record, column) in _VALUES
    }
    for record in raw.records:
        if record.table in raw.repeats or not _without_drift(record):
            continue
        for column, token, header in _pieces(record):
            if token.column == header.position:
                _amount_as_measure(record, column, token, header, log)
                continue
            other = _empty_column_at(record, token.column)
            if _kind(record, column) == "note" and other is not None:
                # where other rows of the table have their values: words in place of one
                if _kind(record, other) in _VALUES and (record.table, token.column) in filled:
                    log.add(
                        "nilai_tak_terbaca", record.form, [cell.number for cell in token.cells],
                        key=f"{fold(record.name or record.text('indikator'))}|{other}",
                        printed=clean(token.text), column=other,
                    )  # fmt: skip
                continue
            if _kind(record, column) not in _VALUES:
                continue
            behind = any(
                t.column > max(token.column, header.position) and t.column == h.position
                for _, t, h in _pieces(record)
            )
            if other is not None and behind:
                log.add(
                    "nilai_kolom_salah", record.form, [cell.number for cell in token.cells],
                    key=f"{fold(record.name)}|{column}|{record.side}", printed=clean(token.text),
                    name=record.name or record.text("indikator") or "",
                    where=record.headers[other].text, column=header.text,
                )  # fmt: skip


def _amount_as_measure(
    record: RawRecord, column: str, token: Token, header: HeaderColumn, log: FindingLog
) -> None:
    """An amount under the heading of a measure, beside the column for money that it left empty."""
    amount = token.costs["money"] < token.costs["measure"] and len(clean(token.text)) >= _LARGE
    if _kind(record, column) != "measure" or not amount:
        return
    beside = next((h for h in _by_position(record) if h.position > header.position), None)
    other = _empty_column_at(record, beside.position) if beside is not None else None
    if beside is not None and other is not None and _kind(record, other) == "money":
        log.add(
            "nilai_kolom_salah", record.form, [cell.number for cell in token.cells],
            key=f"{fold(record.name)}|{column}|{record.side}", printed=clean(token.text),
            name=record.name or record.text("indikator") or "",
            where=header.text, column=beside.text,
        )  # fmt: skip


def _by_position(record: RawRecord) -> list[HeaderColumn]:
    return sorted(record.headers.values(), key=lambda header: header.position)


def value_column_of(record: RawRecord | None, token: Token) -> str | None:
    """The empty column of values under whose header a piece that was not read stands."""
    if record is None or not _without_drift(record):
        return None
    column = _empty_column_at(record, token.column)
    return column if column is not None and _kind(record, column) in _VALUES else None


def _empty_column_at(record: RawRecord, position: int) -> str | None:
    return next(
        (
            column
            for column, header in record.headers.items()
            if header.position == position and column not in record.pieces
        ),
        None,
    )


def _without_drift(record: RawRecord) -> bool:
    """All pieces but one stand under their own headers, and enough of them do."""
    places = [token.column == header.position for _, token, header in _pieces(record)]
    return sum(places) >= _IN_PLACE and places.count(False) <= 1


def _pieces(record: RawRecord) -> Iterator[tuple[str, Token, HeaderColumn]]:
    for column, tokens in record.pieces.items():
        header = record.headers.get(column)
        if header is not None:
            yield column, tokens[0], header


def _kind(record: RawRecord, column: str) -> str:
    layout = layout_of(record.form)
    suffix = layout.sides[record.side - 1].suffix
    base = column.split("@", maxsplit=1)[0]
    try:
        return layout.column(f"{base}{suffix}").kind
    except KeyError:
        return layout.column(base).kind
