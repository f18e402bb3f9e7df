"""Lines of tests: who is given, what happens when, what is expected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from .. import nodes
from ..nodes import Channel
from ..source import Span
from .clauses import Clause, Limited, clause, merge, unlimited
from .literals import collect, constant


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and the details that only a test can give."""

    event: nodes.Event
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A message, and when it is to come."""

    channel: Channel
    message: nodes.Name
    at: nodes.TestTime | None = None
    within: nodes.Duration | None = None


def _given(
    contact: nodes.Name, traits: tuple[nodes.Condition, ...] | None, *, span: Span
) -> nodes.Given:
    return nodes.Given(contact, traits or (), span=span)


def _told(event: nodes.Event, *clauses: Clause, span: Span) -> Told:
    details = merge(clauses)
    store = details.pop("store", None)
    if store is None:
        return Told(event, details)
    beside = clauses[0].key == "store"  # else something stands between the event and its store
    place = Span(span.start, clauses[0].span.end) if beside else event.span
    return Told(replace(event, store=store, span=place), details)


def _happening(
    contact: nodes.Name, told: Told | nodes.Occurrence, *, span: Span
) -> nodes.Happening:
    if isinstance(told, Told):
        return nodes.Happening(contact, told.event, span=span, **told.details)
    return nodes.Happening(contact, told, span=span)


def _expected(line: nodes.Expectation, *, span: Span) -> nodes.Expectation:
    return replace(line, span=span)


def _awaited(
    channel: Channel, message: nodes.Name, at: nodes.TestTime | None, *, span: Span
) -> Awaited:
    del span
    return Awaited(channel, message, at)


def _awaited_within(
    channel: Channel, message: nodes.Name, within: nodes.Duration, *, span: Span
) -> Awaited:
    del span
    return Awaited(channel, message, within=within)


def _received(negated: bool, contact: nodes.Name, told: Awaited, *, span: Span) -> nodes.Received:
    return nodes.Received(
        contact, told.channel, told.message, told.at, told.within, negated, span=span
    )


def _is_at(
    negated: bool, contact: nodes.Name, label: nodes.Name, journey: nodes.Name, *, span: Span
) -> nodes.IsAt:
    return nodes.IsAt(contact, label, journey, negated, span=span)


def _stayed(contact: nodes.Name, journey: nodes.Name, *, span: Span) -> nodes.LeftJourney:
    return nodes.LeftJourney(contact, journey, None, True, span=span)


def _holds(contact: nodes.Name, found: Limited, *, span: Span) -> nodes.Holds:
    return nodes.Holds(contact, unlimited(found), span=span)


def _members(
    negated: bool, segment: nodes.Name, contacts: tuple[nodes.Name, ...], *, span: Span
) -> nodes.Members:
    return nodes.Members(segment, contacts, negated, span=span)


ACTIONS: dict[str, Any] = {
    "given": _given,
    "traits": collect,
    "given_zone": nodes.GivenZone,
    "one_group": collect,
    "clock_at": nodes.ClockAt,
    "clock_after": nodes.ClockAfter,
    "told": _told,
    "happening": _happening,
    "for_amount": clause("amount"),
    "with_properties": clause("properties"),
    "to_journey": clause("journey"),
    "properties": collect,
    "property_value": nodes.EventValue,
    "expected": _expected,
    "messages_awaited": _awaited,
    "awaited_within": _awaited_within,
    "received": partial(_received, False),
    "not_received": partial(_received, True),
    "received_nothing": nodes.ReceivedNothing,
    "received_count": nodes.ReceivedCount,
    "is_at": partial(_is_at, False),
    "is_not_at": partial(_is_at, True),
    "left_journey": nodes.LeftJourney,
    "stayed_in_journey": _stayed,
    "holds": _holds,
    "members": partial(_members, False),
    "not_members": partial(_members, True),
    "contacts": collect,
    "nobody": constant(()),
}
