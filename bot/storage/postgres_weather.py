"""What can go wrong with a PostgreSQL server, in sentences for whoever runs the house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from bot.core.errors import BadSettings, StorageFault
from bot.storage.weather import StorageFull

AWAY = "PostgreSQL cannot be reached now: nothing was lost, and this is tried again."
OLDEST = 14  # pg_terminate_backend that waits
_GONE = (
    OSError,  # among them TimeoutError: no answer
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a line that broke while something was sent
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.IdleSessionTimeoutError,
)


DRIVER = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)


@contextmanager
def said() -> Iterator[None]:
    """What is wrong with the machine becomes a StorageFault; what is wrong with a statement stays what it is."""
    try:
        yield
    except DRIVER as error:
        fault = _weather(error)
        if fault is None:
            raise
        raise fault from error


def is_away(error: BaseException) -> bool:
    """Whether the server or the way to it is gone, so that only another connection can help."""
    value_does_not_fit = isinstance(error, asyncpg.InterfaceError) and isinstance(error, ValueError)
    return isinstance(error, _GONE) and not value_does_not_fit


def _weather(error: Exception) -> StorageFault | None:
    if is_away(error):
        return StorageFault(AWAY)
    match error:
        case asyncpg.DiskFullError():
            return StorageFull("The disk is full: nothing was lost, and nothing new can be kept until there is room.")
        case asyncpg.ReadOnlySQLTransactionError():
            return StorageFull("The database cannot be written (read-only).")
        case asyncpg.InsufficientResourcesError() | asyncpg.PostgresSystemError():
            return StorageFault("PostgreSQL is out of memory, connections or disk; this is tried again.")
        case asyncpg.LockNotAvailableError() | asyncpg.QueryCanceledError() | asyncpg.TransactionRollbackError():
            return StorageFault("The database is locked by another program; this is tried again.")
        case asyncpg.DataCorruptedError() | asyncpg.IndexCorruptedError():
            return StorageFault("The database is damaged. Stop the house and put a backup in its place.")
    return None


def not_opened(error: BaseException, where: str, database: str) -> BadSettings:
    """Why there is no connection at the start. The address is named without user and password."""
    match error:
        case asyncpg.InvalidAuthorizationSpecificationError():
            return BadSettings(f"PostgreSQL at {where} refuses the user or the password in DATABASE_URL.")
        case asyncpg.InvalidCatalogNameError():
            return BadSettings(f"PostgreSQL at {where} has no database {database}. Create it, or change DATABASE_URL.")
        case asyncpg.InsufficientPrivilegeError():
            return BadSettings(f"The user in DATABASE_URL may not make tables in the database {database} at {where}.")
        case asyncpg.TooManyConnectionsError():
            return BadSettings(f"PostgreSQL at {where} has no connection left for the house; it needs four.")
        case asyncpg.CannotConnectNowError():
            return BadSettings(f"PostgreSQL at {where} is starting or stopping. Try again in a moment.")
        case OSError() | TimeoutError():
            refused = isinstance(error, ConnectionError) and str(error)  # such as TLS, which the server does not speak
            why = getattr(error, "strerror", "") or refused or "no answer"
            return BadSettings(
                f"PostgreSQL at {where} cannot be reached ({why}). Is it running, and is DATABASE_URL right?"
            )
        case asyncpg.PostgresError():
            return BadSettings(f"PostgreSQL at {where} does not let the house in ({error}).")
    return BadSettings("DATABASE_URL cannot be used: write postgresql://user:password@host:5432/database.")
