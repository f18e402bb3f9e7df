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
YES, NO = sql.text("yes"), sql.text("no")

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


def other_property(builder: Builder, name: str) -> exp.Expr:
    """There is a value of that name which is neither a text nor nothing."""
    kind, plain = KINDS[builder.dialect]()
    other = sql.negated(sql.one_of(kind, [sql.text(one) for one in plain]))
    return _member(builder, "properties", [_named(builder, name), other])


def written_property(builder: Builder, name: str, properties: exp.Expr) -> exp.Expr:
    """The text, number, or yes or no of that name as it is written; absent when there is none."""
    members = sql.function_table(OBJECTS[builder.dialect](properties), MEMBER)
    select = exp.select(WRITTEN[builder.dialect]()).from_(members)
    return sql.scalar(select.where(_named(builder, name), copy=False))


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


def _sqlite_kind() -> tuple[exp.Expr, tuple[str, ...]]:
    return sql.column(MEMBER, "type"), ("text", "null")


def _postgres_kind() -> tuple[exp.Expr, tuple[str, ...]]:
    kind = exp.Anonymous(this="JSONB_TYPEOF", expressions=[sql.column(MEMBER, "value")])
    return kind, ("string", "null")


def _sqlite_written() -> exp.Expr:
    plain = exp.cast(sql.column(MEMBER, "value"), exp.DType.TEXT)
    told = [(_sqlite_type("text", "integer", "real"), plain)]
    return _chosen([*told, (_sqlite_type("true"), YES), (_sqlite_type("false"), NO)])


def _postgres_written() -> exp.Expr:
    whole, _ = _postgres_text()
    yes, no = (sql.equal(whole, sql.text(word)) for word in ("true", "false"))
    told = [(sql.any_of([_postgres_type("string"), _postgres_type("number")]), whole)]
    return _chosen([*told, (yes, YES), (no, NO)])


def _chosen(pairs: list[tuple[exp.Expr, exp.Expr]]) -> exp.Expr:
    """The value beside the first test that passes."""
    return exp.Case(ifs=[exp.If(this=test, true=value) for test, value in pairs])


def _sqlite_object(column: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="JSON_EACH", expressions=[column])


def _postgres_object(column: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="JSONB_EACH", expressions=[exp.cast(column, exp.DType.JSONB)])


OBJECTS = {"sqlite": _sqlite_object, "postgres": _postgres_object}
TEXTS = {"sqlite": _sqlite_text, "postgres": _postgres_text}
KINDS = {"sqlite": _sqlite_kind, "postgres": _postgres_kind}
WRITTEN = {"sqlite": _sqlite_written, "postgres": _postgres_written}
NUMBERS = {"sqlite": _sqlite_number, "postgres": _postgres_number}
