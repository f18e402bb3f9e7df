"""F1: one worker on SQLite killed at random, again and again, while events come in."""

from __future__ import annotations

import sys
import time

from ..figures import Figures
from ..harness.campaign import MINUTE, SIZES, Campaign, told
from ..harness.stage import stage

FAULT, CASES = "F1", 1_000
CLIENT_KILLED = 7  # each so many kills the client is killed too


def experiment(cases: int, seed: int) -> Figures:
    """Kills, and what must hold after them."""
    begun = time.monotonic()
    with stage(seed) as here, Campaign(here, seed) as campaign:
        client = here.client()
        for number in range(cases):
            worker = here.worker(sizes=campaign.random.choice(SIZES))
            campaign.moment(worker)
            campaign.struck(worker)
            if number % CLIENT_KILLED == 0:
                client.kill()
                client = here.client()
            here.jump(campaign.random.randrange(2 * MINUTE, 20 * MINUTE))
        client.kill()
        campaign.finish(here.worker())
        figures = campaign.proven(cases)
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, cases, len(campaign.found), figures, time.monotonic() - begun)
