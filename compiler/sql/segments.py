"""Whole statements about a segment: who is in it, how many, and a few of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from ..ir.predicates import InSegment
from ..ir.program import Program
from . import expressions as sql
from .builder import Builder
from .candidates import narrow_figures
from .columns import CONTACT, contact_id
from .periods import Periods
from .statement import Statement


def members(program: Program, periods: Periods, segment: str, dialect: str) -> Statement:
    """The ids of the members, in order. Parameters: `now`, and those of the periods."""
    builder = Builder(program, periods, dialect)
    return builder.statement(ids(builder, segment))


def members_among(
    program: Program, periods: Periods, segment: str, dialect: str, scope: str
) -> Statement:
    """The ids of the members who are in the table `scope` (column `contact_id`), in order."""
    builder = Builder(program, periods, dialect, scope)
    return builder.statement(ids(builder, segment))


def count(program: Program, periods: Periods, segment: str, dialect: str) -> Statement:
    """How many members there are."""
    builder = Builder(program, periods, dialect)
    return builder.statement(_select(builder, segment, [exp.Count(this=exp.Star())]))


def sample(program: Program, periods: Periods, segment: str, dialect: str) -> Statement:
    """The id, key and email of the first members; parameter `limit`."""
    builder = Builder(program, periods, dialect)
    names = [sql.column(CONTACT, name) for name in ("id", "key", "email")]
    found = _in_order(_select(builder, segment, names))
    return builder.statement(found.limit(builder.runtime("limit"), copy=False))


def ids(builder: Builder, segment: str) -> exp.Select:
    """A select of the ids of the members, in order; among those in the builder's scope if any."""
    return _in_order(_select(builder, segment, [contact_id()]))


def _in_order(select: exp.Select) -> exp.Select:
    return select.order_by(contact_id(), copy=False)


def _select(builder: Builder, segment: str, columns: Sequence[exp.Expr]) -> exp.Select:
    holds = builder.condition(InSegment(segment=segment))
    if builder.scope is None:
        narrow_figures(builder, holds)
    tests = sql.all_of([*builder.in_scope(contact_id()), holds])
    select = exp.select(*columns).from_(sql.table("contact", CONTACT))
    return builder.join(select.where(tests, copy=False))
