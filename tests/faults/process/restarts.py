"""F5: PostgreSQL is killed and started again, every few seconds, and workers besides."""

from __future__ import annotations

import sys
import time

from ..figures import Figures
from ..harness.campaign import MINUTE, Campaign, told
from ..harness.server import Server, served
from ..harness.stage import stage
from .cut_commits import again, ended

FAULT, CASES = "F5", 27  # ten minutes, at one in 5 to 40 seconds
WORKERS = 2
INTERVAL, SHORT = (5.0, 40.0), (1.0, 5.0)
"""Seconds between two restarts, and in a run with fewer of them."""


def experiment(cases: int, seed: int) -> Figures:
    """On a server of its own."""
    with served() as server:
        return restarted(cases, seed, server)


def restarted(cases: int, seed: int, server: Server) -> Figures:
    """Restarts, a killed worker after each, and what must hold at the end."""
    begun, interval = time.monotonic(), INTERVAL if cases >= CASES else SHORT
    with stage(seed, server) as here, Campaign(here, seed, crowd=WORKERS) as campaign:
        crew = [here.worker(place) for place in range(WORKERS)]
        client = here.client()
        for number in range(cases):
            time.sleep(campaign.random.uniform(*interval))
            server.restart()
            here.jump(campaign.random.randrange(MINUTE, 20 * MINUTE))
            campaign.struck(crew[number % WORKERS])
            crew = [again(here, worker) for worker in crew]
            client = client if not client.dead() else here.client()
        client.kill()
        for worker in crew:
            worker.kill()
        campaign.kills += WORKERS * cases  # a restart may leave a window of each in doubt
        campaign.finish(here.worker())
        figures = {**campaign.proven(cases), "kills": cases, "ended": ended(here)}
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, cases, len(campaign.found), figures, time.monotonic() - begun)
