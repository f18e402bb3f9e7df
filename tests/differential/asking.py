"""Plain SQL, asked of a store whichever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]


class Answer(Protocol):
    """Rows, and the names of their columns first in each description."""

    @property
    def description(self) -> Any:
        """What the columns are."""
        ...

    def __iter__(self) -> Iterator[Row]:
        """The rows that are left."""
        ...

    def fetchall(self) -> list[Row]:
        """All rows that are left."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...


class Asked(Protocol):
    """Answers plain SQL."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Answer:
        """Runs a statement with a `?` for each value."""
        ...
