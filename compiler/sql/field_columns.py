"""Statements on the column of one declared field, for values that wait in `intake_value`."""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp

from ..ir.program import FieldType
from .statement import Statement

TEXTS: frozenset[FieldType] = frozenset({"text", "choice", "address", "url", "phone"})
"""The types that are stored as text, with the folded text beside."""


@lru_cache(maxsize=256)
def read_field(name: str, kind: FieldType, dialect: str) -> Statement:
    """Copies what contacts have in a field beside what they get. Parameter: `field`."""
    values = [
        exp.EQ(this=exp.column(f"was_{staged}"), expression=_own(column, "contact"))
        for staged, column in _pairs(name, kind)
    ]
    joined = _same("contact", "id", "intake_value", "contact_id")
    update = exp.Update(
        this=exp.to_table("intake_value"),
        expressions=values,
        from_=exp.From(this=exp.to_table("contact")),
        where=exp.Where(this=exp.and_(joined, _of_field())),
    )
    return Statement(update.sql(dialect=dialect))


@lru_cache(maxsize=256)
def write_field(name: str, kind: FieldType, dialect: str) -> Statement:
    """Gives the contacts whose value changed the new one. Parameter: `field`."""
    values = [
        exp.EQ(this=_own(column, None), expression=exp.column(_told(staged), "intake_value"))
        for staged, column in _pairs(name, kind)
    ]
    joined = _same("intake_value", "contact_id", "contact", "id")
    changed = exp.EQ(this=exp.column("changed", "intake_value"), expression=exp.Literal.number(1))
    update = exp.Update(
        this=exp.to_table("contact"),
        expressions=values,
        from_=exp.From(this=exp.to_table("intake_value")),
        where=exp.Where(this=exp.and_(joined, _of_field(), changed)),
    )
    return Statement(update.sql(dialect=dialect))


def _pairs(name: str, kind: FieldType) -> list[tuple[str, str]]:
    """(what `intake_value` calls it, the field's column)."""
    if kind in TEXTS:
        return [("text", f"field_{name}"), ("folded", f"folded_{name}")]
    return [("number", f"field_{name}")]


def _told(staged: str) -> str:
    return staged if staged == "folded" else f"{staged}_value"


def _own(column: str, table: str | None) -> exp.Column:
    return exp.column(exp.to_identifier(column, quoted=True), table)


def _same(table: str, column: str, other: str, other_column: str) -> exp.EQ:
    return exp.EQ(this=exp.column(column, table), expression=exp.column(other_column, other))


def _of_field() -> exp.EQ:
    return exp.EQ(
        this=exp.column("field", "intake_value"), expression=exp.Placeholder(this="field")
    )


@lru_cache(maxsize=256)
def value_of(attribute: str, dialect: str) -> Statement:
    """What one contact has in a column. Parameter: `contact`, its key."""
    name = attribute.replace("field.", "field_", 1)
    key = exp.EQ(this=exp.column("key"), expression=exp.Placeholder(this="contact"))
    select = exp.select(_own(name, None)).from_(exp.to_table("contact")).where(key)
    return Statement(select.sql(dialect=dialect))
