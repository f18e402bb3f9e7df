"""The ledger: everything that was committed, in its order, and what must be true of each commit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from jalon.deliver.senders import Prepared

from ..differential.asking import Asked
from ..differential.story import Action, Ticked
from ..reference.world import Event
from .fate import Clock
from .keys import key_of
from .watched import Watched

Place = tuple[int, int]
Held = tuple[str, int]
"""Which life of whom holds a row, and under which epoch."""

LEGAL = {
    ("queued", "leased"), ("queued", "suppressed"), ("queued", "expired"),
    ("leased", "queued"), ("leased", "handoff"), ("leased", "suppressed"),
    ("leased", "expired"), ("leased", "dead"), ("leased", "unknown"),
    ("handoff", "accepted"), ("handoff", "unknown"), ("handoff", "queued"),
    ("handoff", "refused"), ("handoff", "dead"),
    ("unknown", "accepted"), ("unknown", "refused"), ("unknown", "queued"),
    ("queued", "accepted"), ("queued", "refused"),
}  # fmt: skip
"""What may become what; the last two by an answer that came late."""
ROWS = """SELECT o.enrollment_id, o.node_id, o.state, o.epoch, o.attempt, o.lease_until, o.purpose,
    o.channel, o.contact_id, o.handed_at, o.reason, c.email_status, c.sms_status, z.name, j.name,
    a.reason, e.id, n.number, COALESCE(e.entered_at, a.entered_at)
FROM outbox AS o
JOIN contact AS c ON c.id = o.contact_id
JOIN zone AS z ON z.id = c.zone_id
JOIN node AS n ON n.id = o.node_id
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id
LEFT JOIN enrollment AS e ON e.id = o.enrollment_id
LEFT JOIN enrollment_archive AS a ON a.id = o.enrollment_id"""
SENT = """SELECT e.id, e.contact_id, e.kind, e.subject, e.at, e.moment, j.name, e.properties
FROM event AS e LEFT JOIN journey AS j ON j.id = e.cause WHERE e.id > ? ORDER BY e.id"""

UNSEEN = """SELECT e.id FROM event AS e JOIN engine AS g ON g.event_cursor < e.id
    AND g.shard = e.contact_id % (SELECT COUNT(*) FROM engine)
WHERE e.contact_id = ? AND e.kind = ?"""
ENDED_BY = {"rescue": "ordered", "welcome": "unsubscribed"}
"""Which events end a run of which journey."""


class Violation(AssertionError):
    """An invariant does not hold."""


@dataclass(frozen=True)
class Line:
    """A row of the outbox, with what its message is subject to."""

    run: int
    node: int
    state: str
    epoch: int
    attempt: int
    lease_until: int | None
    purpose: str
    channel: str
    contact: int
    handed_at: int | None
    reason: str | None
    email_status: str
    sms_status: str
    zone: str
    journey: str
    ended: str | None
    inside: int | None
    step: int
    entered_at: int

    @property
    def run_key(self) -> tuple[str, int, int]:
        """What names the run where ids are not known."""
        return (self.journey, self.contact, self.entered_at)

    @property
    def place(self) -> Place:
        """What names it."""
        return (self.run, self.node)

    @property
    def marketing(self) -> bool:
        """Whether consent, hours and frequency are asked."""
        return self.purpose in ("marketing", "cart")


@dataclass(frozen=True)
class Sent:
    """Messages that were accepted, as events."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class Stopped:
    """A message that was stopped at its hand-off."""

    line: Line


Entry = Action | Sent | Stopped


