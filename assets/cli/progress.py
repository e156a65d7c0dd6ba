"""Progress of a run: a moving bar on a terminal, plain lines elsewhere; always on stderr."""

from __future__ import annotations

from types import TracebackType

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar

from assets.cli.console import both, err
from assets.progress import STAGES


class RunProgress:
    """Shows every stage of a run as it begins."""

    def __init__(self) -> None:
        self._console = err()
        self._stage = ""
        self._bar: Bar | None = None
        if self._console.is_terminal:
            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[file]}", style="dim"),
                console=self._console,
                transient=True,
            )

    def __enter__(self) -> RunProgress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, stage: str, file: str, done: int, total: int) -> None:
        """Show that a stage is at ``done`` of ``total``."""
        begins = stage != self._stage
        self._stage = stage
        if self._bar is None:
            if begins:
                self._console.print(f"- {both(*STAGES[stage])}", markup=False)
            return
        if begins:
            self._task = self._bar.add_task(both(*STAGES[stage]), total=total, file=file)
        self._bar.update(self._task, completed=done, total=total, file=file)
