"""Has the contact such rows, or so many: as a list of contacts, or as a look-up for each."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from . import expressions as sql
from .columns import contact_id

if TYPE_CHECKING:
    from .builder import Builder

HOLDS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


SHORT_LIST = "short list"

# `narrow`: few, with an index of their own; `wide`: nearly everybody has some.
Size = Literal["narrow", "usual", "wide"]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of contacts: `make` gives FROM and WHERE, `owner` is the column with the contact.

    `what` is counted; None counts the rows themselves.
    """

    make: Callable[[], exp.Select]
    owner: exp.Column
    what: exp.Column | None = None
    size: Size = "usual"


def some(builder: Builder, rows: Rows) -> exp.Expr:
    """The contact `c` has such a row."""
    if looks_up(builder, rows.size):
        return sql.exists(_of_contact(rows))
    return _on_list(_owners(builder, rows), rows)


def so_many(builder: Builder, rows: Rows, sign: str, times: int) -> exp.Expr:
    """The number of such rows of contact `c` (0 when there are none) compares so with `times`."""
    if (sign, times) in {(">=", 1), (">", 0), ("!=", 0)}:
        return some(builder, rows)
    if (sign, times) in {("=", 0), ("<", 1), ("<=", 0)}:
        with builder.opposite():
            return sql.negated(some(builder, rows))
    if looks_up(builder, rows.size):
        select = _of_contact(rows).select(_count(rows), copy=False)
        return sql.compared(sql.scalar(select), sign, builder.bind(times))
    return _listed(builder, rows, sign, times)


def looks_up(builder: Builder, size: Size) -> bool:
    """Whether to look for the rows contact by contact, instead of listing their contacts once.

    Measured (spec/measurements.md, bench/segments.py): looking up wins when the contacts are few,
    when nearly everybody has rows, and for "did not"; a short list always wins.
    """
    if builder.scope is not None or size == "wide":
        return True
    return builder.negative and size == "usual"


def _listed(builder: Builder, rows: Rows, sign: str, times: int) -> exp.Expr:
    """Contacts without rows are on no list: a test that zero passes is turned round."""
    if HOLDS[sign](0, times):
        return sql.negated(_listed(builder, rows, OPPOSITE[sign], times))
    owners = _owners(builder, rows).group_by(rows.owner.copy(), copy=False)
    test = sql.compared(_count(rows), sign, builder.bind(times))
    return _on_list(owners.having(test, copy=False), rows)


def _on_list(owners: exp.Select, rows: Rows) -> exp.Expr:
    """The contact `c` is on the list; a short one is marked, for it may be read twice."""
    test = sql.among(contact_id(), owners)
    test.meta[SHORT_LIST] = rows.size == "narrow"
    return test


def _of_contact(rows: Rows) -> exp.Select:
    return rows.make().where(sql.equal(rows.owner, contact_id()), copy=False)


def _owners(builder: Builder, rows: Rows) -> exp.Select:
    """The contacts who have such rows, never NULL."""
    with builder.inner():
        select = rows.make().select(rows.owner.copy(), copy=False)
        select = select.where(sql.is_filled(rows.owner), copy=False)
        return builder.owned(select, rows.owner)


def _count(rows: Rows) -> exp.Expr:
    if rows.what is None:
        return exp.Count(this=exp.Star())
    return exp.Count(this=exp.Distinct(expressions=[rows.what.copy()]))
