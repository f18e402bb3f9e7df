"""F6: behind a transaction pooler with fewer sessions than there are clients."""

from __future__ import annotations

import sys
import time

from ..figures import Figures
from ..harness.campaign import MINUTE, Campaign, told
from ..harness.pooler import TRANSACTIONS
from ..harness.server import Server, served
from ..harness.stage import stage

FAULT, CASES = "F6", 2_000
WORKERS, SESSIONS = 4, 3
KILLED_EVERY = 20  # turns


def experiment(cases: int, seed: int) -> Figures:
    """On a server of its own; cases are transactions."""
    with served() as server:
        return pooled(cases, seed, server)


def pooled(cases: int, seed: int, server: Server) -> Figures:
    """Workers and a client whose every transaction may be in another session."""
    begun = time.monotonic()
    with stage(seed, server) as here, Campaign(here, seed, crowd=WORKERS) as campaign:
        here.serve("pooler", upstream=server.folder, sessions=SESSIONS, seed=seed)
        through = server.address.replace(server.folder, f"{here.scene.folder}/pooler")
        crew = [here.worker(place, database=through) for place in range(WORKERS)]
        client, turn = here.client(database=through), 0
        transactions = here.scene.tally(TRANSACTIONS)
        while transactions.count() < cases:
            time.sleep(0.05)
            here.jump(campaign.random.randrange(MINUTE, 5 * MINUTE))
            turn += 1
            if turn % KILLED_EVERY == 0:
                place = campaign.random.randrange(WORKERS)
                campaign.struck(crew[place])
                crew[place] = here.worker(place, database=through)
        client.kill()
        for worker in crew[1:]:
            worker.kill()
        campaign.finish(crew[0])
        campaign.nobody_ended()
        figures = {**campaign.proven(cases // 20, faults=0), "transactions": transactions.count()}
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, cases, len(campaign.found), figures, time.monotonic() - begun)
