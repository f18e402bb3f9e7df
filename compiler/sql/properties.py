"""Properties of the event at hand: JSON read without paths, which a name could break."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from . import expressions as sql
from .columns import MILLION

if TYPE_CHECKING:
    from .builder import Builder

EVENT, MEMBER = "e", "j"

Test = Callable[[exp.Expr], exp.Expr]


def text_property(builder: Builder, name: str, test: Test) -> exp.Expr:
    """The folded text of that name passes; false when there is none or it is not a text."""
    value, is_text = TEXTS[builder.dialect]()
    return _member(builder, "folded", [_named(builder, name), is_text, test(value)])


def number_property(builder: Builder, name: str, test: Test) -> exp.Expr:
    """The number of that name, in millionths, passes; false when there is none or it is a text."""
    millionths = sql.times(NUMBERS[builder.dialect](), sql.number(MILLION))
    rounded = exp.Round(this=millionths)
    return _member(builder, "properties", [_named(builder, name), test(rounded)])


def _member(builder: Builder, column: str, tests: list[exp.Expr]) -> exp.Expr:
    members = OBJECTS[builder.dialect](sql.column(EVENT, column))
    select = exp.Select().from_(sql.function_table(members, MEMBER))
    return sql.exists(select.where(*tests, copy=False))


def _named(builder: Builder, name: str) -> exp.Expr:
    return sql.equal(sql.column(MEMBER, "key"), builder.bind(name))


def _sqlite_type(*names: str) -> exp.Expr:
    return sql.one_of(sql.column(MEMBER, "type"), [sql.text(name) for name in names])


def _sqlite_text() -> tuple[exp.Expr, exp.Expr]:
    return sql.column(MEMBER, "value"), _sqlite_type("text")


def _sqlite_number() -> exp.Expr:
    return sql.case(_sqlite_type("integer", "real"), sql.column(MEMBER, "value"))


def _postgres_type(name: str) -> exp.Expr:
    kind = exp.Anonymous(this="JSONB_TYPEOF", expressions=[sql.column(MEMBER, "value")])
    return sql.equal(kind, sql.text(name))


def _postgres_text() -> tuple[exp.Expr, exp.Expr]:
    whole = exp.JSONBExtractScalar(this=sql.column(MEMBER, "value"), expression=sql.text("{}"))
    return exp.Paren(this=whole), _postgres_type("string")


def _postgres_number() -> exp.Expr:
    # Only a CASE keeps PostgreSQL from casting before it has looked at the type.
    number = exp.cast(sql.column(MEMBER, "value"), exp.DType.DECIMAL)
    return sql.case(_postgres_type("number"), number)


def _sqlite_object(column: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="JSON_EACH", expressions=[column])


def _postgres_object(column: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="JSONB_EACH", expressions=[exp.cast(column, exp.DType.JSONB)])


OBJECTS = {"sqlite": _sqlite_object, "postgres": _postgres_object}
TEXTS = {"sqlite": _sqlite_text, "postgres": _postgres_text}
NUMBERS = {"sqlite": _sqlite_number, "postgres": _postgres_number}
