"""F30: the clock of the database jumps, by a second or by ten years, and back: nobody is early."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from jalon.runtime.intake.rows import ContactRow

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import DAY, HOUR, MINUTE, Stage

FAULT, CASES = "F30", 500
BEGIN = instant("2026-03-01T00:00:00")
PEOPLE, PER_LIFE, BETWEEN = 200, 10, 4
"""Contacts of a store, jumps in its life, and ticks between two of them."""
STEP = 15 * MINUTE
TOLERANCE = 2_000
TEN_YEARS = 3652 * DAY
JUMPS = (-1000, -HOUR, -DAY, HOUR, DAY)
TEXT = """email m:
  subject: "Hello"

journey j:
  starting point: tag added "go"
  wait until specific date renewal at 00:00
  send email m
field renewal: date
"""
LATER = "".join(
    f"""journey after_{minutes}:
  starting point: tag added "go{minutes}"
  wait {minutes}m
  send email m
"""
    for minutes in (20, 60, 300, 1500)
)


@dataclass(slots=True)
class Life:
    """One store, the true time, and what its clock tells."""

    stage: Stage
    true: int = BEGIN
    watermark: int = BEGIN
    wrong: int = 0
    alarms: int = 0
    last: dict[str, int] = field(default_factory=dict)

    def turn(self, jump: int) -> None:
        """A little later, the clock tells another time than it is; then everything is looked at."""
        self.true += STEP
        told = self.true + jump
        behind = self.watermark - told
        moved = self.stage.tick(told)
        self.stage.deliver(told)
        self.wrong += bool(moved.behind) != (behind > TOLERANCE)
        self.alarms += bool(moved.behind)
        self.wrong += behind > 0 and moved.moved > 0
        ((watermark,),) = self.stage.sql("SELECT watermark FROM engine")
        self.wrong += watermark != max(told, self.watermark)
        self.watermark = watermark

    def look_back(self) -> None:
        """Nothing left before its time, nothing twice, and every alarm is kept."""
        early = "SELECT COUNT(*) FROM outbox WHERE handed_at < queued_at"
        before = "SELECT COUNT(*) FROM step_log WHERE at > (SELECT watermark FROM engine)"
        twice = """SELECT COUNT(*) FROM (SELECT enrollment_id FROM step_log WHERE edge = 'elapsed'
            GROUP BY enrollment_id HAVING COUNT(*) > 1)"""
        for query in (early, before, twice):
            ((found,),) = self.stage.sql(query)
            self.wrong += found
        ((kept,),) = self.stage.sql("SELECT COUNT(*) FROM clock_alarm")
        self.wrong += bool(kept) != bool(self.alarms)
        taken = [address for address, _ in self.stage.sink.taken]
        self.wrong += len(taken) - len(set(taken)) + self.stage.set_aside()


def experiment(cases: int, seed: int) -> Figures:
    """Several lives with some jumps each; the jump by ten years comes last, for it lasts."""
    begun, draw = time.monotonic(), random.Random(seed)
    jumps = wrong = alarms = 0
    while jumps < cases:
        life = opened(draw)
        for _ in range(min(PER_LIFE, cases - jumps)):
            for _ in range(BETWEEN):
                life.turn(0)
            life.turn(draw.choice(JUMPS) + draw.randrange(-999, 1000))
            jumps += 1
        recover(life)
        life.look_back()
        life.turn(TEN_YEARS)
        life.turn(0)
        wrong, alarms = wrong + life.wrong, alarms + life.alarms
    details = {"alarms": alarms}
    return Figures(FAULT, jumps, wrong, details, time.monotonic() - begun)


def opened(draw: random.Random) -> Life:
    """A store with people who wait for all sorts of times, each of them once."""
    stage = Stage.of(TEXT.replace("journey j", LATER + "journey j"), BEGIN)
    keys = [f"c{number}" for number in range(PEOPLE)]
    stage.crowd((person(key, draw) for key in keys), BEGIN)
    tags = ("go", "go20", "go60", "go300", "go1500")
    for number, tag in enumerate(tags):
        stage.tag(keys[number :: len(tags)], BEGIN, tag)
    return Life(stage)


def person(key: str, draw: random.Random) -> ContactRow:
    """A subscribed contact with a date soon."""
    fields = {"renewal": f"2026-03-{draw.randrange(1, 6):02}"}
    return ContactRow(
        key=key,
        email=f"{key}@x.example",
        email_status="subscribed",
        added_at=0,
        fields=fields,
    )


def recover(life: Life) -> None:
    """The clock is right again for days: everybody gets what was waited for."""
    while life.true < max(life.watermark, BEGIN + 5 * DAY):
        life.true += 6 * HOUR
        life.turn(0)
    life.wrong += abs(len(life.stage.sink.taken) - PEOPLE)
