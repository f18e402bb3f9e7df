"""F8: two, eight and thirty-two workers on PostgreSQL share one audience, and nobody is killed.

Some hundred busy people go through everything, with each crowd of workers anew. All others come in
with the first crowd, go on and get mail (a few of them) with the next, and leave with the last.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake
from jalon.runtime.postgres import PostgresStore

from ..figures import Figures
from ..harness import reading
from ..harness.campaign import Campaign, told
from ..harness.clock import START
from ..harness.server import served
from ..harness.stage import Stage, stage

FAULT, CASES = "F8", 1_000_000
CROWDS = (2, 8, 32)
REST = 25  # milliseconds for each: they look for work as often all together
FINAL = frozenset({"accepted", "refused", "suppressed"})  # the last two: of a box that is gone
JOURNEYS = 3  # that each of the busy people enters
BUSY = 500  # people at most
FEW = 400  # one of so many in the crowd gets mail
DAY = 86_400_000
JUDGED = 50  # the plain model is not asked about those whose number this divides
STEPS = 4  # of each of the crowd; one more of those who get mail
FILL = (
    "INSERT INTO contact (key, bucket, added_at, changed_at) "
    "SELECT 'w' || n, n, %(at)s, %(at)s "
    "FROM (SELECT i * %(step)s AS n FROM generate_series(%(first)s::int, %(last)s) AS i) AS them",
    "INSERT INTO event (contact_id, kind, subject, at, moment, received_at) "
    "SELECT id, 'custom', 'came', %(at)s, %(at)s, %(at)s FROM contact WHERE key LIKE 'w%%'",
)
BECAME = Statement("""
SELECT COUNT(DISTINCT a.contact_id), COUNT(*), SUM(a.seq), (SELECT COUNT(*) FROM outbox AS o
    JOIN contact AS c ON c.id = o.contact_id WHERE c.key LIKE 'w%%' AND o.state = 'accepted')
FROM enrollment_archive AS a JOIN contact AS c ON c.id = a.contact_id WHERE c.key LIKE 'w%%'""")


def experiment(cases: int, seed: int) -> Figures:
    """So many enrollments, in which one crowd after the other works."""
    begun = time.monotonic()
    found, seconds = crowded(CROWDS, cases, seed)
    if found:
        print(told(found, FAULT, cases, seed), file=sys.stderr)
    figures: dict[str, int | float] = {"enrollments": cases}
    figures |= {f"seconds of {size} workers": took for size, took in seconds.items()}
    return Figures(FAULT, cases, len(found), figures, time.monotonic() - begun)


def crowded(crowds: Sequence[int], runs: int, seed: int) -> tuple[list[str], dict[int, float]]:
    """What was wrong, and how many seconds each crowd took until there was nothing to do."""
    people = min(max(runs // JOURNEYS // len(crowds), 1), BUSY)
    waiting = max(runs - JOURNEYS * people * len(crowds), 0)
    with (
        served() as server,
        stage(seed, server, people) as here,
        Campaign(here, seed, crowd=max(crowds)) as campaign,
    ):
        come_in(campaign, waiting, here.clock.now())
        seconds = {size: worked(campaign, size, people) for size in crowds}
        campaign.finish(here.worker())
        sent = reading.states(reading.outbox(campaign.store))
        if set(sent) - FINAL or not sent["accepted"]:
            campaign.found.append(f"nobody was killed, and messages are {sent}")
        campaign.found += strays(campaign, waiting)
        campaign.nobody_ended()
        return campaign.found, seconds


def worked(campaign: Campaign, size: int, people: int) -> float:
    """A crowd of workers does what is to be done for five days; the next comes after ten."""
    here = campaign.stage
    everything_at_once(here, people, size)
    begun = time.monotonic()
    crew = [here.worker(place, rest=REST * size) for place in range(size)]
    campaign.rest(crew[0], here.clock.now() + 5 * DAY)
    seconds = time.monotonic() - begun
    for worker in crew:
        worker.kill()
    here.jump(10 * DAY)
    return seconds


def come_in(campaign: Campaign, waiting: int, now: int) -> None:
    """A crowd: the few are told of, the others are there, faster than anybody could tell."""
    store, few = campaign.store, waiting // FEW
    assert isinstance(store, PostgresStore)
    rows = [
        intake.ContactRow(
            key=f"w{JUDGED * n}",
            email=f"w{n}@people.example",
            email_status="subscribed",
            tags=["few"],
            added_at=START,
        )
        for n in range(1, few + 1)
    ]
    assert not intake.add_contacts(store, rows, now, "historic").refusals
    with store.transaction():
        for statement in FILL:
            values = {"first": few + 1, "last": waiting, "at": now, "step": JUDGED}
            store.link.execute(statement.encode(), values)
    store.link.execute("VACUUM ANALYZE")


def strays(campaign: Campaign, waiting: int) -> list[str]:
    """Everybody of the crowd has gone through once, and the few have got their mail."""
    ((people, runs, steps, mails),) = reading.rows(campaign.store, BECAME)
    expected = (waiting, waiting, STEPS * waiting + waiting // FEW, waiting // FEW)
    found = (people, runs, steps or 0, mails)
    return [] if found == expected else [f"of a crowd of {waiting} came {found}, not {expected}"]


def everything_at_once(here: Stage, people: int, turn: int) -> None:
    """All the busy people join and pay."""
    store, now = here.scene.open(), here.clock.now()
    rows = [
        intake.EventRow(
            key=f"{what}-{turn}-{n}", kind="custom", subject=what, contact_key=f"c{n}", at=now
        )
        for n in range(people)
        for what in ("joined", "paid")
    ]
    outcome = intake.add_events(store, rows, now)
    assert outcome.added == len(rows), outcome
    assert now > START
    store.close()
