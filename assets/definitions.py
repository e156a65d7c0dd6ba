"""All that Dagster loads: assets by stage, checks, jobs, sensors, schedule and resources."""

from __future__ import annotations

import dagster as dg

from assets.checks import document_checks, release_checks
from assets.correction_checks import corrections_hold
from assets.jobs import JOBS
from assets.mapping_checks import MAPPING_CHECKS
from assets.resources import resources
from assets.settings import find_automation, find_settings
from assets.stages.candidate import candidate
from assets.stages.conformed import conformed
from assets.stages.document import document
from assets.stages.grids import grids
from assets.stages.records import records
from assets.stages.release import release
from assets.stages.report import report
from assets.stages.tables import tables
from assets.stages.views import REPORTING_VIEWS
from assets.unattended.notice_sensors import notice_sensors
from assets.unattended.schedule import nightly_schedule
from assets.unattended.sensor import raw_sensor
from assets.workspace import Workspace

STAGES = [document, grids, tables, records, conformed, candidate, release]


def build_definitions(workspace: Workspace) -> dg.Definitions:
    """The same pipeline for the UI and the command line; only the workspace differs."""
    return dg.Definitions(
        assets=[*STAGES, report, *REPORTING_VIEWS],
        asset_checks=[document_checks, release_checks, *MAPPING_CHECKS, corrections_hold],
        jobs=JOBS,
        sensors=[raw_sensor(workspace), *notice_sensors(workspace)],
        schedules=[nightly] if (nightly := nightly_schedule(workspace)) else [],
        resources=resources(workspace),
        # A process a step would cost more than most steps.
        executor=dg.in_process_executor,
    )


defs = build_definitions(Workspace(find_settings(), automation=find_automation()))
