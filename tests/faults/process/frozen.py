"""F7: a worker is frozen beyond its lease, others take over, and it wakes up again."""

from __future__ import annotations

import signal
import sys
import time

from ..figures import Figures
from ..harness.campaign import MINUTE, Campaign, told
from ..harness.server import Server, served
from ..harness.stage import stage
from .cut_commits import again, ended

FAULT, CASES = "F7", 200
WORKERS = 3
LEASE = 300  # milliseconds; so long the transaction of a frozen worker keeps its locks, too


def experiment(cases: int, seed: int) -> Figures:
    """On a server of its own."""
    with served() as server:
        return frozen(cases, seed, server)


def frozen(cases: int, seed: int, server: Server) -> Figures:
    """Freezes, and what must hold after them: who wakes up writes nothing by an old right."""
    begun = time.monotonic()
    with stage(seed, server) as here, Campaign(here, seed, crowd=WORKERS) as campaign:
        crew = [here.worker(place, lane_lease=LEASE) for place in range(WORKERS)]
        client = here.client()
        for _ in range(cases):
            crew = [again(here, one, lane_lease=LEASE) for one in crew]
            worker = campaign.random.choice(crew)
            campaign.moment(worker)
            worker.signal(signal.SIGSTOP)
            campaign.hits[here.page.read(worker.place)] += 1
            here.jump(campaign.random.randrange(2 * MINUTE, 20 * MINUTE))
            time.sleep(1.5 * LEASE / 1000)
            worker.signal(signal.SIGCONT)
        client.kill()
        for worker in crew:
            worker.kill()
        campaign.kills = cases
        campaign.finish(here.worker())
        fenced = here.scene.tally("fenced").count()
        figures = {**campaign.proven(cases), "kills": 0, "fenced": fenced, "ended": ended(here)}
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, cases, len(campaign.found), figures, time.monotonic() - begun)
