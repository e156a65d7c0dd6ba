"""The ``renja`` command line: the pipeline without a browser."""

from __future__ import annotations

import typer

from assets.cli.corrections import corrections
from assets.cli.crosswalk import crosswalk
from assets.cli.dagster import dagster
from assets.cli.findings import findings
from assets.cli.ingest import ingest
from assets.cli.layouts import layouts
from assets.cli.nomenclature import nomenclature
from assets.cli.report import report
from assets.cli.run import run
from assets.cli.status import status
from assets.cli.trace import trace

app = typer.Typer(
    name="renja",
    help="Gudang data rencana kerja perangkat daerah / "
    "The warehouse of local-government work plans.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (run, ingest, status, trace, report, dagster):
    app.command()(command)
app.add_typer(findings, name="findings")
app.add_typer(crosswalk, name="crosswalk")
app.add_typer(corrections, name="corrections")
app.add_typer(layouts, name="layouts")
app.add_typer(nomenclature, name="nomenclature")


def main() -> None:
    """Entry point of the ``renja`` script."""
    app(prog_name="renja")
