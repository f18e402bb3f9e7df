"""SQLite's errors, as a sentence for the user, a fault of some row, or a reason to do it again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ..store import DataError, Interrupted, StoreError, TooSlow

# SQLite's words for a statement that is wrong whatever the data: a defect, not a bad row.
OUR_FAULT = ("syntax error", "no such", "ambiguous column", "has no column", "unrecognized token")
# And for one that is too much for it, be the data what it may.
TOO_MUCH = (
    *("parser stack overflow", "Expression tree is too large", "too many SQL variables"),
    *("too many terms", "at most 64 tables", "too many columns"),
)
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Raises `StoreError`, `Interrupted` or `DataError` for what SQLite says."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise explained(error, path) from error
    except (OverflowError, UnicodeEncodeError) as error:  # what no column holds
        raise DataError(str(error)) from error


def explained(error: sqlite3.DatabaseError, path: str) -> Exception:
    """Chooses the words for an error."""
    text, code = str(error), primary(error)
    if code in BUSY:
        help = "wait until it is done, or stop the other `jalon run`"
        return Interrupted(f"`{path}` is in use by another program", help)
    if code == sqlite3.SQLITE_INTERRUPT:
        return TooSlow(f"`{path}` did not answer in time", "ask for less at once")
    if code == sqlite3.SQLITE_FULL:
        return Interrupted(f"the disk under `{path}` is full", "free some space, run again")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM):
        return Interrupted(f"the disk under `{path}` failed: {text}", "look at it, run again")
    if code in DAMAGED:
        return damaged(code, path, text)
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"`{path}` cannot be opened", closed(path))
    if code == sqlite3.SQLITE_READONLY:
        help = "change the permissions of the file and of its folder"
        return StoreError(f"`{path}` may not be written", help)
    if isinstance(error, sqlite3.OperationalError) and any(words in text for words in OUR_FAULT):
        return error
    if any(words in text for words in TOO_MUCH):
        help = "write it in smaller parts: fewer conditions inside each other, more steps"
        return StoreError(f"a condition is too much for SQLite: {text}", help)
    return DataError(text)


def closed(path: str) -> str:
    """What may be the matter with a file that cannot be opened."""
    if os.path.isdir(path):
        return f"it is a folder: name a file in it, such as `{os.path.join(path, 'jalon.db')}`"
    if os.path.exists(path) and not os.access(path, os.R_OK):
        return "may you read it? `ls -l` tells whose it is"
    return "does its folder exist, may you write it?"


def damaged(code: int | None, path: str, text: str) -> StoreError:
    """The file is another program's, or was damaged: nothing must be written to it any more."""
    if code == sqlite3.SQLITE_NOTADB:
        return StoreError(f"`{path}` is not a Jalon store: {text}", "name another file with --db")
    return StoreError(
        f"`{path}` is damaged: {text}", "`jalon doctor` tells where; go back to the latest copy"
    )


def primary(error: sqlite3.Error) -> int | None:
    """SQLite's own number for the error, without its details."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF
