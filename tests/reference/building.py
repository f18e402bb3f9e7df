"""Small worlds and programs for the hand-written tests."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from jalon.compiler.ir import (
    EventPattern,
    Journey,
    Predicate,
    ProductMatch,
    Program,
    Segment,
    Step,
    steps,
)

from .clock import instant_of
from .conditions import holds
from .view import View
from .world import Contact, Event, Line, Order, Product, Value, World

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
NOON = 1_780_315_200_000  # 2026-06-01 12:00 UTC


def at(text: str, zone: str = "UTC", fold: int = 0) -> int:
    """The instant of a local date and time, such as `2026-03-29 02:30`."""
    return instant_of(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold))


def someone(number: int = 1, zone: str | None = None, **values: Value) -> Contact:
    """A subscribed contact."""
    return contact_with(
        number, zone, {name.replace("field_", "field."): value for name, value in values.items()}
    )


def contact_with(number: int, zone: str | None, values: dict[str, Value]) -> Contact:
    """A contact with these attributes besides the usual ones."""
    usual: dict[str, Value] = {"email_status": "subscribed", "sms_status": "none"}
    usual |= {"email": f"c{number}@x.test", "vip": 0, "added_at": 0, "changed_at": 0}
    return Contact(number, f"c{number}", zone, {**usual, **values})


def bought(*orders: tuple[int, int], contact: int = 1, currency: str = "EUR") -> list[Order]:
    """Orders of one contact, as (instant, total)."""
    return [
        Order(number, "shop", contact, placed_at, currency, total, [Line(1)])
        for number, (placed_at, total) in enumerate(orders, start=1)
    ]


def boots() -> Product:
    """Product 1."""
    return Product(1, "shop", "B1", "Trail Boots", "Acme", ["Boots", "Outdoor"])


def happened(
    world: World, kind: str, instant: int, subject: str | None = None, ref: int | None = None
) -> Event:
    """Something happens to contact 1, and is told at once."""
    moment = max(instant, world.watermark)
    event = Event(world.next_event(), 1, kind, instant, moment, subject, "shop", ref)
    world.events.append(event)
    return event


def is_true(
    predicate: Predicate, contact: Contact, world: World | None = None, now: int = NOON
) -> bool:
    """Whether a condition holds."""
    world = world or World(contacts=[contact])
    segment = Segment(name="boots", predicate=bought_boots())
    return holds(predicate, View(world, Program(segments=(segment,)), contact, now))


def bought_boots() -> Predicate:
    """The condition of the segment that is always there."""
    from jalon.compiler.ir.predicates import Bought

    return Bought(products=ProductMatch(by="category", values=("boots",)))


def tagged(tag: str) -> EventPattern:
    """The event that a tag is added."""
    return EventPattern(kinds=("tag_added",), subjects=(tag,))


def journey(*middle: Step, name: str = "j", **settings: object) -> Journey:
    """A journey that starts when the tag `go` is added; its end has the number that is left."""
    end = len(middle) + 1
    whole = (steps.Start(number=0, key="start", next=1), *middle, steps.End(number=end, key="end"))
    return Journey.model_validate(
        {"name": name, "starts": (tagged("go"),), **settings, "steps": whole}
    )


def running(*journeys: Journey, contact: Contact | None = None) -> tuple[World, Program]:
    """A world in which the journeys were activated at noon."""
    world = World(contacts=[contact or someone()], watermark=NOON)
    world.activated_at = {one.name: NOON for one in journeys}
    return world, Program(journeys=journeys)


def crossed(world: World) -> list[tuple[str, int]]:
    """The edges of all runs, with the time since noon."""
    return [(line.edge, line.at - NOON) for run in world.runs for line in run.log]
