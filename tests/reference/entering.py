"""Who enters a journey, and why not."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from jalon.compiler.ir import (
    CartAbandoned,
    DateArrives,
    EmailSilence,
    EventPattern,
    Journey,
    Lapsed,
    StartingPoint,
)

from .clock import EPOCH_ON_THE_WALL, later
from .conditions import holds
from .dating import days_between, is_hers, opening_of
from .events import matches
from .leaving import count_goal, walk_out, way_out
from .moment import Moment
from .shopping import lines_pass
from .world import Cart, Event, Order, Refusal, Run


@dataclass(frozen=True)
class Candidate:
    """Somebody who might enter: when, by which starting point, because of what."""

    start: StartingPoint
    at: int
    id: int
    occurrence: int
    event: int | None = None
    ref: int | None = None
    cart: Cart | None = None


def enter(moment: Moment) -> None:
    """Whoever passes every check gets in; the others are told why not."""
    for journey in moment.program.journeys:
        if journey.status != "draft" and not moment.contact.archived:
            for start in journey.doors:
                enter_at(start, moment, journey)


def enter_at(start: StartingPoint, moment: Moment, journey: Journey) -> None:
    """Candidates of one starting point, in turn; none is in yet when the filter looks."""
    welcome = by_hand(start) or journey.only_if is None or holds(journey.only_if, moment.view)
    for candidate in sorted(candidates(start, moment, journey), key=lambda c: (c.at, c.id)):
        reason = objection(candidate, moment, journey, welcome)
        if reason is None:
            begin(candidate, moment, journey)
        else:
            refuse(candidate, reason, moment, journey)


def begin(candidate: Candidate, moment: Moment, journey: Journey) -> None:
    """A run starts."""
    at, contact = candidate.at, moment.contact.id
    run = Run(journey.name, contact, at, candidate.event, candidate.ref, arrived_at=at)
    run.order = order_of(candidate)
    run.ready = ("start", at)
    moment.world.runs.append(run)
    moment.world.entries.append((journey.name, contact, candidate.occurrence))


def refuse(candidate: Candidate, reason: str, moment: Moment, journey: Journey) -> None:
    """The reason is written down."""
    moment.world.refusals.append(
        Refusal(
            journey.name,
            moment.contact.id,
            candidate.event,
            candidate.ref,
            reason,
            candidate.at,
        )
    )


def leave_again(moment: Moment) -> None:
    """Who just entered may leave at once, or reach the goal, by events that came together."""
    entered = [(j, run) for j, run in moment.runs() if run.ready and run.ready[0] == "start"]
    for journey, run in entered:
        way = way_out([one for one in journey.exits if one.event is not None], run, moment)
        if way:
            walk_out(run, *way)
        count_goal(run, journey, moment)


def objection(candidate: Candidate, moment: Moment, journey: Journey, welcome: bool) -> str | None:
    """The first check that fails."""
    if in_pause(candidate.at, moment.world.pauses.get(journey.name)):
        return "paused"
    if (journey.name, moment.contact.id) in moment.world.barred:
        return "barred"
    if subscribers_only(candidate.start) and moment.contact.values["email_status"] != "subscribed":
        return "not_subscribed"
    if candidate.cart and not candidate.cart.checkout_url:
        return "no_checkout_url"
    if not welcome:
        return "filter"
    if (journey.name, moment.contact.id, candidate.occurrence) in moment.world.entries:
        return "re_entry"
    at_will = by_hand(candidate.start) or per_order(candidate.start)
    if not at_will and too_soon(candidate.at, moment, journey):
        return "re_entry"
    return "already_in" if moment.run(journey.name, order_of(candidate)) else None


def in_pause(instant: int, pause: tuple[int, int | None] | None) -> bool:
    """Whether the journey was paused then. STEP-04"""
    return pause is not None and pause[0] <= instant and (pause[1] is None or instant < pause[1])


def by_hand(start: StartingPoint) -> bool:
    """Whether somebody chooses whom it lets in. SP-31"""
    return isinstance(start, EventPattern) and start.kinds == ("added_manually",)


def order_of(candidate: Candidate) -> int | None:
    """The order for which she enters, when each has a run of its own. SP-10"""
    return candidate.ref if per_order(candidate.start) else None


def per_order(start: StartingPoint) -> bool:
    """Whether each order lets in. SP-09"""
    return isinstance(start, EventPattern) and start.per_order


def subscribers_only(start: StartingPoint) -> bool:
    """Whether it is for subscribed contacts."""
    return isinstance(start, Lapsed) or (isinstance(start, EventPattern) and start.subscribed_only)


def too_soon(instant: int, moment: Moment, journey: Journey) -> bool:
    """Whether the last run ended too short a time ago."""
    runs = moment.world.runs_of(moment.contact, journey.name)
    ends = [run.ended_at for run in runs if run.ended_at is not None]
    if journey.re_entry.mode != "after" or not ends:
        return False
    return later(max(ends), journey.re_entry.after, moment.zone(journey.name)) > instant


def candidates(start: StartingPoint, moment: Moment, journey: Journey) -> Iterator[Candidate]:
    """Everything that might let her in by one starting point since the journey was activated."""
    once, zone = journey.re_entry.mode == "never", moment.zone(journey.name)
    match start:
        case EventPattern():
            found = by_event(start, journey, moment)
        case CartAbandoned():
            found = by_cart(start, zone, moment)
        case Lapsed():
            found = by_lapse(start, zone, moment, journey)
        case DateArrives():
            found = by_date(start, zone, moment, once and not start.date.yearly)
        case EmailSilence():
            found = by_silence(start, zone, moment, once)
    activated_at = moment.world.activated_at.get(journey.name)
    return (one for one in found if activated_at is not None and one.at >= activated_at)


def by_event(start: EventPattern, journey: Journey, moment: Moment) -> Iterator[Candidate]:
    """New events since the activation that the journey did not cause itself. SP-02"""
    for event in moment.new:
        file = event.origin == "imported" and event.kind in ("signed_up_email", "signed_up_sms")
        news = event.at >= moment.world.activated_at.get(journey.name, event.at)
        welcome = news and (start.include_imported or not file)
        if welcome and event.cause != journey.name and matches(start, event, moment.view):
            anew = start.per_order or by_hand(start)
            once = journey.re_entry.mode == "never" and not anew
            occurrence = 0 if once else 2 * event.id
            yield Candidate(start, event.moment, event.id, occurrence, event.id, event.ref)


def by_cart(start: CartAbandoned, zone: str, moment: Moment) -> Iterator[Candidate]:
    """Carts that have been idle long enough since the last tick."""
    for cart in moment.world.carts:
        instant = later(cart.touched_at, start.after, zone)
        hers = cart.contact == moment.contact.id
        if hers and just_now(instant, moment) and is_abandoned(cart, start, moment):
            yield Candidate(start, instant, cart.id, 2 * cart.id + 1, None, cart.id, cart)


def is_abandoned(cart: Cart, start: CartAbandoned, moment: Moment) -> bool:
    """An open cart with something in it, of the store, with and without the products."""
    view = moment.view
    return (
        cart.status == "open"
        and not cart.historic
        and cart.lines != []
        and start.store in (None, cart.store)
        and (start.including is None or lines_pass(cart.lines, start.including, view.world))
        and (start.excluding is None or not lines_pass(cart.lines, start.excluding, view.world))
        and (start.where is None or holds(start.where, view))
    )


def by_lapse(
    start: Lapsed, zone: str, moment: Moment, journey: Journey | None = None
) -> Iterator[Candidate]:
    """The time since the latest purchase has just passed, or was over when it was told.

    For a journey only purchases since its activation count; otherwise those of the past, too.
    """
    view, once = moment.view, journey is not None and journey.re_entry.mode == "never"
    orders = [o for o in view.world.orders_of(view.contact) if start.store in (None, o.store)]
    for order in sorted(orders, key=lambda order: (order.placed_at, order.id))[-1:]:
        since = view.world.activated_at.get(journey.name, order.placed_at) if journey else -math.inf
        fresh = journey is None or not order.historic
        welcome = start.where is None or holds(start.where, view)
        for instant in lapses(start, order, zone, moment):
            if fresh and order.placed_at >= since and welcome:
                occurrence = 0 if once else 2 * order.id + 1
                yield Candidate(start, instant, order.id, occurrence, None, order.id)


def lapses(start: Lapsed, order: Order, zone: str, moment: Moment) -> Iterator[int]:
    """When the time since the order is over, if that is news; when it is told, if it was over."""
    instant = later(order.placed_at, start.after, zone)
    if just_now(instant, moment):
        yield instant
    if instant <= moment.world.watermark:
        yield from (e.moment for e in moment.new if (e.kind, e.ref) == ("ordered", order.id))


def by_date(
    start: DateArrives, zone: str, moment: Moment, once: bool = False
) -> Iterator[Candidate]:
    """Her days that have come since the last tick; those of every year let in again. SP-09."""
    for day in days_between(moment.world.watermark, moment.now, zone):
        instant = opening_of(day, start.date, zone)
        welcome = start.where is None or holds(start.where, moment.view)
        if just_now(instant, moment) and is_hers(day, start.date, moment.contact, zone) and welcome:
            slot = (day - EPOCH_ON_THE_WALL.date()).days
            yield Candidate(start, instant, -slot, 0 if once else 1 - 2 * slot, None, -slot)


def by_silence(
    start: EmailSilence, zone: str, moment: Moment, once: bool = False
) -> Iterator[Candidate]:
    """Sends of the message for whose answer the time has just passed."""
    for event in moment.absorbed:
        sent = (event.kind, event.subject, event.origin) == ("email_sent", start.message, "live")
        instant = later(event.moment, start.within, zone)
        if not sent or not just_now(instant, moment) or is_answered(event, start, instant, moment):
            continue
        if start.where is None or holds(start.where, moment.view.at(event)):
            occurrence = 0 if once else 2 * event.id
            yield Candidate(start, instant, event.id, occurrence, event.id, event.ref)


def is_answered(sent: Event, start: EmailSilence, until: int, moment: Moment) -> bool:
    """Whether she opened (or clicked) the message in time."""
    return any(
        event.kind == start.answer
        and event.subject == start.message
        and sent.moment <= event.moment <= until
        for event in moment.world.events_of(moment.contact)
    )


def just_now(instant: int, moment: Moment) -> bool:
    """Whether an instant came since the last tick."""
    return moment.world.watermark < instant <= moment.now
