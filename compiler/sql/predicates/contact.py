"""Attributes of the contact: texts, numbers, flags, and whether they are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ...ir.places import longest_square, point
from ..columns import CONTACT, folded, in_millionths, stored
from ..expressions import (
    all_of,
    column,
    compared,
    equal,
    is_blank,
    minus,
    number,
    plus,
    present,
    times,
)
from ..texts import text_test

if TYPE_CHECKING:
    from ..builder import Builder


def text(builder: Builder, predicate: ir.TextTest) -> exp.Expr:
    """A text against any of the values."""
    value = folded(predicate.attribute)
    return present(value, text_test(builder, value, predicate.operator, predicate.values))


def number_test(builder: Builder, predicate: ir.NumberTest) -> exp.Expr:
    """A number in millionths, compared or between."""
    value = in_millionths(predicate.attribute)
    tests = [compared(value, predicate.compare, builder.bind(predicate.value))]
    if predicate.upto is not None:
        low, high = builder.bind(predicate.value), builder.bind(predicate.upto)
        tests = [compared(value, ">=", low), compared(value, "<=", high)]
    return present(stored(predicate.attribute), all_of(tests))


def flag(builder: Builder, predicate: ir.FlagTest) -> exp.Expr:
    """A yes/no attribute is yes."""
    value = stored(predicate.attribute)
    return present(value, equal(value, number(1)))


def blank(builder: Builder, predicate: ir.Blank) -> exp.Expr:
    """The attribute has no value."""
    return is_blank(stored(predicate.attribute))


def near(builder: Builder, predicate: ir.Near) -> exp.Expr:
    """The line between two points of the sphere is short enough."""
    center = point(predicate.latitude, predicate.longitude)
    places = [column(CONTACT, name) for name in ("place_x", "place_y", "place_z")]
    apart = [
        minus(place, builder.bind(middle)) for place, middle in zip(places, center, strict=True)
    ]
    x, y, z = (times(one, one) for one in apart)
    longest = builder.bind(longest_square(predicate.distance))
    return present(places[0], compared(plus(plus(x, y), z), "<=", longest))


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.TextTest: text,
    ir.NumberTest: number_test,
    ir.FlagTest: flag,
    ir.Blank: blank,
    ir.Near: near,
}
