"""The post of a test: every message arrives as soon as it may leave."""

from __future__ import annotations

from ...compiler.ir import Program
from .. import outbox
from ..outbox import Patience, Place, Quiet, Result
from ..store import Store

BATCH = 500


def deliver(store: Store, program: Program, now: int) -> int:
    """Delivers what is due at `now` (milliseconds UTC); returns how many messages arrived.

    Consent and quiet hours are looked at as the real delivery does, and the events are the same.
    """
    patience, arrived = Patience(), 0
    while rows := outbox.claim(store, now, BATCH, patience):
        quiet = quiet_hours(store, program)
        leaving = outbox.hand_off(store, rows, quiet, now, patience)
        results = [Result(row, "accepted") for row in rows if row.place in leaving]
        outbox.settle(store, results, now, patience)
        arrived += len(results)
    return arrived


def quiet_hours(store: Store, program: Program) -> dict[Place, list[Quiet]]:
    """The quiet hours of the messages in hand: the journey's, and for texts the audience's."""
    own = {journey.name: journey.quiet_hours for journey in program.journeys}
    everybody = program.audience.quiet_hours
    found: dict[Place, list[Quiet]] = {}
    for run, step, journey, channel in store.read("testing.leased"):
        hours = (own.get(journey), everybody if channel == "sms" else None)
        kept = [(one.start, one.end) for one in hours if one is not None and one.start != one.end]
        if kept:
            found[int(run), int(step)] = kept
    return found
