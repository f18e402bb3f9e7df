"""F4: the connection is cut between a COMMIT and its reply, and in other bad moments."""

from __future__ import annotations

import sys
import time
from collections import Counter

from ..figures import Figures
from ..harness.campaign import MINUTE, Campaign, told
from ..harness.ledger import entries
from ..harness.server import Server, served
from ..harness.stage import Process, Stage, stage

FAULT, CASES = "F4", 500
WORKERS = 2
EVERY = 12  # COMMITs; one of them has an accident


def experiment(cases: int, seed: int) -> Figures:
    """On a server of its own."""
    with served() as server:
        return cut(cases, seed, server)


def cut(cases: int, seed: int, server: Server) -> Figures:
    """Workers and a client behind a proxy that has accidents."""
    begun = time.monotonic()
    with stage(seed, server) as here, Campaign(here, seed, crowd=WORKERS) as campaign:
        here.serve("proxy", upstream=server.folder, every=EVERY, seed=seed)
        through = server.address.replace(server.folder, f"{here.scene.folder}/proxy")
        crew = [here.worker(place, database=through) for place in range(WORKERS)]
        client = here.client(database=through)
        while (done := accidents(here)).total() < cases:
            time.sleep(0.05)
            here.jump(campaign.random.randrange(MINUTE, 5 * MINUTE))
            crew = [again(here, worker, database=through) for worker in crew]
            client = client if not client.dead() else here.client(database=through)
        client.kill()
        for worker in crew:
            worker.kill()
        campaign.kills = done.total()  # each may have left a window in doubt
        campaign.finish(here.worker())
        figures = {**campaign.proven(cases), "kills": 0, **done, "ended": ended(here)}
    if campaign.found:
        print(told(campaign.found, FAULT, cases, seed), file=sys.stderr)
    return Figures(FAULT, done.total(), len(campaign.found), figures, time.monotonic() - begun)


def accidents(here: Stage) -> Counter[str]:
    """What the proxy has done so far."""
    return Counter(str(one["mode"]) for one in entries(here.scene.path / "proxy.log"))


def ended(here: Stage) -> int:
    """How often a process has ended with a sentence for its user."""
    return len(entries(here.scene.path / "ended.log"))


def again(here: Stage, worker: Process, **life: object) -> Process:
    """A worker who has ended with a sentence is started again, as a service would be."""
    if not worker.dead():
        return worker
    worker.wait()
    return here.worker(worker.place, **life)
