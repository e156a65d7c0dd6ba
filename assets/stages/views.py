"""Reporting views: the end that BI tools read. The release changes them; here they are shown."""

from __future__ import annotations

import dagster as dg

from assets.stages.stage import OWNERS, VIEW_GROUP, describe
from warehouse.reporting import View
from warehouse.views import VIEWS


def _spec(view: View) -> dg.AssetSpec:
    columns = [
        dg.TableColumn(name, meaning.kind, describe(meaning.meaning, meaning.meaning_en))
        for name, meaning in view.columns.items()
    ]
    return dg.AssetSpec(
        view.name,
        deps=["release"],
        group_name=VIEW_GROUP,
        owners=OWNERS,
        kinds={"view"},
        description=describe(view.meaning, view.meaning_en),
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
    )


REPORTING_VIEWS = [_spec(view) for view in VIEWS]
