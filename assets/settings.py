"""Where things are in one installation, and how it runs when nobody watches."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pipelines.readers.limits import MIB, Limits

HOME_VARIABLE = "RENJA_HOME"
WAREHOUSE_VARIABLE = "RENJA_WAREHOUSE_URL"
RAW_VARIABLE = "RENJA_RAW"
REFERENCE_VARIABLE = "RENJA_REFERENCE"
UI_VARIABLE = "RENJA_UI"

DEFAULT_HOME = ".renja"
DEFAULT_RAW = "raw"


@dataclass(frozen=True)
class Settings:
    """Where things are; everything else that is written lies under ``home``.

    ``own_reference`` is where officers' reviewed data lie where that is not ``<home>/reference``.
    """

    home: Path
    warehouse_url: str
    raw: Path
    own_reference: Path | None = None

    @property
    def reference(self) -> Path:
        """Data that officers reviewed: decisions, lists; they go before what is shipped."""
        return self.own_reference or self.home / "reference"

    @property
    def layouts(self) -> Path:
        """Layouts of forms that officers wrote, used besides those that are shipped."""
        return self.home / "layouts"

    @property
    def stages(self) -> Path:
        """What every stage made of every document."""
        return self.home / "stages"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own records: runs, events, partitions."""
        return self.home / "dagster"

    @property
    def data_docs(self) -> Path:
        """Pages of the results of the checks: a folder a release."""
        return self.home / "data_docs"

    @property
    def lock(self) -> Path:
        """Held by the one process that may publish."""
        return self.home / "publisher.lock"

    @property
    def watch(self) -> Path:
        """How the sensor saw the files of the landing zone last."""
        return self.home / "watch.json"

    def environment(self) -> dict[str, str]:
        """Variables that give a child process these same settings."""
        return {
            HOME_VARIABLE: str(self.home),
            WAREHOUSE_VARIABLE: self.warehouse_url,
            RAW_VARIABLE: str(self.raw),
            REFERENCE_VARIABLE: str(self.reference),
            "DAGSTER_HOME": str(self.dagster_home),
        }


def find_settings(
    home: Path | None = None,
    warehouse_url: str | None = None,
    raw: Path | None = None,
    reference: Path | None = None,
) -> Settings:
    """What is given, else what the environment says, else the defaults."""
    said = os.environ
    home = (home or Path(said.get(HOME_VARIABLE) or DEFAULT_HOME)).expanduser().absolute()
    raw = (raw or Path(said.get(RAW_VARIABLE) or DEFAULT_RAW)).expanduser().absolute()
    url = warehouse_url or said.get(WAREHOUSE_VARIABLE)
    if reference is None and said.get(REFERENCE_VARIABLE):
        reference = Path(said[REFERENCE_VARIABLE])
    return Settings(
        home,
        url or f"sqlite:///{(home / 'warehouse.sqlite').as_posix()}",
        raw,
        reference.expanduser().absolute() if reference else None,
    )


class WrongSettingError(ValueError):
    """A variable of the environment does not say what it should: wrong usage."""

    exit_code = 2

    def __init__(self, name: str, said: str, wanted: str, wanted_en: str) -> None:
        self.reason = f"{name}={said!r}: harus {wanted}"
        self.reason_en = f"{name}={said!r}: must be {wanted_en}"
        super().__init__(f"{self.reason} / {self.reason_en}")


@dataclass(frozen=True)
class Channels:
    """Where notices go besides the log; what is empty is not used.

    ``webhook`` is an http(s) address, ``mail_to`` addresses parted by commas, ``smtp`` the
    mail server: ``smtp://USER:PASSWORD@HOST:PORT``, or ``smtps://`` for TLS from the start.
    """

    webhook: str = ""
    mail_to: str = ""
    mail_from: str = ""
    smtp: str = ""
    ui: str = ""


