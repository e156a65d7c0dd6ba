"""The suites as files: ``suites/*.yaml``, one an official form and one a published view.

A suite lists expectations of Great Expectations by id. ``expect`` is the library's name of
the expectation and the other words are its arguments, but for those that are ours:
``severity``, ``pesan`` and ``message_en`` (what it means), ``where`` (the rows it is about)
and ``may_be_null`` (a column that may be empty throughout).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.model import SEVERITIES

FOLDER = Path(__file__).parent / "suites"
SHARED = "shared"

_OURS = frozenset({"expect", "severity", "pesan", "message_en", "where", "may_be_null"})
_CONDITIONS = frozenset({"column", "equals", "is_in", "is_null", "not_null"})


class SuiteFileError(ValueError):
    """A suite file that cannot be used; the message names file, expectation and what to do."""


@dataclass(frozen=True)
class Expectation:
    """One expectation: the library's ``type`` and ``arguments``, and what it means."""

    name: str
    type: str
    arguments: Mapping[str, Any]
    severity: str
    meaning: str
    meaning_en: str
    where: Mapping[str, Any] = field(default_factory=dict)
    may_be_null: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at; none for a table as a whole."""
        said = self.arguments
        names = [said[word] for word in ("column", "column_A", "column_B") if word in said]
        return (*names, *said.get("column_list", ()))

    @property
    def counts_rows(self) -> bool:
        """Whether it asks for rows at all."""
        return self.type.startswith("expect_table_row_count")

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which it cannot be asked."""
        condition = (self.where["column"],) if self.where else ()
        return (*self.columns, *condition)


@dataclass(frozen=True)
class Suite:
    """The expectations of one form or view; ``label`` is safe as a name of an asset check."""

    name: str
    meaning: str
    meaning_en: str
    expectations: tuple[Expectation, ...]

    @property
    def label(self) -> str:
        """``T-C.29`` -> ``T_C_29``."""
        return "".join(letter if letter.isalnum() else "_" for letter in self.name)

    def check_names(self) -> tuple[str, ...]:
        """Names of its checks as they are recorded: ``T-C.29.kode_berpola``."""
        return tuple(f"{self.name}.{item.name}" for item in self.expectations)


@cache
def load_suites(folder: Path = FOLDER) -> Mapping[str, Suite]:
    """All suites by name; raises :class:`SuiteFileError` for a file that cannot be used."""
    groups = _read(folder / f"{SHARED}.yaml")
    suites = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem != SHARED:
            suites[path.stem] = _suite(path, groups)
    return suites


@cache
def suite_version(folder: Path = FOLDER) -> str:
    """First 12 hexadecimal digits of a hash over all suite files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0")
        # Line ends differ between checkouts, not the suites.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SuiteFileError(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise SuiteFileError(f"{path.name}: a suite file holds named entries")
    return content


def _suite(path: Path, groups: Mapping[str, Any]) -> Suite:
    content = _read(path)
    found: dict[str, Any] = {}
    for group in content.get("include", []):
        if group not in groups:
            raise SuiteFileError(f"{path.name}: {SHARED}.yaml has no group {group!r}")
        found |= groups[group]
    found |= content.get("expectations", {})
    # An entry left empty takes back one that a group brought in.
    kept = {name: said for name, said in found.items() if said is not None}
    return Suite(
        path.stem,
        content["arti"],
        content["meaning"],
        tuple(_expectation(path.name, name, said) for name, said in kept.items()),
    )


def _expectation(file: str, name: str, said: Mapping[str, Any]) -> Expectation:
    place = f"{file}: {name}"
    for word in ("expect", "severity", "pesan", "message_en"):
        if not said.get(word):
            raise SuiteFileError(f"{place}: write {word}")
    if said["severity"] not in SEVERITIES:
        raise SuiteFileError(f"{place}: severity is one of {', '.join(SEVERITIES)}")
    where = said.get("where", {})
    if where and (set(where) - _CONDITIONS or "column" not in where or len(where) != 2):
        raise SuiteFileError(
            f"{place}: where has a column and one of {', '.join(sorted(_CONDITIONS))}"
        )
    return Expectation(
        name,
        f"expect_{said['expect']}",
        {word: value for word, value in said.items() if word not in _OURS},
        said["severity"],
        said["pesan"],
        said["message_en"],
        where,
        bool(said.get("may_be_null", False)),
    )
