"""F2: four workers on PostgreSQL, of which one to four are killed at once, again and again."""

from __future__ import annotations

import sys
import time

from ..figures import Figures
from ..harness.campaign import MINUTE, SIZES, Campaign, told
from ..harness.server import Server, served
from ..harness.stage import Process, Stage, stage
from .resuming import resumption

FAULT, CASES = "F2", 1_000
WORKERS = 4
EACH = 100  # kills; as often it is measured how long work lies


def experiment(cases: int, seed: int) -> Figures:
    """On a server of its own."""
    with served() as server:
        return killed(cases, seed, server)


def killed(cases: int, seed: int, server: Server) -> Figures:
    """Kills, and what must hold after them."""
    begun = time.monotonic()
    with stage(seed, server) as here, Campaign(here, seed, crowd=WORKERS) as campaign:
        crew = [hired(here, campaign, place) for place in range(WORKERS)]
        client = here.client()
        while campaign.kills < cases:
            strike(here, campaign, crew)
            here.jump(campaign.random.randrange(2 * MINUTE, 10 * MINUTE))
        client.kill()
        for worker in crew[1:]:
            worker.kill()
        campaign.finish(crew[0])
        campaign.nobody_ended()
        figures = campaign.proven(cases)
        times = max(2, cases // EACH)
        figures["resumed within, in leases"] = resumption(here, campaign, times)
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, campaign.kills, len(campaign.found), figures, time.monotonic() - begun)


def hired(here: Stage, campaign: Campaign, place: int) -> Process:
    """A worker at a place, with windows of some size."""
    return here.worker(place, sizes=campaign.random.choice(SIZES))


def strike(here: Stage, campaign: Campaign, crew: list[Process]) -> None:
    """Kills some of the workers at a random moment, and hires others."""
    places = campaign.random.sample(range(WORKERS), campaign.random.randint(1, WORKERS))
    campaign.moment(crew[places[0]])
    for place in places:
        campaign.struck(crew[place])
    for place in places:
        crew[place] = hired(here, campaign, place)
