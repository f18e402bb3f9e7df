"""Experiments with lanes, on a PostgreSQL server of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest

from jalon.runtime.clock import SystemClock
from jalon.runtime.lanes import SHARDS
from jalon.runtime.postgres import PostgresStore, worker
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.store import Fenced, Row

from ...postgres.databases import Databases, served

STACK = ExitStack()
"""What is closed at the end of the process."""
LEASE = 60_000


@cache
def server() -> Databases:
    """One server for all experiments."""
    return STACK.enter_context(served())


@contextmanager
def two() -> Iterator[tuple[Worker, Worker]]:
    """Two workers of one audience, who have not begun."""
    databases = server()
    name = databases.create()
    stores = [PostgresStore.open(databases.at(name)) for _ in range(2)]
    try:
        yield Worker(stores[0], "one", LEASE), Worker(stores[1], "other", LEASE)
    finally:
        for store in stores:
            store.close()
        databases.drop(name)


def who_was_taken_for_dead_writes_nothing() -> None:
    """A worker is frozen past its lease; another takes its lanes; it wakes up (F7, INV-13)."""
    with two() as (late, heir):
        late.balance()
        lane = late.lane(late.shards)
        with late.store.transaction():
            late.store.link.execute(b"UPDATE lane SET lease_until = 0")
        heir.balance()
        try:
            with late.store.within(lane), late.store.transaction():
                late.store.write("tick.clear-touched")
        except Fenced:
            return
        raise AssertionError("INV-13: a worker wrote in lanes that another one has")


def leases_know_no_host_clock() -> None:
    """Another machine's clock is ten minutes ahead: nobody loses a lane over it (F31)."""
    with two() as (one, other), pytest.MonkeyPatch.context() as patch:
        one.balance()
        now = SystemClock().now() + 10 * LEASE
        patch.setattr(SystemClock, "now", lambda _: now)
        other.balance()
        assert not other.shards, f"{len(other.shards)} lanes were taken before their lease was over"


def a_lane_has_one_worker() -> None:
    """Two workers look for free lanes at the same time: each lane goes to one of them."""
    with two() as (one, other), pytest.MonkeyPatch.context() as patch:
        ask = Worker.ask

        def interrupted(self: Worker, text: str, **values: object) -> list[Row]:
            found = ask(self, text, **values)
            if text == worker.WITHIN_REACH and self is one:
                other.balance()
            return found

        patch.setattr(Worker, "ask", interrupted)
        one.balance()
        both = set(one.shards) & set(other.shards)
        assert not both, f"{len(both)} of {SHARDS} lanes went to two workers"
