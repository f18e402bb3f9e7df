"""Opening the database a verb works on, and closing it whatever happens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..runtime.sqlite import SqliteStore
from .failure import Failure


@contextmanager
def reading(path: Path) -> Iterator[SqliteStore]:
    """A database that is there already; a verb that only reads never makes one.

    One that may not be written can be read all the same.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        raise Failure(
            f"there is no database `{path}`",
            "`jalon import` or `jalon run` makes it; `--db` names another",
        )
    store = SqliteStore.open(path) if writable(path) else SqliteStore.open_readonly(path)
    try:
        yield store
    finally:
        store.close()


def writable(path: Path) -> bool:
    """Whether the file, and the log beside it, may be written."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


@contextmanager
def writing(path: Path) -> Iterator[SqliteStore]:
    """A database, made when it is not there."""
    store = SqliteStore.open(path)
    try:
        yield store
    finally:
        store.close()
