"""The store on PostgreSQL: one schema, transactions, and errors a user can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.adapt import Loader
from psycopg.rows import tuple_row

from ...compiler.sql.definition import add_column, add_index
from ...compiler.sql.statement import Statement
from ..store import DataError, Query, Row, StoreError
from .migrate import migrate
from .words import needs, text_of, work_tables

ONE_WRITER = 0x4A4C4F4E  # the advisory lock of everybody who writes: "JLON"


class WholeNumber(Loader):
    """Sums of whole numbers come as `numeric`; they are whole numbers here too."""

    def load(self, data: Any) -> int | float:
        """A whole number, else a float."""
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class PostgresStore:
    """One audience in one schema of a database. Writers wait for each other."""

    dialect = "postgres"

    def __init__(self, connection: psycopg.Connection[Row], schema: str) -> None:
        self.link = connection
        self.schema = schema
        self.depth = 0
        self.work: set[str] = set()

    @classmethod
    def open(cls, address: str, schema: str = "jalon", *, create: bool = True) -> PostgresStore:
        """Connects and brings the schema up to date. Raises `StoreError`."""
        with translated():
            connection = psycopg.connect(
                address, autocommit=True, prepare_threshold=None, row_factory=tuple_row
            )
        connection.adapters.register_loader("numeric", WholeNumber)
        store = cls(connection, schema)
        try:
            with translated():
                migrate(connection, schema, create)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN, and wait for the other writers … COMMIT; inside another one it joins that."""
        if self.inside():
            yield
            return
        self.begin()
        try:
            yield
        except BaseException:
            self.end("ROLLBACK")
            raise
        self.end("COMMIT")

    def begin(self) -> None:
        """A transaction in the schema, alone."""
        with translated():
            self.link.execute("BEGIN")
            path = sql.SQL("SET LOCAL search_path = {}, pg_temp").format(
                sql.Identifier(self.schema)
            )
            self.link.execute(path)
            self.link.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_WRITER,))

    def end(self, how: str) -> None:
        """COMMIT or ROLLBACK; the tables of its work are gone with it."""
        self.work.clear()
        with translated():
            self.link.execute(how.encode())

    def inside(self) -> bool:
        """Is a transaction open?"""
        return self.link.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undoes its own work alone when it raises `DataError`."""
        before = set(self.work)
        self.link.execute("SAVEPOINT attempt")
        try:
            yield
        except DataError:
            self.link.execute("ROLLBACK TO attempt")
            self.link.execute("RELEASE attempt")
            self.work = before
            raise
        self.link.execute("RELEASE attempt")

    def read(self, query: Query, /, **values: object) -> list[Row]:
        """Returns all rows of a query."""
        return self.run(query, values).fetchall()

    def write(self, query: Query, /, **values: object) -> int:
        """Returns the number of rows a statement changed."""
        return self.run(query, values).rowcount

    def run(self, query: Query, values: Mapping[str, object]) -> psycopg.Cursor[Row]:
        """Runs a statement; outside a transaction in one of its own."""
        if not self.inside():
            with self.transaction():
                return self.run(query, values)
        text, bound = resolve(query, values)
        self.prepare(text)
        with translated():
            return self.link.execute(text.encode(), bound)

    def many(self, query: Query, rows: Iterable[Mapping[str, object]], /) -> None:
        """Runs a query once per row of values."""
        text, _ = resolve(query, {})
        with self.transaction(), translated():
            self.prepare(text)
            with self.link.cursor() as cursor:
                cursor.executemany(text.encode(), list(rows))

    def prepare(self, text: str) -> None:
        """Creates the tables of this transaction's work that a statement speaks of."""
        for name in sorted(needs(text) - self.work):
            definition = work_tables()[name]
            self.link.execute(f"{definition} ON COMMIT DROP".encode())
            self.work.add(name)

    def add_columns(self, table: str, columns: Mapping[str, str], /) -> None:
        """Adds missing columns; names are quoted, types are `text` or `integer`."""
        with self.transaction(), translated():
            rows = self.link.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_schema = %s AND table_name = %s",
                (self.schema, table),
            )
            present = {str(name) for (name,) in rows}
            for name, kind in columns.items():
                if name not in present:
                    self.link.execute(add_column(table, name, kind, self.dialect).encode())

    def add_index(self, table: str, columns: Sequence[str], /) -> None:
        """Adds an index on the columns, in that order, unless there is one."""
        with self.transaction(), translated():
            self.link.execute(add_index(table, columns, self.dialect).encode())

    def close(self) -> None:
        """Closes the connection."""
        self.link.close()


def resolve(query: Query, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Returns the text and all values of a query."""
    if isinstance(query, Statement):
        return query.sql, {**query.values, **values}
    return text_of(query), values


@contextmanager
def translated() -> Iterator[None]:
    """Turns PostgreSQL's errors into a sentence (`StoreError`) or a fault of some row."""
    try:
        yield
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise DataError(str(error)) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(f"the database forbids it: {first(error)}", "ask its owner") from error
    except psycopg.OperationalError as error:
        raise StoreError(
            f"the database cannot be reached: {first(error)}", "is the address right, is it up?"
        ) from error


def first(error: psycopg.Error) -> str:
    """The first line of what the database says."""
    return str(error).strip().partition("\n")[0]
