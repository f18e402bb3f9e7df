"""The store on one SQLite file: connection, transactions and errors a user can read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...compiler.sql.definition import add_column, add_index
from ...compiler.sql.statement import Statement
from ..lanes import Lane
from ..queries import named, topic
from ..store import DataError, Query, Row, StoreError
from .migrate import migrate, require_current
from .purge import purge

BUSY_SECONDS = 5.0
# SQLite's words for a statement that is wrong whatever the data: a defect, not a bad row.
OUR_FAULT = ("syntax error", "no such", "ambiguous column", "has no column", "unrecognized token")
_TEMPORARY = "temporary"


class SqliteStore:
    """One audience in one file (or in memory: `:memory:`). One thread, one writer."""

    dialect = "sqlite"
    lane: Lane | None = None

    def __init__(
        self, connection: sqlite3.Connection, path: str, *, readonly: bool = False
    ) -> None:
        self.connection = connection
        self.path = path
        self.readonly = readonly

    @classmethod
    def open(cls, path: str | Path = ":memory:", *, create: bool = True) -> SqliteStore:
        """Opens the file and brings it to the present schema. Raises `StoreError`."""
        name = str(path)
        if not create and name != ":memory:" and not Path(name).is_file():
            raise StoreError(f"there is no store at `{name}`", "run `jalon import` or `jalon run`")
        with translated(name):
            store = cls(connect(name), name)
            store.prepare()
            return store

    @classmethod
    def open_readonly(cls, path: str | Path) -> SqliteStore:
        """Opens a file of the present schema that may not be written. Raises `StoreError`."""
        name = str(path)
        with translated(name):
            store = cls(connect_readonly(Path(path)), name, readonly=True)
            store.prepare()
            return store

    def prepare(self) -> None:
        """Schema, a bounded write-ahead log, and the temporary tables of one tick's work."""
        try:
            if self.readonly:
                require_current(self.connection, self.path)
            else:
                migrate(self.connection, self.path)
                self.connection.execute("PRAGMA journal_mode = WAL")
                self.connection.execute("PRAGMA journal_size_limit = 67108864")
            for name in sorted(topic_names()):
                self.write(name)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def within(self, lane: Lane | None, /) -> Iterator[None]:
        """Nothing else: one file has one writer, to whom everybody belongs."""
        yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; inside another transaction it joins that one."""
        if self.inside():
            yield
            return
        with translated(self.path):
            self.connection.execute("BEGIN" if self.readonly else "BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.inside():  # some errors of SQLite end the transaction themselves
                self.connection.rollback()
            raise
        with translated(self.path):
            self.connection.commit()

    def inside(self) -> bool:
        """Is a transaction open?"""
        return self.connection.in_transaction

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
        with translated(self.path):
            return self.connection.execute(text, bound).rowcount

    def many(self, query: Query, rows: Iterable[Mapping[str, object]], /) -> None:
        """Runs a query once per row of values."""
        text, _ = resolve(query, {})
        with translated(self.path):
            self.connection.executemany(text, rows)

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
        with translated(self.path):
            emptied = purge(self.connection)
        for name in sorted(topic_names()):
            self.write(name)
        return emptied

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()


def connect(name: str) -> sqlite3.Connection:
    """Opens the file; nothing is written to it yet, it may be another program's."""
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -262144")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def connect_readonly(path: Path) -> sqlite3.Connection:
    """Opens the file for reading; when nobody is writing it, its folder need not be writable."""
    log = path.with_name(f"{path.name}-wal")
    still = not (log.exists() and log.stat().st_size)
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    connection = sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -262144")
    return connection


def topic_names() -> list[str]:
    """The named queries that create the temporary tables."""
    return [f"{_TEMPORARY}.{name}" for name in topic(_TEMPORARY)]


def resolve(query: Query, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Returns the text and all values of a query."""
    if isinstance(query, Statement):
        return query.sql, {**query.values, **values}
    return named(query), values


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Turns SQLite's errors into a sentence (`StoreError`) or a fault of some row (`DataError`)."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise explained(error, path) from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise StoreError(
                f"`{path}` is not a Jalon store: {error}", "name another file with --db"
            ) from error
        raise DataError(str(error)) from error
    except OverflowError as error:  # a whole number that no column holds
        raise DataError(str(error)) from error


def explained(error: sqlite3.OperationalError, path: str) -> Exception:
    """Chooses the words for an operational error."""
    text = str(error)
    if any(words in text for words in OUR_FAULT):
        return error
    if "locked" in text or "busy" in text:
        return StoreError(
            f"`{path}` is in use by another program",
            "wait until it is done, or stop the other `jalon run`",
        )
    if "unable to open" in text:
        return StoreError(f"`{path}` cannot be opened", "does its folder exist, may you write it?")
    if "readonly" in text:
        help = "change the permissions of the file and of its folder"
        return StoreError(f"`{path}` may not be written", help)
    if "full" in text or "disk I/O" in text:
        return StoreError(f"the disk under `{path}` failed: {text}", "free some space, run again")
    return DataError(text)
