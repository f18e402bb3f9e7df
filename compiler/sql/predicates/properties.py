"""Properties of the event at hand, inside a `where`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ..expressions import any_of, compared, negated, text
from ..properties import number_property, other_property, text_property
from ..texts import text_test

if TYPE_CHECKING:
    from ..builder import Builder


def property_test(builder: Builder, predicate: ir.PropertyTest) -> exp.Expr:
    """A property of event `e` passes; a text is no number, and a number is no text."""

    def words(found: exp.Expr) -> exp.Expr:
        return text_test(builder, found, predicate.operator, predicate.texts)

    def number(found: exp.Expr) -> exp.Expr:
        return compared(found, predicate.compare, builder.bind(predicate.value))

    if predicate.number:
        return number_property(builder, predicate.name, number)
    return text_property(builder, predicate.name, words)


def property_blank(builder: Builder, predicate: ir.PropertyBlank) -> exp.Expr:
    """No text that says something, and no value that is no text."""
    said = text_property(builder, predicate.name, lambda found: compared(found, "!=", text("")))
    return negated(any_of([said, other_property(builder, predicate.name)]))


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.PropertyTest: property_test,
    ir.PropertyBlank: property_blank,
}
