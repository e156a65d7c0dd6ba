"""The checks: they see what is wrong, and a check that crashes has failed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import every_form

from expectations.document_checks import check_document
from expectations.outcome import LISTED, run_check
from expectations.release_checks import check_candidate
from warehouse.candidate import build_candidate
