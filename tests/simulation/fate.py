"""Fate: one seeded generator that decides everything, and writes down what it decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from jalon.runtime.store import StoreError

from .fibres import Actor, Fibre, Killed
from .points import CUT, POINTS

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
HORIZON = 4000  # statements of one run, about
Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Fault:
    """What happens when a point is reached for the n-th time: `crash` or `cut`."""

    point: str
    nth: int
    what: str


@dataclass
class Clock:
    """The time of the simulation; `latest` is the latest it ever was."""

    instant: int
    latest: int = 0
    set_back: bool = False

    def now(self) -> int:
        """Milliseconds UTC."""
        return self.instant

    def sleep(self, milliseconds: int) -> None:
        """Goes on, or back."""
        self.set_back = self.set_back or milliseconds < 0
        self.instant += milliseconds
        self.latest = max(self.latest, self.instant)


@dataclass
class Switches:
    """How strange this run is: drawn once, by its seed."""

    workers: int
    batch: int
    window: int
    lease: int
    limit: int | None
    pauses: float
    drifts: float
    faults: tuple[Fault, ...]
    too_old: int = 4 * DAY


@dataclass
class Fate:
    """The scheduler. While `calm`, nothing goes wrong and nobody interrupts."""

    seed: int
    clock: Clock
    calm: bool = True
    random: Random = field(init=False)
    switches: Switches = field(init=False)
    fibres: list[Fibre] = field(default_factory=list)
    running: Fibre | None = None
    reached: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)
    acts: int = 0
    ended_early: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.switches = drawn(self.random)
        self.note(f"{self.switches}")

    def note(self, what: str) -> None:
        """Writes down a decision."""
        who = self.running.actor.name if self.running else "-"
        self.trace.append(f"{self.clock.instant} {who}: {what}")

    def enlist(self, actor: Actor) -> Fibre:
        """Somebody who takes turns from now on."""
        fibre = Fibre(actor, self.bury)
        self.fibres.append(fibre)
        return fibre

    def bury(self) -> None:
        """Somebody was killed."""
        self.ended_early += 1

    def chance(self, share: float) -> bool:
        """Whether something happens."""
        return self.random.random() < share

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """One of several."""
        return choices[self.random.randrange(len(choices))]

    def turn(self) -> None:
        """Lets somebody do something, or go on with it; then time passes."""
        self.let(self.pick(self.fibres))
        self.drift()

    def let(self, fibre: Fibre) -> None:
        """Lets somebody go on until it is done, or frozen."""
        self.acts += not fibre.frozen
        self.running = fibre
        try:
            fibre.go()
        finally:
            self.running = None

    def awaken(self) -> None:
        """Whoever is in the middle of something ends it, or is killed."""
        for fibre in self.fibres:
            if fibre.frozen and self.chance(0.5):
                self.note(f"{fibre.actor.name} never goes on")
                fibre.kill()
            while fibre.frozen:
                self.let(fibre)

    def end(self) -> None:
        """Nobody does anything any more."""
        for fibre in self.fibres:
            fibre.end()

    def drift(self) -> None:
        """Time passes, mostly a little; now and then it jumps back."""
        spans = (0, 1, SECOND, 10 * SECOND, MINUTE, 20 * MINUTE, HOUR, 5 * HOUR)
        span = self.pick(spans) + self.random.randrange(SECOND)
        if self.chance(0.05):
            span = -self.pick((1, SECOND, HOUR))
        self.clock.sleep(span)

    def at(self, point: str, *, alone: bool = False) -> None:
        """A point is reached; `alone`: in a transaction, where nobody else can do anything."""
        if self.running is not None and self.running.dying:
            raise Killed
        if self.calm or self.running is None:
            return
        self.reached[point] += 1
        for fault in self.switches.faults:
            if fault.point == point and fault.nth == self.reached[point]:
                self.strike(fault)
        if not alone:
            self.pause(point)

    def strike(self, fault: Fault) -> None:
        """Whoever is there is hit."""
        self.hit[fault.point] += 1
        self.note(f"{fault.what} at {fault.point} {fault.nth}")
        if fault.what == "cut":
            raise StoreError("the connection was lost")
        assert self.running is not None
        self.running.perish()

    def pause(self, point: str) -> None:
        """Others go on, in the middle of this; or time passes."""
        assert self.running is not None
        if self.chance(self.switches.pauses):
            self.note(f"frozen at {point}")
            self.running.freeze()
        elif self.chance(self.switches.drifts):
            self.clock.sleep(self.random.randrange(SECOND))


def drawn(random: Random) -> Switches:
    """The switches of a run."""

    def pick(choices: Sequence[Choice]) -> Choice:
        return choices[random.randrange(len(choices))]

    found = Switches(
        workers=pick((1, 2, 2, 3)),
        batch=pick((1, 3, 500)),
        window=pick((1, 2, 5, 50)),
        lease=pick((SECOND, MINUTE, MINUTE)),
        limit=pick((1, 2, None, None, None, None)),
        pauses=pick((0.0, 0.03, 0.1, 0.3)),
        drifts=pick((0.0, 0.1)),
        faults=tuple(faults(random, pick((0, 1, 3, 6)))),
    )
    found.too_old = 3 * HOUR if found.window == 2 else found.too_old  # without another draw
    return found


def faults(random: Random, count: int) -> list[Fault]:
    """Which points are hit, and how."""
    hurt: Callable[[str], str] = lambda point: "cut" if point in CUT else "crash"  # noqa: E731
    found = []
    for _ in range(count):
        point = POINTS[random.randrange(len(POINTS))]
        what = hurt(point) if random.random() < 0.4 else "crash"
        found.append(Fault(point, 1 + int(random.expovariate(0.2)), what))
    if count:
        found.append(Fault("statement", 1 + random.randrange(HORIZON), "crash"))
    return found
