"""The post of a test: every message arrives as soon as it may leave."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ...compiler.ir import Program
from .. import outbox
from ..outbox import Letterbox, Patience, Pressures, Result, pressure
from ..store import Store

BATCH = 500


def deliver(store: Store, program: Program, now: int) -> int:
    """Delivers what is due at `now` (milliseconds UTC); returns how many messages arrived.

    Consent, quiet hours and frequency are looked at as the real delivery does, and the events are
    the same; requests to webhooks go nowhere, and find everybody in.
    """
    patience, arrived = Patience(), 0
    while rows := outbox.claim(store, now, BATCH, patience):
        leaving = outbox.hand_off(store, rows, pressures(store, program, now), now, patience)
        results = [Result(row, "accepted") for row in rows if row.place in leaving]
        outbox.settle(store, results, now, patience)
        arrived += len(results)
    return arrived


def pressures(store: Store, program: Program, now: int) -> Pressures:
    """What the messages in hand obey."""
    own = {journey.name: journey for journey in program.journeys}
    return {
        (int(run), int(step)): pressure(
            program.audience, Letterbox(channel, ZoneInfo(zone), own.get(journey)), now
        )
        for run, step, journey, channel, zone in store.read("testing.leased")
    }
