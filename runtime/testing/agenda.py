"""The agenda of a test: the next instant at which anything can happen by itself."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ...compiler import ir
from ...compiler.ir.base import Model
from ...compiler.ir.calendar import DAY
from ...compiler.ir.dates import DateArrives, EmailSilence
from ...compiler.ir.events import derived_in
from ...compiler.ir.predicates import Rest
from ...compiler.ir.zones import from_wall, shift, to_wall
from ..loop import next_due
from ..store import Store

HOUR = 3_600_000  # milliseconds
RESTING = {"cart_abandoned": "testing.carts", "lapsed": "testing.orders"}
TOLD = frozenset({"event"})
"""Starting points that only what is told can reach."""


def next_instant(store: Store, program: ir.Program, now: int) -> int | None:
    """The next instant after `now` at which something is due, or None.

    Runs and messages that wait, carts that become abandoned and buyers who lapse are known
    exactly. Days of contacts are looked at once a day, conditions that may come true by time alone
    and segments that somebody listens to each midnight or when a cart is abandoned, and starting
    points of kinds that are not known here each hour.
    """
    found = [next_due(store, now)]
    for journey in program.journeys:
        if journey.status == "active":
            for start in journey.starts:
                found += starts(store, start, program, now)
    derived = derived_in(program).values()
    for time in (one for one in derived if isinstance(one, ir.TimePattern)):
        found += starts(store, time.of, program, now)
    moving = any(isinstance(one, ir.SegmentPattern) for one in derived)
    if moving or store.read("tick.watching-any"):
        found += [*clocks(store, 0, now), *abandoned(store, program)]
    return min((one for one in found if one is not None and one > now), default=None)


def starts(
    store: Store, start: ir.StartingPoint, program: ir.Program, now: int
) -> Iterator[int | None]:
    """The instants at which a starting point may let somebody in."""
    home = program.audience.time_zone
    if isinstance(start, ir.CartAbandoned | ir.Lapsed):
        for since, shop, zone in store.read(RESTING[start.type]):
            if start.store in (None, shop):
                yield shift(since, start.after, ZoneInfo(zone or home))
    elif isinstance(start, EmailSilence):
        for since, zone in store.read("testing.sends", message=start.message):
            yield shift(since, start.within, ZoneInfo(zone or home))
    elif isinstance(start, DateArrives):
        yield from clocks(store, start.date.at, now)
    elif start.type not in TOLD:
        yield now + HOUR - now % HOUR


def abandoned(store: Store, program: ir.Program) -> Iterator[int]:
    """The instants at which open carts are abandoned, as conditions of the program mean it."""
    home = program.audience.time_zone
    for rest in frozenset(rests(program)):
        for since, shop, zone in store.read(RESTING["cart_abandoned"]):
            if rest.store in (None, shop):
                yield shift(since, rest.after, ZoneInfo(zone or home))


def rests(tree: object) -> Iterator[Rest]:
    """How long carts rest, wherever a part of a program speaks of it."""
    match tree:
        case Rest():
            yield tree
        case Model():
            for name in type(tree).model_fields:
                yield from rests(getattr(tree, name))
        case tuple():
            for part in tree:
                yield from rests(part)


def clocks(store: Store, clock: int, now: int) -> Iterator[int]:
    """The next instants at which the clocks of the zones in use show a time of day."""
    for _, name in store.read("deploy.zones"):
        zone = ZoneInfo(str(name))
        today = to_wall(now, zone) // DAY * DAY + clock
        yield from (from_wall(day, zone) for day in (today, today + DAY))
