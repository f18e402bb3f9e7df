"""What is known of contacts, whatever it may be: taken from them, and looked for afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from .builder import render
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


def filled_columns(columns: Iterable[str], dialect: str) -> Statement:
    """The contacts who were erased and have something in one of the columns: id, column, when.

    Of several columns the first is told; `most` rows of them.
    """
    case = exp.Case()
    for name in columns:
        known = exp.Not(this=exp.Is(this=exp.column(name, quoted=True), expression=exp.null()))
        case = case.when(known, exp.Literal.string(name), copy=False)
    erased = exp.Not(this=exp.Is(this=exp.column("erased_at"), expression=exp.null()))
    looked_at = exp.select("id", exp.alias_(case, "what"), "erased_at").from_("contact")
    found = exp.select("id", "what", "erased_at").from_(looked_at.where(erased).subquery("c"))
    known = exp.Not(this=exp.Is(this=exp.column("what"), expression=exp.null()))
    query = found.where(known).order_by("id").limit(exp.Placeholder(this="most"))
    return Statement(render(query, dialect))
