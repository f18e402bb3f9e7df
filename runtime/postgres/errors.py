"""PostgreSQL's errors: a sentence for the user, a fault of some row, or a reason to do it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from ..store import DataError, Interrupted, NotUp, StoreError, TooSlow

UNDONE = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
UNREACHABLE = "the database cannot be reached"
# What a server says to somebody it does not let in comes without a code, as words alone.
_REFUSALS = (
    ("password authentication failed", "is the user right, and the password?"),
    ("no pg_hba.conf entry", "the server does not let this user in from here: ask its owner"),
    ('role "', "make that user, or name another in the address"),
    ("is not currently accepting connections", "its owner has closed it: wait, or ask her"),
    ('database "', "make it with `createdb`, or name another in the address"),
)
# And so does what its library finds before anybody has answered.
_MISTAKES = (
    ("no password supplied", "put it into `PGPASSWORD` or `~/.pgpass`"),
    (
        "invalid sslmode value",
        "it is one of `disable`, `allow`, `prefer`, `require`, `verify-ca`, `verify-full`",
    ),
    ("server does not support SSL", "set `ssl = on` there, or ask for less with `?sslmode=`"),
    ("certificate", "`?sslrootcert=FILE` names the certificate of who vouches for the server"),
    ("invalid port number", "a port is a number from 1 to 65535, mostly 5432"),
    ("failed to resolve host", "is the name of the host right?"),
)
_NOT_UP = (
    "failed: Connection refused",
    "failed: No such file or directory",  # the socket is made when it comes up
    "FATAL:  the database system is ",  # starting up, shutting down, recovering
)
_PREFIXES = ("connection failed: ", "connection is bad: ")


@contextmanager
def translated(limit: int = 0) -> Iterator[None]:
    """Raises `DataError`, `StoreError` or `Interrupted` for what the database says.

    `limit`: so many milliseconds a statement may take, if there is an end.
    """
    try:
        yield
    except UNDONE as error:
        raise Interrupted(f"the database undid it: {first(error)}", "do it again") from error
    except errors.InsufficientPrivilege as error:
        help = "ask its owner for it: docs/operating.md tells what is needed"
        raise StoreError(f"the database forbids it: {first(error)}", help) from error
    except (errors.DiskFull, errors.OutOfMemory, errors.ReadOnlySqlTransaction) as error:
        raise Interrupted(f"the database cannot go on: {first(error)}", "look at it") from error
    except errors.QueryCanceled as error:
        raise broken_off(error, limit) from error
    except errors.IdleInTransactionSessionTimeout as error:
        raise Interrupted(f"the database broke it off: {first(error)}", "do it again") from error
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise DataError(first(error)) from error
    except UnicodeEncodeError as error:  # half of a character that takes two
        raise DataError(str(error)) from error
    except psycopg.OperationalError as error:
        raise Interrupted(f"{UNREACHABLE}: {first(error)}", "is it up? do it again") from error


def broken_off(error: psycopg.Error, limit: int) -> Interrupted:
    """Why a statement was ended: it took too long, or somebody did not want it."""
    if not limit or "statement timeout" not in str(error):
        return Interrupted(f"the database broke it off: {first(error)}", "do it again")
    return TooSlow(
        f"the database broke a statement off that took longer than {limit / 1000:g} s",
        "is the server busy? `jalon doctor` looks at it; `jalon preview SEGMENT --explain` shows "
        "how a segment is found",
    )


def refused(error: psycopg.Error) -> Interrupted:
    """Why a connection did not come about, which somebody may mend at any moment."""
    said = first(error)
    for prefix in _PREFIXES:
        said = said.removeprefix(prefix)
    kind = NotUp if any(words in said for words in _NOT_UP) else Interrupted
    return kind(f"{UNREACHABLE}: {said}", advice(said))


def advice(said: str) -> str:
    """What to do about it."""
    for words, help in _REFUSALS if "FATAL:" in said else _MISTAKES:
        if words in said:
            return help
    return "is the address right, is it up?"


def first(error: psycopg.Error) -> str:
    """The first line of what the database says."""
    return str(error).strip().partition("\n")[0]
