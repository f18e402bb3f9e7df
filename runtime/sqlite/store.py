"""The store on one SQLite file: connection, transactions and errors a user can read."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from ...compiler.sql.definition import add_column, add_index
from ...compiler.sql.statement import Statement
from ..clock import stopwatch
from ..lanes import Lane
from ..queries import named, topic
from ..store import DataError, Interrupted, Query, Row, StoreError
from .errors import translated
from .gate import Gate, reigning
from .migrate import migrate, migrations, refuse_foreign, require_current, version
from .purge import purge

BUSY_SECONDS = 5.0
MEMORY = ":memory:"
LOG_KEPT = 64 << 20  # bytes of the write-ahead log that stay on the disk when it is empty
LOG_CAP = 256 << 20  # bytes of it above which an engine waits
STRIDE = 100_000  # steps of SQLite's machine, about a millisecond, between two looks at the time
_TEMPORARY = "temporary"
TARGET = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
"""Matches the beginning of a statement that changes a table."""


class SqliteStore:
    """One audience in one file (or in memory: `:memory:`). One thread, one writer."""

    dialect = "sqlite"
    batch_size = 250_000
    lane: Lane | None = None

    def __init__(
        self, connection: sqlite3.Connection, path: str, *, readonly: bool = False
    ) -> None:
        self.connection = connection
        self.path = path
        self.readonly = readonly
        self.looks_only = False
        self.gate: Gate | None = None
        self.log_cap: int | None = None
        self.deadline: float | None = None

    @classmethod
    def open(
        cls, path: str | Path = MEMORY, *, create: bool = True, upgrade: bool = True
    ) -> SqliteStore:
        """Opens the file and brings it to the present schema. Raises `StoreError`.

        Without `upgrade` it must have that schema already.
        """
        name = str(path)
        if not create and name != MEMORY and not Path(name).exists():
            raise StoreError(f"there is no store at `{name}`", "run `jalon import` or `jalon run`")
        with translated(name):
            store = cls(connect(name), name)
            store.prepare(upgrade=upgrade)
            return store

    @classmethod
    def open_reading(cls, path: str | Path) -> SqliteStore:
        """Opens a file of the present schema for somebody who changes nothing but tables of her
        work. Raises `StoreError`."""
        store = cls.open(path, create=False, upgrade=False)
        with translated(store.path):
            store.look_only()
        return store

    @classmethod
    def open_readonly(cls, path: str | Path) -> SqliteStore:
        """Opens a file of the present schema that may not be written. Raises `StoreError`."""
        name = str(path)
        with translated(name):
            store = cls(connect_readonly(Path(path)), name, readonly=True)
            store.prepare()
            return store

    def prepare(self, *, upgrade: bool = True) -> None:
        """Schema, a bounded write-ahead log, and the temporary tables of one tick's work."""
        try:
            if self.readonly or not upgrade:
                require_current(self.connection, self.path)
            if not self.readonly:
                self.prepare_file()
            for name in sorted(topic_names()):
                self.write(name)
        except BaseException:
            self.close()
            raise

    def prepare_file(self) -> None:
        """Brings the file to the present schema, behind the gate that all writers go through."""
        refuse_foreign(self.connection, self.path)
        if self.path != MEMORY:
            self.gate = Gate(self.path, BUSY_SECONDS)
        if not up_to_date(self.connection):
            with self.gated():
                migrate(self.connection, self.path)
                self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(f"PRAGMA journal_size_limit = {LOG_KEPT:d}")

    def look_only(self) -> None:
        """From now on it neither writes nor checkpoints: no commit can be lost by it."""
        if self.gate:
            self.gate.lock.close()
            self.gate = None
        self.connection.execute("PRAGMA wal_autocheckpoint = 0")
        self.connection.execute("PRAGMA query_only = ON")
        self.looks_only = True

    @contextmanager
    def within(self, lane: Lane | None, /) -> Iterator[None]:
        """Nothing else: one file has one writer, to whom everybody belongs."""
        yield

    @contextmanager
    def concerning(self, _keys: Iterable[str], /) -> Iterator[None]:
        """Nothing else: there is one writer at a time."""
        yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; inside another transaction it joins that one."""
        if self.inside():
            yield
            return
        with self.gated():
            self.refuse_swollen_log()
            with translated(self.path):
                self.connection.execute("BEGIN" if self.readonly else "BEGIN IMMEDIATE")
            try:
                yield
                with translated(self.path):
                    self.connection.commit()
            except BaseException:
                self.undo()
                raise

    @contextmanager
    def glance(self) -> Iterator[None]:
        """BEGIN … COMMIT, of somebody who looks; inside another transaction it joins that one."""
        if self.inside():
            yield
            return
        with translated(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
            with translated(self.path):
                self.connection.commit()
        except BaseException:
            self.undo()
            raise

    def gated(self) -> AbstractContextManager[None]:
        """Nobody else writes or checkpoints meanwhile; who reads only waits for nobody."""
        return self.gate.shut() if self.gate else nullcontext()

    def undo(self) -> None:
        """Rolls back what is open: some errors of SQLite end the transaction themselves."""
        if self.inside():
            with suppress(sqlite3.OperationalError):  # the first error is the one to be told
                self.connection.rollback()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """This process is the engine of the file; it waits while the log is too large.

        Raises `StoreError` when there is one already.
        """
        if self.gate is None:
            yield
            return
        with reigning(self.path):
            self.log_cap = LOG_CAP
            try:
                yield
            finally:
                self.log_cap = None

    def refuse_swollen_log(self) -> None:
        """Writes nothing more while somebody keeps the log from being emptied. `Interrupted`."""
        if self.log_cap is None or log_size(self.path) <= self.log_cap:
            return
        if not emptied(self.connection):
            raise Interrupted(
                f"the log of `{self.path}` has grown to {log_size(self.path) >> 20} MB: "
                "some program has been reading it for long",
                "end that program; this goes on by itself",
            )

    def inside(self) -> bool:
        """Is a transaction open?"""
        return self.connection.in_transaction

    @contextmanager
    def limited(self, milliseconds: int, /) -> Iterator[None]:
        """All that is asked inside may take so long together."""
        before = self.deadline
        self.allow(stopwatch() + milliseconds / 1000 if milliseconds else None)
        try:
            yield
        finally:
            self.allow(before)

    def allow(self, deadline: float | None) -> None:
        """Lets SQLite ask every now and then whether to go on, if there is an end."""
        self.deadline = deadline
        self.connection.set_progress_handler(None if deadline is None else self.late, STRIDE)

    def late(self) -> bool:
        """Whether it has been enough."""
        return self.deadline is not None and stopwatch() > self.deadline

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undoes its own work alone when it raises `DataError`."""
        self.connection.execute("SAVEPOINT attempt")
        try:
            yield
        except DataError:
            self.connection.execute("ROLLBACK TO attempt")
            self.connection.execute("RELEASE attempt")
            raise
        self.connection.execute("RELEASE attempt")

    def read(self, query: Query, /, **values: object) -> list[Row]:
        """Returns all rows of a query."""
        text, bound = resolve(query, values)
        with translated(self.path):
            return self.connection.execute(text, bound).fetchall()

    def write(self, query: Query, /, **values: object) -> int:
        """Returns the number of rows a statement changed."""
        text, bound = resolve(query, values)
        with self.writing(text), translated(self.path):
            return self.connection.execute(text, bound).rowcount

    def many(self, query: Query, rows: Iterable[Mapping[str, object]], /) -> None:
        """Runs a query once per row of values."""
        text, _ = resolve(query, {})
        with self.writing(text), translated(self.path):
            self.connection.executemany(text, rows)

    def writing(self, text: str) -> AbstractContextManager[None]:
        """A statement by itself is a transaction too, unless it only fills tables of its work."""
        if self.looks_only:
            return self.at_work(text)
        found = None if self.gate is None or self.inside() else TARGET.match(text)
        return self.transaction() if found and found[1] in self.kept() else nullcontext()

    @contextmanager
    def at_work(self, text: str) -> Iterator[None]:
        """Who only looks may fill a table of her work, for which SQLite has no other word."""
        found = TARGET.match(text)
        if found is None or found[1] in self.kept():
            yield
            return
        self.connection.execute("PRAGMA query_only = OFF")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA query_only = ON")

    def kept(self) -> frozenset[str]:
        """The tables of the file."""
        tables = "SELECT name FROM main.sqlite_master WHERE type = 'table'"
        return frozenset(str(name) for (name,) in self.connection.execute(tables))

    def add_columns(self, table: str, columns: Mapping[str, str], /) -> None:
        """Adds missing columns; names are quoted, types are `text` or `integer`."""
        with translated(self.path):
            rows = self.connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            present = {str(name).casefold() for (name,) in rows}
            for name, kind in columns.items():
                if name.casefold() not in present:
                    self.connection.execute(add_column(table, name, kind, self.dialect))

    def add_index(self, table: str, columns: Sequence[str], /) -> None:
        """Adds an index on the columns, in that order, unless there is one."""
        with translated(self.path):
            self.connection.execute(add_index(table, columns, self.dialect))

    def purge(self, *, rewrite: bool = False) -> bool:
        """Leaves no byte of deleted rows in the file; always writes it anew."""
        with self.gated(), translated(self.path):
            empty = purge(self.connection)
        for name in sorted(topic_names()):
            self.write(name)
        return empty

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()
        if self.gate:
            self.gate.lock.close()
            self.gate = None


