"""Opening the database a verb works on, and closing it whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..runtime.sqlite import SqliteStore
from .failure import Failure


@contextmanager
def reading(path: Path) -> Iterator[SqliteStore]:
    """A database that is there already; a verb that only reads never makes one."""
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        raise Failure(
            f"there is no database `{path}`",
            "`jalon import` or `jalon run` makes it; `--db` names another",
        )
    with writing(path) as store:
        yield store


@contextmanager
def writing(path: Path) -> Iterator[SqliteStore]:
    """A database, made when it is not there."""
    store = SqliteStore.open(path)
    try:
        yield store
    finally:
        store.close()
