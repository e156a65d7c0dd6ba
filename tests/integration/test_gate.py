"""The gate: nothing is published unchecked, whoever asks for it and in whatever order."""

from __future__ import annotations

import dagster as dg
import pytest
from landing_zone import landing_zone, small_plan
from sqlalchemy import select

from assets import checks
from assets.definitions import build_definitions
from assets.execute import run_pipeline
from assets.instance import open_instance
from assets.progress import Silence
from assets.stages import conformed as conformed_stage
from assets.workspace import Workspace
from expectations import form_checks
from expectations.outcome import CheckOutcome, FailingRow, Kind
from expectations.validation import Validator
from warehouse.checks import candidate_checks
from warehouse.database import connect
from warehouse.errors import GateRefusedError
from warehouse.operations import check_failure
from warehouse.queries import quarantine
from warehouse.releases import current_release


def run(settings):
    return run_pipeline(settings, Silence())


def standing(settings) -> str | None:
    release = current_release(connect(settings.warehouse_url))
    return None if release is None else release.release_id


def materialise(settings, selection: str) -> dg.ExecuteInProcessResult:
    """Materialise one asset alone, as anyone can in the UI."""
    with open_instance(settings) as instance:
        job = build_definitions(Workspace(settings)).resolve_job_def("renja_rilis")
        return job.execute_in_process(
            instance=instance,
            asset_selection=[dg.AssetKey(selection)],
            raise_on_error=False,
        )


def reason(result: dg.ExecuteInProcessResult) -> str:
    (failure,) = result.filter_events(lambda event: event.is_step_failure)
    error = failure.step_failure_data.error
    return f"{error.message} {error.cause.message if error.cause else ''}"


def failing(name: str = "bi_pagu.rupiah_terisi") -> CheckOutcome:
    row = FailingRow("a.txt", "0" * 16, "f1", "baris 9 kolom 4", "rupiah=-")
    return CheckOutcome(name, "critical", Kind.FAILED, 2, 1, (row,))


quick = pytest.mark.usefixtures("quick_checks")


@pytest.fixture
def refusing(monkeypatch, quick_checks):
    """A gate whose check of the budgets fails."""
    check = checks.check_candidate

    def with_a_failure(*given):
        return (*(o for o in check(*given) if o.name != failing().name), failing())

    monkeypatch.setattr(checks, "check_candidate", with_a_failure)


def test_publishing_alone_after_a_failed_check_is_refused(tmp_path, refusing):
    settings = landing_zone(tmp_path, a=small_plan())
    report = run(settings)
    assert report.release is None
    assert [check.name for check in report.failed_checks()] == ["bi_pagu.rupiah_terisi"]
    alone = materialise(settings, "release")
    assert not alone.success
    assert "Critical checks failed: bi_pagu.rupiah_terisi" in reason(alone)
    assert standing(settings) is None


