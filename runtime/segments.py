"""Segments of a store at one instant: how many, who, and a few to look at."""

from __future__ import annotations

from ..compiler import ir
from ..compiler.sql import segments as sql
from ..compiler.sql.periods import Periods
from ..compiler.sql.statement import Statement
from .moment import Moment
from .store import Row, Store


def count(store: Store, program: ir.Program, segment: str, now: int) -> int:
    """How many contacts are in the segment; archived ones are in none."""
    periods = Periods()
    ((found,),) = run(store, periods, sql.count(program, periods, segment, store.dialect), now)
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
    return run(store, periods, statement, now, limit=limit)


def run(
    store: Store, periods: Periods, statement: Statement, now: int, **values: object
) -> list[Row]:
    """The rows of a statement as of one instant."""
    with store.glance():
        return Moment(store, periods, now).read(statement, **values)
