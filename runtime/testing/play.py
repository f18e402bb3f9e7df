"""Plays tests: each on a store of its own, from one due instant to the next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from ...compiler.ir.calendar import DAY
from ...compiler.ir.tests import After, At, Deed, Expectation, Members, Suite, Test, TestLine
from ...compiler.ir.zones import from_wall, shift
from ..clock import VirtualClock
from ..deploy import deploy
from ..engine.tick import catch_up
from ..loaded import Plans, share_plans
from ..store import Store
from ..trace import journey_of_version, trace
from .agenda import next_instant
from .deeds import perform
from .everybody import with_everybody
from .judge import judge
from .outcome import Failed, Outcome
from .post import deliver
from .stage import Impossible, Stage, instant, introduce

MONDAY = 20_458 * DAY + 9 * 3_600_000  # 2026-01-05 09:00, where nothing else is said
ROUNDS = 100
"""At one instant, journeys may set off each other so often; past it they do so for ever."""


@dataclass(slots=True)
class Theatre:
    """Plays the tests of one suite; the journeys are compiled once for all of them."""

    suite: Suite
    open_store: Callable[[], Store]
    plans: Plans | None = field(default=None, init=False)

    def play(self, test: Test) -> Outcome:
        """Runs one test from its first line to its last."""
        with closing(self.open_store()) as store:
            self.plans = share_plans(store, self.plans)
            start = beginning(test, ZoneInfo(self.suite.program.audience.time_zone))
            program = with_everybody(self.suite.program)
            deploy(store, program, start)
            stage = Stage(store, program, test, VirtualClock(start), start)
            failures = perform_all(stage)
            return Outcome(
                test,
                tuple(failures),
                frozenset((str(j), int(n), str(e)) for j, n, e in store.read("testing.edges")),
                frozenset(str(name) for (name,) in store.read("testing.entered")),
                (stage.now - start) / DAY,
            )


def beginning(test: Test, zone: ZoneInfo) -> int:
    """The instant of the first line, when it is an `at`; else a Monday morning."""
    monday = from_wall(MONDAY, zone)
    first = next(iter(test.lines), None)
    return instant(first.wall, first.clock, monday, zone) if isinstance(first, At) else monday


def perform_all(stage: Stage) -> list[Failed]:
    """Every line in turn; what cannot have happened ends the test."""
    failures: list[Failed] = []
    last: TestLine | None = None
    try:
        introduce(stage)
        settle(stage)
        for line in stage.test.lines:
            last = line
            if isinstance(line, Expectation) and (words := judge(stage, line)):
                failures.append(failed(stage, line, "; ".join((words, *stage.idle))))
            elif not isinstance(line, Expectation):
                move(stage, line)
    except Impossible as error:
        failures.append(failed(stage, last, str(error)))
    return failures


def move(stage: Stage, line: At | After | Deed) -> None:
    """Lets time pass, or something happen."""
    match line:
        case At():
            advance(stage, instant(line.wall, line.clock, stage.now, stage.zone))
        case After():
            advance(stage, shift(stage.now, line.duration, stage.zone))
        case Deed():
            perform(stage, line)
            settle(stage)


def advance(stage: Stage, until: int) -> None:
    """Lets the clock reach an instant, stopping wherever something is due. Raises `Impossible`."""
    if until < stage.now:
        raise Impossible("the clock cannot go back: it is later than that already")
    while True:
        due = next_instant(stage.store, stage.program, stage.now)
        if due is None or due > until:
            break
        stage.clock.instant = due
        settle(stage)
    stage.clock.instant = until
    settle(stage)


def settle(stage: Stage) -> None:
    """Ticks and delivers at one instant until nothing more happens. Raises `Impossible`."""
    store, now = stage.store, stage.now
    for _ in range(ROUNDS):
        catch_up(store, now)
        deliver(store, stage.program, now)
        ((_, cursor),) = store.read("tick.standing")
        if not store.read("tick.more-events", upto=cursor):
            return
    raise Impossible("the journeys set off each other without an end at this instant")


def failed(stage: Stage, line: TestLine | None, words: str) -> Failed:
    """A line that does not hold, with what happened to its contacts; None: before the first."""
    about: tuple[str, ...] = line.contacts if isinstance(line, Members) else ()
    if isinstance(line, Deed | Expectation) and not isinstance(line, Members):
        about = (line.contact,)
    traces = tuple(found for name in about if (found := trace(stage.store, name)))
    versions = {run.version for one in traces for run in one.runs}
    journeys = {version: journey_of_version(stage.store, version) for version in versions}
    return Failed(line.place if line else stage.test.place, words, traces, journeys)
