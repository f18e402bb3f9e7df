"""Skeletons: the fixed part of each statement, read from SQL, to which conditions are grafted."""

from __future__ import annotations

from functools import cache

from sqlglot import exp, parse_one

from ..builder import Builder
from ..named import blocks
from ..statement import Statement


@cache
def parsed(name: str) -> exp.Expr:
    """The tree of one skeleton; copy it before changing it."""
    tree = parse_one(blocks(__package__, "skeletons")[name], dialect="sqlite")
    assert isinstance(tree, exp.Expr)
    return tree


def skeleton(name: str) -> exp.Expr:
    """A fresh copy of a skeleton's tree."""
    return parsed(name).copy()


def query(tree: exp.Expr) -> exp.Select:
    """The SELECT of a skeleton, be it alone or inside an INSERT."""
    found = tree.expression if isinstance(tree, exp.Insert) else tree
    assert isinstance(found, exp.Select)
    return found


def graft(
    builder: Builder,
    name: str,
    *conditions: exp.Expr,
    column: exp.Expr | None = None,
) -> exp.Expr:
    """A skeleton with more conditions, perhaps one more column, and the joins they need."""
    tree = skeleton(name)
    select = query(tree).where(*conditions)
    if column is not None:
        select = select.select(column)
    select = builder.join(select)
    if isinstance(tree, exp.Insert):
        tree.set("expression", select)
        return tree
    return select


def statement(builder: Builder, tree: exp.Expr, **fixed: int | str | None) -> Statement:
    """Renders a tree, and adds values for the skeleton's own parameters."""
    made = builder.statement(tree)
    return Statement(made.sql, {**made.values, **fixed}, made.periods)


def exists(name: str, *conditions: exp.Expr) -> exp.Expr:
    """EXISTS over a skeleton."""
    return exp.Exists(this=query(skeleton(name)).where(*conditions))


def scalar(name: str) -> exp.Expr:
    """A skeleton as a value."""
    return query(skeleton(name)).subquery()
