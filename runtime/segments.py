"""Segments of a store at one instant: how many, who, and a few to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..compiler import ir
from ..compiler.sql import segments as sql
from ..compiler.sql.periods import Periods
from ..compiler.sql.statement import Statement
from .moment import Moment
from .store import Row, Store, TooSlow

PREVIEW = 5_000  # milliseconds


def count(store: Store, program: ir.Program, segment: str, now: int) -> int:
    """How many contacts are in the segment; archived ones are in none."""
    periods = Periods()
    statement = sql.count(program, periods, segment, store.dialect)
    with in_time(store, segment):
        ((found,),) = run(store, periods, statement, now)
    return int(found)


def members(store: Store, program: ir.Program, segment: str, now: int) -> list[int]:
    """The ids of the contacts in the segment, in order."""
    periods = Periods()
    statement = sql.members(program, periods, segment, store.dialect)
    return [int(contact) for (contact,) in run(store, periods, statement, now)]


def sample(store: Store, program: ir.Program, segment: str, now: int, limit: int) -> list[Row]:
    """The first members: (id, key, e-mail or None)."""
    periods = Periods()
    statement = sql.sample(program, periods, segment, store.dialect)
    with in_time(store, segment):
        return run(store, periods, statement, now, limit=limit)


@contextmanager
def in_time(store: Store, segment: str) -> Iterator[None]:
    """A look at a segment that must not keep a database busy. Raises `TooSlow`."""
    try:
        with store.limited(PREVIEW):
            yield
    except TooSlow as slow:
        raise TooSlow(
            f"it takes longer than {PREVIEW // 1000} s to find who is in `{segment}`",
            f"`jalon preview {segment} --explain` shows how the database looks for them",
        ) from slow


def run(
    store: Store, periods: Periods, statement: Statement, now: int, **values: object
) -> list[Row]:
    """The rows of a statement as of one instant."""
    with store.glance():
        return Moment(store, periods, now).read(statement, **values)
