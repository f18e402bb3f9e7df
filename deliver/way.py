"""The way of one channel: claims what is due, writes it, hands it over window by window.

A way never waits: what takes time is started, and looked after later. One transaction settles a
window and hands the next one off: half as many commits, and a crash still leaves no more than one
window in doubt (reliability 2.3).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from ..runtime import outbox
from ..runtime.clock import Clock, stopwatch
from ..runtime.lanes import HAND_OFF
from ..runtime.outbox import Appetite, Claimed, Destinations, Patience, Place, Rate, Result
from ..runtime.store import Store, Undecided
from .letters import Desk
from .records import gather
from .senders import Retry, Routed, Sender
from .window import (
    ENDED,
    LATE,
    Ready,
    Sent,
    Sizes,
    Window,
    given_back,
    held,
    result,
    send_all,
    stepless,
    trouble,
    windows,
    written,
)

T = TypeVar("T")
Counts = Counter[str]
"""How many messages were `accepted`, `refused`, `unknown`, `failed`, put off (`retry`; `unreached`
without a connection), `stopped` by consent, hours or frequency at the last moment, `held` because
of their destination, or given back (`lapsed`) when the time was over."""
BROKEN_OFF = "delivery was broken off before it was sent"
SECOND = 1000  # milliseconds


def nothing() -> None:
    """No reason not to go on."""


@dataclass(frozen=True, slots=True)
class Office:
    """The post office: a way out per channel, a desk to write at, and its habits.

    `clock` goes on while messages leave; without one, time stands still. `ending` is asked before
    each window, and `meanwhile` is done every second while an answer is waited for. `pressed` says
    why nothing is to be claimed now, if there is a reason. `troubles` counts what the other side
    said to those that did not get through. `at_once`: one channel does not wait for another. After
    `span` seconds nothing more is claimed in one call, so that ticks and the lanes of the lost have
    their turn. `known` is what became of messages when nobody could be told: it is written down as
    soon as the database is there. `batches` counts those claimed, by channel: every other one
    begins with what a worker was lost with.
    """

    senders: Mapping[str, Sender]
    desk: Desk
    patience: Patience = field(default_factory=Patience)
    sizes: Sizes = field(default_factory=Sizes)
    clock: Clock | None = None
    ending: Callable[[], bool] = bool
    meanwhile: Callable[[], object] = nothing
    troubles: Counter[str] = field(default_factory=Counter)
    rates: Mapping[str, Rate] = field(default_factory=dict)
    pressed: Callable[[], str | None] = nothing
    stopwatch: Callable[[], float] = stopwatch
    at_once: bool = False
    destinations: Destinations = field(default_factory=Destinations)
    span: float | None = None
    known: list[Result] = field(default_factory=list)
    batches: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Shift:
    """One call of the office: where, who, and how late it is.

    `lost`: its lane is somebody else's by now, so that nothing leaves any more.
    """

    store: Store
    office: Office
    clock: Clock
    counts: Counts = field(default_factory=Counter)
    lost: bool = False
    hand_off: float = field(init=False)
    lease: int = field(init=False)
    begun: float = field(init=False)

    def __post_init__(self) -> None:
        lane, lease = self.store.lane, self.office.patience.lease
        self.hand_off = (HAND_OFF if lane is None else lane.hand_off) / SECOND
        self.lease = lease if lane is None else min(lease, lane.lease)
        self.begun = self.office.stopwatch()

    def in_time(self, begun: float) -> bool:
        """Whether what was handed off then may still leave; asked by those who send."""
        return not self.lost and self.office.stopwatch() - begun <= self.hand_off

    @property
    def long(self) -> bool:
        """Whether others have waited for long enough."""
        span = self.office.span
        return span is not None and self.office.stopwatch() - self.begun >= span

    @property
    def now(self) -> int:
        """The present instant, in milliseconds UTC."""
        return self.clock.now()

    def settle(self, results: Sequence[Result]) -> None:
        """Writes down what became of messages, and counts it."""
        self.office.destinations.save(self.store, self.now)
        outbox.settle(self.store, results, self.now, self.office.patience)
        lost = (one for one in results if one.outcome not in ("accepted", "lapsed", "held"))
        self.office.troubles.update(trouble(one) for one in lost)
        self.counts.update(one.outcome for one in results)


class Way:
    """One channel in one call of the office.

    `start` begins what takes time, in another thread or at once. A way that is `tired` claims
    nothing more: its sender is too slow, or nobody answers.
    """

    def __init__(self, shift: Shift, channel: str, start: Callable[..., Future[object]]) -> None:
        self.shift = shift
        self.channel = channel
        self.sender = shift.office.senders[channel]
        self.start = start
        self.pending: deque[Window] = deque()
        self.results: list[Result] = []
        self.underway: Future[object] | None = None
        self.leaving: list[Ready] = []
        self.leased_at = 0
        self.tired = False
        self.done = False
        self.then: Callable[[object], None] = lambda _: None

    def step(self) -> bool:
        """Goes on as far as it can without waiting; False when it cannot."""
        if self.underway is None:
            return not self.done and self.begin()
        if not self.underway.done():
            return False
        told, self.underway = self.underway.result(), None
        self.then(told)
        return True

    def begin(self) -> bool:
        """Starts the next window; False when there is none."""
        if self.shift.office.ending():
            self.give_back(ENDED)
        if not self.pending and not self.fill():
            self.done = True
            return False
        if self.pending:
            self.after(self.sender.open, self.opened)
        return True

    def after(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Does some work, and goes on with what it gave."""
        self.underway = self.start(work)
        self.then = then  # type: ignore[assignment]

    def opened(self, closed: Retry | None) -> None:
        """The way out is open: hands the next window off. Or it is not, and all is put off."""
        if closed is not None:
            self.shut(closed)
            return
        self.keep()
        window = self.approached(self.pending[0])
        begun = self.shift.office.stopwatch()
        places = self.hand_off(window)
        self.shift.counts.update(stopped=len(window) - len(places))
        self.unspent(len(window) - len(places))
        in_time = partial(self.shift.in_time, begun)
        self.leaving = [one.timed(in_time) for one in window if one.row.place in places]
        if self.leaving:
            send = partial(send_all, self.sender, self.leaving, self.shift.office.ending)
            self.after(send, self.sent)

    def hand_off(self, window: Window) -> set[Place]:
        """Writes down what is known, and hands a window off: its messages that may leave now."""
        try:
            with self.shift.store.transaction():
                self.shift.settle(self.results)
                places = handed_off(self.shift, window)
        except Undecided:  # handed off or not, nothing of it has left
            self.pending.popleft()
            self.results += [given_back(one.row, BROKEN_OFF, "handoff") for one in window]
            raise
        self.pending.popleft()
        self.results = []
        return places

    def known(self) -> list[Result]:
        """When delivery is broken off: what became of its messages, those under way included."""
        if self.leaving and self.underway is not None:
            self.sent(self.underway.result())  # type: ignore[arg-type]
        self.give_back(BROKEN_OFF)
        return self.results

    def sent(self, sent: Sent) -> None:
        """Takes note of what became of a window; it is written down with the next one."""
        self.leaving = []
        self.results += sent.results
        for destination, wrong in sent.notes:
            self.shift.office.destinations.note(destination, wrong)
        if sent.late:
            self.give_back(LATE)
            self.tired = True

    def shut(self, closed: Retry) -> None:
        """Nobody lets us in: what was claimed is put off, and nothing more is tried now."""
        rest = [one for window in self.pending for one in window]
        self.pending.clear()
        self.results += [result(one.row, closed, "leased") for one in rest]
        if isinstance(self.sender, Routed) and self.sender.only is not None:
            self.shift.office.destinations.note(self.sender.only, closed.reason)
        self.tired = True

    def approached(self, window: Window) -> Window:
        """The messages of a window whose destinations may be asked; the others are put off."""
        if not isinstance(self.sender, Routed) or self.sender.only is not None:
            return window
        known, going = self.shift.office.destinations, []
        if any(tally.failures for tally in known.tallies.values()):
            with self.shift.store.transaction():
                known.save(self.shift.store, self.shift.now)
        for one in window:
            name = self.sender.destination(one.prepared)
            wait = known.closed_for(name, self.shift.now)
            if wait is None or (not wait and known.probe(self.shift.store, name, self.shift.now)):
                going.append(one)
            else:
                wait = known.closed_for(name, self.shift.now)
                self.results.append(held(one.row, name, wait or 0))
        return going

    def fill(self) -> bool:
        """Claims and writes the next batch; what is known is written down before."""
        if self.results or self.shift.office.destinations.tallies:
            with self.shift.store.transaction():
                self.shift.settle(self.results)
            self.results = []
        idle = self.tired or self.shift.long or self.shift.office.ending()
        rows = [] if idle else self.claimed()
        if not rows:
            return False
        self.shift.office.batches[self.channel] += 1
        materials = gather(self.shift.store, rows, self.shift.office.desk.programs, self.shift.now)
        ready, failed = written(self.shift.office.desk, materials, self.shift.now)
        self.results = failed + stepless(rows, materials)
        self.unspent(len(rows) - len(ready))
        self.pending.extend(windows(ready, self.shift.office.sizes))
        return True

    def claimed(self) -> list[Claimed]:
        """The next rows that are due, ours for the length of a lease."""
        office, self.leased_at = self.shift.office, self.shift.now
        size = self.appetite()
        if not size:
            return []
        wish = Appetite(size, (self.channel,), suspects=office.batches[self.channel] % 2 == 1)
        rate = office.rates.get(self.channel)
        if rate is None:
            return outbox.claim(self.shift.store, self.leased_at, wish, office.patience)
        return outbox.claim_at_rate(self.shift.store, self.leased_at, wish, rate, office.patience)

    def appetite(self) -> int:
        """How many rows may be claimed: none under pressure, one to see whether it goes again."""
        office = self.shift.office
        if office.pressed():
            return 0
        only = self.sender.only if isinstance(self.sender, Routed) else None
        wait = None if only is None else office.destinations.closed_for(only, self.shift.now)
        if only is None or wait is None:
            return office.sizes.batch
        self.tired = True
        ready = not wait and outbox.due_kinds(self.shift.store, self.shift.now, (self.channel,))
        return int(
            bool(ready) and office.destinations.probe(self.shift.store, only, self.shift.now)
        )

    def unspent(self, unused: int) -> None:
        """Gives the rate back what did not leave."""
        if unused and (rate := self.shift.office.rates.get(self.channel)):
            outbox.give_back(self.shift.store, self.channel, rate, unused)

    def keep(self) -> None:
        """Renews the lease of rows in hand, and of the lane, once half of the shorter is over."""
        now = self.shift.now
        if now - self.leased_at >= self.shift.lease // 2:
            hands = [*self.leaving, *(one for rest in self.pending for one in rest)]
            outbox.renew(
                self.shift.store, [one.row for one in hands], now, self.shift.office.patience
            )
            self.leased_at = now

    def give_back(self, why: str) -> None:
        """Leaves what has not been handed off to the next delivery."""
        told = {one.row.place for one in self.results}  # such as what was held on its way out
        rest = [one for window in self.pending for one in window if one.row.place not in told]
        self.pending.clear()
        self.results += [given_back(one.row, why) for one in rest]


def handed_off(shift: Shift, window: Window) -> set[Place]:
    """The messages of a window that may leave, asked at the last moment."""
    if not window:
        return set()
    now = shift.now
    pressures = {one.row.place: one.material.pressure(now) for one in window if one.row.marketing}
    rows = [one.row for one in window]
    return outbox.hand_off(shift.store, rows, pressures, now, shift.office.patience)
