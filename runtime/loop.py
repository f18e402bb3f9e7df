"""The loop: tick, deliver, rest, again; it ends at an instant, or when its caller leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .clock import Clock
from .engine.tick import TickReport, tick
from .store import Store

SECOND = 1000  # milliseconds

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


def run(store: Store, clock: Clock, deliver: Deliver, pace: Pace) -> Iterator[TickReport]:
    """Yields after each turn, when everything is committed: the place to stop.

    With a `VirtualClock` a year passes as fast as its ticks; a `Pace` that ends now is one turn.
    """
    while True:
        now = clock.now()
        report = tick(store, now)
        deliver(now)
        yield report
        if report.more:
            continue
        if pace.over(now):
            return
        rested = clock.now()
        clock.sleep(pace.pause(rested, next_due(store, rested)))


def next_due(store: Store, now: int) -> int | None:
    """The next instant after `now` at which a run goes on or a message may leave, or None."""
    ((run,),) = store.read("tick.next-due")
    ((message,),) = store.read("loop.next-message", now=now)
    return min((due for due in (run, message) if due is not None and due > now), default=None)
