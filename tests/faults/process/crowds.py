"""F8: two, eight and thirty-two workers on PostgreSQL share one audience, and nobody is killed."""

from __future__ import annotations

import sys
import time

from jalon.runtime import intake

from ..figures import Figures
from ..harness import reading
from ..harness.campaign import Campaign, told
from ..harness.clock import START
from ..harness.server import served
from ..harness.stage import Stage, stage

FAULT, CASES, USUAL = "F8", 1_000_000, 1_500
CROWDS = (2, 8, 32)
REST = 25  # milliseconds for each: they look for work as often all together
FINAL = frozenset({"accepted", "refused", "suppressed"})  # the last two: of a box that is gone
JOURNEYS = 3  # that each contact enters


def experiment(cases: int, seed: int) -> Figures:
    """So many enrollments for each crowd."""
    begun, failures = time.monotonic(), 0
    figures: dict[str, int | float] = {"enrollments": cases}
    for crowd in CROWDS:
        found, seconds = crowded(crowd, max(cases // JOURNEYS, 1), seed)
        failures += len(found)
        figures[f"seconds of {crowd} workers"] = seconds
        if found:
            print(told(found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, len(CROWDS) * cases, failures, figures, time.monotonic() - begun)


def crowded(crowd: int, people: int, seed: int) -> tuple[list[str], float]:
    """What was wrong, and how long a crowd took from the first event to the last message."""
    with (
        served() as server,
        stage(seed, server, people) as here,
        Campaign(here, seed, crowd=crowd) as campaign,
    ):
        everything_at_once(here, people)
        begun = time.monotonic()
        crew = [here.worker(place, rest=REST * crowd) for place in range(crowd)]
        campaign.rest(crew[0])
        seconds = time.monotonic() - begun
        for worker in crew[1:]:
            worker.kill()
        campaign.finish(crew[0])
        sent = reading.states(reading.outbox(campaign.store))
        if set(sent) - FINAL or not sent["accepted"]:
            campaign.found.append(f"nobody was killed, and messages are {sent}")
        campaign.nobody_ended()
        return campaign.found, seconds


def everything_at_once(here: Stage, people: int) -> None:
    """Everybody joins and pays."""
    store, now = here.scene.open(), here.clock.now()
    rows = [
        intake.EventRow(key=f"{what}-{n}", kind="custom", subject=what, contact_key=f"c{n}", at=now)
        for n in range(people)
        for what in ("joined", "paid")
    ]
    outcome = intake.add_events(store, rows, now)
    assert outcome.added == len(rows), outcome
    assert now > START
    store.close()