@quick
def test_publishing_alone_a_candidate_that_was_never_checked_is_refused(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"))
    first = run(settings).release
    (settings.raw / "b.txt").write_text(small_plan("DINAS B"), encoding="utf-8")
    with open_instance(settings) as instance:
        definitions = build_definitions(Workspace(settings))
        instance.add_dynamic_partitions("dokumen", ["b.txt"])
        reading = definitions.resolve_job_def("renja_dokumen")
        assert reading.execute_in_process(instance=instance, partition_key="b.txt").success
        staging = definitions.resolve_job_def("renja_rilis")
        # The asset without its checks, as a selection in the UI can leave them out.
        staged = staging.execute_in_process(
            instance=instance,
            asset_selection=[dg.AssetKey("candidate")],
            raise_on_error=False,
        )
        assert staged.success
    workspace = Workspace(settings)
    candidate = workspace.store.read_whole("candidate").candidate
    with workspace.engine.begin() as connection:
        for table in ("check_failure", "check_result"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE candidate_id = ?", (candidate.candidate_id,)
            )
    alone = materialise(settings, "release")
    assert not alone.success
    assert "has not been checked" in reason(alone)
    assert standing(settings) == first


@quick
def test_results_of_other_suites_do_not_open_the_gate(tmp_path, monkeypatch):
    settings = landing_zone(tmp_path, a=small_plan())
    monkeypatch.setattr(checks, "suite_version", lambda: "versi lama")
    with pytest.raises(GateRefusedError, match="has not been checked"):
        run(settings)
    alone = materialise(settings, "release")
    assert "has not been checked" in reason(alone)
    assert standing(settings) is None


@quick
def test_a_candidate_of_other_code_is_not_published(tmp_path, monkeypatch):
    settings = landing_zone(tmp_path, a=small_plan())
    run(settings)
    monkeypatch.setattr("assets.stages.release.release_version", lambda: "lain")
    alone = materialise(settings, "release")
    assert "another version of the program" in reason(alone)


def test_all_rows_that_fail_are_kept_with_their_cells(tmp_path, refusing):
    settings = landing_zone(tmp_path, a=small_plan())
    run(settings)
    with connect(settings.warehouse_url).connect() as connection:
        (row,) = connection.execute(select(check_failure))
    assert (row.name, row.document) == ("bi_pagu.rupiah_terisi", "a.txt")
    assert (row.addresses, row.content) == ("baris 9 kolom 4", "rupiah=-")


def test_a_gate_that_crashes_refuses_and_is_said_to_be_broken(tmp_path, monkeypatch):
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"))
    whole = Validator.run

    def crash(self, suite, *given):
        if suite.name == "bi_pagu":
            raise MemoryError("kejutan")
        return whole(self, suite, *given)

    monkeypatch.setattr(Validator, "run", crash)
    report = run(settings)
    assert report.release is None
    assert {check.name.partition(".")[0] for check in report.failed_checks()} == {"bi_pagu"}
    assert all("the check itself is broken" in c.details_en for c in report.failed_checks())
    assert standing(settings) is None
    # Once it is mended the very same candidate is checked again, and published.
    monkeypatch.setattr(Validator, "run", whole)
    assert run(settings).release is not None


@quick
def test_a_broken_check_of_forms_quarantines_its_documents_until_it_is_mended(
    tmp_path, monkeypatch
):
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"))
    first = run(settings).release
    (settings.raw / "b.txt").write_text(small_plan("DINAS B"), encoding="utf-8")
    frames = form_checks.form_frames

    def crash(_):
        raise MemoryError("kejutan")

    monkeypatch.setattr(form_checks, "form_frames", crash)
    report = run(settings)
    assert [(item.file, item.rule) for item in report.quarantined] == [
        ("b.txt", "pemeriksaan_rusak")
    ]
    assert "pemeriksaannya sendiri rusak" in report.quarantined[0].reason
    assert report.release not in (None, first)
    monkeypatch.setattr(form_checks, "form_frames", frames)
    assert run(settings).quarantined == ()


@pytest.mark.usefixtures("quick_release_checks")
def test_a_form_that_fails_a_critical_check_quarantines_its_document_alone(tmp_path, monkeypatch):
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"), b=small_plan("DINAS B"))
    conform = conformed_stage.conform

    def misread(document, *rest):
        reading = conform(document, *rest)
        if document.file == "b.txt":
            for record in reading.records:
                object.__setattr__(record, "level", "seksi")
        return reading

    monkeypatch.setattr(conformed_stage, "conform", misread)
    report = run(settings)
    assert [document.file for document in report.documents] == ["a.txt"]
    (refused,) = quarantine(connect(settings.warehouse_url))
    assert (refused["file"], refused["rule"]) == ("b.txt", "T-C.33.tingkat_dikenal")
    assert refused["place"].startswith("baris ")
    assert "tingkat=seksi" in refused["reason"]


@quick
def test_a_candidate_that_was_checked_is_not_checked_again(tmp_path, monkeypatch):
    settings = landing_zone(tmp_path, a=small_plan())
    first = run(settings)

    def surprise(*_):
        raise AssertionError

    monkeypatch.setattr(checks, "check_candidate", surprise)
    again = run(settings)
    assert again.release == first.release
    assert len(again.checks) == len(first.checks) > 100


def test_the_results_lie_as_pages_beside_the_release(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    release = run(settings).release
    assert [path.name for path in settings.data_docs.iterdir()] == [release]
    assert "bi_pagu" in (settings.data_docs / release / "index.html").read_text(encoding="utf-8")
    recorded = candidate_checks(
        connect(settings.warehouse_url),
        current_release(connect(settings.warehouse_url)).candidate_id,
    )
    assert {check.suite_version for check in recorded} == {checks.suite_version()}
