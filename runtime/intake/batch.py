"""One call to intake: its instant, its origin, and what became of the rows so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..consent import Setting, setting
from ..queries import topic
from ..store import Store
from .rows import Origin, Outcome, Refusal

TABLES = "intake_tables"
Staged = Mapping[str, Any]
Told = TypeVar("Told", bound=Hashable)
Marks = tuple[Hashable, ...]
Marked = TypeVar("Marked")


@dataclass(slots=True)
class Batch:
    """Where the rows go, when they arrived and how; the counts grow as they are taken."""

    store: Store
    now: int
    origin: Origin
    watermark: int
    consent: Setting
    added: int = 0
    changed: int = 0
    products_added: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def historic(self) -> bool:
        """Whether the rows are the past, that triggers nothing. SP-14."""
        return self.origin == "historic"

    def moment(self, at: int) -> int:
        """When something told to happen at `at` counts for the engine."""
        return max(min(at, self.now), self.watermark)

    def arrival(self) -> dict[str, object]:
        """The values every event of this call shares, when it happens on arrival."""
        return {"now": self.now, "moment": self.moment(self.now), "origin": self.origin}

    def refuse(self, row: int, reason: str) -> None:
        """Notes that a row is not taken."""
        self.refusals.append(Refusal(row, reason))

    def drop_value(self, row: int, reason: str) -> None:
        """Notes that a row is taken without one of its values."""
        self.refusals.append(Refusal(row, reason, whole=False))

    def retell(self, table: str) -> None:
        """Notes whose data the staged rows change: they may come into segments, or leave them."""
        self.store.write(f"retold.{table.replace('_', '-')}", historic=int(self.historic))

    def count(self, table: str) -> None:
        """Adds what the query `TABLE.count` says was added and changed."""
        [(added, changed)] = self.store.read(f"{table}.count")
        self.added += added
        self.changed += changed

    def outcome(self, given: int) -> Outcome:
        """Sums up, `given` being the number of rows there were."""
        self.refusals.sort(key=lambda refusal: refusal.row)
        found = Outcome(
            added=self.added,
            changed=self.changed,
            products_added=self.products_added,
            refusals=tuple(self.refusals),
        )
        unchanged = given - found.added - found.changed - found.refused
        return Outcome(found.added, found.changed, unchanged, found.products_added, found.refusals)


@contextmanager
def batch(store: Store, at: int, origin: Origin) -> Iterator[Batch]:
    """Everything one call does, in one transaction, with the staging tables there."""
    with store.transaction():
        for name in topic(TABLES):
            store.write(f"{TABLES}.{name}")
        [(watermark,)] = store.read("intake.watermark")
        yield Batch(store, at, origin, int(watermark), setting(store))


def waves(rows: Sequence[Marked], marks: Callable[[Marked], Marks]) -> list[list[Marked]]:
    """Parts of the rows in which no two share a mark; rows that do keep their order.

    A set statement must meet each thing once; what is said twice in one call is said in turn.
    """
    if all_differ(rows, marks):
        return [list(rows)] if rows else []
    parts: list[list[Marked]] = []
    last: dict[Hashable, int] = {}
    for row in rows:
        some = marks(row)
        place = 1 + max((last.get(mark, -1) for mark in some), default=-1)
        last.update(dict.fromkeys(some, place))
        if place == len(parts):
            parts.append([])
        parts[place].append(row)
    return parts


def all_differ(rows: Sequence[Marked], marks: Callable[[Marked], Marks]) -> bool:
    """Whether no mark is there twice: nearly always."""
    seen: set[Hashable] = set()
    count = 0
    for row in rows:
        some = marks(row)
        seen.update(some)
        count += len(some)
    return len(seen) == count


def firsts(told: Sequence[Told]) -> list[tuple[Told, int]]:
    """Each different value with the number of its first row."""
    numbers: dict[Told, int] = {}
    for n, value in enumerate(told):
        numbers.setdefault(value, n)
    return list(numbers.items())


def store_key(row: Staged) -> tuple[Hashable, ...]:
    """The mark of a thing that has its key in a store."""
    return ((row["store_id"], row["key"]),)


def restage(store: Store, table: str, rows: Iterable[Staged]) -> None:
    """Empties a staging table and fills it, by the queries `TABLE.clear` and `TABLE.stage`."""
    store.write(f"{table}.clear")
    store.many(f"{table}.stage", rows)
