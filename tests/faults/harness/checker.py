"""What must hold after every kill and at the end: the sinks and the client against the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jalon.runtime.prove import INVARIANTS, Violation, violations
from jalon.runtime.store import Store

from . import reading
from .client import acknowledged
from .ledger import deliveries
from .reading import Sent
from .scene import Scene

STOPPED = frozenset({"queued", "leased", "suppressed", "expired"})
"""Where what an earlier attempt left in doubt may be: its trail tells of it."""
NEVER_LEFT = STOPPED | {"refused", "dead"}

IN_THE_MIDDLE = frozenset(one.id for one in INVARIANTS) - {"INV-2", "INV-11"}
"""Where time jumps and workers are killed, things are left behind for a while."""

BY_THE_CLOCK = "prove_messages.left-after-exit"
"""It goes by the instant at which an event was about to be told. Here the clock may jump by hours
before it is: `unended` asks the same, strictly, by what the client was told is done."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many messages one crash may leave in doubt (marketing, others), and crashes so far.

    `crowd` is how many workers may hand off at the same instant.
    """

    crashes: int
    marketing: int = 50
    transactional: int = 10
    crowd: int = 1

    def of(self, marketing: bool) -> int:
        """The largest window of a kind."""
        return self.crowd * (self.marketing if marketing else self.transactional)


def proven(store: Store, now: int, *, still: bool) -> list[Violation]:
    """What `jalon prove` finds."""
    found = violations(store, now, None if still else IN_THE_MIDDLE)
    return [one for one in found if one.check != BY_THE_CLOCK]


def problems(scene: Scene, store: Store, bounds: Bounds, *, still: bool) -> list[str]:
    """Everything that is wrong; `still`: nobody is at work, and nothing is left to do."""
    # Others may be at work: what must be there in the store is read before it, what follows after.
    taken, now = taken_by_sinks(scene.path), scene.clock().now()
    sent = reading.outbox(store)
    found = [
        *lost_events(scene, store),
        *twice(sent, taken),
        *strangers(sent, taken),
        *lies(sent, taken_by_sinks(scene.path), still=still),
        *vague(sent, bounds),
        *unheard(scene, store, sent),
        *unended(scene, store),
        *(str(one) for one in proven(store, now, still=still)),
    ]
    if still and (left := reading.left_to_do(store, now)):
        found.append(f"INV-11: {left} things are left to do")
    return found


def taken_by_sinks(folder: Path) -> Counter[str]:
    """How often each message has arrived."""
    return deliveries(folder / "smtp.log") + deliveries(folder / "http.log")


def lost_events(scene: Scene, store: Store) -> Iterator[str]:
    """INV-3: what a client was told is on the disk is there."""
    promised = acknowledged(scene.path)
    there = {str(key) for (key,) in reading.rows(store, reading.TOLD)}
    for one in promised:
        for event in scene.load.happenings(one["acked"]):
            if f"event:0:{event.key}" not in there:
                yield f"INV-3: the event {event.key} was acknowledged, and is not there"


def twice(sent: Sequence[Sent], taken: Counter[str]) -> Iterator[str]:
    """INV-8: marketing arrives once at most, the rest once more for each doubt at most."""
    for one in sent:
        most = 1 if one.marketing else 1 + one.doubts
        if taken[one.key] > most:
            what = "marketing" if one.marketing else one.purpose
            yield f"INV-8: the {what} message {one.key} has arrived {taken[one.key]} times"


def strangers(sent: Sequence[Sent], taken: Counter[str]) -> Iterator[str]:
    """INV-9: nothing arrives that nobody has queued under that key."""
    known = {one.key for one in sent}
    return (f"INV-9: {key} has arrived, nobody queued it" for key in taken if key not in known)


def lies(sent: Sequence[Sent], taken: Counter[str], *, still: bool) -> Iterator[str]:
    """INV-9: what is accepted has arrived; what has arrived is accepted, or in doubt."""
    for one in sent:
        if one.state == "accepted" and not taken[one.key]:
            yield f"INV-9: {one.key} is accepted, and has not arrived"
        never = NEVER_LEFT - STOPPED if one.doubts else NEVER_LEFT
        if taken[one.key] and one.state in never and still:
            yield f"INV-9: {one.key} has arrived, and is {one.state}"


def vague(sent: Sequence[Sent], bounds: Bounds) -> Iterator[str]:
    """INV-10: a crash leaves one window in doubt at most."""
    doubtful = [one for one in sent if one.state in ("handoff", "unknown") or one.doubts]
    windows = Counter(one.window for one in doubtful if one.doubts < 2)
    for (_, marketing, _), count in windows.items():
        if count > bounds.of(marketing):
            yield f"INV-10: {count} messages of one window are in doubt"
    first = sum(one.doubts or 1 for one in doubtful)
    if first > bounds.crashes * max(bounds.marketing, bounds.transactional):
        yield f"INV-10: {first} doubts after {bounds.crashes} crashes"


def unheard(scene: Scene, store: Store, sent: Sequence[Sent]) -> Iterator[str]:
    """INV-14: no marketing is handed off after an opt-out that somebody was told is done."""
    numbers = {str(key): int(id) for id, key in reading.rows(store, reading.CONTACTS)}
    out: dict[int, int] = {}
    for one in acknowledged(scene.path):
        for key in scene.load.leavers(one["acked"]):
            out.setdefault(numbers[key], int(one["at"]))
    for row in sent:
        if row.marketing and row.contact in out and (row.handed_at or 0) > out[row.contact]:
            yield f"INV-14: {row.key} was handed off after the opt-out of its contact"


def unended(scene: Scene, store: Store) -> Iterator[str]:
    """INV-19: no marketing leaves after somebody was told that what ends its run is known."""
    heard: dict[str, int] = {}
    for one in acknowledged(scene.path):
        for event in scene.load.happenings(one["acked"]):
            heard[f"event:0:{event.key}"] = int(one["at"])
    for run, ending, handed in reading.rows(store, reading.ENDED):
        if heard.get(str(ending), handed) < handed:
            yield f"INV-19: run {run} ended by {ending}, and its message left after that"
