"""Statements that change the schema: the columns of declared fields, and indexes on them."""

from __future__ import annotations

from collections.abc import Sequence


def add_column(table: str, name: str, kind: str, dialect: str) -> str:
    """`ALTER TABLE … ADD COLUMN` with quoted names; `kind` is `text` or `integer`."""
    from sqlglot import exp  # only a deployment that declares something new needs it

    from . import postgres

    column = exp.ColumnDef(
        this=exp.to_identifier(name, quoted=True),
        kind=exp.DataType.build(kind, dialect=dialect),
        constraints=[],
    )
    if dialect == "postgres":
        postgres.column(column)
    alter = exp.Alter(this=exp.to_table(table), kind="TABLE", actions=[column])
    return alter.sql(dialect=dialect)


def add_index(table: str, columns: Sequence[str], dialect: str) -> str:
    """`CREATE INDEX IF NOT EXISTS …` on columns of a table, named after them."""
    from sqlglot import exp

    listed = [exp.column(name, quoted=True) for name in columns]
    index = exp.Index(
        this=exp.to_identifier("_".join((table, *columns)), quoted=True),
        table=exp.to_table(table),
        params=exp.IndexParameters(columns=listed),
    )
    return exp.Create(this=index, kind="INDEX", exists=True).sql(dialect=dialect)
