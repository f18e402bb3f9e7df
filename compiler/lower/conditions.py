"""Conditions to predicates: how they combine, and the states of a contact."""

from __future__ import annotations

from functools import singledispatch

from ...dsl import nodes
from ..ir import predicates as p
from ..ir.text import fold
from ..resolve.attributes import attribute
from .attributes import attribute_test, property_test
from .literals import millionths
from .scope import Scope, Unchecked, folded, member


@singledispatch
def predicate(condition: nodes.Node, scope: Scope) -> p.Predicate:
    """The predicate of a condition; activities.py adds what the contact did."""
    raise Unchecked(f"a condition of type {type(condition).__name__}")


def all_of(conditions: tuple[nodes.Condition, ...], scope: Scope) -> p.Predicate:
    """Every condition holds; a single one is itself."""
    return joined(tuple(predicate(one, scope) for one in conditions))


def joined(parts: tuple[p.Predicate, ...]) -> p.Predicate:
    """Every part holds."""
    return parts[0] if len(parts) == 1 else p.All(parts=parts)


def any_of(conditions: tuple[nodes.Condition, ...], scope: Scope) -> p.Predicate:
    """At least one condition holds."""
    parts = tuple(predicate(one, scope) for one in conditions)
    return parts[0] if len(parts) == 1 else p.Any(parts=parts)


@predicate.register
def _(condition: nodes.And, scope: Scope) -> p.Predicate:
    return all_of(condition.parts, scope)


@predicate.register
def _(condition: nodes.Or, scope: Scope) -> p.Predicate:
    return any_of(condition.parts, scope)


@predicate.register
def _(condition: nodes.Not, scope: Scope) -> p.Predicate:
    return p.Not(part=predicate(condition.part, scope))


@predicate.register
def _(condition: nodes.Block, scope: Scope) -> p.Predicate:
    match condition.quantifier:
        case nodes.Quantifier.ALL:
            return all_of(condition.parts, scope)
        case nodes.Quantifier.ANY:
            return any_of(condition.parts, scope)
        case nodes.Quantifier.NONE:
            return p.Not(part=any_of(condition.parts, scope))


@predicate.register
def _(condition: nodes.InSegment, scope: Scope) -> p.Predicate:
    return p.InSegment(segment=condition.segment.text)


@predicate.register
def _(condition: nodes.Tagged, scope: Scope) -> p.Predicate:
    return p.Tagged(tags=folded((condition.tag,)))


@predicate.register
def _(condition: nodes.InGroup, scope: Scope) -> p.Predicate:
    groups = tuple(dict.fromkeys(member(group) for group in condition.groups))
    found = p.InGroup(groups=groups, every=condition.quantifier is nodes.Quantifier.ALL)
    return p.Not(part=found) if condition.quantifier is nodes.Quantifier.NONE else found


@predicate.register
def _(condition: nodes.InNoGroup, scope: Scope) -> p.Predicate:
    group = scope.project.symbols.find(nodes.Group, condition.group.text)
    if group is None:
        raise Unchecked("a group that nobody declares")
    members = tuple(f"{group.name.text}.{one.text}" for one in group.members)
    return p.Not(part=p.InGroup(groups=members))


@predicate.register(nodes.FieldIs)
@predicate.register(nodes.PropertyIs)
def _(condition: nodes.FieldIs | nodes.PropertyIs, scope: Scope) -> p.Predicate:
    about = attribute(condition, scope.project)
    if about is None:
        raise Unchecked("an attribute that is not known")
    return attribute_test(condition.test, about)


@predicate.register
def _(condition: nodes.EventIs, scope: Scope) -> p.Predicate:
    return property_test(condition.name.text, condition.test)


@predicate.register
def _(condition: nodes.Near, scope: Scope) -> p.Predicate:
    return p.Near(
        latitude=millionths(condition.latitude),
        longitude=millionths(condition.longitude),
        distance=millionths(condition.distance),  # of a kilometre: millimetres
    )


@predicate.register
def _(condition: nodes.Vip, scope: Scope) -> p.Predicate:
    return p.FlagTest(attribute="vip")


@predicate.register
def _(condition: nodes.Subscribed, scope: Scope) -> p.Predicate:
    attribute_name = f"{condition.channel}_status"
    return p.TextTest(attribute=attribute_name, operator="is", values=(fold("subscribed"),))


@predicate.register
def _(condition: nodes.JourneyIs, scope: Scope) -> p.Predicate:
    return p.JourneyActivity(did=condition.state.value, journey=condition.journey.text)
