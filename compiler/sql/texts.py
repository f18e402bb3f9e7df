"""Tests on folded text, without patterns: the same in every dialect, and nothing to escape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from . import expressions as sql

if TYPE_CHECKING:
    from .builder import Builder


def text_test(builder: Builder, value: exp.Expr, operator: str, choices: Sequence[str]) -> exp.Expr:
    """The text against any of the choices (`is_not`, `not_contains`: none of them).

    NULL only when the value is.
    """
    if operator in NEGATIVE:
        return sql.negated(text_test(builder, value, NEGATIVE[operator], choices))
    if operator == "is":
        return _equals(builder, value, choices)
    return sql.any_of(TESTS[operator](builder, value, choice) for choice in choices)


def _equals(builder: Builder, value: exp.Expr, choices: Sequence[str]) -> exp.Expr:
    if not choices:
        return exp.false()
    return sql.one_of(value, [builder.bind(choice) for choice in choices])


def _contains(builder: Builder, value: exp.Expr, part: str) -> exp.Expr:
    place = exp.StrPosition(this=value.copy(), substr=builder.bind(part))
    return sql.compared(place, ">", sql.number(0))


def _starts(builder: Builder, value: exp.Expr, part: str) -> exp.Expr:
    start = exp.Substring(this=value.copy(), start=sql.number(1), length=builder.bind(len(part)))
    return sql.equal(start, builder.bind(part))


def _ends(builder: Builder, value: exp.Expr, part: str) -> exp.Expr:
    length = exp.Length(this=value.copy())
    # Never below 1, where the dialects count differently; a shorter text then fails by length.
    start = sql.larger(
        sql.plus(sql.minus(length, builder.bind(len(part))), sql.number(1)), sql.number(1)
    )
    rest = exp.Substring(this=value.copy(), start=start)
    return sql.equal(rest, builder.bind(part))


Test = Callable[["Builder", exp.Expr, str], exp.Expr]

TESTS: dict[str, Test] = {"contains": _contains, "starts": _starts, "ends": _ends}
NEGATIVE = {"is_not": "is", "not_contains": "contains"}
