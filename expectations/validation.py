"""Suites run by Great Expectations over frames: the only module that knows the library.

The library alone would let much pass: an empty frame meets nearly every expectation, and so
does a column of nulls; a missing column and a broken rule look like bad data. Here each is
told as what it is, and failing rows are all kept (``result_format`` COMPLETE).

The library takes seconds to load, so it is imported where it is first used. Its usage
statistics are off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from expectations.outcome import CheckOutcome, FailingRow, Kind, broken
from expectations.suite_files import Expectation, Suite

#: The column by which the library names failing rows; never part of a table itself.
_PLACE = "_baris"
#: Columns of a frame that say which row of which document it is, where the frame has them.
_KEYS = ("fact_id", "temuan_id", "kode", "formulir")

Parameters = Mapping[str, Any]


class Validator:
    """One session of the library: runs suites, and keeps the results for Data Docs."""

    @cached_property
    def context(self) -> Any:
        """The session itself, in memory: what it finds is kept elsewhere."""
        os.environ["GX_ANALYTICS_ENABLED"] = "false"
        import great_expectations as gx  # noqa: PLC0415
        from great_expectations.data_context.types.base import (  # noqa: PLC0415
            DataContextConfig,
            InMemoryStoreBackendDefaults,
        )

        # Left to itself it makes a folder for pages, and leaves it behind.
        stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
        config = DataContextConfig(store_backend_defaults=stores, analytics_enabled=False)
        context = gx.get_context(mode="ephemeral", project_config=config)
        context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
        return context

    @cached_property
    def _source(self) -> Any:
        return self.context.data_sources.add_pandas("renja")

    def run(self, suite: Suite, frame: pd.DataFrame, parameters: Parameters) -> Mapping[str, Any]:
        """The library's own result of every expectation, by name."""
        import great_expectations as gx  # noqa: PLC0415

        place = frame.assign(**{_PLACE: range(len(frame))})
        named = [name for name in ("dokumen", "alamat") if name in frame.columns]
        asset = self._source.add_dataframe_asset(suite.name)
        batch = asset.add_batch_definition_whole_dataframe("semua")
        stored = self.context.suites.add(self._suite(suite))
        definition = self.context.validation_definitions.add(
            gx.ValidationDefinition(name=suite.label, data=batch, suite=stored)
        )
        result = definition.run(
            batch_parameters={"dataframe": place},
            expectation_parameters=dict(parameters),
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [_PLACE, *named],
            },
        )
        return {item.expectation_config.meta["name"]: item for item in result.results}

    def _suite(self, suite: Suite) -> Any:
        import great_expectations as gx  # noqa: PLC0415
        from great_expectations.expectations.expectation_configuration import (  # noqa: PLC0415
            ExpectationConfiguration,
        )
        from great_expectations.expectations.metadata_types import (  # noqa: PLC0415
            FailureSeverity,
        )

        made = gx.ExpectationSuite(name=suite.label)
        for item in suite.expectations:
            configuration = ExpectationConfiguration(
                type=item.type,
                kwargs={**item.arguments, **self._condition(item.where)},
                meta={"name": item.name},
                severity=FailureSeverity(item.severity),
                description=f"{item.meaning} / {item.meaning_en}",
            )
            # Added as an object: as a configuration it would replace one about the same column.
            made.add_expectation(configuration.to_domain_obj())
        return made

    def _condition(self, where: Mapping[str, Any]) -> dict[str, Any]:
        from great_expectations.expectations.row_conditions import Column  # noqa: PLC0415

        if not where:
            return {}
        column = Column(where["column"])
        if "equals" in where:
            return {"row_condition": column == where["equals"]}
        if "is_in" in where:
            return {"row_condition": column.is_in(where["is_in"])}
        wants_null = where.get("is_null", False)
        return {"row_condition": column.is_null() if wants_null else column.is_not_null()}


def validate(
    validator: Validator,
    suite: Suite,
    frame: pd.DataFrame | None,
    min_rows: int = 0,
) -> tuple[CheckOutcome, ...]:
    """The outcome of every expectation of a suite; ``frame`` is None where it is missing.

    ``min_rows`` is how many rows there must be for the suite to mean anything; with 0 an
    empty frame is a form that no document holds, and passes.
    """
    if frame is None:
        return tuple(_outcome(suite, item, Kind.NO_TABLE, 0, 1) for item in suite.expectations)
    if frame.empty:
        return _of_nothing(suite, min_rows)
    results: Mapping[str, Any] = {}
    crash: Exception | None = None
    askable = [item for item in suite.expectations if set(item.needed) <= set(frame.columns)]
    try:
        asked = Suite(suite.name, suite.meaning, suite.meaning_en, tuple(askable))
        results = validator.run(asked, frame, {"min_rows": min_rows})
    except Exception as error:  # whatever happens in the library: nothing was checked
        crash = error
    outcomes = []
    for item in suite.expectations:
        if item not in askable:
            missing = ", ".join(sorted(set(item.needed) - set(frame.columns)))
            outcomes.append(_outcome(suite, item, Kind.NO_COLUMN, 0, 1, observed=missing))
        elif crash is not None or item.name not in results:
            reason = crash or LookupError("the library gave no result")
            outcomes.append(
                broken(f"{suite.name}.{item.name}", item.severity, reason, *_means(item))
            )
        else:
            outcomes.append(_judge(suite, item, frame, results[item.name]))
    return tuple(outcomes)


