"""Retention: what is older than the project wants to keep goes, a little at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..compiler.ir.kinds import ALL
from .consent import setting
from .needs import Needs, needs
from .spent import remember
from .store import Store

DAY = 86_400_000  # milliseconds
RUNS, EVENTS, LINES = 500, 5_000, 10_000
"""So many of each in one transaction, at most: it is over in less than two seconds."""
OF_RUNS = (
    *("keep-entries", "untie-sends", "delete-attempts", "delete-decisions", "delete-moves"),
    *("delete-messages", "delete-bounces", "delete-goals", "delete-lines", "delete-troubles"),
    "delete-runs",
)
OF_EVENTS = ("delete-refusals", "delete-event-troubles", "delete-events")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long finished runs, events and proofs of consent are kept, in milliseconds (None: for
    ever). What the engine needs is kept longer."""

    runs: int | None = None
    events: int | None = None
    proofs: int | None = None

    @property
    def any(self) -> bool:
        """Whether anything ever goes."""
        return (self.runs, self.events, self.proofs) != (None, None, None)


Gone = Counter[str]
"""How many `runs`, `events`, `refusals` and `proofs` went."""


def retain(store: Store, retention: Retention, now: int) -> Gone:
    """All that is to be done at an instant."""
    return sum(batches(store, retention, now), start=Counter())


def batches(store: Store, retention: Retention, now: int) -> Iterator[Gone]:
    """The same, one short transaction after the other: others may work in between."""
    needed = needs(store, now)
    if retention.runs is not None:
        yield from runs(store, needed, now, retention.runs)
        yield from refusals(store, now - retention.runs)
    if retention.events is not None:
        yield from events(store, needed, now - retention.events)
    if retention.proofs is not None:
        yield from proofs(store, now - retention.proofs)


def runs(store: Store, needed: Needs, now: int, kept: int) -> Iterator[Gone]:
    """Finished runs, each with its lines, messages and attempts: they prove each other."""
    for journey, name in store.read("retain.journeys"):
        place = {
            "journey": journey,
            "before": now - max(kept, needed.counted.get(str(name), 0)),
            "completed": int(name in needed.completed),
        }
        count, contact = RUNS, 0
        while count == RUNS:
            with store.transaction():
                count, contact = fade(store, place, contact)
            yield Counter(runs=count)


def fade(store: Store, place: dict[str, int], contact: int) -> tuple[int, int]:
    """Some runs of a journey, of contacts from one on; returns how many, and the last contact."""
    store.write("retain.runs")
    store.write("retain.clear-runs")
    store.write("retain.choose-runs", **place, contact=contact, size=RUNS)
    [(count, last)] = store.read("retain.chosen-runs")
    if count:
        for step in OF_RUNS:
            values = {"journey": place["journey"]} if step == "keep-entries" else {}
            store.write(f"retain.{step}", **values)
    return int(count), int(last)


def refusals(store: Store, before: int) -> Iterator[Gone]:
    """Who was not let in, where no event tells of it."""
    count = LINES
    while count == LINES:
        count = store.write("retain.delete-other-refusals", before=before, size=LINES)
        yield Counter(refusals=count)


def events(store: Store, needed: Needs, cutoff: int) -> Iterator[Gone]:
    """Events, range by range: they came in the order of their numbers, more or less."""
    before = {kind: needed.before(kind, cutoff) for kind in sorted(ALL)}
    kinds = [{"kind": kind, "before": at} for kind, at in before.items() if at is not None]
    [(low, cursor)] = store.read("retain.first-event")
    for start in range(int(low), int(cursor), EVENTS):
        place = {"low": start, "high": min(start + EVENTS, int(cursor))}
        if not store.read("retain.any-old", **place, before=cutoff):
            return
        with store.transaction():
            gone = forget(store, kinds, place)
        yield gone


def forget(store: Store, kinds: list[dict[str, object]], place: dict[str, int]) -> Gone:
    """The old events of a range; their keys are remembered, so that none is told again."""
    for table in ("events", "kinds"):
        store.write(f"retain.{table}")
        store.write(f"retain.clear-{table}")
    store.many("retain.keep-until", kinds)
    count = store.write("retain.choose-events", **place)
    if not count:
        return Counter()
    keys = [str(key) for (key,) in store.read("retain.keys")]
    remember(store, setting(store), keys)
    refused, _, _ = (store.write(f"retain.{step}") for step in OF_EVENTS)
    return Counter(events=count, refusals=refused)


def proofs(store: Store, before: int) -> Iterator[Gone]:
    """How an old consent is known, once something later is known; the consent log itself stays."""
    [(low, high)] = store.read("retain.consent-bounds")
    for start in range(int(low), int(high) + 1, LINES):
        place = {"low": start, "high": start + LINES, "before": before}
        with store.transaction():
            store.write("erase.clear-people")
            count = 0
            if store.write("retain.choose-proofs", **place):
                count = store.write("retain.forget-proofs", **place)
            store.write("erase.clear-people")
        yield Counter(proofs=count)


class Housekeeper:
    """Does all this once a day, beside other work: one short transaction at each turn, or all of
    them where there is no other turn."""

    def __init__(self, retention: Retention, *, at_once: bool = False) -> None:
        self.retention = retention
        self.at_once = at_once
        self.looked_at = 0
        self.left: Iterator[Gone] = iter(())

    def turn(self, store: Store, now: int) -> Gone:
        """What is to be done now, if there is anything."""
        if not self.retention.any:
            return Counter()
        if now - self.looked_at >= DAY // 24:
            self.looked_at = now
            if store.write("retain.turn", now=now, apart=DAY):
                self.left = batches(store, self.retention, now)
        return sum(self.left, Counter()) if self.at_once else next(self.left, Counter())
