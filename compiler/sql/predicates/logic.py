"""And, or, not, and segments inside segments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ..columns import CONTACT
from ..expressions import all_of, any_of, column, equal, negated, number

if TYPE_CHECKING:
    from ..builder import Builder


def every_part(builder: Builder, predicate: ir.All) -> exp.Expr:
    """Every part holds."""
    return all_of([builder.condition(part) for part in predicate.parts])


def any_part(builder: Builder, predicate: ir.Any) -> exp.Expr:
    """At least one part holds."""
    return any_of([builder.condition(part) for part in predicate.parts])


def opposite(builder: Builder, predicate: ir.Not) -> exp.Expr:
    """The part does not hold. Only what is no connective is negated: else parentheses pile up."""
    match predicate.part:
        case ir.Not(part=part):
            return builder.condition(part)
        case ir.All(parts=parts):
            return any_of([builder.condition(ir.Not(part=part)) for part in parts])
        case ir.Any(parts=parts):
            return all_of([builder.condition(ir.Not(part=part)) for part in parts])
        case ir.InSegment(segment=name):
            outside = builder.condition(ir.Not(part=builder.segment(name)))
            return any_of([negated(active()), outside])
    with builder.opposite():
        return negated(builder.condition(predicate.part))


def in_segment(builder: Builder, predicate: ir.InSegment) -> exp.Expr:
    """The segment's own predicate, of active contacts; the checker refuses segments in a circle."""
    return all_of([active(), builder.condition(builder.segment(predicate.segment))])


def active() -> exp.Expr:
    """The contact is not archived."""
    return equal(column(CONTACT, "archived"), number(0))


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.All: every_part,
    ir.Any: any_part,
    ir.Not: opposite,
    ir.InSegment: in_segment,
}
