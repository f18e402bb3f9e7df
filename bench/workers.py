"""Two, four, eight workers on PostgreSQL against one: a million runs, and where time goes."""

from __future__ import annotations

import multiprocessing as mp
import resource
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from os import sysconf
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

import psycopg

from jalon.compiler import ir
from jalon.compiler.ir.messages import Email
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import catch_up
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.worker import Worker
from tests.postgres.server import running

from .measure import table
from .steps import BARE_STEPS, HOUR, OPENING, journey

RUNS = 1_000_000
CREWS = (1, 2, 4, 8)
STEPS = tuple(BARE_STEPS)
Starts: TypeAlias = "Sequence[Queue[int | None]]"
Dones: TypeAlias = "Queue[float]"
LEASE = 600_000  # milliseconds: nobody dies here
MEMORY = "-c shared_buffers=2GB -c work_mem=64MB -c max_wal_size=8GB -c checkpoint_timeout=30min"
FILL = (
    "INSERT INTO contact (key, bucket, email, fold_email, email_status, added_at, changed_at) "
    "SELECT 'c' || i, i, 'c' || i || '@x', 'c' || i || '@x', 'subscribed', %(at)s, %(at)s "
    "FROM generate_series(1, %(count)s) AS i",
    "INSERT INTO contact_tag (tag, contact_id, name, at) "
    "SELECT 'half', id, 'half', %(at)s FROM contact WHERE id %% 2 = 0",
    "INSERT INTO event (contact_id, kind, subject, at, moment, received_at) "
    "SELECT id, 'tag_added', 'x', %(at)s, %(at)s, %(at)s FROM contact",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that a step took, and those of processors that the workers and the server used."""

    wall: float
    workers: float
    server: float


def main() -> None:
    """Prints for each step and crew: runs per second, the ratio to one worker, the processors."""
    found: dict[int, list[Cost]] = {}
    for size in CREWS:
        found[size] = measured(size)
        seconds = ", ".join(f"{cost.wall:.1f} s" for cost in found[size])
        print(f"workers: {size}; each step: {seconds}", flush=True)
    rows: list[tuple[str, ...]] = [
        ("step", "workers", "s", "k runs/s", "x one", "server CPU s", "worker CPU s", "cores busy")
    ]
    for place, name in enumerate(STEPS):
        one = found[1][place].wall
        rows += [(name, f"{size}", *told(costs[place], one)) for size, costs in found.items()]
    table(f"one step for {RUNS:,} runs, PostgreSQL on this machine, fsync off", rows)


def told(cost: Cost, one: float) -> list[str]:
    """The figures of a step, `one` being the seconds of a worker who is alone."""
    busy = (cost.server + cost.workers) / cost.wall
    figures = (cost.wall, RUNS / cost.wall / 1000, one / cost.wall, cost.server, cost.workers)
    shown = [
        format(value, form)
        for value, form in zip(figures, (".1f", ",.0f", ".2f", ".1f", ".1f"), strict=True)
    ]
    return [*shown, f"{busy:.2f} of {mp.cpu_count()}"]


def measured(size: int) -> list[Cost]:
    """What each step costs a crew of that size, on a new database."""
    with running(MEMORY) as address:
        prepare(address)
        with crew(address, size) as (start, done):
            return [one_step(address, OPENING + n * HOUR, start, done) for n in range(len(STEPS))]


def prepare(address: str) -> None:
    """A million contacts, each with the event that lets her in."""
    program = ir.Program(
        messages=(Email(name="a", subject="Hello", body="Hello"),), journeys=(journey(),)
    )
    with closing(PostgresStore.open(address)) as store:
        deploy(store, program, OPENING)
        with store.transaction():
            for statement in FILL:
                store.link.execute(statement.encode(), {"count": RUNS, "at": OPENING})
        store.link.execute("VACUUM ANALYZE")


@contextmanager
def crew(address: str, size: int) -> Iterator[tuple[Starts, Dones]]:
    """Workers who wait for an instant, and tell when they are done and what it cost them."""
    fork = mp.get_context("fork")
    start, done = [fork.Queue() for _ in range(size)], fork.Queue()
    shared = fork.Barrier(size)
    them = [fork.Process(target=work, args=(address, one, done, shared)) for one in start]
    for process in them:
        process.start()
    yield start, done
    for one in start:
        one.put(None)
    for process in them:
        process.join()


def work(address: str, start: Queue[int | None], done: Dones, shared: Barrier) -> None:
    """One worker: its share first, then a tick of it at each instant that it is told."""
    with closing(PostgresStore.open(address)) as store:
        worker = Worker(store, lease=LEASE)
        for _ in range(3):
            worker.balance()
            shared.wait()
        while (now := start.get()) is not None:
            before = processor_seconds()
            for lane in worker.lanes():
                with store.within(lane):
                    catch_up(store, now)
            done.put(processor_seconds() - before)


def processor_seconds() -> float:
    """The processor time that this process has used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def one_step(address: str, now: int, start: Starts, done: Dones) -> Cost:
    """All workers tick at one instant."""
    server = server_seconds(address)
    began = perf_counter()
    for one in start:
        one.put(now)
    workers = sum(done.get() for _ in start)
    return Cost(perf_counter() - began, workers, server_seconds(address) - server)


def server_seconds(address: str) -> float:
    """The processor time that the server's processes have used so far."""
    with psycopg.connect(address) as connection:
        ((folder,),) = connection.execute("SHOW data_directory")
    parent = Path(folder, "postmaster.pid").read_text("ascii").split()[0]
    told = [Path("/proc", parent, "stat").read_text("utf-8").rpartition(")")[2].split()]
    for one in Path("/proc").glob("[0-9]*/stat"):
        fields = one.read_text("utf-8").rpartition(")")[2].split()
        if fields[1] == parent:
            told.append(fields)
    ticks = sum(int(field) for fields in told for field in fields[11:13])
    gone = sum(int(field) for field in told[0][13:15])
    return (ticks + gone) / sysconf("SC_CLK_TCK")
