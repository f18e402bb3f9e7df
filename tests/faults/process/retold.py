"""F22: events told one to five times, shuffled, some a day late, by two sources at once."""

from __future__ import annotations

import time
from collections import Counter
from random import Random

from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine import tick
from jalon.runtime.intake import EventRow
from jalon.runtime.sqlite import SqliteStore

from ..figures import Figures
from ..harness import workload
from ..harness.clock import START

FAULT, CASES = "F22", 5_000
HOUR = 3_600_000
HOURS = 24  # during which things happen; as many again for those who are late
KINDS = ("joined", "paid")
Telling = tuple[int, EventRow]
"""When something is told, and what."""
Outcome = Counter[tuple[str, ...]]


def experiment(cases: int, seed: int) -> Figures:
    """So many events, told well and told badly."""
    begun, random = time.monotonic(), Random(seed)
    events = [happened(random, n) for n in range(cases)]
    told = [telling for event in events for telling in retellings(random, event)]
    random.shuffle(told)
    clean = after([(event.at, event) for event in events], cases)
    chaotic = after(told, cases)
    wrong = ((clean - chaotic) + (chaotic - clean)).total()
    figures = {"told": len(told), "sends and runs": clean.total(), "late": late(told)}
    return Figures(FAULT, cases, wrong, figures, time.monotonic() - begun)


def happened(random: Random, number: int) -> EventRow:
    """One thing that happens to somebody, at most one of each kind."""
    kind, who = KINDS[number % len(KINDS)], number // len(KINDS)
    at = START + random.randrange(HOURS * HOUR)
    key = f"{kind}-{who}"
    return EventRow(key=key, kind="custom", subject=kind, contact_key=f"c{who}", at=at)


def retellings(random: Random, event: EventRow) -> list[Telling]:
    """When it is told: of two sources, each tells it as often as it likes; a tenth is late."""
    delay = 24 * HOUR if random.random() < 0.1 else 0
    return [
        (event.at + delay + random.randrange(HOUR) * (n > 0), event)
        for n in range(random.randint(1, 5))
    ]


def late(told: list[Telling]) -> int:
    """How many were told a day late."""
    return sum(1 for at, event in told if at - event.at >= 24 * HOUR)


def after(told: list[Telling], cases: int) -> Outcome:
    """What has come out when everything was told, hour by hour, in the order given."""
    store = SqliteStore.open()
    deploy(store, workload.program(), START)
    people = workload.audience(cases // len(KINDS) + 1)
    intake.add_contacts(store, people, START, "historic")
    for hour in range(1, 4 * HOURS):
        now, before = START + hour * HOUR, START + (hour - 1) * HOUR
        intake.add_events(store, [e for at, e in told if before <= at < now], now)
        tick(store, now)
    found = outcome(store)
    store.close()
    return found


def outcome(store: SqliteStore) -> Outcome:
    """Messages and runs, as they may be compared: without numbers and instants."""
    runs = store.connection.execute(
        "SELECT 'run', j.name, c.key, a.reason FROM enrollment_archive AS a"
        " JOIN journey AS j ON j.id = a.journey_id JOIN contact AS c ON c.id = a.contact_id"
    )
    sends = store.connection.execute(
        "SELECT 'message', o.message, c.key, o.state FROM outbox AS o"
        " JOIN contact AS c ON c.id = o.contact_id"
    )
    return Counter(tuple(map(str, row)) for row in (*runs, *sends))
