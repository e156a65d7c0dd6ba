"""Telling whoever waits how far the run is; stages speak, the command line listens."""

from __future__ import annotations

from typing import Protocol

#: Stages in their order, with what they do in Indonesian and English.
STAGES = {
    "document": ("menerima dokumen", "receiving documents"),
    "grids": ("membaca sel", "reading cells"),
    "tables": ("mengenali tabel", "recognising tables"),
    "records": ("membaca baris formulir", "reading the rows of forms"),
    "conformed": ("memadankan kode dan satuan", "conforming codes and units"),
    "candidate": ("menyiapkan calon rilis", "staging the candidate"),
    "checks": ("memeriksa calon rilis", "checking the candidate"),
    "release": ("menerbitkan rilis", "publishing the release"),
}


class Progress(Protocol):
    """Hears of every step; ``done`` counts from 0 to ``total``."""

    def step(self, stage: str, file: str, done: int, total: int) -> None:
        """A stage is about to work on ``file``, or has ended (``done == total``)."""


class Silence:
    """Nobody waits."""

    def step(self, stage: str, file: str, done: int, total: int) -> None:
        """Say nothing."""
