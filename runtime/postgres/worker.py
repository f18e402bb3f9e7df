"""A worker: one process among several, with its share of the lanes and a lease on each."""

from __future__ import annotations

import os
import secrets
import socket
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from ..lanes import SHARDS, Lane
from ..store import Fenced, Row, Store, StoreError
from .errors import translated
from .store import PostgresStore

LEASE = 60_000  # milliseconds of the database's time

SEEN = """
INSERT INTO worker (name, started_at, seen_at) VALUES (%(worker)s, engine_now(), engine_now())
ON CONFLICT (name) DO UPDATE SET seen_at = engine_now()
"""
GONE = """
DELETE FROM worker WHERE name IN (
    SELECT name FROM worker
    WHERE seen_at < engine_now() - 100 * %(lease)s OR seen_at > engine_now() + %(lease)s
    FOR UPDATE SKIP LOCKED)
"""
# Who was seen in the future was seen before the clock was set back: whether he lives nobody knows.
ALIVE = """
SELECT COUNT(*) FROM worker
WHERE seen_at BETWEEN engine_now() - %(lease)s AND engine_now() + %(lease)s
"""
LEAVE = "DELETE FROM worker WHERE name = %(worker)s"
# Somebody who works on a lane is alive: it is not waited for. Rows are locked in the order of all.
# A lease that ends later than any can was given when the clock was ahead, and holds nobody up.
WITHIN_REACH = """
SELECT shard, worker = %(worker)s AND epoch = %(epoch)s FROM lane
WHERE worker IS NULL OR lease_until NOT BETWEEN engine_now() AND engine_now() + 2 * %(lease)s
    OR (worker = %(worker)s AND epoch = %(epoch)s)
ORDER BY shard FOR UPDATE SKIP LOCKED
"""
HELD = """
SELECT COUNT(*) FROM lane
WHERE shard = ANY(%(shards)s) AND worker = %(worker)s AND epoch = %(epoch)s
"""
EPOCH = "SELECT nextval('lane_epoch')"
TAKE = """
UPDATE lane SET worker = %(worker)s, epoch = %(epoch)s, lease_until = engine_now() + %(lease)s
WHERE shard = ANY(%(shards)s)
"""
# Who was taken for lost may be sending, when only the clock has jumped: what he handed off is given
# up when none of it can leave any more. What was given back has nobody who sends.
AWAIT = """
UPDATE outbox SET lease_until = engine_now() + %(hand_off)s
FROM lane
WHERE lane.shard = ANY(%(shards)s) AND lane.worker IS NOT NULL
  AND outbox.contact_id %% 64 = lane.shard
  AND outbox.state = 'handoff' AND outbox.state IN ('queued', 'leased', 'handoff')
  AND outbox.lease_until NOT BETWEEN engine_now() + %(hand_off)s AND engine_now() + %(unheard)s
"""
GIVE_BACK = "UPDATE lane SET worker = NULL, lease_until = 0 WHERE shard = ANY(%(shards)s)"
PLACES = """
SELECT e.shard, e.watermark, e.event_cursor FROM engine AS e WHERE e.shard = ANY(%(shards)s)
ORDER BY e.shard
"""
# Lanes of which nothing is new stand wherever the others do, as long as all had the same last tick.
ALIGN = """
UPDATE engine SET event_cursor = (SELECT COALESCE(MAX(id), 0) FROM every_event)
WHERE shard = ANY(%(shards)s)
  AND event_cursor < (SELECT COALESCE(MAX(id), 0) FROM every_event)
  AND (SELECT COUNT(DISTINCT g.watermark) FROM engine AS g WHERE g.shard = ANY(%(shards)s)) = 1
  AND NOT EXISTS (SELECT 1 FROM event AS e
    WHERE e.id > engine.event_cursor AND e.contact_id %% 64 = engine.shard)
RETURNING shard
"""


