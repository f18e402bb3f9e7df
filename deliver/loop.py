"""Delivery: claims what is due, writes it, hands it over window by window, notes what became of it.

Nothing is in doubt but a window: a crash leaves what was leased to be sent later, and at most one
window of messages of which nobody knows whether they left (reliability 2.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..runtime import outbox
from ..runtime.clock import Clock, VirtualClock
from ..runtime.outbox import Claimed, Patience, Place, Result
from ..runtime.store import Store
from .letters import Desk, LetterError
from .records import Material, gather
from .senders import Accepted, Crew, Outcome, Prepared, Refused, Retry, Sender

Counts = Counter[str]
"""How many messages were `accepted`, `refused`, `unknown`, `failed`, put off for `retry`, `stopped`
by consent, hours or frequency at the last moment, or given back (`lapsed`) when asked to end."""

CHANNELS = ("email", "sms", "webhook")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows are leased at once, and how many are handed off at once, by kind."""

    batch: int = 500
    marketing: int = 50
    transactional: int = 10


@dataclass(frozen=True, slots=True)
class Office:
    """The post office: a way out per channel, a desk to write at, and its habits.

    `clock` goes on while messages leave; without one, time stands still. `ending` is asked before
    each window. `troubles` counts what the other side said to those that did not get through.
    """

    senders: Mapping[str, Sender]
    desk: Desk
    patience: Patience = field(default_factory=Patience)
    sizes: Sizes = field(default_factory=Sizes)
    clock: Clock | None = None
    ending: Callable[[], bool] = bool
    troubles: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that is written, and what it is made from."""

    material: Material
    prepared: Prepared

    @property
    def row(self) -> Claimed:
        """The row in the outbox."""
        return self.material.row


@dataclass(slots=True)
class Shift:
    """One call of the office: where, who, and how late it is."""

    store: Store
    office: Office
    clock: Clock
    leased_at: int = 0

    @property
    def now(self) -> int:
        """The present instant, in milliseconds UTC."""
        return self.clock.now()

    def settle(self, results: Sequence[Result]) -> Counts:
        """Writes down what became of messages, and counts it."""
        outbox.settle(self.store, results, self.now, self.office.patience)
        lost = (one for one in results if one.outcome not in ("accepted", "lapsed"))
        self.office.troubles.update(trouble(one) for one in lost)
        return Counter(one.outcome for one in results)

    def keep(self, rows: Sequence[Claimed]) -> None:
        """Renews the lease of rows in hand, once half of it is over."""
        lease, now = self.office.patience.lease, self.now
        if now - self.leased_at >= lease // 2:
            outbox.renew(self.store, rows, now, self.office.patience)
            self.leased_at = now


def deliver_due(store: Store, office: Office, now: int) -> Counts:
    """Delivers until nothing is due (at `now`, milliseconds UTC, or by the office's own clock).

    Returns what became of it all.
    """
    counts: Counts = Counter()
    shift = Shift(store, office, office.clock or VirtualClock(now))
    if not office.desk.tenant:
        office.desk.tenant = outbox.tenant_of(store)
    outbox.recover(store, shift.now, office.patience)
    outbox.expire(store, shift.now, office.patience)
    while not office.ending() and (rows := claimed(shift)):
        counts += deliver_batch(shift, rows)
    return counts


def claimed(shift: Shift) -> list[Claimed]:
    """The next rows that are due, ours for the length of a lease."""
    office, shift.leased_at = shift.office, shift.now
    return outbox.claim(shift.store, shift.leased_at, office.sizes.batch, office.patience)


def deliver_batch(shift: Shift, rows: Sequence[Claimed]) -> Counts:
    """Delivers what has been claimed; what is left when it is time to end is given back."""
    materials = gather(shift.store, rows, shift.office.desk.programs, shift.now)
    ready, results = written(shift.office.desk, materials, shift.now)
    results += stepless(rows, materials)
    counts: Counts = Counter()
    pending = list(windows(ready, shift.office.sizes))
    while pending and not shift.office.ending():
        shift.keep([one.row for window in pending for one in window])
        window = pending.pop(0)
        told, results = deliver_window(shift, window, results)
        counts += told + Counter(stopped=len(window) - len(results))
    left = [given_back(one.row) for window in pending for one in window]
    counts += shift.settle([*results, *left])
    return +counts


def written(
    desk: Desk, materials: Sequence[Material], now: int
) -> tuple[list[Ready], list[Result]]:
    """Writes each message; one that cannot be written stops nobody else."""
    ready: list[Ready] = []
    failed: list[Result] = []
    for material in materials:
        try:
            ready.append(Ready(material, desk.write(material, now)))
        except LetterError as error:
            failed.append(failure(material.row, error.reason, error.message))
        except Exception as error:  # a defect of ours: shown in the row, and nobody else waits
            failed.append(failure(material.row, "defect", type(error).__name__))
    return ready, failed


def stepless(rows: Sequence[Claimed], materials: Sequence[Material]) -> list[Result]:
    """The rows whose step or program is gone."""
    found = {material.row.place for material in materials}
    lost = [row for row in rows if row.place not in found]
    return [failure(row, "no_step", "the step that sent it is not there any more") for row in lost]


def failure(row: Claimed, reason: str, detail: str) -> Result:
    """A message that never came to its hand-off."""
    return Result(row, "failed", reason, detail, origin="leased")


def given_back(row: Claimed, origin: str = "leased") -> Result:
    """A message that is left for the next delivery."""
    return Result(row, "lapsed", detail="delivery was asked to end", origin=origin)


def trouble(result: Result) -> str:
    """What to tell about a message that did not get through."""
    outcome = "put off" if result.outcome == "retry" else result.outcome
    told = result.detail or result.reason or "nobody knows why"
    return f"{result.row.channel} {result.row.message} {outcome}: {told}"


def windows(ready: Sequence[Ready], sizes: Sizes) -> Iterator[Sequence[Ready]]:
    """Cuts a batch into windows of one channel and kind, transactional messages first.

    Requests come last: a slow machine elsewhere keeps no message from its reader.
    """
    for channels in (CHANNELS[:2], CHANNELS[2:]):
        for marketing, size in ((False, sizes.transactional), (True, sizes.marketing)):
            for channel in channels:
                kind = (marketing, channel)
                found = [r for r in ready if (r.row.marketing, r.row.channel) == kind]
                for start in range(0, len(found), size):
                    yield found[start : start + size]


def deliver_window(
    shift: Shift, window: Sequence[Ready], before: Sequence[Result]
) -> tuple[Counts, list[Result]]:
    """Hands one window over; returns what became of it, which the next window writes down.

    One transaction settles the window before and hands this one off: half as many commits, and
    a crash still leaves no more than one window in doubt.
    """
    sender = shift.office.senders[window[0].row.channel]
    closed = sender.open()
    with shift.store.transaction():
        counts = shift.settle(before)
        leaving = set() if closed else handed_off(shift, window)
    if closed:
        return counts, [result(one.row, closed, "leased") for one in window]
    ready = [one for one in window if one.row.place in leaving]
    return counts, send_all(sender, ready, shift.office.ending)


def handed_off(shift: Shift, window: Sequence[Ready]) -> set[Place]:
    """The messages of a window that may leave, asked at the last moment."""
    now = shift.now
    pressures = {one.row.place: one.material.pressure(now) for one in window if one.row.marketing}
    rows = [one.row for one in window]
    return outbox.hand_off(shift.store, rows, pressures, now, shift.office.patience)


def send_all(sender: Sender, ready: Sequence[Ready], ending: Callable[[], bool]) -> list[Result]:
    """Sends a window; when the way out is lost, or it is time to end, the rest is not tried."""
    if isinstance(sender, Crew):
        outcomes = sender.send_all([one.prepared for one in ready])
        return [result(one.row, said) for one, said in zip(ready, outcomes, strict=True)]
    results: list[Result] = []
    for one in ready:
        trouble, rest = sender.open(), ready[len(results) :]
        if trouble is not None:
            return results + [result(r.row, trouble) for r in rest]
        if ending():
            return results + [given_back(r.row, "handoff") for r in rest]
        results.append(result(one.row, sender.send(one.prepared)))
    return results


def result(row: Claimed, outcome: Outcome, origin: str = "handoff") -> Result:
    """What a sender said, as the outbox wants to know it."""
    if isinstance(outcome, Accepted):
        return Result(row, "accepted", detail=outcome.detail or None, origin=origin)
    if isinstance(outcome, Refused):
        return Result(row, "refused", str(outcome.code), outcome.reason, origin=origin)
    if isinstance(outcome, Retry):
        return Result(row, "retry", None, outcome.reason, outcome.after, origin)
    return Result(row, "unknown", detail=outcome.reason, origin=origin)
