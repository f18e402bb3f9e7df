"""The statement that takes from contacts whatever is known of them, whatever it may be."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from .statement import Statement


def empty_columns(columns: Iterable[str], dialect: str) -> Statement:
    """Sets columns of the contacts in the table `erasing` to NULL."""
    values = [exp.EQ(this=exp.column(name, quoted=True), expression=exp.null()) for name in columns]
    chosen = exp.select(exp.column("contact_id")).from_(exp.to_table("erasing"))
    where = exp.In(this=exp.column("id"), query=exp.Subquery(this=chosen))
    update = exp.Update(
        this=exp.to_table("contact"), expressions=values, where=exp.Where(this=where)
    )
    return Statement(update.sql(dialect=dialect))
