"""What an invariant is made of, and what a violation of one tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..queries import sentence
from ..store import Row, Store

MOST = 1000  # of the rows that one check finds, so many are read
PATIENCE = 120_000  # two leases, in milliseconds: so long may anything stay behind


@dataclass(frozen=True, slots=True)
class Question:
    """When it is asked, and how many rows of an answer are wanted."""

    now: int
    most: int = MOST


Look = Callable[[Store, Question], Sequence[Row]]
"""Raises `NotLookedAt` when nobody can tell."""


@dataclass(frozen=True, slots=True)
class Check:
    """A look at the store that must find nothing: its name, the columns of what it finds."""

    name: str
    columns: tuple[str, ...]
    look: Look
    meaning: str


@dataclass(frozen=True, slots=True)
class Invariant:
    """One sentence that holds for every store, the tables it is about, and how it is looked for.

    `elsewhere` is what proves the part that no store can tell by itself.
    """

    id: str
    sentence: str
    over: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that must not be there."""

    invariant: str
    check: str
    meaning: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Unseen:
    """A check that could not look: why, and what to do about it."""

    check: str
    why: str
    help: str


def asked(name: str, *columns: str) -> Check:
    """The check that a named query is; its own sentence says what it has found."""

    def look(store: Store, question: Question) -> Sequence[Row]:
        values = {"now": question.now, "most": question.most, "patience": PATIENCE}
        return store.read(name, **values)

    return Check(name, columns, look, sentence(name))
