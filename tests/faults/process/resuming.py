"""How long the work of a killed worker lies: by the clock of the database, in leases."""

from __future__ import annotations

from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake

from ..harness.campaign import Campaign
from ..harness.reading import rows
from ..harness.stage import Process, Stage, until

LEASE = 6_000  # milliseconds; nobody moves the clock meanwhile, and a busy machine is no reason
MOST = 2.0  # leases
LANES = 32  # of each of two workers
OF_WORKER = Statement(
    "SELECT shard, epoch FROM lane WHERE worker LIKE '%%:' || CAST(:pid AS TEXT) || ':%%'"
)
STEPPED = Statement("""
SELECT engine_now(), (SELECT COUNT(*) FROM step_log AS l
    WHERE l.enrollment_id %% 64 = ANY(CAST(:shards AS BIGINT[])) AND l.epoch > :epoch)""")


def resumption(here: Stage, campaign: Campaign, times: int) -> float:
    """The longest time, in leases, from a kill to the first step of its lanes by somebody else."""
    here.jump(20 * 60_000)  # past the leases of everybody before
    crew = [here.worker(place, lane_lease=LEASE) for place in range(2)]
    found = []
    for number in range(times):
        found.append(resumed(here, campaign, crew[number % 2], number))
        crew[number % 2] = here.worker(number % 2, lane_lease=LEASE)
    for worker in crew:
        worker.kill()
    if (longest := max(found)) > MOST:
        campaign.found.append(f"INV-11: the work of a killed worker lay for {longest:g} leases")
    return longest


def resumed(here: Stage, campaign: Campaign, victim: Process, number: int) -> float:
    """Kills a worker who has half of the lanes; there is work in all of them."""
    until(lambda: len(rows(campaign.store, OF_WORKER, pid=victim.pid)) == LANES)
    lanes = rows(campaign.store, OF_WORKER, pid=victim.pid)
    his = {"shards": [shard for shard, _ in lanes], "epoch": max(epoch for _, epoch in lanes)}
    ((begun, _),) = rows(campaign.store, STEPPED, **his)
    victim.kill()
    everybody_pays(here, campaign, number)
    seen = [int(begun)]

    def gone_on() -> bool:
        ((now, steps),) = rows(campaign.store, STEPPED, **his)
        seen.append(int(now))
        return bool(steps)

    until(gone_on)
    return round((seen[-1] - seen[0]) / LEASE, 2)


def everybody_pays(here: Stage, campaign: Campaign, number: int) -> None:
    """Something happens to somebody in every lane."""
    now = here.clock.now()
    told = [
        intake.EventRow(
            key=f"resumed-{number}-{n}", kind="custom", subject="paid", contact_key=f"c{n}", at=now
        )
        for n in range(min(here.scene.audience, 8 * LANES))
    ]
    assert intake.add_events(campaign.store, told, now).added == len(told)