def up_to_date(connection: sqlite3.Connection) -> bool:
    """Whether nothing is to be done to a file before it is used: who reads it waits for nobody."""
    [(mode,)] = connection.execute("PRAGMA journal_mode")
    return bool(mode == "wal" and version(connection) == migrations()[-1][0])


def connect(name: str) -> sqlite3.Connection:
    """Opens the file; nothing is written to it yet, it may be another program's.

    A new one is made for its owner alone. Every commit is on the disk before anybody is told.
    """
    if name != MEMORY:
        with suppress(OSError):  # it is there already, or SQLite tells why not
            make_private(name)
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -262144")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def make_private(path: str | Path) -> None:
    """An empty file that its owner alone may read; SQLite makes its log likewise. `OSError`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def connect_readonly(path: Path) -> sqlite3.Connection:
    """Opens the file for reading; when nobody is writing it, its folder need not be writable."""
    log = path.with_name(f"{path.name}-wal")
    still = not (log.exists() and log.stat().st_size)
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    connection = sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -262144")
    return connection


def log_size(name: str) -> int:
    """The bytes of the write-ahead log."""
    try:
        return os.stat(f"{name}-wal").st_size
    except OSError:
        return 0


def emptied(connection: sqlite3.Connection) -> bool:
    """Empties the log, unless somebody reads what is in it; waits for nobody."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        [(busy, *_)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
    return not busy


def topic_names() -> list[str]:
    """The named queries that create the temporary tables."""
    return [f"{_TEMPORARY}.{name}" for name in topic(_TEMPORARY)]


def resolve(query: Query, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Returns the text and all values of a query."""
    if isinstance(query, Statement):
        return query.sql, {**query.values, **values}
    return named(query), values
