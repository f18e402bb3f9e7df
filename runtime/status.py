"""The status of a store: where everybody is, what became of the messages, what was put aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .store import Store

Counts = Mapping[str, int]
_EXIT = "exit"


@dataclass(frozen=True, slots=True)
class JourneyStatus:
    """One journey in figures; `waiting` are those of the active runs that wait for a time."""

    name: str
    status: str
    activated_at: int | None
    entered: int
    active: int
    waiting: int
    goals: int
    endings: Counts
    refusals: Counts

    @property
    def finished(self) -> int:
        """Runs that have ended, whatever the reason."""
        return sum(self.endings.values())


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a funnel: how many went on from it, left the journey there, are there now.

    `edges` counts those who went on by the way they took; `messages` by state.
    """

    step: int
    passed: int
    left: int
    resting: int
    edges: Counts
    messages: Counts


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of one version of a journey that anybody has reached, in order."""

    journey: str
    version: int
    current: bool
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class PostStatus:
    """How many messages of a channel are in a state, for a reason."""

    channel: str
    state: str
    reason: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Messages whose latest attempt did not succeed for the same reason; `latest` as above."""

    channel: str
    message: str
    state: str
    reason: str
    count: int
    latest: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Rows that were put aside for the same reason; `latest` in milliseconds UTC."""

    stage: str
    reason: str
    count: int
    latest: int


@dataclass(frozen=True, slots=True)
class ClockAlarm:
    """The clock was set back: the tick that had been, and the earliest that it told after that."""

    watermark: int
    clock: int


@dataclass(frozen=True, slots=True)
class CrewStatus:
    """One worker of several, with so many lanes; `-` for lanes that nobody has at present."""

    name: str
    started_at: int | None
    seen_at: int | None
    lanes: int


@dataclass(frozen=True, slots=True)
class Status:
    """The whole store at a glance; `watermark` is the last tick, None before any deployment."""

    watermark: int | None
    contacts: int
    events: int
    journeys: tuple[JourneyStatus, ...]
    posts: tuple[PostStatus, ...]
    troubles: tuple[Trouble, ...]
    undelivered: tuple[Undelivered, ...]
    alarms: tuple[ClockAlarm, ...] = ()


def status(store: Store) -> Status:
    """The figures of the whole store."""
    place = store.read("tick.standing")
    ((contacts, events),) = store.read("status.audience")
    return Status(
        place[0][0] if place else None,
        contacts,
        events,
        journeys(store),
        tuple(PostStatus(*row) for row in store.read("status.outbox")),
        tuple(Trouble(*row) for row in store.read("status.quarantine")),
        tuple(Undelivered(*row) for row in store.read("status.undelivered")),
        clock_alarms(store),
    )


def clock_alarms(store: Store) -> tuple[ClockAlarm, ...]:
    """When the clock was behind, the latest first."""
    return tuple(ClockAlarm(*row) for row in store.read("alarm.latest"))


def journeys(store: Store) -> tuple[JourneyStatus, ...]:
    """Every journey, by name."""
    endings = by_first(store, "status.endings")
    refusals = by_first(store, "status.refusals")
    return tuple(
        JourneyStatus(*[*row, endings[row[0]], refusals[row[0]]])
        for row in store.read("status.journeys")
    )


def by_first(store: Store, query: str, **values: object) -> Mapping[Any, dict[str, int]]:
    """Rows of (key, word, count) as counts by key."""
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for key, word, count in store.read(query, **values):
        found[key][word] = count
    return found


def funnels(store: Store, journey: str) -> list[Funnel]:
    """The funnels of a journey's versions that anybody came to, the current one first."""
    rows = store.read("status.versions", journey=journey)
    found = [Funnel(journey, id, bool(current), rungs(store, id)) for id, current in rows]
    return [funnel for funnel in found if funnel.rungs]


def rungs(store: Store, version: int) -> tuple[Rung, ...]:
    """The steps of a version that anybody has reached."""
    passed = by_first(store, "status.passed", version=version)
    resting: dict[int, int] = dict(store.read("status.resting", version=version))
    posted = by_first(store, "status.posted", version=version)
    return tuple(
        rung(step, passed[step], resting.get(step, 0), posted[step])
        for step in sorted({*passed, *resting})
    )


def rung(step: int, edges: Counts, resting: int, messages: Counts) -> Rung:
    """One step; who left the journey at it did not pass it."""
    left = edges.get(_EXIT, 0)
    onward = {edge: count for edge, count in edges.items() if edge != _EXIT}
    return Rung(step, sum(onward.values()), left, resting, onward, messages)


def crew(store: Store) -> list[CrewStatus]:
    """Who shares the audience of a store, by name; nobody where one process has it alone."""
    return [CrewStatus(*row) for row in store.read("status.crew")]
