"""Properties of the event at hand, inside a `where`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ..expressions import compared
from ..properties import number_property, text_property
from ..texts import text_test

if TYPE_CHECKING:
    from ..builder import Builder


def property_test(builder: Builder, predicate: ir.PropertyTest) -> exp.Expr:
    """A property of event `e` passes; a text is no number, and a number is no text."""

    def text(found: exp.Expr) -> exp.Expr:
        return text_test(builder, found, predicate.operator, predicate.texts)

    def number(found: exp.Expr) -> exp.Expr:
        return compared(found, predicate.compare, builder.bind(predicate.value))

    if predicate.number:
        return number_property(builder, predicate.name, number)
    return text_property(builder, predicate.name, text)


LEAVES: dict[type, Callable[..., exp.Expr]] = {ir.PropertyTest: property_test}
