"""The settings for running unattended, and Dagster's own in its home."""

from __future__ import annotations

import pytest
import yaml

from assets.instance import TOPICS, open_instance, prepare_home
from assets.settings import Automation, Channels, WrongSettingError, find_automation, find_settings


def test_nothing_said_is_the_usual():
    assert find_automation() == Automation()


def test_what_is_said(monkeypatch):
    for name, said in {
        "TICK_SECONDS": "5",
        "SETTLE_SECONDS": "0",
        "WAIT_SECONDS": "1.5",
        "NIGHTLY": "1:30",
        "TIMEZONE": "Asia/Jayapura",
        "NOTICE_WEBHOOK": "https://kabar.go.id/x",
        "NOTICE_MAIL": "a@kab.go.id",
        "NOTICE_SMTP": "smtps://surat.kab.go.id",
    }.items():
        monkeypatch.setenv(f"RENJA_{name}", said)
    assert find_automation() == Automation(
        5,
        0,
        1.5,
        "1:30",
        "Asia/Jayapura",
        Channels("https://kabar.go.id/x", "a@kab.go.id", "", "smtps://surat.kab.go.id"),
    )


@pytest.mark.parametrize("off", ["", "mati", "OFF"])
def test_the_night_can_be_switched_off(monkeypatch, off):
    monkeypatch.setenv("RENJA_NIGHTLY", off)
    assert find_automation().nightly == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("RENJA_TICK_SECONDS", "0"),
        ("RENJA_SETTLE_SECONDS", "sebentar"),
        ("RENJA_WAIT_SECONDS", "-1"),
        ("RENJA_NIGHTLY", "25:00"),
        ("RENJA_TIMEZONE", "Asia/Atlantis"),
        ("RENJA_TIMEZONE", "../etc"),
        ("RENJA_NOTICE_WEBHOOK", "file:///etc/hostname"),
        ("RENJA_NOTICE_SMTP", "surat.kab.go.id"),
    ],
)
def test_a_wrong_setting_is_told_by_name(monkeypatch, name, said):
    monkeypatch.setenv(name, said)
    with pytest.raises(WrongSettingError, match=name) as told:
        find_automation()
    assert told.value.reason != told.value.reason_en
    assert told.value.exit_code == 2


def test_a_new_home_has_every_topic(tmp_path):
    settings = find_settings(tmp_path / "home")
    prepare_home(settings)
    config = settings.dagster_home / "dagster.yaml"
    assert set(yaml.safe_load(config.read_text(encoding="utf-8"))) == set(TOPICS)
    with open_instance(settings) as instance:
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
        assert instance.run_monitoring_enabled


def test_a_home_of_before_gets_what_it_lacks_and_keeps_what_it_says(tmp_path):
    settings = find_settings(tmp_path / "home")
    settings.dagster_home.mkdir(parents=True)
    config = settings.dagster_home / "dagster.yaml"
    config.write_text(
        "# punya kami\ntelemetry:\n  enabled: false\nrun_queue:\n  max_concurrent_runs: 1\n",
        encoding="utf-8",
    )
    prepare_home(settings)
    text = config.read_text(encoding="utf-8")
    assert text.startswith("# punya kami\n")
    assert text.count("telemetry:") == 1
    assert set(yaml.safe_load(text)) == (set(TOPICS) - {"concurrency"}) | {"run_queue"}
    prepare_home(settings)
    assert config.read_text(encoding="utf-8") == text
    with open_instance(settings) as instance:
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
