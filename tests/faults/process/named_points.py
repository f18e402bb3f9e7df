"""F3: killed at named points, before and after everything that matters."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from ..figures import Figures
from ..harness import reading
from ..harness.campaign import MINUTE, Campaign, told
from ..harness.points import CLIENT, POINTS, SINK
from ..harness.stage import Process, Stage, Stuck, stage, until

FAULT, CASES = "F3", len(POINTS) * 200
NOTHING_LEFT = ("claim", "render")  # a crash here leaves nobody in doubt
ONCE = (*NOTHING_LEFT, "connect")  # points that a life comes to once
SMALL = (60, 10, 5)  # batch and windows: so a turn is short, and every point comes soon
AT_ONCE = 10 * len(POINTS)  # what is looked through at the end grows with what was done
PATIENCE = 5.0  # seconds until a point is given up for this time


def experiment(cases: int, seed: int) -> Figures:
    """Each point in turn, as often as there are cases for it: some hundred on each new stage."""
    starts = range(0, cases, AT_ONCE)
    done = [some(min(AT_ONCE, cases - start), seed + start) for start in starts]
    return total(done)


def total(done: Sequence[Figures]) -> Figures:
    """What several stages have shown, as one: no point was reached more seldom than it says."""
    counted: Counter[str] = Counter()
    for one in done:
        counted.update({name: int(value) for name, value in one.details.items()})
    counted["points"] = max(int(one.details["points"]) for one in done)
    cases, failures = (sum(one.cases for one in done), sum(one.failures for one in done))
    return Figures(FAULT, cases, failures, counted, sum(one.seconds for one in done))


def some(cases: int, seed: int) -> Figures:
    """So many on one stage."""
    begun = time.monotonic()
    with stage(seed) as here, Campaign(here, seed) as campaign:
        reached: Counter[str] = Counter(dict.fromkeys(POINTS[:cases], 0))
        client = here.client()
        for number in range(cases):
            point = POINTS[number % len(POINTS)]
            if point in CLIENT:
                client.kill()
            dead = died_at(here, campaign, point, client)
            reached[point] += dead
            if point in CLIENT:
                client = here.client()
            here.jump(campaign.random.randrange(2 * MINUTE, 10 * MINUTE))
        client.kill()
        campaign.finish(here.worker())
        if missed := [point for point, times in reached.items() if not times]:
            campaign.found.append(f"never reached: {missed}")
        figures = {**campaign.proven(cases), "points": len(reached), **spread(reached)}
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, cases, len(campaign.found), figures, time.monotonic() - begun)


def spread(reached: Counter[str]) -> dict[str, int]:
    """How often points were reached: all together, and the one that was reached least."""
    return {"reached": reached.total(), "fewest at one point": min(reached.values())}


def died_at(here: Stage, campaign: Campaign, point: str, client: Process) -> bool:
    """Whether a process came to a point and was killed there."""
    times = campaign.random.randint(1, 3) if point not in CLIENT else 1
    if point in CLIENT:
        victim = here.client(point=point, times=campaign.random.randint(1, 3))
    elif point in SINK:
        here.script({point: [times]})
        victim = here.worker(sizes=SMALL)
    else:
        victim = here.worker(point=point, times=1 if point.endswith(ONCE) else times, sizes=SMALL)
    dead = False
    with suppress(Stuck):
        until(victim.dead, PATIENCE)
        dead = True
    campaign.struck(victim)
    if dead and point.endswith(NOTHING_LEFT):
        doubt = reading.number_of(campaign.store, reading.DOUBT)
        campaign.found += [f"{doubt} messages in doubt {point}"] if doubt else []
    return dead
