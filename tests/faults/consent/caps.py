"""Workers that hand off to the same contacts at the same instant, against a cap."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from random import Random
from threading import Barrier

from jalon.runtime.lanes import Lane
from jalon.runtime.outbox import Claimed, Limit, Patience, Pressure, hand_off
from jalon.runtime.store import Store
from tests.integration.deliver.building import HOUR, NOW

from ..figures import Figures
from .arena import APART, ARENAS, STATES, Arena, arena, of_lane, parts
from .opt_outs import HandOff

FAULT, CASES, USUAL = "INV-16", 100_000, 4_000
EACH, MOST, WORKERS, WINDOW = 4, 2, 3, 20
CAPPED = Pressure(limits=[Limit("email", MOST, NOW - 24 * HOUR)])
PATIENCE = Patience()


def experiment(cases: int, seed: int) -> Figures:
    """Contacts with more messages than they may get: half on SQLite, half on PostgreSQL."""
    begun, total = time.monotonic(), Counter[str]()
    for name in ARENAS:
        with arena(name) as here:
            if here is not None:
                found = raced(here, max(cases // len(ARENAS), 1), seed)
                total += Counter({f"{what} on {name}": many for what, many in found.items()})
    failures = sum(many for what, many in total.items() if what.startswith("failures"))
    people = sum(many for what, many in total.items() if what.startswith("contacts"))
    return Figures(FAULT, people, failures, dict(total), time.monotonic() - begun)


def raced(here: Arena, contacts: int, seed: int, way: HandOff = hand_off) -> dict[str, int]:
    """Several workers, each with other messages of the same contacts; exactly the cap may leave."""
    rows = here.fill(contacts, EACH)
    Random(seed).shuffle(rows)
    here.race(*(racer(rows[worker::WORKERS], here, worker, way) for worker in range(WORKERS)))
    with_store = here.connect()
    states = Counter(
        int(run) % APART for run, state, _ in with_store.read(STATES) if state == "handoff"
    )
    with_store.close()
    wrong = sum(states[contact] != MOST for contact in range(1, contacts + 1))
    return {"contacts": contacts, "handed off": states.total(), "failures": wrong}


class Racer:
    """A worker: hands off its messages, lane by lane, window by window."""

    def __init__(self, rows: Sequence[Claimed], lanes: Sequence[Lane | None], way: HandOff) -> None:
        self.rows = rows
        self.lanes = lanes
        self.way = way

    def __call__(self, store: Store, line: Barrier) -> None:
        """Begins with the others."""
        line.wait()
        for lane in self.lanes:
            with store.within(lane):
                for window in parts(of_lane(self.rows, lane), WINDOW):
                    limits = {one.place: CAPPED for one in window}
                    self.way(store, window, limits, NOW, PATIENCE)


def racer(rows: Sequence[Claimed], here: Arena, number: int, way: HandOff) -> Racer:
    """One of several workers; every other one begins at the other end."""
    return Racer(rows, here.lanes if number % 2 else here.lanes[::-1], way)
