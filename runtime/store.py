"""What the runtime asks of a store, whatever the database behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from ..compiler.sql.statement import Statement
from .lanes import Lane

Row = tuple[Any, ...]
Query = str | Statement
"""The name of a query in `runtime/queries` (`topic.name`), or a compiled statement."""


class StoreError(Exception):
    """The store cannot be used: a sentence for the user, and what to do about it."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class Interrupted(StoreError):
    """The transaction did not come about, and nothing of it is there; done again it may well."""


class NotUp(Interrupted):
    """Nobody answers at the address, or not yet: whoever has time may wait for it."""


class Undecided(Interrupted):
    """Nobody can tell yet whether the transaction counts: look before doing it again."""


class TooSlow(Interrupted):
    """The database was given less time for a statement than it took."""


class DataError(Exception):
    """A set statement failed on the data of some row; the caller may look for the row."""


class Fenced(Exception):
    """The lane belongs to another worker by now: nothing was written."""


class Store(Protocol):
    """A database that holds one audience and its journeys."""

    dialect: str
    batch_size: int
    """How many runs that are due one transaction moves at most."""

    @property
    def lane(self) -> Lane | None:
        """The lane that transactions are in; None: they see and change everybody."""
        ...

    def within(self, lane: Lane | None, /) -> AbstractContextManager[None]:
        """Transactions inside see and change the contacts of a lane alone. They raise `Fenced`."""
        ...

    def concerning(self, keys: Iterable[str], /) -> AbstractContextManager[None]:
        """Transactions inside change nobody but contacts of these keys, and wait for no others."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Opens a writing transaction; inside another one it joins that one."""
        ...

    def glance(self) -> AbstractContextManager[None]:
        """Opens a transaction that changes nothing but work tables, and waits for nobody."""
        ...

    def limited(self, milliseconds: int, /) -> AbstractContextManager[None]:
        """What is asked inside may take so long, 0: as long as it takes. It raises `TooSlow`."""
        ...

    def savepoint(self) -> AbstractContextManager[None]:
        """Inside a transaction: work that is undone alone when it raises `DataError`, `TooSlow`."""
        ...

    def read(self, query: Query, /, **values: object) -> list[Row]:
        """Returns all rows. Raises `DataError`, `StoreError`."""
        ...

    def write(self, query: Query, /, **values: object) -> int:
        """Runs a statement that changes rows; returns how many. Raises as `read`."""
        ...

    def many(self, query: Query, rows: Iterable[Mapping[str, object]], /) -> None:
        """Runs a named query once per mapping of values. Raises as `read`."""
        ...

    def add_columns(self, table: str, columns: Mapping[str, str], /) -> None:
        """Adds the columns (name to `text` or `integer`) that the table does not have yet."""
        ...

    def add_index(self, table: str, columns: Sequence[str], /) -> None:
        """Adds an index on the columns, in that order, unless there is one."""
        ...

    def purge(self, *, rewrite: bool = False) -> bool:
        """Outside a transaction: forgets what was deleted, as far as the database can.

        `rewrite` writes the tables anew where that is not done anyway, and keeps everybody waiting.
        False: somebody still reads what was there, do it again later.
        """
        ...

    def close(self) -> None:
        """Releases the database."""
        ...
