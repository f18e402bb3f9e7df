"""Statements that change the schema: the columns of declared fields."""

from __future__ import annotations


def add_column(table: str, name: str, kind: str, dialect: str) -> str:
    """`ALTER TABLE … ADD COLUMN` with quoted names; `kind` is `text` or `integer`."""
    from sqlglot import exp  # only a deployment that declares something new needs it

    column = exp.ColumnDef(
        this=exp.to_identifier(name, quoted=True), kind=exp.DataType.build(kind, dialect=dialect)
    )
    alter = exp.Alter(this=exp.to_table(table), kind="TABLE", actions=[column])
    return alter.sql(dialect=dialect)
