"""Delivery: lets every channel go its way until nothing is due any more.

Nothing is in doubt but a window of each channel: a crash leaves what was leased to be sent later,
and at most those windows of messages of which nobody knows whether they left (reliability 2.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from ..runtime import outbox
from ..runtime.clock import VirtualClock
from ..runtime.store import Store
from .way import Counts, Office, Shift, Way
from .window import Sizes

__all__ = ["Counts", "Office", "Sizes", "deliver_due"]

PATROL = 1.0
"""How often, in seconds, it is looked for new messages while some are under way."""
Start = Callable[[Callable[[], Any]], Future[Any]]


def deliver_due(store: Store, office: Office, now: int) -> Counts:
    """Delivers until nothing is due (at `now`, milliseconds UTC, or by the office's own clock).

    Returns what became of it all.
    """
    shift = Shift(store, office, office.clock or VirtualClock(now))
    if not office.desk.tenant:
        office.desk.tenant = outbox.tenant_of(store)
    with store.transaction():  # the time is read inside: who waited to begin knows an old one
        outbox.recover(store, shift.now, office.patience)
        outbox.expire(store, shift.now, office.patience)
    office.destinations.load(store)
    with hands(office) as start:
        ways = [
            Way(shift, channel, start) for channel in outbox.CHANNELS if channel in office.senders
        ]
        while sum(way.step() for way in ways) or patrol(ways):  # each of them steps
            pass
    return +shift.counts


def patrol(ways: list[Way]) -> bool:
    """Waits a little for what is under way; False when nothing is."""
    underway = [way.underway for way in ways if way.underway is not None]
    if not underway:
        return False
    done, _ = wait(underway, PATROL, FIRST_COMPLETED)
    if not done:
        for way in ways:
            way.keep()
            way.done = False
    return True


@contextmanager
def hands(office: Office) -> Iterator[Start]:
    """Who does what takes time: a thread per channel, or we ourselves, one after the other."""
    if not office.at_once:
        yield ourselves
        return
    with ThreadPoolExecutor(len(office.senders), "deliver") as pool:
        yield pool.submit


def ourselves(work: Callable[[], Any]) -> Future[Any]:
    """Does some work at once."""
    future: Future[Any] = Future()
    future.set_result(work())
    return future