def met(frame: pd.DataFrame, where: Mapping[str, Any]) -> list[bool]:
    """Which rows a condition of a suite file is about."""
    column = frame[where["column"]]
    if "equals" in where:
        return list(column == where["equals"])
    if "is_in" in where:
        return list(column.isin(where["is_in"]))
    return list(column.isna() if where.get("is_null", False) else column.notna())


def _of_nothing(suite: Suite, min_rows: int) -> tuple[CheckOutcome, ...]:
    """What an empty frame comes to: said once where the suite asks for rows, else by all."""
    askers = [item for item in suite.expectations if item.counts_rows] or suite.expectations
    return tuple(
        _outcome(suite, item, Kind.EMPTY, 0, 1)
        if min_rows and item in askers
        else _outcome(suite, item, Kind.PASSED, 0, 0)
        for item in suite.expectations
    )


def _judge(suite: Suite, item: Expectation, frame: pd.DataFrame, result: Any) -> CheckOutcome:
    """The outcome that a result of the library stands for."""
    crash = _exception(result.exception_info)
    if crash:
        return _outcome(suite, item, Kind.BROKEN, 0, 1, observed=crash)
    said: Mapping[str, Any] = result.result or {}
    rows = int(said.get("element_count", len(frame)))
    nulls = int(said.get("missing_count") or 0)
    if "column" in item.arguments and rows and nulls == rows and not item.may_be_null:
        # Nothing was looked at: a pattern on nothing but nulls would pass.
        return _outcome(suite, item, Kind.ALL_NULL, rows, rows, observed=item.columns[0])
    if result.success:
        return _outcome(suite, item, Kind.PASSED, rows - nulls, 0)
    failing = _failing(item, frame, said.get("unexpected_index_list") or ())
    # What fails as a table has no rows to name, but a number that was seen.
    observed = "" if failing else str(said.get("observed_value", said.get("details", "")))
    failures = int(said.get("unexpected_count") or 0) or len(failing) or 1
    return _outcome(suite, item, Kind.FAILED, rows - nulls, failures, failing, observed)


def _failing(item: Expectation, frame: pd.DataFrame, places: Any) -> tuple[FailingRow, ...]:
    """All failing rows with their document, key and cells."""
    wanted = [*dict.fromkeys((*item.columns, *_KEYS))]
    shown = [name for name in wanted if name in frame.columns]
    rows = frame.iloc[sorted({int(place[_PLACE]) for place in places})]
    found = []
    for row in rows.to_dict("records"):
        keys = [_text(row[name]) for name in shown if name in _KEYS]
        value = ", ".join(f"{name}={_text(row[name]) or '-'}" for name in item.columns)
        found.append(
            FailingRow(
                _text(row.get("dokumen")),
                _text(row.get("dokumen_id")),
                next((key for key in keys if key), ""),
                _text(row.get("alamat")),
                value,
            )
        )
    return tuple(found)


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    # Numbers with nulls among them are floats; whole ones are shown as such.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _exception(info: Any) -> str:
    """What was raised while a result was computed, '' where nothing was.

    One expectation that fails to run has an entry for each metric instead of one.
    """
    if not info:
        return ""
    entries = [info] if "raised_exception" in info else list(info.values())
    raised = [entry for entry in entries if entry.get("raised_exception")]
    return str(raised[0].get("exception_message") or "exception")[:500] if raised else ""


def _outcome(
    suite: Suite,
    item: Expectation,
    kind: Kind,
    examined: int,
    failures: int,
    rows: tuple[FailingRow, ...] = (),
    observed: str = "",
) -> CheckOutcome:
    return CheckOutcome(
        f"{suite.name}.{item.name}",
        item.severity,
        kind,
        examined,
        failures,
        rows,
        observed,
        *_means(item),
    )


def _means(item: Expectation) -> tuple[str, str]:
    return item.meaning, item.meaning_en
