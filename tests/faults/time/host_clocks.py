"""F31: the clocks of two workers' machines are ten minutes off: it changes nothing at all."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from types import SimpleNamespace

import pytest

from jalon.compiler.sql.statement import Statement
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.settings import Delivery
from jalon.runtime import clock as clocks
from jalon.runtime import intake
from jalon.runtime.clock import SystemClock
from jalon.runtime.deploy import deploy
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.loop import Round
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.clock import DatabaseClock
from jalon.runtime.postgres.worker import Worker

from ...postgres.databases import Databases, served
from ..figures import Figures
from .stage import MINUTE, Sink, project

FAULT, CASES = "F31", 200
PEOPLE = 200
TEXT = """email m:
  subject: "Hello"

journey j:
  starting point: tag added "go"
  wait 1s
  send email m
"""
NOW = Statement("SELECT engine_now()")
OFF = Statement("""SELECT COUNT(*) FROM lane WHERE worker IS NOT NULL
    AND lease_until NOT BETWEEN engine_now() AND engine_now() + 60000""")
AHEAD = Statement("SELECT COUNT(*) FROM engine WHERE watermark > engine_now()")
EARLY = Statement(
    "SELECT COUNT(*) FROM outbox WHERE handed_at NOT BETWEEN queued_at AND engine_now()"
)


def experiment(cases: int, seed: int) -> Figures:
    """So many turns of two workers, on a server of its own."""
    with served() as databases:
        return skewed(databases, cases, seed)


def skewed(databases: Databases, cases: int, seed: int) -> Figures:
    """So many turns of two workers, each at a time of its own, on one database."""
    begun, draw = time.monotonic(), random.Random(seed)
    address, sink, wrong = databases.at(databases.create()), Sink(), 0
    with ExitStack() as stack:
        stores = [stack.enter_context(closing(PostgresStore.open(address))) for _ in range(2)]
        peopled(stores[0])
        rounds = [working(store, sink) for store in stores]
        for turn in range(cases):
            with off_by(draw.choice((-10, 10)) * MINUTE + draw.randrange(-MINUTE, MINUTE)):
                wrong += one_turn(stores[turn % 2], rounds[turn % 2])
            if turn in (cases // 3, 2 * cases // 3):
                time.sleep(1.1)
        taken = [address for address, _ in sink.taken]
        wrong += len(taken) - len(set(taken)) + PEOPLE - len(set(taken))
    return Figures(FAULT, cases, wrong, {"sent": len(taken)}, time.monotonic() - begun)


def peopled(store: PostgresStore) -> None:
    """A deployed project, and contacts who are let in."""
    ((now,),) = store.read(NOW)
    deploy(store, project(TEXT), now)
    keys = [f"c{number}" for number in range(PEOPLE)]
    rows = [
        ContactRow(key=key, email=f"{key}@x.example", email_status="subscribed", added_at=0)
        for key in keys
    ]
    intake.add_contacts(store, rows, now, "historic")
    intake.tag(store, keys, "go", now)


def working(store: PostgresStore, sink: Sink) -> Round:
    """A worker who ticks and delivers."""
    clock = DatabaseClock(store)
    office = Office({"email": sink}, Desk(Delivery(writer="Shop <s@x.example>")), clock=clock)
    return Round(store, clock, lambda now: deliver_due(store, office, now), Worker(store))


def one_turn(store: PostgresStore, way: Round) -> int:
    """A turn at the time that the worker has; returns what went by another clock."""
    ((before,),) = store.read(NOW)
    told = DatabaseClock(store).now()
    way.turn()
    ((after,),) = store.read(NOW)
    found = sum(int(store.read(query)[0][0]) for query in (OFF, AHEAD, EARLY))
    return found + (not before <= told <= after)


@contextmanager
def off_by(skew: int) -> Iterator[None]:
    """This machine's clock is off."""
    shifted = {**vars(time), "time_ns": lambda: time.time_ns() + skew * 1_000_000}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clocks, "time", SimpleNamespace(**shifted))
        assert abs(SystemClock().now() - skew - time.time_ns() // 1_000_000) < MINUTE
        yield
