"""Points, codes of discounts and offers, one contact after the other."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.compiler.ir import EventPattern, Program, kinds, steps
from jalon.compiler.ir.points import MOST_POINTS
from jalon.compiler.ir.predicates import HasDiscount, ScoreTest
from jalon.compiler.ir.scores import Score

from .comparing import folded, number_passes
from .events import matches
from .moment import Moment
from .shopping import lines_pass
from .view import View
from .world import Contact, Event, Holding, Line, Offered, World


def score(world: World, program: Program, now: int) -> None:
    """What is new is worth points, score by score; every change is an event."""
    seen = list(world.events)
    for one in program.scores:
        for contact in world.contacts:
            if not contact.archived:
                count(one, Moment(world, program, contact, now, seen))


def count(one: Score, moment: Moment) -> None:
    """Gives her what her new events are worth."""
    points, contact = moment.world.points, moment.contact
    for event, worth in list(earned(one, moment)):
        total = (points.get((one.name, contact.id)) or 0) + worth
        told = change(moment.world, one.name, contact, min(total, MOST_POINTS), event)
        if told:
            told.origin, told.cause = event.origin, event.cause


def earned(one: Score, moment: Moment) -> Iterator[tuple[Event, int]]:
    """Her new events that are worth something, in the order in which they happened."""
    for event in sorted(moment.new, key=lambda event: (event.moment, event.id)):
        found = [*worth(one, event, moment.view), *worth_of_lines(one, event, moment)]
        if found:
            yield event, sum(found)


def worth(one: Score, event: Event, view: View) -> list[int]:
    """What each rule gives, but those for purchases."""
    rules = [rule for rule in one.rules if kinds.ORDERED not in rule.event.kinds]
    return [rule.points for rule in rules if matches(rule.event, event, view)]


def worth_of_lines(one: Score, event: Event, moment: Moment) -> list[int]:
    """What each line of an order gives, by the first rule for purchases that fits it. GR-44"""
    orders = [order for order in moment.world.orders if order.id == event.ref]
    if event.kind != kinds.ORDERED or not orders:
        return []
    rules = [rule for rule in one.rules if kinds.ORDERED in rule.event.kinds]
    found: list[int] = []
    lines: list[Line | None] = [*orders[0].lines] or [None]
    for line in lines:
        fitting = [
            rule.points
            for rule in rules
            if matches(without_products(rule.event), event, moment.view)
            and (
                rule.event.products is None
                or (line is not None and lines_pass([line], rule.event.products, moment.world))
            )
        ]
        found += fitting[:1]
    return found


def without_products(pattern: EventPattern) -> EventPattern:
    """The pattern, whatever was bought."""
    return pattern.model_copy(update={"products": None})


def change(
    world: World, name: str, contact: Contact, points: int | None, because: Event
) -> Event | None:
    """She has so many points now, or none at all; the event that says so, if it is news."""
    old = world.points.get((name, contact.id))
    if points == old:
        return None
    world.points[name, contact.id] = points
    number = world.next_event()
    told = {"from": old, "to": points}
    event = Event(
        number, contact.id, kinds.POINTS_CHANGED, because.at, because.moment, folded(name)
    )
    event.properties = {key: value for key, value in told.items() if value is not None}
    world.events.append(event)
    return event


def change_points(step: steps.ChangePoints, at: int, journey: str, moment: Moment) -> None:
    """A step adds points, sets them, or takes all of them away. STEP-71, 72"""
    old = moment.world.points.get((step.score, moment.contact.id))
    new = {"set": step.points, "erase": None, "add": (old or 0) + step.points}[step.do]
    if step.do == "add":
        new = min((old or 0) + step.points, MOST_POINTS)
    because = Event(0, moment.contact.id, kinds.POINTS_CHANGED, at, moment.now)
    told = change(moment.world, step.score, moment.contact, new, because)
    if told:
        told.cause = journey


def score_test(test: ScoreTest, view: View) -> bool:
    """The points compare so; whoever has none passes nothing."""
    points = view.world.points.get((test.score, view.contact.id))
    return points is not None and number_passes(points, test.compare, test.points, test.upto)


def is_good(held: Holding, view: View) -> bool:
    """Whether a code can still be used by whoever holds it."""
    news = view.world.codes.get(folded(held.code))
    ends = [one for one in (held.ends_at, news.ends_at if news else None) if one is not None]
    used = [use for use in view.world.uses if use.discount == held.discount]
    by_her = [use for use in used if use.contact == held.contact]
    return (
        not (news and news.deleted)
        and all(view.now < end for end in ends)
        and (held.limit is None or len(by_her) < held.limit)
        and (held.limit_all is None or len(used) < held.limit_all)
    )


def has_discount(test: HasDiscount, view: View) -> bool:
    """She holds a code of it that is still good."""
    return any(
        held.contact == view.contact.id and held.discount == test.discount and is_good(held, view)
        for held in view.world.holdings
    )


def give_discount(step: steps.GiveDiscount, at: int, journey: str, moment: Moment) -> None:
    """She gets a code of her own, unless she has one or may not use another one."""
    world, contact = moment.world, moment.contact
    (said,) = [one for one in moment.program.discounts if one.name == step.discount]
    own = [one for one in world.holdings if one.own and one.contact == contact.id]
    if any(one.discount == said.name and is_good(one, moment.view) for one in own):
        return
    held = holding(world, said.name, contact, at)
    if is_good(held, moment.view):
        held.own = True
        held.code = f"{said.name}-{len(world.holdings)}"
        world.holdings.append(held)
        number = world.next_event()
        subject = folded(said.name)
        event = Event(number, contact.id, kinds.DISCOUNT_GIVEN, at, moment.now, subject)
        event.cause = journey
        world.events.append(event)


def holding(world: World, discount: str, contact: Contact, at: int) -> Holding:
    """A code of the discount as it is now; not in her hands yet."""
    limit, limit_all, ends = world.discounts[discount]
    return Holding(contact.id, discount, discount, at, limit, limit_all, ends)


def offer(world: World, program: Program, now: int) -> None:
    """Offers with a fault stop; the others go to everybody who has just bought. OFFER-33…56"""
    for one in sorted(world.offers, key=lambda one: one.name):
        if one.state == "active" and fault(one, world, now):
            one.state = "suspended"
    seen = list(world.events)
    for one in sorted(world.offers, key=lambda one: one.name):
        for contact in world.contacts:
            moment = Moment(world, program, contact, now, seen)
            if one.state == "active" and not contact.archived and has_bought(one, moment):
                issue(one, moment)


def fault(one: Offered, world: World, now: int) -> bool:
    """Whether anything speaks against an offer."""
    news = world.codes.get(folded(str(one.discount)))
    _, _, ends = world.discounts.get(str(one.discount), (None, None, None))
    over = [end for end in (ends, news.ends_at if news else None) if end is not None and end <= now]
    told = news is not None and (news.deleted or news.unsupported)
    return bool(over) or told or one.store in world.unfit


def has_bought(one: Offered, moment: Moment) -> bool:
    """Whether a new order of hers in the store counts; where only paid ones do, one paid now."""
    counted = {o.id for o in moment.world.orders if o.counted and o.store == one.store}
    (rule,) = [store.counted for store in moment.program.stores if store.name == one.store]
    told = {kinds.ORDERED, kinds.ORDER_PAID} if rule == "paid" else {kinds.ORDERED}
    return any(e.kind in told and e.ref in counted for e in moment.new)


def issue(one: Offered, moment: Moment) -> None:
    """The code of the offer, unless she holds one that is unused and good, or may not use it."""
    world, view = moment.world, moment.view
    used = {use.holding for use in world.uses}
    mine = [h for h in world.holdings if h.contact == moment.contact.id and h.store == one.store]
    holds = any(is_good(held, view) and held.id not in used for held in mine)
    held = holding(world, str(one.discount), moment.contact, moment.now)
    if not holds and is_good(held, view):
        held.store = one.store
        world.holdings.append(held)
        number, subject = world.next_event(), folded(str(one.discount))
        event = Event(
            number, moment.contact.id, kinds.DISCOUNT_GIVEN, moment.now, moment.now, subject
        )
        event.store = one.store
        world.events.append(event)
