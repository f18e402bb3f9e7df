"""Opening the database a verb works on, and closing it whatever happens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..runtime.clock import Clock, SystemClock
from ..runtime.lanes import Everybody, Share
from ..runtime.outage import Outage, once_up
from ..runtime.sqlite import SqliteStore
from ..runtime.store import Store
from .databases import Address, Place
from .failure import Failure


@contextmanager
def reading(place: Place) -> Iterator[Store]:
    """A database that is there already, for a verb that only reads: it never makes one.

    One that may not be written can be read all the same. One of an older schema cannot: programs
    of the older version may be at work in it.
    """
    store = looked_at(place) if isinstance(place, Path) else served(place, upgrade=False)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def trying(place: Place) -> Iterator[Store]:
    """A database in which something is tried and taken back: its schema, too, stays as it is."""
    if not isinstance(place, Path):
        store: Store = served(place, upgrade=False)
    elif writable(found(place)):
        store = SqliteStore.open(place, upgrade=False)
    else:
        store = SqliteStore.open_readonly(place)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def changing(place: Place) -> Iterator[Store]:
    """A database that is there already, for a verb that changes something in it."""
    store = existing(place) if isinstance(place, Path) else served(place)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def writing(place: Place, outage: Outage | None = None) -> Iterator[Store]:
    """A database, made when it is not there; with an outage, waited for while it is not up."""

    def made() -> Store:
        return SqliteStore.open(place) if isinstance(place, Path) else served(place, create=True)

    store = once_up(made, outage) if outage else made()
    try:
        yield store
    finally:
        store.close()


def existing(path: Path) -> SqliteStore:
    """A file that is there."""
    if writable(found(path)):
        return SqliteStore.open(path)
    return SqliteStore.open_readonly(path)


def looked_at(path: Path) -> SqliteStore:
    """A file that is there, in which nothing is changed."""
    if writable(found(path)):
        return SqliteStore.open_reading(path)
    return SqliteStore.open_readonly(path)


def found(path: Path) -> Path:
    """A file that is there. Raises `Failure`."""
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        raise Failure(
            f"there is no database `{path}`",
            "`jalon import` or `jalon run` makes it; `--db` names another",
        )
    return path


def writable(path: Path) -> bool:
    """Whether the file, and the log beside it, may be written."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def served(address: Address, *, create: bool = False, upgrade: bool = True) -> Store:
    """A database of a server; the driver comes with an extra."""
    try:
        from ..runtime.postgres import PostgresStore
    except ImportError:
        raise Failure(
            "the driver of PostgreSQL is not installed", "`pip install 'jalon[postgres]'`"
        ) from None
    return PostgresStore.open(address.text, create=create, upgrade=upgrade)


@contextmanager
def share_of(store: Store) -> Iterator[Share]:
    """What this process looks after: everybody, or where there may be others, what it can get."""
    if isinstance(store, SqliteStore):
        with store.alone():
            yield Everybody()
        return
    from ..runtime.postgres.worker import working

    with working(store) as worker:
        yield worker


def clock_of(store: Store) -> Clock:
    """The clock of a database that several machines use, else the machine's own."""
    if store.dialect == "postgres":
        from ..runtime.postgres.clock import DatabaseClock

        return DatabaseClock(store)
    return SystemClock()
