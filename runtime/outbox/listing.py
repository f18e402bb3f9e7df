"""The outbox to look at: which messages there are, and what became of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..store import Row, Store
from .states import Claimed, Place

EVERYBODY = -1


@dataclass(frozen=True, slots=True)
class Filter:
    """Which messages are meant; what is empty leaves everything. `since` in milliseconds UTC.

    `doubtful`: those that may have arrived: the `unknown`, and what was stopped after an attempt of
    which nobody knows.
    """

    state: str = ""
    channel: str = ""
    message: str = ""
    journey: str = ""
    contact: int = EVERYBODY
    since: int = 0
    place: Place = (EVERYBODY, EVERYBODY)
    doubtful: bool = False

    def values(self) -> dict[str, object]:
        """The parameters of the queries."""
        told = {name: getattr(self, name) for name in ("state", "channel", "message", "journey")}
        run, step = self.place
        numbers = {"contact": self.contact, "since": self.since, "run": run, "step": step}
        return {**told, **numbers, "doubtful": int(self.doubtful)}


@dataclass(frozen=True, slots=True)
class Post:
    """One message; instants in milliseconds UTC. `address` is whom it is for, as far as known."""

    enrollment_id: int
    node_id: int
    channel: str
    message: str
    purpose: str
    state: str
    reason: str | None
    attempt: int
    queued_at: int
    not_before: int
    handed_at: int | None
    settled_at: int | None
    journey: str | None
    step: int | None
    contact: str | None
    address: str | None
    detail: str | None
    contact_id: int
    epoch: int

    @property
    def row(self) -> Claimed:
        """The row as the changes of state know it."""
        return Claimed(
            self.enrollment_id,
            self.node_id,
            self.contact_id,
            self.channel,
            self.message,
            self.purpose,
            self.queued_at,
            self.attempt,
            self.epoch,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened to a message: from which state to which, and what was said."""

    at: int | None
    attempt: int | None
    what: str
    origin: str | None
    state: str | None
    words: str | None
    again: int | None = None


def posts(store: Store, which: Filter, most: int) -> list[Post]:
    """Messages, the latest first."""
    return [Post(*row) for row in store.read("post.list", most=most, **which.values())]


def counted(store: Store, which: Filter) -> Mapping[str, int]:
    """How many there are in each state."""
    rows = store.read("post.counts", **which.values())
    return {str(state): int(count) for state, count in rows}


def names(store: Store) -> tuple[set[str], set[str]]:
    """The messages and the journeys that the outbox knows."""
    rows = store.read("post.names")
    return {str(one) for one, _ in rows}, {str(one) for _, one in rows if one}


def story(store: Store, place: Place) -> list[Line]:
    """Everything that happened to a message, in order."""
    run, step = place
    asked = {"run": run, "step": step}
    lines = [
        *(attempted(row) for row in store.read("post.attempts", **asked)),
        *(moved(row) for row in store.read("post.moves", **asked)),
        *(decided(row) for row in store.read("post.decisions", **asked)),
    ]
    return sorted(lines, key=lambda line: (line.at or 0, line.attempt or 0))


def attempted(row: Row) -> Line:
    """An attempt."""
    number, at, outcome, origin, state, again, detail = row
    return Line(at, number, outcome, origin, state, detail, again)


def moved(row: Row) -> Line:
    """A change between attempts."""
    attempt, at, origin, state, reason = row
    return Line(at, attempt, "moved", origin, state, reason)


def decided(row: Row) -> Line:
    """A decision."""
    at, origin, state, who, why = row
    return Line(at, None, "decided", origin, state, f"{who}: {why}" if why else who)
