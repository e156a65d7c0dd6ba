"""The page itself: all sections of one release, put together by a template that escapes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from sqlalchemy import Engine

from assets.report_page import words
from assets.report_page.ask import query
from assets.report_page.causes import Causes, causes
from assets.report_page.changes import Changes, changes
from assets.report_page.documents import Documents, documents
from assets.report_page.money import Money, money
from assets.report_page.nomenclature import Nomenclature, nomenclature
from assets.report_page.reconciliation import Reconciliation, reconciliation
from assets.report_page.targets import Targets, targets
from assets.report_page.words import Said, counted, number
from assets.whole_files import replace_whole
from warehouse import queries
from warehouse.database import reading
from warehouse.releases import Release, current_release

#: Rows of a table; with those of pictures and causes it keeps the page below 2 MB.
MOST_ROWS = 200


@dataclass(frozen=True)
class Report:
    """Everything that the report of a release says."""

    release: Release
    documents: Documents
    causes: Causes
    money: Money
    targets: Targets
    reconciliation: Reconciliation
    nomenclature: Nomenclature
    changes: Changes

    @property
    def title(self) -> Said:
        """What a reader should know if only one sentence is read."""
        plans, facts = self.documents.plans, self.changes.now.facts
        warned = self.causes.found["warning"]
        critical, critical_en = "", ""
        if self.causes.found["critical"]:
            critical = f"{number(self.causes.found['critical'])} temuan kritis dan "
            critical_en = f"{counted(self.causes.found['critical'], 'critical finding')} and "
        return Said(
            f"{number(plans)} rencana kerja terbit dengan {number(facts)} fakta dan "
            f"{critical}{number(warned)} peringatan",
            f"{counted(plans, 'work plan')} published with {counted(facts, 'fact')} and "
            f"{critical_en}{counted(warned, 'warning')}",
        )


def gather(engine: Engine) -> Report:
    """Ask everything of the release that stands; raises LookupError where there is none."""
    release = current_release(engine)
    if release is None:
        raise LookupError("no release")
    findings = queries.findings(engine)
    with reading(engine) as connection:
        found = causes(connection, findings)
        return Report(
            release,
            documents(connection),
            found,
            money(connection),
            targets(connection),
            reconciliation(connection, (*found.important, *found.others)),
            nomenclature(connection),
            changes(connection),
        )


def render(report: Report) -> str:
    """The page as HTML that needs nothing else: no script, no other file."""
    folder = files(__package__)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        number=words.number,
        rupiah=words.rupiah,
        gap=words.gap,
        percent=words.percent,
        moment=words.moment,
        firm=words.firm,
        # Drawn here, of texts that are escaped there.
        drawn=Markup,
    )
    template = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    return template.render(
        report=report,
        style=Markup((folder / "page.css").read_text(encoding="utf-8")),
        sql=query,
        most_rows=MOST_ROWS,
    )


def report_file(home: Path, release_id: str) -> Path:
    """Where the report of a release lies, where no other place is named."""
    return home / "reports" / f"{release_id}.html"


def write_report(engine: Engine, path: Path) -> Path:
    """Write the report of the release that stands to a file, whole or not at all."""
    page = render(gather(engine))
    replace_whole(path, page)
    return path
