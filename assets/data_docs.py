"""Where the pages of the results of checks lie: a folder a release, under the home."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from expectations.data_docs import write_data_docs
from expectations.outcome import CheckOutcome
from expectations.validation import Validator

#: The pages of the candidate that was checked last, published or refused.
CANDIDATE_DOCS = "kandidat"


def candidate_data_docs(
    folder: Path, validator: Validator, outcomes: Sequence[CheckOutcome]
) -> Path:
    """Write the pages of a candidate; returns the first page."""
    return write_data_docs(validator, outcomes, folder / CANDIDATE_DOCS)


def keep_data_docs(folder: Path, release_id: str) -> None:
    """The pages of the candidate become those of the release, where it has none yet."""
    made, kept = folder / CANDIDATE_DOCS, folder / release_id
    if kept.exists():
        shutil.rmtree(made, ignore_errors=True)
    elif made.is_dir():
        made.replace(kept)