@dataclass
class Ledger:
    """Looks at the store after each commit, by a connection of its own."""

    asked: Asked
    clock: Clock
    window: int
    entries: list[tuple[int, str, Entry]] = field(default_factory=list)
    lines: dict[Place, Line] = field(default_factory=dict)
    holders: dict[Place, Held] = field(default_factory=dict)
    claims: Counter[Place] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    names: dict[str, Place] = field(default_factory=dict)
    handed_off: set[tuple[Place, int]] = field(default_factory=set)
    events: int = 0

    # --- what was committed ---------------------------------------------------------------

    def committed(self, store: Watched, name: str, kind: str) -> None:
        """A transaction was committed by somebody, for something."""
        self.kinds[kind] += 1
        if kind == "ingest" and store.telling is not None:
            self.entries.append(store.telling)
        if kind == "step":
            ((watermark,),) = self.asked.execute("SELECT MAX(watermark) FROM engine").fetchall()
            self.entries.append((int(watermark), "", Ticked()))
        if kind in ("ingest", "step", "gather"):
            self.skip_events()
        if kind in ("step", "claim", "hand-off") or "outbox.settle" in store.ran:
            self.look(name, kind)

    def skip_events(self) -> None:
        """Events that the reference finds by itself."""
        ((last,),) = self.asked.execute("SELECT MAX(id) FROM event").fetchall()
        self.events = int(last or 0)

    def note_sent(self) -> None:
        """Events of what was sent: the reference is told of them."""
        found = self.asked.execute(SENT, (self.events,)).fetchall()
        if found:
            self.events = int(found[-1][0])
            self.entries.append((self.clock.now(), "", Sent(tuple(event(row) for row in found))))

    def look(self, name: str, kind: str) -> None:
        """What has changed in the outbox."""
        rows = (Line(*row) for row in self.asked.execute(ROWS).fetchall())
        lines = {line.place: line for line in rows}
        for place, line in lines.items():
            before = self.lines.get(place)
            if before is None:
                self.names[key_of(self.tenant, place, line.channel)] = place
            elif (before.state, before.epoch) != (line.state, line.epoch):
                self.changed(name, kind, before, line)
        if lost := self.lines.keys() - lines.keys():
            raise Violation(f"INV-26: rows {sorted(lost)} are gone")
        self.lines = lines
        self.bounded()
        if kind != "step":
            self.note_sent()

    @cached_property
    def tenant(self) -> str:
        """What tells this store from every other."""
        text = "SELECT digest, deployed_at FROM program ORDER BY id LIMIT 1"
        ((digest, at),) = self.asked.execute(text).fetchall()
        return key_of("", (digest, at))

    # --- what must be true of it ----------------------------------------------------------

    def changed(self, name: str, kind: str, old: Line, new: Line) -> None:
        """One row went from a state to another."""
        what = f"{old.state} -> {new.state} of {new.place} by {name}"
        if (old.state, new.state) not in LEGAL:
            raise Violation(f"INV-12: {what}")
        if new.state == "leased":
            self.claims[new.place] += 1
            self.holders[new.place] = (name, new.epoch)
            check(new.epoch == old.epoch + 1, f"INV-13: epoch {old.epoch} -> {new.epoch}, {what}")
        else:
            check(new.epoch == old.epoch, f"INV-13: epoch {old.epoch} -> {new.epoch}, {what}")
            self.allowed(name, kind, old, new, what)
        if new.attempt != self.claims[new.place]:
            raise Violation(f"INV-22: attempt {new.attempt} of {self.claims[new.place]}, {what}")
        if new.state == "handoff":
            self.handed(new)
        if new.state == "suppressed" and kind == "hand-off":
            self.entries.append((self.clock.now(), "", Stopped(new)))

    def allowed(self, name: str, kind: str, old: Line, new: Line, what: str) -> None:
        """Who may change a row that is held: its holder, exits, and anybody once it has lapsed."""
        held = old.state in ("leased", "handoff") or new.state in ("accepted", "refused")
        mine = self.holders.get(old.place) == (name, old.epoch)
        if not held or mine or kind == "step":
            return
        lapsed = old.lease_until is not None and old.lease_until <= self.clock.latest
        lapsed = lapsed or self.clock.set_back  # a lease too far ahead is over, too
        check(kind == "recover" and lapsed, f"INV-13: {what}, which {self.holders[old.place]} has")

    def bounded(self) -> None:
        """Nobody has more in doubt than one window."""
        open_ = [one for one in self.lines.values() if one.state == "handoff"]
        found = Counter((self.holders[one.place][0], one.channel) for one in open_)
        for who, count in found.items():
            check(count <= self.window, f"INV-10: {who} has handed off {count} messages at once")

    def handed(self, line: Line) -> None:
        """A hand-off was committed; what is not marketing obeys nothing."""
        self.handed_off.add((line.place, line.attempt))
        if not line.marketing:
            return
        over = line.ended not in (None, "completed", "stopped")
        check(not over, f"INV-19: {line.place} was handed off after {line.ended}")
        if line.journey in ENDED_BY and line.inside is not None:
            kind = ENDED_BY[line.journey]
            unseen = self.asked.execute(UNSEEN, (line.contact, kind)).fetchall()
            check(not unseen, f"INV-19: {line.place} was handed off after {kind} {unseen}")
        status = line.email_status if line.channel == "email" else line.sms_status
        cart = line.purpose == "cart" and line.channel == "email" and status == "non_subscribed"
        agreed = status == "subscribed" or cart
        check(agreed, f"INV-14: {line.place} was handed off, she is {status}")
        if line.journey == "days" and line.handed_at is not None:
            clock = datetime.fromtimestamp(line.handed_at / 1000, ZoneInfo(line.zone))
            check(9 <= clock.hour < 20, f"INV-15: {line.place} was handed off at {clock}")

    def leaving(self, message: Prepared) -> None:
        """A message is about to leave: it has a row, and its hand-off is committed."""
        place = self.names.get(message.key)
        if place is None:
            raise Violation(f"INV-6: no row has the key {message.key[:12]}")
        if (place, message.attempt) not in self.handed_off:
            raise Violation(f"INV-9: {place} leaves before its hand-off is committed")


def check(holds: bool, sentence: str) -> None:
    """Raises `Violation` unless it holds."""
    if not holds:
        raise Violation(sentence)


def event(row: Sequence[Any]) -> Event:
    """A row of `SENT` as the reference has it."""
    id, contact, kind, subject, at, moment, cause, told = row
    return Event(id, contact, kind, at, moment, subject, cause=cause, properties=json.loads(told))
