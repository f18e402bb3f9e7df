"""F37: down for three days, then started: each timer fires once, at its instant, and no herd."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace

from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.outbox import Rate

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import DAY, HOUR, MINUTE, Stage

FAULT, CASES = "F37", 2_000
BEGIN = instant("2026-03-02T00:00:00")
STEP = 2 * HOUR
RUSH = range(BEGIN + 104 * HOUR, BEGIN + 112 * HOUR)
"""The first hours after it in which letters may leave: minute by minute is looked at them."""
DOWN, UP = BEGIN + 30 * HOUR, BEGIN + 102 * HOUR
TEXT = """audience:
  time zone: UTC
  currency: EUR
  from: "Shop <shop@x.example>"
  postal address: "1 street"
  frequency: at most 1 email per day

email m:
  subject: "Hello"

email late:
  subject: "Hello again"

field go: date

journey daily:
  starting point: tag added "go"
  quiet hours: 21:00 to 08:00
  repeat 6 times every 1 day:
    send email m

journey race:
  starting point: tag added "go"
  if tag added "answer" within 48h:
    add tag "answered"
  else:
    add tag "silent"

journey once:
  starting point: on specific date go at 06:30
  quiet hours: 21:00 to 08:00
  wait 7h
  send email late
"""
ROWS = """SELECT c.key, l.seq, l.from_node, l.to_node, l.edge, l.at FROM step_log AS l JOIN (
    SELECT id, contact_id, journey_id FROM enrollment
    UNION ALL SELECT id, contact_id, journey_id FROM enrollment_archive) AS r
ON r.id = l.enrollment_id JOIN contact AS c ON c.id = r.contact_id
ORDER BY c.key, r.journey_id, l.seq"""


def experiment(cases: int, seed: int) -> Figures:
    """The same people once with the engine always up, and once with three days in the dark."""
    begun, draw = time.monotonic(), random.Random(seed)
    days = {f"c{number}": draw.randrange(2, 7) for number in range(cases)}
    starts = {key: BEGIN + draw.randrange(0, 24 * 60) * MINUTE for key in days}
    always, broken = (lived(days, starts, down) for down in (False, True))
    wrong = sum(a != b for a, b in zip(always.sql(ROWS), broken.sql(ROWS), strict=False))
    wrong += abs(len(always.sql(ROWS)) - len(broken.sql(ROWS)))
    wrong += sum(
        pressure(stage) + races(stage, starts) + stage.set_aside() for stage in (always, broken)
    )
    ((most,),) = broken.sql("SELECT COUNT(*) FROM outbox WHERE queued_at BETWEEN ? AND ?", DOWN, UP)
    rush = Counter(at for _, at in broken.sink.taken if at in RUSH)
    wrong += sum(count > allowed(cases) for count in rush.values())
    details = {
        "due while down": most,
        "most in a minute": max(rush.values()),
        "allowed in a minute": allowed(cases),
    }
    return Figures(FAULT, cases, wrong, details, time.monotonic() - begun)


def allowed(cases: int) -> int:
    """How many letters may leave in a minute."""
    return max(2, cases // 20)


def lived(days: dict[str, int], starts: dict[str, int], down: bool) -> Stage:
    """A week, tick by tick."""
    stage = Stage.of(TEXT, BEGIN)
    assert stage.office is not None
    rate = Rate(allowed(len(days)), MINUTE)
    stage.office = replace(stage.office, rates={"email": rate} if down else {})
    rows = (
        ContactRow(
            key=key,
            email=f"{key}@x.example",
            email_status="subscribed",
            added_at=0,
            fields={"go": f"2026-03-{day:02}"},
        )
        for key, day in days.items()
    )
    stage.crowd(rows, BEGIN)
    waiting = sorted(starts, key=lambda key: starts[key])
    for now in range(BEGIN, BEGIN + 9 * DAY, STEP):
        coming = [key for key in waiting if starts[key] <= now]
        waiting = waiting[len(coming) :]
        stage.tag(coming, now)
        stage.tag((key for key in starts if answered(starts, key) == now), now, "answer")
        if down and DOWN <= now < UP:
            continue
        stage.tick(now)
        for minute in range(now, now + STEP, MINUTE) if down and now in RUSH else (now,):
            stage.deliver(minute)
    return stage


def entered(starts: dict[str, int], key: str) -> int:
    """The look at which a contact came in."""
    return -(-starts[key] // STEP) * STEP


def answered(starts: dict[str, int], key: str) -> int:
    """A contact answers before the time is over, at that very instant, or after it."""
    return entered(starts, key) + 48 * HOUR + STEP * (int(key[1:]) % 3 - 1)


def races(stage: Stage, starts: dict[str, int]) -> int:
    """How many took another way than the one, or both: an answer in time, or its end."""
    event, timeout = (stage.moved_on("race", edge) for edge in ("event", "timeout"))
    wrong = 0
    for key in starts:
        over = entered(starts, key) + 48 * HOUR
        in_time = answered(starts, key) <= over
        wanted = ([answered(starts, key)], []) if in_time else ([], [over])
        wrong += (event.get(key, []), timeout.get(key, [])) != wanted
    return wrong


def pressure(stage: Stage) -> int:
    """Letters that left in quiet hours, or as the second one of a day."""
    quiet = sum(not 8 * HOUR <= at % DAY < 21 * HOUR for _, at in stage.sink.taken)
    by_day = [(address, at // DAY) for address, at in stage.sink.taken]
    return quiet + len(by_day) - len(set(by_day))