def named() -> str:
    """A name for this process: where it runs, and something no other one has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@contextmanager
def working(store: Store) -> Iterator[Worker]:
    """A worker of this process, who gives everything back at the end."""
    assert isinstance(store, PostgresStore)
    worker = Worker(store)
    try:
        yield worker
    finally:
        with suppress(StoreError):  # a database that is gone has nobody who waits
            worker.leave()


class Worker:
    """Claims a fair share of the lanes, and gives back what others lack.

    A lane whose lease is over belongs to nobody, however alive its worker is: its epoch has grown
    when he wakes up, and nothing that he writes is taken.
    """

    def __init__(self, store: PostgresStore, name: str | None = None, lease: int = LEASE) -> None:
        self.store = store
        self.name = name or named()
        self.lease = lease
        self.epoch = 0
        self.shards: tuple[int, ...] = ()

    def lanes(self) -> Sequence[Lane]:
        """What is its own at present, in as few lanes as possible: shards that stand together."""
        self.balance()
        found = self.together()
        if len(found) > 1 and self.align():
            found = self.together()
        return [self.lane(shards) for shards in found]

    def lane(self, shards: Sequence[int]) -> Lane:
        """Some of its shards as a lane."""
        return Lane(tuple(shards), self.name, self.epoch, self.lease)

    def balance(self) -> None:
        """Shows that it is alive; takes what is free up to its share, gives back the rest."""
        with self.store.begun(self.store.looking):
            self.ask(SEEN)
            self.ask(GONE)
            ((alive,),) = self.ask(ALIVE)
            reach = self.ask(WITHIN_REACH)
            mine = [int(shard) for shard, own in reach if own]
            if len(mine) < len(self.shards) and self.still_held(mine):
                return  # somebody writes everywhere just now
            self.shards = self.settle(mine, [int(s) for s, own in reach if not own], int(alive))

    def still_held(self, mine: Sequence[int]) -> bool:
        """Whether those of its shards that could not be locked are its own nevertheless."""
        rest = sorted(set(self.shards) - set(mine))
        return self.ask(HELD, shards=rest) == [(len(rest),)]

    def settle(self, mine: list[int], free: list[int], alive: int) -> tuple[int, ...]:
        """Its shards from now on: its share at most, under a new epoch when there are others."""
        share = -(-SHARDS // max(alive, 1))
        keep, surplus, more = mine[:share], mine[share:], free[: max(share - len(mine), 0)]
        if surplus:
            self.ask(GIVE_BACK, shards=surplus)
        if more:
            ((self.epoch,),) = self.ask(EPOCH)
            unheard = 2 * max(self.lease, LEASE)
            self.ask(AWAIT, shards=more, hand_off=self.lane(more).hand_off, unheard=unheard)
        shards = sorted(keep + more)
        self.ask(TAKE, shards=shards)
        return tuple(shards)

    def together(self) -> list[list[int]]:
        """Its shards, in one list those that had the same last tick and absorbed the same."""
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        with self.store.begun(self.store.looking):
            for shard, watermark, cursor in self.ask(PLACES, shards=list(self.shards)):
                found[int(watermark), int(cursor)].append(int(shard))
        return [found[place] for place in sorted(found)]

    def align(self) -> bool:
        """Lets shards of which nothing is new stand together; returns whether any moved."""
        with suppress(Fenced), self.store.within(self.lane(self.shards)), self.store.transaction():
            return bool(self.ask(ALIGN, shards=list(self.shards)))
        return False

    def leave(self) -> None:
        """Gives everything back: others need not wait for its leases."""
        with self.store.begun(self.store.looking):
            reach = self.ask(WITHIN_REACH)
            self.ask(GIVE_BACK, shards=[int(shard) for shard, own in reach if own])
            self.ask(LEAVE)
        self.shards = ()

    def ask(self, text: str, **values: object) -> list[Row]:
        """Runs a statement about lanes and workers."""
        own = {"worker": self.name, "epoch": self.epoch, "lease": self.lease}
        with translated():
            cursor = self.store.link.execute(text.encode(), {**own, **values})
        return cursor.fetchall() if cursor.description else []
