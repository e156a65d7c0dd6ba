"""Opening a workbook that comes back, within limits and without running anything."""

from __future__ import annotations

import io
from typing import Any

from pipelines.model import Refusal
from pipelines.readers.limits import Limits
from pipelines.readers.prescan import look
from pipelines.workbooks.refusal import BookProblem, BookRefused


def open_book(data: bytes, limits: Limits, damaged: BookProblem) -> Any:
    """The workbook; :class:`BookRefused` says ``damaged`` where it is none."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        look(data, "jawaban.xlsx", limits)
        return load_workbook(io.BytesIO(data))
    except Refusal as error:
        raise BookRefused([BookProblem("", 0, error.reason, error.reason_en)]) from error
    except Exception as error:  # a damaged workbook raises anything
        raise BookRefused([damaged]) from error
