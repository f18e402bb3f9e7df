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
from ..runtime.store import Fenced, Interrupted, Store
from .way import Counts, Office, Shift, Way
from .window import Sizes

__all__ = ["Counts", "Office", "Sizes", "deliver_due", "write_known"]

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
    write_down(shift)
    with store.transaction():  # the time is read inside: who waited to begin knows an old one
        outbox.recover(store, shift.now, office.patience)
        outbox.expire(store, shift.now, office.patience)
    office.destinations.load(store)
    ways: list[Way] = []
    try:
        go_on(shift, ways)
    except (Fenced, Interrupted) as why:
        office.known.extend(one for way in ways for one in way.known())
        if isinstance(why, Fenced):
            write_down(shift)
        raise
    return +shift.counts


def go_on(shift: Shift, ways: list[Way]) -> None:
    """Each channel on its way, until nothing is due; returns, or raises, when all have stopped."""
    office = shift.office
    with hands(office) as start:
        ways += [Way(shift, name, start) for name in outbox.CHANNELS if name in office.senders]
        try:
            while sum(way.step() for way in ways) or patrol(ways, office.meanwhile):
                pass  # each of them steps
        except Fenced:
            shift.lost = True
            raise


def write_known(store: Store, office: Office) -> None:
    """The last attempt of a process that ends: what it knows is lost with it."""
    assert office.clock is not None
    write_down(Shift(store, office, office.clock))


def write_down(shift: Shift) -> None:
    """What became of messages when delivery was broken off, whoever has their lanes by now.

    The epoch of each row is the fence: where somebody has claimed it again, nothing is written.
    """
    known = shift.office.known
    if known:
        with shift.store.within(None), shift.store.transaction():
            shift.settle(known)
        known.clear()


def patrol(ways: list[Way], meanwhile: Callable[[], object]) -> bool:
    """Waits a little for what is under way, and does something else; False when nothing is."""
    underway = [way.underway for way in ways if way.underway is not None]
    if not underway:
        return False
    done, _ = wait(underway, PATROL, FIRST_COMPLETED)
    if not done:
        meanwhile()
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
