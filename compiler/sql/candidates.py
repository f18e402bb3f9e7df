"""Contacts who can still pass: figures over orders are added up for them alone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from . import expressions as sql
from .builder import Builder
from .columns import CONTACT, contact_id
from .existence import SHORT_LIST
from .figures import FIGURES


def narrow_figures(builder: Builder, condition: exp.Expr) -> None:
    """Restricts the figures a condition needs to those who pass its cheap parts.

    For a condition that is the whole WHERE of a select on all contacts.
    """
    if not builder.frame.figures.columns:
        return
    parts = condition.flatten() if isinstance(condition, exp.And) else iter([condition])
    cheap = [part for part in parts if is_cheap(part)]
    if len(cheap) > 1:  # the first says that the contact is active, as nearly all are
        builder.frame.figures.candidates = _candidates(builder, cheap)


def is_cheap(part: exp.Expr) -> bool:
    """A test of the contact's own columns, or a short list."""
    if part.meta.get(SHORT_LIST):
        return True
    return part.find(exp.Query) is None and FIGURES not in _tables(part)


def _candidates(builder: Builder, tests: Iterable[exp.Expr]) -> exp.Select:
    """The ids of the contacts who pass."""
    condition = sql.all_of([test.copy() for test in tests])
    select = exp.select(contact_id()).from_(sql.table("contact", CONTACT))
    spoken_of = _tables(condition)
    for join in builder.frame.period_joins(builder):
        if join.alias_or_name in spoken_of:
            select = select.join(join, copy=False)
    return select.where(condition, copy=False)


def _tables(expression: exp.Expr) -> set[str]:
    return {column.table for column in expression.find_all(exp.Column)}
