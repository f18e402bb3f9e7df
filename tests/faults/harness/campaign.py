"""A campaign: kill after kill while events come in, checked on the way and at the end."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from . import checker, expected, reading, workload
from .checker import Bounds
from .client import acknowledged
from .ledger import entries
from .scene import AnyStore
from .stage import PATIENCE, Process, Stage, Stuck, until

MINUTE = 60_000
OFTEN = 50  # so many kills between two looks
AT_ONCE = 4_000  # things that one transaction does in a second, on a slow machine
SIZES = ((500, 50, 10), (60, 10, 5), (20, 5, 2), (40, 1, 1))
SENDING = frozenset({"sending", "after reply read", "before hand-off commit"})


class Vacuous(AssertionError):
    """So little happened that nothing is shown."""


@dataclass
class Campaign:
    """What has been done to a stage so far, and what was found."""

    stage: Stage
    seed: int
    crowd: int = 1
    kills: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    @cached_property
    def random(self) -> Random:
        """Where chance comes from."""
        return Random(self.seed)

    @cached_property
    def store(self) -> AnyStore:
        """Our own view of the store, never through what is in the way of others."""
        return self.stage.scene.open()

    def __enter__(self) -> Campaign:
        return self

    def __exit__(self, *error: object) -> None:
        self.store.close()

    def struck(self, process: Process) -> None:
        """Kills a process and notes what that has hit; now and then everything is looked at."""
        self.kills += 1
        self.hits[process.kill()] += 1
        if self.kills % OFTEN == 0:
            self.look(still=False)

    def look(self, *, still: bool) -> None:
        """Collects what is wrong."""
        bounds = Bounds(self.kills, crowd=self.crowd)
        self.found += checker.problems(self.stage.scene, self.store, bounds, still=still)
        if count := self.stage.scene.tally("trespasses").count():
            self.found.append(f"INV-13: {count} commits in a lane of somebody else's")

    def finish(self, worker: Process) -> None:
        """Lets a worker do everything that is left, days of it, and looks at what has come out."""
        self.rest(worker)
        worker.kill()
        self.look(still=True)
        now = self.stage.clock.now()
        self.found += expected.surprises(self.store, workload.program(), now)
        if complaints := self.stage.complaints():
            self.found.append(f"somebody ended by himself: {complaints[-2000:]}")

    def rest(self, worker: Process, until: int | None = None) -> None:
        """Lets time jump from one thing to do to the next, until there is none (until then)."""
        self.stage.jump(11 * MINUTE)  # past the leases of those who were killed
        while True:
            self.still(worker)
            at = reading.next_instant(self.store)
            if at is None or (until is not None and at > until):
                return
            ahead = at - self.stage.clock.now()
            self.stage.jump(max(ahead + 1, 6 * 60 * MINUTE))

    def still(self, worker: Process) -> None:
        """Waits until nothing is left to do now. Raises `Stuck`, also when the worker is gone."""
        left, since = 0, time.monotonic()
        while not worker.dead():
            asked = time.monotonic()
            before, left = left, self.left()
            if not left:
                return
            since = since if left == before else asked
            if asked - since > PATIENCE + left // AT_ONCE:
                states = reading.states(reading.outbox(self.store))
                raise Stuck(f"{left} things are left to do, {states}, and it stays so")
            time.sleep(max(0.002, 2 * (time.monotonic() - asked)))  # others have to do with it
        ended = entries(self.stage.scene.path / "ended.log")
        raise Stuck(f"a worker is gone: {ended[-3:]} {self.stage.complaints()[-2000:]}")

    def left(self) -> int:
        """What is left to do now; only time tells of what is in the hands of those killed."""
        now = self.stage.clock.now
        left, at = reading.left_to_do(self.store, now()), now()
        return 0 if self.kills and left == reading.waited_for(self.store, at) else left

    def nobody_ended(self) -> None:
        """Where the database is always there, no worker ends by himself: no deadlock comes out."""
        for name in ("ended.log", "told.log"):
            for one in entries(self.stage.scene.path / name):
                self.found.append(f"{name}: a {one['task']} said: {one['message']}")

    def moment(self, worker: Process) -> None:
        """Waits for a random moment: 4 to 60 ms after it began to work, or to send."""
        if self.random.random() < 0.6:
            with suppress(Stuck):
                page, place = self.stage.page, worker.place
                until(lambda: page.read(place) in SENDING, 0.1)
        longer = 8 if self.random.random() < 0.1 else 1  # else a large batch is never done
        time.sleep(longer * self.random.uniform(0.004, 0.060))

    def figures(self) -> dict[str, int | float]:
        """What has happened, counted."""
        sent = reading.outbox(self.store)
        states, taken = reading.states(sent), checker.taken_by_sinks(self.stage.scene.path)
        live = self.kills - self.hits[""]
        return {
            "kills": self.kills,
            "in the middle of something": live,
            "events acknowledged": sum(
                len(self.stage.scene.load.happenings(one["acked"]))
                for one in acknowledged(self.stage.scene.path)
            ),
            "steps": reading.number_of(self.store, reading.STEPS),
            "accepted": states["accepted"],
            "unknown": states["unknown"],
            "doubts": sum(one.doubts for one in sent),
            "arrived": taken.total(),
            "marketing twice": sum(1 for o in sent if o.marketing and taken[o.key] > 1),
        }

    def proven(self, cases: int, faults: int = 20) -> dict[str, int | float]:
        """The figures. Raises `Vacuous` when too little has happened to mean anything.

        The thresholds hold from 100 kills on; for fewer they shrink with them.
        """
        figures, part = self.figures(), min(1.0, cases / 100)
        attempts = figures["accepted"] + figures["unknown"] + figures["doubts"]
        rate = figures["accepted"] / max(attempts, 1)
        least = {"steps": 1000, "accepted": 200, "in the middle of something": faults}
        short = [name for name, number in least.items() if figures[name] < part * number]
        if short or rate < 0.3:
            raise Vacuous(f"too little of {short}, ok-rate {rate:.0%}: {figures}")
        return figures


def told(found: list[str], fault: str, cases: int, seed: int) -> str:
    """What was found, and how to do it again."""
    lines = "\n".join(found[:20])
    again = f"python -m tests.faults --only {fault} --cases {cases} --seed {seed}"
    return f"{len(found)} problems\n{lines}\nagain: {again}"