@dataclass(frozen=True)
class Automation:
    """How the pipeline runs unattended. All times are in seconds.

    ``tick`` is the time between two looks at the landing zone, ``settle`` how long a file
    must stay as it is before it is read, ``patience`` how long a run waits for another
    publisher. ``nightly`` is a time of day (``HH:MM``) in ``timezone``, or empty for never.
    """

    tick: float = 15
    settle: float = 20
    patience: float = 600
    nightly: str = "02:00"
    timezone: str = "Asia/Jakarta"
    channels: Channels = Channels()


def find_automation() -> Automation:
    """What the environment says, else the defaults; raises :class:`WrongSettingError`."""
    usual = Automation()
    said = os.environ
    return Automation(
        tick=_seconds("RENJA_TICK_SECONDS", usual.tick, least=1),
        settle=_seconds("RENJA_SETTLE_SECONDS", usual.settle),
        patience=_seconds("RENJA_WAIT_SECONDS", usual.patience),
        nightly=_time_of_day("RENJA_NIGHTLY", usual.nightly),
        timezone=_timezone("RENJA_TIMEZONE", usual.timezone),
        channels=Channels(
            webhook=_address("RENJA_NOTICE_WEBHOOK", ("http://", "https://")),
            mail_to=said.get("RENJA_NOTICE_MAIL", ""),
            mail_from=said.get("RENJA_NOTICE_MAIL_FROM", ""),
            smtp=_address("RENJA_NOTICE_SMTP", ("smtp://", "smtps://")),
            ui=said.get(UI_VARIABLE, ""),
        ),
    )


def find_limits() -> Limits:
    """What one file may cost: the environment, else the defaults of
    :class:`pipelines.readers.limits.Limits`; raises :class:`WrongSettingError`."""
    usual = Limits()
    return Limits(
        file_bytes=_whole("RENJA_MAX_FILE_MIB", usual.file_bytes // MIB) * MIB,
        unpacked_bytes=_whole("RENJA_MAX_UNPACKED_MIB", usual.unpacked_bytes // MIB) * MIB,
        parts=_whole("RENJA_MAX_PARTS", usual.parts),
        ratio=_whole("RENJA_MAX_RATIO", usual.ratio),
        cells=_whole("RENJA_MAX_CELLS", usual.cells),
        memory_bytes=_whole("RENJA_MAX_MEMORY_MIB", usual.memory_bytes // MIB) * MIB,
        seconds=_seconds("RENJA_MAX_SECONDS", usual.seconds, least=1),
        seconds_per_mib=_seconds("RENJA_MAX_SECONDS_PER_MIB", usual.seconds_per_mib),
    )


def _whole(name: str, usual: int) -> int:
    said = os.environ.get(name) or str(usual)
    if not re.fullmatch(r"[1-9]\d{0,8}", said):
        wanted = "bilangan bulat, sedikitnya 1", "a whole number, at least 1"
        raise WrongSettingError(name, said, *wanted)
    return int(said)


def _seconds(name: str, usual: float, least: float = 0) -> float:
    said = os.environ.get(name) or str(usual)
    try:
        value = float(said)
    except ValueError:
        value = -1
    if not least <= value < 86_400:
        wanted = f"detik, sedikitnya {least:g}", f"seconds, at least {least:g}"
        raise WrongSettingError(name, said, *wanted)
    return value


def _time_of_day(name: str, usual: str) -> str:
    said = os.environ.get(name, usual).strip()
    if said.casefold() in ("", "mati", "off"):
        return ""
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", said):
        raise WrongSettingError(name, said, "JJ:MM, atau `mati`", "HH:MM, or `off`")
    return said


def _timezone(name: str, usual: str) -> str:
    said = os.environ.get(name) or usual
    try:
        ZoneInfo(said)
    except (ValueError, OSError, LookupError) as error:
        wanted = "zona waktu seperti Asia/Makassar", "a time zone such as Asia/Makassar"
        raise WrongSettingError(name, said, *wanted) from error
    return said


def _address(name: str, schemes: tuple[str, ...]) -> str:
    said = os.environ.get(name, "").strip()
    if said and not said.startswith(schemes):
        # What was said may hold a password.
        shown = " / ".join(schemes)
        raise WrongSettingError(name, "...", f"alamat {shown}", f"an address {shown}")
    return said
