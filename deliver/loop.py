"""Delivery: claims what is due, writes it, hands it over window by window, notes what became of it.

Nothing is in doubt but a window: a crash leaves what was leased to be sent later, and at most one
window of messages of which nobody knows whether they left (reliability 2.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..runtime import outbox
from ..runtime.outbox import Claimed, Patience, Place, Quiet, Result
from ..runtime.store import Store
from .letters import Desk, LetterError
from .records import Material, gather
from .senders import Accepted, Outcome, Prepared, Refused, Retry, Sender

Counts = Counter[str]
"""How many messages were `accepted`, `refused`, `unknown`, `failed`, put off for `retry`, or
`stopped` by consent or quiet hours at the last moment."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows are leased at once, and how many are handed off at once, by kind."""

    batch: int = 500
    marketing: int = 50
    transactional: int = 10


@dataclass(frozen=True, slots=True)
class Office:
    """The post office: a way out per channel, a desk to write at, and its habits."""

    senders: Mapping[str, Sender]
    desk: Desk
    patience: Patience = field(default_factory=Patience)
    sizes: Sizes = field(default_factory=Sizes)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that is written, and the quiet hours that it obeys."""

    row: Claimed
    prepared: Prepared
    quiet: Sequence[Quiet]


def deliver_due(store: Store, office: Office, now: int) -> Counts:
    """Delivers until nothing is due at `now` (milliseconds UTC); returns what became of it all."""
    counts: Counts = Counter()
    outbox.recover(store, now, office.patience)
    outbox.expire(store, now, office.patience)
    while rows := outbox.claim(store, now, office.sizes.batch, office.patience):
        counts += deliver_batch(store, office, rows, now)
    return counts


def deliver_batch(store: Store, office: Office, rows: Sequence[Claimed], now: int) -> Counts:
    """Delivers what has been claimed."""
    if not office.desk.tenant:
        office.desk.tenant = outbox.tenant_of(store)
    materials = gather(store, rows, office.desk.programs)
    ready, results = written(office.desk, materials, now)
    results += stepless(rows, materials)
    counts = tally(results)
    for window in windows(ready, office.sizes):
        results = deliver_window(store, office, window, results, now)
        counts += tally(results) + Counter(stopped=len(window) - len(results))
    outbox.settle(store, results, now, office.patience)
    return +counts


def written(
    desk: Desk, materials: Sequence[Material], now: int
) -> tuple[list[Ready], list[Result]]:
    """Writes each message; one that cannot be written stops nobody else."""
    ready: list[Ready] = []
    failed: list[Result] = []
    for material in materials:
        try:
            prepared = desk.write(material, now)
        except LetterError as error:
            failed.append(failure(material.row, error.reason, error.message))
        except Exception as error:  # a defect of ours: shown in the row, and nobody else waits
            failed.append(failure(material.row, "defect", type(error).__name__))
        else:
            quiet = material.deployed.quiet(material.origin.journey, material.row.channel)
            ready.append(Ready(material.row, prepared, quiet))
    return ready, failed


def stepless(rows: Sequence[Claimed], materials: Sequence[Material]) -> list[Result]:
    """The rows whose step or program is gone."""
    found = {material.row.place for material in materials}
    lost = [row for row in rows if row.place not in found]
    return [failure(row, "no_step", "the step that sent it is not there any more") for row in lost]


def failure(row: Claimed, reason: str, detail: str) -> Result:
    """A message that never came to its hand-off."""
    return Result(row, "failed", reason, detail, origin="leased")


def windows(ready: Sequence[Ready], sizes: Sizes) -> Iterator[Sequence[Ready]]:
    """Cuts a batch into windows of one channel and kind, transactional messages first."""
    for marketing, size in ((False, sizes.transactional), (True, sizes.marketing)):
        for channel in ("email", "sms"):
            found = [r for r in ready if (r.row.marketing, r.row.channel) == (marketing, channel)]
            for start in range(0, len(found), size):
                yield found[start : start + size]


def deliver_window(
    store: Store, office: Office, window: Sequence[Ready], before: Sequence[Result], now: int
) -> list[Result]:
    """Hands one window over; returns what became of it, which the next window writes down.

    One transaction settles the window before and hands this one off: half as many commits, and
    a crash still leaves no more than one window in doubt.
    """
    sender = office.senders[window[0].row.channel]
    trouble = sender.open()
    with store.transaction():
        outbox.settle(store, before, now, office.patience)
        leaving = set() if trouble else handed_off(store, window, now, office.patience)
    if trouble:
        return [result(one.row, trouble, "leased") for one in window]
    return send_all(sender, [one for one in window if one.row.place in leaving])


def handed_off(store: Store, window: Sequence[Ready], now: int, patience: Patience) -> set[Place]:
    """The messages of a window that may leave, asked at the last moment."""
    quiet = {one.row.place: one.quiet for one in window if one.quiet}
    return outbox.hand_off(store, [one.row for one in window], quiet, now, patience)


def send_all(sender: Sender, ready: Sequence[Ready]) -> list[Result]:
    """Sends a window; when the way out is lost, the rest of it is not tried."""
    results: list[Result] = []
    for one in ready:
        trouble = sender.open()
        if trouble is not None:
            return results + [result(r.row, trouble) for r in ready[len(results) :]]
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


def tally(results: Sequence[Result]) -> Counts:
    """How many results there are of each kind."""
    return Counter(one.outcome for one in results)
