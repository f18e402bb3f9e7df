"""Waits that go by a wall clock: they follow a contact to another zone, and a zone's new rules."""

from __future__ import annotations

from ..compiler.ir import steps
from ..compiler.ir.journey import Journey
from .store import Store
from .zones import edition, put_spans

CONTACT = -1
"""Instead of a zone: the contact's own."""


def mark(store: Store, journey: Journey, version: int) -> None:
    """Notes which steps of a version go by a wall clock, and whose that is."""
    if found := [step.number for step in journey.steps if goes_by_clock(step)]:
        clock = clock_of(store, journey.time_zone)
        rows = ({"version": version, "number": number, "clock": clock} for number in found)
        store.many("wall_clocks.mark", rows)


def goes_by_clock(step: steps.Step) -> bool:
    """Whether a calendar is asked how long to rest; what is exactly so long needs none."""
    match step:
        case steps.WaitUntil() | steps.WaitDate():
            return True
        case steps.Wait(duration=length) | steps.WaitEvent(limit=length):
            return length is not None and not length.elapsed
        case steps.WaitCondition(limit=length):
            return length is not None and not length.elapsed
        case _:
            return False


def clock_of(store: Store, time_zone: str) -> int:
    """The zone of a journey's clock."""
    if time_zone == "contact":
        return CONTACT
    if time_zone == "audience":
        return 0
    return int(store.read("deploy.zone-named", name=time_zone)[0][0])


def follow_contacts(store: Store) -> None:
    """Before contacts in hand move to another zone: their waits come when it is that time there."""
    if store.read("wall_clocks.moves-any"):
        begin(store)
        store.write("wall_clocks.note-moved")
        settle(store)


def refresh_zones(store: Store) -> None:
    """Writes the offsets of the zones whose rules are others now; waits in them follow."""
    for zone, name, known in store.read("wall_clocks.editions"):
        if known != edition(name):
            replace_rules(store, int(zone), str(name))


def replace_rules(store: Store, zone: int, name: str) -> None:
    """Gives a zone the rules of that name, as they are now."""
    begin(store)
    store.write("wall_clocks.note-zone", zone=zone)
    put_spans(store, zone, name)
    settle(store)


def begin(store: Store) -> None:
    """Nobody is noted yet."""
    store.write("wall_clocks.retimed")
    store.write("wall_clocks.clear")


def settle(store: Store) -> None:
    """Those who were noted rest until the same wall clock, at the instant at which it comes now."""
    for query in ("settle", "unwait", "wait-again", "rest-again"):
        store.write(f"wall_clocks.{query}")
