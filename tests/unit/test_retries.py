"""Which faults pass: those of the network and of locks, not those of the input."""

from __future__ import annotations

import errno

import dagster as dg
import pytest
from sqlalchemy import exc

from assets.faults import PassingFaultError, is_passing
from assets.lock import BusyError
from assets.retries import RETRIES, retried
from pipelines.model import Refusal
from warehouse.errors import GateRefusedError, PublishFailedError


class ServerError(Exception):
    """As a driver of PostgreSQL raises it, with the code of the server."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("server")
        self.sqlstate = sqlstate


def database(said: str | Exception, kind=exc.OperationalError) -> exc.DBAPIError:
    return kind("SELECT 1", {}, said if isinstance(said, Exception) else Exception(said))


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        BusyError("pid 1"),
        PassingFaultError("x"),
        ConnectionResetError(),
        TimeoutError(),
        OSError(errno.EIO, "Input/output error"),
        OSError(errno.ESTALE, "Stale file handle"),
        exc.TimeoutError("no connection is free"),
        database("database is locked"),
        database("connection refused"),
        database(ServerError("57P01")),
        database(ServerError("40001"), exc.DBAPIError),
        caused(PublishFailedError("gagal", "failed"), database("database is locked")),
    ],
)
def test_passing(error):
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        FileNotFoundError(errno.ENOENT, "x"),
        PermissionError(errno.EACCES, "x"),
        OSError(errno.ENOSPC, "No space left on device"),
        Refusal("rusak", "broken", rule="x"),
        GateRefusedError("ditolak", "refused"),
        database("no such table: x"),
        database("UNIQUE constraint failed", exc.IntegrityError),
        database(ServerError("42P01"), exc.ProgrammingError),
        database(ServerError("28P01")),
    ],
)
def test_lasting(error):
    assert not is_passing(error)


def test_a_passing_fault_asks_for_another_attempt():
    with pytest.raises(dg.RetryRequested) as asked, retried():
        raise TimeoutError
    assert asked.value.max_retries == RETRIES


@pytest.mark.parametrize("error", [ZeroDivisionError(), dg.Failure("x", allow_retries=False)])
def test_what_is_wrong_is_not_tried_again(error):
    with pytest.raises(type(error)), retried():
        raise error
