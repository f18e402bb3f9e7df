"""A story as the reference tells it."""

from __future__ import annotations

import copy
import json

from jalon.compiler.ir.events import SegmentPattern, derived_in

from ..reference import intake, trading
from ..reference.comparing import folded
from ..reference.conditions import holds
from ..reference.deriving import members
from ..reference.tick import tick
from ..reference.view import View
from ..reference.world import Contact, Event, Order, Properties, Value, World
from .snapshot import Row, Snapshot, rows
from .story import Action, Arrived, Cancelled, Deployed, Filled, Placed, Story, Ticked, Told
from .vocabulary import FIELDS, PRODUCTS


class Ours:
    """The reference's world while a story goes on."""

    def __init__(self, story: Story) -> None:
        """The program is deployed, then the audience and its past are told."""
        self.program = story.program
        self.world = World(story.zone, products=list(PRODUCTS), watermark=story.base)
        self.carts: dict[tuple[str, str], int] = {}
        self.activate(story.base)
        for contact in story.audience:
            self.apply(Arrived(contact, "historic"), story.base)
        for one in story.past:
            self.apply(Placed(one, "historic") if isinstance(one, Order) else one, story.base)

    def activate(self, now: int) -> None:
        """Journeys count from the first time that they are active; a pause holds everybody."""
        limits = ((one.name, (one.limit, one.limit_all, None)) for one in self.program.discounts)
        self.world.discounts = dict(limits)
        for journey in self.program.journeys:
            if (journey.status == "paused") != self.world.is_paused(journey.name):
                since = self.world.pauses.get(journey.name, (now, None))[0]
                paused = (now, None) if journey.status == "paused" else (since, now)
                self.world.pauses[journey.name] = paused
            if journey.status == "active":
                self.world.activated_at.setdefault(journey.name, now)
        for key, one in derived_in(self.program).items():
            if isinstance(one, SegmentPattern) and key not in self.world.members:
                self.world.members[key] = members(self.world, self.program, one, now)

    def release(self, now: int) -> None:
        """Whoever a pause has kept goes on when it is over."""
        for run in self.world.runs:
            if run.kept and not self.world.is_paused(run.journey):
                run.kept, run.released = (run.kept[0], max(run.kept[1], now)), True

    def apply(self, action: Action, now: int) -> None:
        """Something happens."""
        match action:
            case Ticked():
                tick(self.world, self.program, now)
            case Told():
                self.tell(action, now)
            case Event():
                intake.record(self.world, action, now)
            case Arrived():
                self.welcome(copy.deepcopy(action.contact), action.origin, now)
            case Deployed():
                self.program = action.changed(self.program)
                self.activate(now)
                self.release(now)
            case _:
                self.trade(action, now)

    def tell(self, told: Told, now: int) -> None:
        """Something about one contact."""
        contact = self.world.contacts[told.contact - 1]
        match told.what:
            case "tag":
                intake.tag(self.world, contact, told.name, now)
            case "untag":
                intake.untag(self.world, contact, told.name, now)
            case "join":
                intake.join(self.world, contact, told.name, now)
            case "leave":
                intake.leave(self.world, contact, told.name, now)
            case "status":
                intake.set_status(self.world, contact, told.name, str(told.value), now)
            case "field":
                (field,) = [field for field in FIELDS if field.name == told.name]
                intake.set_field(self.world, contact, field, told.value, now)

    def welcome(self, contact: Contact, origin: str, now: int) -> None:
        """A new contact; the past is no news."""
        if origin == "historic":
            self.world.contacts.append(contact)
            self.world.retell(contact.id, origin)
        else:
            intake.welcome(self.world, contact, FIELDS, now, origin)

    def trade(self, action: Placed | Cancelled | Filled, now: int) -> None:
        """Orders and carts."""
        match action:
            case Placed():
                order = copy.deepcopy(action.order)
                order.id = len(self.world.orders) + 1
                trading.place(self.world, order, self.program, now, action.origin)
            case Cancelled():
                for order in self.world.orders[action.order : action.order + 1]:
                    trading.cancel(self.world, order, self.program, now)
            case Filled():
                cart = copy.deepcopy(action.cart)
                known = self.carts.setdefault((cart.store, action.key), len(self.carts) + 1)
                cart.id = known
                trading.put(self.world, cart, now, action.origin)

    def members(self, segment: str, now: int) -> list[int]:
        """Who is in a segment."""
        (predicate,) = [one.predicate for one in self.program.segments if one.name == segment]
        return [
            contact.id
            for contact in self.world.contacts
            if not contact.archived
            and holds(predicate, View(self.world, self.program, contact, now))
        ]

    def snapshot(self) -> Snapshot:
        """The world as rows."""
        return snapshot_of(self.world)


def snapshot_of(world: World) -> Snapshot:
    """A world as rows."""
    return {
        "contacts": rows(contact_row(contact) for contact in world.contacts),
        "events": rows(event_row(event) for event in world.events),
        "orders": rows((order.id, order.counted, order.historic) for order in world.orders),
        "carts": rows((c.id, c.status, c.touched_at, c.historic) for c in world.carts),
        "refusals": rows((r.journey, r.contact, r.reason, r.at) for r in world.refusals),
        "points": rows((*who, n) for who, n in world.points.items() if n is not None),
        "holdings": rows((h.contact, h.discount, h.own, h.issued_at) for h in world.holdings),
        "entries": rows((journey, contact) for journey, contact, _ in world.entries),
        **runs_of(world),
    }


def runs_of(world: World) -> Snapshot:
    """Runs, in progress and finished, and what belongs to them."""
    found: dict[str, list[Row]] = {
        name: [] for name in ("positions", "finished", "log", "outbox", "goals")
    }
    for run in world.runs:
        who: Row = (run.journey, run.contact, run.entered_at)
        if run.reason is None:
            found["positions"].append((*who, run.step, run.arrived_at, run.due))
        else:
            found["finished"].append((*who, run.step, run.reason, run.ended_at))
        found["log"] += [(*who, *vars(line).values()) for line in run.log]
        found["outbox"] += [
            (*who, m.step, m.channel, m.message, m.state, m.reason, m.queued_at) for m in run.outbox
        ]
        found["goals"] += [] if run.goal_at is None else [(*who, run.goal_at)]
    return {name: rows(one) for name, one in found.items()}


def contact_row(contact: Contact) -> Row:
    """A contact, her texts as they are compared."""
    values = sorted(
        (name, plain(value)) for name, value in contact.values.items() if value is not None
    )
    tags, groups = tuple(sorted(contact.tags)), tuple(sorted(contact.groups))
    return (contact.id, contact.archived, tags, groups, tuple(values))


def plain(value: Value) -> Value:
    """A value as it is compared."""
    return folded(value) if isinstance(value, str) else value


def event_row(event: Event) -> Row:
    """An event without its id."""
    return (
        event.contact,
        event.kind,
        event.subject,
        event.store,
        event.at,
        event.moment,
        event.origin,
        event.cause,
        told(event.properties),
    )


def told(properties: Properties) -> str:
    """Properties as text, without those that say nothing."""
    return json.dumps({n: v for n, v in properties.items() if v is not None}, sort_keys=True)
