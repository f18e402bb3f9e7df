"""Events to patterns and starting points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Final

from ...dsl import nodes
from ..ir import kinds
from ..ir import predicates as p
from ..ir.calendar import Duration
from ..ir.events import CartAbandoned, EventPattern, Lapsed, StartingPoint
from ..ir.text import fold
from .conditions import predicate
from .dates import date_arrives, email_silence
from .literals import duration, of_length
from .products import product_match, products_named
from .scope import Scope, Unchecked, member, store_name, subject

EMAIL_KINDS: Final[Mapping[nodes.EmailAct, str]] = {
    nodes.EmailAct.SENT: kinds.EMAIL_SENT,
    nodes.EmailAct.OPENED: kinds.EMAIL_OPENED,
    nodes.EmailAct.CLICKED: kinds.EMAIL_CLICKED,
}


def condition_of(event: nodes.Event, scope: Scope) -> p.Predicate | None:
    """What stands behind `where`."""
    return predicate(event.where, scope) if event.where else None


@singledispatch
def pattern(event: nodes.Node, scope: Scope) -> EventPattern:
    """The pattern of an event, wherever it stands."""
    raise Unchecked(f"an event of type {type(event).__name__}")


def event_pattern(
    kind: str, event: nodes.Event, scope: Scope, subjects: tuple[str, ...] = ()
) -> EventPattern:
    """Events of one kind and about one of the subjects, in the store, when `where` holds."""
    store, where = store_name(event.store), condition_of(event, scope)
    return EventPattern(kinds=(kind,), subjects=subjects, store=store, where=where)


@pattern.register
def _(event: nodes.TagAdded, scope: Scope) -> EventPattern:
    return event_pattern(kinds.TAG_ADDED, event, scope, subject(event.tag.value))


@pattern.register
def _(event: nodes.SignsUp, scope: Scope) -> EventPattern:
    email = event.channel is nodes.Channel.EMAIL
    found = event_pattern(kinds.SIGNED_UP_EMAIL if email else kinds.SIGNED_UP_SMS, event, scope)
    return found.model_copy(update={"include_imported": event.including_imported})


@pattern.register
def _(event: nodes.JoinsGroup, scope: Scope) -> EventPattern:
    return event_pattern(kinds.JOINED_GROUP, event, scope, subject(member(event.group)))


@pattern.register
def _(event: nodes.LeavesGroup, scope: Scope) -> EventPattern:
    return event_pattern(kinds.LEFT_GROUP, event, scope, subject(member(event.group)))


@pattern.register
def _(event: nodes.FieldChanges, scope: Scope) -> EventPattern:
    found = event_pattern(kinds.FIELD_CHANGED, event, scope, subject(event.field.text))
    match event.value:
        case nodes.Empty():
            return found.model_copy(update={"to": "empty"})
        case nodes.Today():
            return found.model_copy(update={"to": "today"})
        case value:
            return found.model_copy(update={"value": fold(value_text(value))})


def value_text(value: nodes.Value) -> str:
    """A value as the events of a changed field tell it: `12.5`, `2026-12-24`, `12-24`, `yes`."""
    match value:
        case nodes.Number():
            return f"{value.value.normalize():f}"
        case nodes.Date():
            return value.value.isoformat()
        case nodes.MonthDay():
            return f"{value.month:02}-{value.day:02}"
        case nodes.YesNo():
            return "yes" if value.value else "no"
        case nodes.Text() | nodes.Word():
            return value.value
        case _:
            return ""


@pattern.register
def _(event: nodes.AddedManually, scope: Scope) -> EventPattern:
    name = scope.journey.name.text if scope.journey else ""
    return event_pattern(kinds.ADDED_MANUALLY, event, scope, subject(name))


@pattern.register
def _(event: nodes.Buys, scope: Scope) -> EventPattern:
    found = event_pattern(kinds.ORDERED, event, scope)
    return found.model_copy(update={"products": product_match(event.items)})


@pattern.register
def _(event: nodes.EmailEvent, scope: Scope) -> EventPattern:
    found = event_pattern(EMAIL_KINDS[event.act], event, scope, subject(event.email.text))
    if event.link is None:
        return found
    link = p.PropertyTest(name="link", texts=(fold(event.link.value),))
    parts = (link, found.where) if found.where else (link,)
    return found.model_copy(update={"where": p.All(parts=parts) if len(parts) > 1 else link})


@pattern.register
def _(event: nodes.CustomEvent, scope: Scope) -> EventPattern:
    return event_pattern(kinds.CUSTOM, event, scope, subject(event.name.value))


def starting_points(event: nodes.Node, scope: Scope) -> tuple[StartingPoint, ...]:
    """The starting points of an event; purchases only count for subscribed contacts. SP-42."""
    match event:
        case nodes.AbandonsCart():
            return tuple(_cart(event, store, idle, scope) for store, idle in _idles(event, scope))
        case nodes.GoesWithoutBuying():
            store, where = store_name(event.store), condition_of(event, scope)
            return (Lapsed(store=store, after=duration(event.period), where=where),)
        case nodes.DateArrives():
            return (date_arrives(event, scope),)
        case nodes.EmailSilence():
            return (email_silence(event, scope),)
        case nodes.Buys():
            return (pattern(event, scope).model_copy(update={"subscribed_only": True}),)
        case nodes.OrderNotified():
            return (pattern(event, scope).model_copy(update={"per_order": True}),)
        case _:
            return (pattern(event, scope),)


def _idles(event: nodes.AbandonsCart, scope: Scope) -> list[tuple[str | None, Duration]]:
    """Store and time to rest: one for all stores, unless each has a time of its own. SP-58."""
    if event.after:
        return [(store_name(event.store), duration(event.after))]
    stores = scope.project.stores
    if event.store:
        return [(event.store.text, of_length(stores[event.store.text].idle))]
    times = {store.idle for store in stores.values()}
    if len(times) == 1:
        return [(None, of_length(times.pop()))]
    return [(name, of_length(stores[name].idle)) for name in sorted(stores)]


def _cart(
    event: nodes.AbandonsCart, store: str | None, after: Duration, scope: Scope
) -> CartAbandoned:
    return CartAbandoned(
        store=store,
        after=after,
        including=products_named(event.included),
        excluding=products_named(event.excluded),
        where=condition_of(event, scope),
    )
