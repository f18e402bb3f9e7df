"""The store on PostgreSQL: one schema, transactions, and errors a user can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import psycopg
from psycopg.pq import TransactionStatus

from ...compiler.sql.definition import add_column, add_index
from ...compiler.sql.statement import Statement
from ..lanes import Lane
from ..store import DataError, Query, Row, TooSlow
from . import lanes
from .connecting import connect, settled
from .copying import copy, stream
from .errors import translated
from .migrate import migrate, require_current
from .purge import purge
from .words import clears, needs, text_of, work_tables

EMPTY = "SELECT WHERE false"
SCHEMA = "jalon"
ONE_STATE = "BEGIN ISOLATION LEVEL REPEATABLE READ"


class PostgresStore:
    """One audience in one schema of a database. One thread; writers of a lane have it alone."""

    dialect = "postgres"
    batch_size = 10_000

    def __init__(self, address: str, schema: str) -> None:
        self.address = address
        self.link = connect(address)
        self.schema = schema
        self.limit = lanes.LIMIT
        self.open_now = False
        self.lane: Lane | None = None
        self.some: tuple[int, ...] | None = None
        self.work: set[str] = set()

    @classmethod
    def open(
        cls, address: str, schema: str = SCHEMA, *, create: bool = True, upgrade: bool = True
    ) -> PostgresStore:
        """Connects and brings the schema up to date. Raises `StoreError`.

        Without `upgrade` there must be one that is up to date already.
        """
        store = cls(address, schema)
        try:
            with translated():
                if upgrade:
                    migrate(store.link, schema, create)
                else:
                    require_current(store.link, schema)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def within(self, lane: Lane | None, /) -> Iterator[None]:
        """Transactions inside see and change the contacts of a lane alone, while it is ours."""
        before, self.lane = self.lane, lane
        try:
            yield
        finally:
            self.lane = before

    @contextmanager
    def concerning(self, keys: Iterable[str], /) -> Iterator[None]:
        """Transactions inside see the shards of these contacts alone, and wait for no other."""
        if not self.inside() and self.lane is None:
            with self.begun(self.looking):
                self.some = lanes.of_keys(self.link, list(keys))
        try:
            yield
        finally:
            self.some = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN, alone in the lane or for everybody … COMMIT; inside another one it joins that."""
        if self.inside():
            yield
            return
        with self.begun(self.alone):
            yield

    @contextmanager
    def glance(self) -> Iterator[None]:
        """BEGIN … COMMIT, of somebody who looks; inside another transaction it joins that one."""
        if self.inside():
            yield
            return
        with self.begun(self.looking, ONE_STATE):
            yield

    @contextmanager
    def begun(self, enter: Callable[[], None], words: str = "BEGIN") -> Iterator[None]:
        """A transaction that begins so."""
        self.begin(words)
        try:
            with translated():
                enter()
            yield
            self.commit()
        except BaseException:
            with suppress(psycopg.Error):  # a connection that is gone has undone it already
                self.link.execute("ROLLBACK")
            raise
        finally:
            self.open_now = False
            self.work.clear()

    def begin(self, words: str) -> None:
        """BEGIN; on a new connection when the old one is gone. Raises `Interrupted`."""
        with translated():
            try:
                self.link.execute(words.encode())
            except psycopg.OperationalError:
                if not self.link.closed:
                    raise
                self.link = connect(self.address)
                self.link.execute(words.encode())
        self.open_now = True

    def commit(self) -> None:
        """COMMIT; when the answer does not come, a new connection tells what became of it."""
        with translated():
            ((number,),) = self.link.execute("SELECT pg_current_xact_id_if_assigned()::text")
            try:
                self.link.execute("COMMIT")
            except psycopg.OperationalError as error:
                if not self.link.closed:
                    raise
                self.link = settled(self.address, number, error)

    def alone(self) -> None:
        """Nobody else changes anything of the lane, or of anybody, until the end."""
        if self.lane is not None:
            lanes.enter(self.link, self.schema, self.lane, self.limit)
        elif self.some is not None:
            lanes.enter_some(self.link, self.schema, self.some, self.limit)
        else:
            lanes.enter_all(self.link, self.schema, self.limit)

    def looking(self) -> None:
        """Everybody may go on meanwhile."""
        lanes.look(self.link, self.schema, self.limit)

    def inside(self) -> bool:
        """Is a transaction open?"""
        return self.open_now

    @contextmanager
    def limited(self, milliseconds: int, /) -> Iterator[None]:
        """Each statement inside may take so long."""
        before = self.limit
        self.allow(milliseconds)
        try:
            yield
        finally:
            self.allow(before)

    def allow(self, milliseconds: int) -> None:
        """From now on, in the transaction that is open too unless it is over already."""
        self.limit = milliseconds
        if self.link.info.transaction_status == TransactionStatus.INTRANS:
            with translated():
                lanes.allow(self.link, milliseconds)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undoes its own work alone when it raises `DataError` or `TooSlow`."""
        before = set(self.work)
        self.ask("SAVEPOINT attempt")
        try:
            yield
        except (DataError, TooSlow):
            self.ask("ROLLBACK TO attempt")
            self.ask("RELEASE attempt")
            self.work = before
            raise
        self.ask("RELEASE attempt")

    def ask(self, words: str) -> None:
        """Runs a statement that has neither values nor an answer."""
        with translated():
            self.link.execute(words.encode())

    def read(self, query: Query, /, **values: object) -> list[Row]:
        """Returns all rows of a query; outside a transaction it waits for nobody."""
        if self.inside():
            return self.run(query, values).fetchall()
        text, _ = resolve(query, values)
        with self.begun(self.looking, "BEGIN" if needs(text) else "BEGIN READ ONLY"):
            return self.run(query, values).fetchall()

    def write(self, query: Query, /, **values: object) -> int:
        """Returns the number of rows a statement changed."""
        with self.transaction():
            return self.run(query, values).rowcount

    def run(self, query: Query, values: Mapping[str, object]) -> psycopg.Cursor[Row]:
        """Runs a statement of a transaction."""
        text, bound = resolve(query, values)
        if (cleared := clears(text)) and cleared not in self.work:
            text = EMPTY  # what is not there yet has nothing in it
        with translated(self.limit):
            self.prepare(text)
            return self.link.execute(text.encode(), bound)

    def many(self, query: Query, rows: Iterable[Mapping[str, object]], /) -> None:
        """Runs a query once per row of values."""
        text, _ = resolve(query, {})
        into = stream(query) if isinstance(query, str) else None
        with self.transaction(), translated(self.limit):
            self.prepare(text)
            if into is not None:
                copy(self.link, into, rows)
                return
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
        with self.transaction(), self.limited(0), translated():
            rows = self.link.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_schema = %s AND table_name = %s",
                (self.schema, table),
            )
            present = {str(name) for (name,) in rows}
            for name, kind in columns.items():
                if name not in present:
                    self.link.execute(add_column(table, name, kind, self.dialect).encode())
            if columns.keys() - present:
                lanes.make_views(self.link, self.schema)

    def add_index(self, table: str, columns: Sequence[str], /) -> None:
        """Adds an index on the columns, in that order, unless there is one."""
        with self.transaction(), self.limited(0), translated():
            self.link.execute(add_index(table, columns, self.dialect).encode())

    def purge(self, *, rewrite: bool = False) -> bool:
        """Gives the room of deleted rows free; `rewrite` takes their bytes out of the files."""
        with translated():
            purge(self.link, self.schema, rewrite=rewrite)
        return True

    def close(self) -> None:
        """Closes the connection."""
        self.link.close()


def resolve(query: Query, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Returns the text and all values of a query."""
    if isinstance(query, Statement):
        return query.sql, {**query.values, **values}
    return text_of(query), values
