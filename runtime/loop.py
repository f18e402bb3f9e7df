"""The loop: tick, deliver, rest, again; it ends at an instant, or when its caller leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from .clock import Clock
from .engine.tick import NOTHING, TickReport, tick
from .lanes import Everybody, Lane, Share
from .store import Fenced, Store

SECOND = 1000  # milliseconds
HOPS = 100
"""At the end, journeys may set off each other so often; past it they do so for ever."""

Deliver = Callable[[int], object]
"""Hands over the messages that are due at an instant (milliseconds UTC)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """When the loop ends (milliseconds UTC, None: never), and how long it rests at most."""

    until: int | None = None
    rest: int = SECOND

    def over(self, now: int) -> bool:
        """Whether the last turn has been."""
        return self.until is not None and now >= self.until

    def pause(self, now: int, due: int | None) -> int:
        """How long to rest: until something is due, or the end, and never longer than `rest`."""
        ends = [now + self.rest, *(one for one in (due, self.until) if one is not None)]
        return max(min(ends) - now, 1)


@dataclass(frozen=True, slots=True)
class Round:
    """A worker's way through its share of a store's audience."""

    store: Store
    clock: Clock
    deliver: Deliver
    share: Share

    def turn(self) -> TickReport:
        """One tick of each lane, and the messages that are due in it."""
        return sum((self.pass_lane(lane) for lane in self.share.lanes()), NOTHING)

    def pass_lane(self, lane: Lane | None) -> TickReport:
        """Ticks and delivers in one lane, unless it is another worker's by now."""
        report = NOTHING
        with suppress(Fenced), self.store.within(lane):
            report = tick(self.store, self.clock.now)
            self.deliver(self.clock.now())
        return report

    def echoes(self) -> Iterator[TickReport]:
        """Once more, hop by hop, while the last turn's own steps tell what other journeys hear."""
        more = False
        for _ in range(HOPS):
            ((_, cursor),) = self.store.read("tick.standing")
            if not more and not self.store.read("tick.more-events", upto=cursor):
                return
            report = self.turn()
            more = report.more
            yield report


def run(
    store: Store, clock: Clock, deliver: Deliver, pace: Pace, share: Share | None = None
) -> Iterator[TickReport]:
    """Yields after each turn, when everything is committed: the place to stop.

    With a `VirtualClock` a year passes as fast as its ticks; a `Pace` that ends now is one turn.
    Without a share, everybody is this worker's.
    """
    way = Round(store, clock, deliver, share or Everybody())
    while True:
        now = clock.now()
        yield (report := way.turn())
        if report.more:
            continue
        if pace.over(now):
            yield from way.echoes()
            return
        rested = clock.now()
        clock.sleep(pace.pause(rested, next_due(store, rested)))


def next_due(store: Store, now: int) -> int | None:
    """The next instant after `now` at which a run goes on or a message may leave, or None."""
    ((run,),) = store.read("tick.next-due")
    ((message,),) = store.read("loop.next-message", now=now)
    return min((due for due in (run, message) if due is not None and due > now), default=None)
