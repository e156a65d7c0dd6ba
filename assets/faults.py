"""Which faults pass by themselves, and which are wrong and the same the next time.

Passing: a locked or restarting database, a lost connection, a network drive out of reach for
a moment, another publisher at work. Wrong: a broken file, a broken manifest, a release that
the checks refuse, an error in the program.
"""

from __future__ import annotations

import errno

from assets.lock import BusyError

_NAMES = """
EAGAIN EBUSY EINTR EIO ENOLCK ESTALE EREMOTEIO ETIMEDOUT ECONNRESET ECONNABORTED ECONNREFUSED
ENETDOWN ENETUNREACH ENETRESET EHOSTDOWN EHOSTUNREACH ENOTCONN
"""
_ERRNO = frozenset(getattr(errno, name) for name in _NAMES.split() if hasattr(errno, name))
#: Windows: a sharing or lock violation, a network path or name that is out of reach.
_WINERROR = frozenset({32, 33, 53, 54, 59, 64, 121, 1231})

#: PostgreSQL, appendix A: connection, resources, locks, serialization, restart.
_SQLSTATE = ("08", "53", "40001", "40P01", "55P03", "57P01", "57P02", "57P03")
#: What SQLite and libpq say where there is no code.
_SAID = (
    "is locked",
    "disk i/o error",
    "connection refused",
    "server closed the connection",
    "connection is lost",
    "connection reset",
    "timeout",
    "timed out",
    "starting up",
    "shutting down",
    "network is unreachable",
    "temporary failure in name resolution",
)


class PassingFaultError(Exception):
    """Something failed that may work in a moment."""


def is_passing(error: BaseException) -> bool:
    """Whether an error, or what it was raised from, may be gone in a moment."""
    cause: BaseException | None = error
    while cause is not None:
        if _passes(cause):
            return True
        cause = cause.__cause__
    return False


def _passes(error: BaseException) -> bool:
    if isinstance(error, PassingFaultError | BusyError | ConnectionError | TimeoutError):
        return True
    if isinstance(error, OSError):
        return error.errno in _ERRNO or getattr(error, "winerror", None) in _WINERROR
    return _is_database_fault(error)


def _is_database_fault(error: BaseException) -> bool:
    from sqlalchemy import exc  # noqa: PLC0415

    if isinstance(error, exc.TimeoutError):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlstate", None)
    if code:
        return str(code).startswith(_SQLSTATE)
    said = str(error.orig).casefold()
    return isinstance(error, exc.OperationalError) and any(word in said for word in _SAID)
