"""Where threads race: a store that many connections open, full of messages that are leased."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Thread

from jalon.compiler.sql.statement import Statement
from jalon.runtime.deploy import deploy
from jalon.runtime.lanes import Lane
from jalon.runtime.outbox import Claimed
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store
from tests.integration.consent.asking import said
from tests.integration.deliver.building import HOUR, NOW, program
from tests.postgres.server import NoServer, running

CONTACT = """
INSERT INTO contact (id, key, bucket, email, fold_email, email_status, added_at, changed_at)
VALUES (:id, :key, 0, :email, :email, 'subscribed', 0, 0)
"""
LEASED = """
INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state, queued_at,
    not_before, attempt, epoch, lease_until)
VALUES (:enrollment_id, :node_id, :contact_id, 'email', 'hello', 'marketing', 'leased', :at,
    :at, 1, 1, :until)
"""
APART = 64_000_000  # between the runs of one contact: the same lane for all
STATES = Statement("SELECT enrollment_id, state, reason FROM outbox")
NODE = Statement("SELECT MIN(id) FROM node WHERE kind = 'send'")
ALWAYS = 1 << 50


@dataclass(slots=True)
class Arena:
    """Opens connections to one store, all alike."""

    connect: Callable[[], Store]
    lanes: tuple[Lane | None, ...] = (None,)
    errors: list[BaseException] = field(default_factory=list)

    def fill(self, contacts: int, each: int = 1) -> list[Claimed]:
        """Subscribed contacts, each with so many messages that are leased."""
        with closing(self.connect()) as store:
            deploy(store, program(), NOW - HOUR)
            [(node,)] = store.read(NODE)
            rows = [row(i, j, int(node)) for i in range(1, contacts + 1) for j in range(each)]
            with store.transaction():
                store.many(said(store, CONTACT), map(contact, range(1, contacts + 1)))
                store.many(said(store, LEASED), map(leased, rows))
        return rows

    def race(self, *racers: Callable[[Store, Barrier], None]) -> None:
        """Everybody at once, each by a connection of his own; raises what went wrong."""
        line = Barrier(len(racers))
        threads = [Thread(target=self.run, args=(racer, line)) for racer in racers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def run(self, racer: Callable[[Store, Barrier], None], line: Barrier) -> None:
        """One of them."""
        try:
            with closing(self.connect()) as store:
                racer(store, line)
        except BaseException as error:
            self.errors.append(error)
            line.abort()


def contact(number: int) -> dict[str, object]:
    """A subscribed contact."""
    return {"id": number, "key": f"c{number}", "email": f"c{number}@x.example"}


def row(contact: int, number: int, node: int) -> Claimed:
    """A message of a contact that a worker has claimed."""
    run = contact + number * APART
    return Claimed(run, node, contact, "email", "hello", "marketing", NOW, 1, 1)


def leased(one: Claimed) -> dict[str, object]:
    """The same as a row of the outbox."""
    place = {"enrollment_id": one.enrollment_id, "node_id": one.node_id}
    return {**place, "contact_id": one.contact_id, "at": NOW, "until": ALWAYS}


@contextmanager
def on_a_file() -> Iterator[Arena]:
    """An arena in a file of its own."""
    with tempfile.TemporaryDirectory(prefix="jalon-race-") as folder:
        yield Arena(lambda: SqliteStore.open(Path(folder) / "race.db"))


@contextmanager
def on_a_server() -> Iterator[Arena]:
    """An arena on a server of its own, whose lanes are all one worker's. Raises `NoServer`."""
    with running() as address, closing(PostgresStore.open(address)) as store:
        yield of_worker(store, lambda: PostgresStore.open(address))


def of_worker(store: PostgresStore, connect: Callable[[], Store]) -> Arena:
    """An arena where a worker has all shards, in two lanes."""
    worker = Worker(store, lease=600_000)
    worker.balance()
    return Arena(connect, (worker.lane(worker.shards[:32]), worker.lane(worker.shards[32:])))


def of_lane(rows: Sequence[Claimed], lane: Lane | None) -> list[Claimed]:
    """The rows that a lane sees."""
    return [one for one in rows if lane is None or one.contact_id % 64 in lane.shards]


ARENAS = {"SQLite": on_a_file, "PostgreSQL": on_a_server}


@contextmanager
def arena(name: str) -> Iterator[Arena | None]:
    """One of them; None where there can be none."""
    try:
        with ARENAS[name]() as found:
            yield found
    except NoServer:
        yield None


def parts(found: Sequence[Claimed], size: int) -> Iterator[Sequence[Claimed]]:
    """The rows in windows."""
    for start in range(0, len(found), size):
        yield found[start : start + size]
