"""What is written once, for SQLite, as PostgreSQL reads it: named queries, tables, indexes."""

from __future__ import annotations

import re
from functools import cache

import sqlglot
from sqlglot import exp

from .builder import render

WITHOUT_ROWID = re.compile(r"\)\s*WITHOUT ROWID\b", re.IGNORECASE)
TEXTS = frozenset({exp.DataType.Type.TEXT, exp.DataType.Type.VARCHAR})


@cache
def query(text: str) -> str:
    """A statement with parameters `:name`, as one with parameters `%(name)s`.

    Whole numbers have 64 bits, conflicts name plain columns, joins with a condition are plain ones.
    """
    tree = sqlglot.parse_one(text, dialect="sqlite")
    for conflict in tree.find_all(exp.OnConflict):
        for ordered in list(conflict.find_all(exp.Ordered)):
            ordered.replace(ordered.this)
    for join in tree.find_all(exp.Join):
        if join.args.get("on"):
            join.set("kind", None if join.kind == "CROSS" else join.kind)
    for cast in tree.find_all(exp.Cast):
        if cast.to.this == exp.DataType.Type.INT:  # 64 bits in SQLite
            cast.to.set("this", exp.DataType.Type.BIGINT)
    return render(tree, "postgres")


def plain_insert(text: str) -> tuple[str, dict[str, str]] | None:
    """`INSERT INTO t (a, …) VALUES (:x, …)` as t and the name of the value for each column.

    None for a statement that is anything else: it has a conflict, a query, an expression.
    """
    tree = sqlglot.parse_one(text, dialect="sqlite")
    if not isinstance(tree, exp.Insert) or not isinstance(tree.expression, exp.Values):
        return None
    if tree.args.get("conflict") or tree.args.get("returning"):
        return None
    columns, [row] = tree.this.expressions, tree.expression.expressions
    values = row.expressions
    if not columns or any(type(value) is not exp.Placeholder for value in values):
        return None
    return tree.this.this.name, {c.name: v.name for c, v in zip(columns, values, strict=True)}


def definition(text: str) -> str:
    """CREATE TABLE, CREATE INDEX or ALTER TABLE: whole numbers have 64 bits, texts sort by byte."""
    tree = sqlglot.parse_one(WITHOUT_ROWID.sub(")", text), dialect="sqlite")
    for found in tree.find_all(exp.ColumnDef):
        column(found)
    return tree.sql(dialect="postgres", identify=True, comments=False)


def column(found: exp.ColumnDef) -> None:
    """Gives a column of SQLite the type that holds the same here."""
    kind = found.kind
    if kind and kind.this == exp.DataType.Type.INT:
        kind.set("this", exp.DataType.Type.BIGINT)
        _identity(found)
    elif kind and kind.this in TEXTS:
        by_byte = exp.CollateColumnConstraint(this=exp.to_identifier("C", quoted=True))
        found.args["constraints"].insert(0, exp.ColumnConstraint(kind=by_byte))


def _identity(column: exp.ColumnDef) -> None:
    """A whole number that is the primary key counts by itself, as in SQLite."""
    kinds = {type(one.kind): one for one in column.constraints}
    if counted := kinds.get(exp.AutoIncrementColumnConstraint):
        counted.pop()
    if exp.PrimaryKeyColumnConstraint in kinds:
        by_itself = exp.GeneratedAsIdentityColumnConstraint(this=False)
        column.append("constraints", exp.ColumnConstraint(kind=by_itself))
