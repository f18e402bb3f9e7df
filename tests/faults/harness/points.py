"""Named points in the program: a process says where it is, and dies where it was told to."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jalon.compiler.sql.statement import Statement
from jalon.deliver.letters import Desk
from jalon.deliver.records import Material
from jalon.deliver.senders import Outcome, Prepared, Retry
from jalon.deliver.senders.smtp import SmtpSender
from jalon.runtime.store import Fenced, Query, Row

from .page import Page, Tally
from .scene import AnyStore

QUERIES = {"outbox.claim": "claim", "outbox.stop": "consent check"}
COMMITS = (
    ("outbox.hand-off", "hand-off commit"),
    ("outbox.settle", "settle commit"),
    ("outbox.claim", "claim commit"),
    ("tick.advance-place", "step commit"),
    ("intake_event.insert", "ingest commit"),
)
"""What a transaction is for, by a query in it; the first that applies."""
HELD = Statement("""
SELECT COUNT(*) FROM lane WHERE shard = ANY(%(shards)s::bigint[])
    AND worker = %(worker)s AND epoch = %(epoch)s""")
TWICE = ("BEGIN", "claim", "render", "consent check", "hand-off commit", "connect",
         "settle commit", "step commit")  # fmt: skip
SINK = ("MAIL", "RCPT", "DATA", "CONTENT", "DOT", "NOTED")
CLIENT = ("before ingest commit", "after ingest commit", "after ack")
WORKER = (*(f"{when} {what}" for what in TWICE for when in ("before", "after")), "after reply read")
POINTS = (*WORKER, *SINK, *CLIENT)


@dataclass
class Watch:
    """Writes down where a process is; at its point, for the n-th time, it is killed."""

    page: Page
    place: int
    point: str = ""
    times: int = 1
    fenced: Tally = field(default_factory=Tally)
    trespasses: Tally = field(default_factory=Tally)
    seen: set[str] = field(default_factory=set)

    def at(self, where: str) -> None:
        """The process is here now."""
        self.page.write(self.place, where)
        if where == self.point:
            self.times -= 1
            if self.times <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def purpose(self) -> str:
        """What the transaction is for that is about to end."""
        return next((what for query, what in COMMITS if query in self.seen), "commit")


def watched(store: AnyStore, watch: Watch) -> AnyStore:
    """The store, which tells of every statement and transaction."""
    watch_statements(store, watch)
    watch_transactions(store, watch)
    return store


def watch_statements(store: AnyStore, watch: Watch) -> None:
    """Tells of statements by name."""
    read, write = store.read, store.write

    def told(query: Query) -> str:
        name = "a statement of a journey" if isinstance(query, Statement) else query
        watch.seen.add(name)
        return QUERIES.get(name, name)

    def reading(query: Query, /, **values: object) -> list[Row]:
        name = told(query)
        watch.at(f"before {name}")
        found = read(query, **values)
        watch.at(f"after {name}")
        return found

    def writing(query: Query, /, **values: object) -> int:
        name = told(query)
        watch.at(f"before {name}")
        count = write(query, **values)
        watch.at(f"after {name}")
        return count

    store.read, store.write = reading, writing  # type: ignore[method-assign]


def watch_transactions(store: AnyStore, watch: Watch) -> None:
    """Tells of beginnings and ends."""
    original = store.transaction

    @contextmanager
    def transaction() -> Iterator[None]:
        if store.inside():
            with original():
                yield
            return
        watch.seen.clear()
        watch.at("before BEGIN")
        try:
            with original():
                watch.at("after BEGIN")
                yield
                if trespassing(store):
                    watch.trespasses.note()
                watch.at(f"before {watch.purpose()}")
        except Fenced:
            watch.fenced.note()
            raise
        watch.at(f"after {watch.purpose()}")

    store.transaction = transaction  # type: ignore[method-assign]


def trespassing(store: AnyStore) -> bool:
    """Whether a transaction is about to commit in a lane that is somebody else's (INV-13)."""
    lane = store.lane
    if lane is None:
        return False
    values = {"shards": list(lane.shards), "worker": lane.worker, "epoch": lane.epoch}
    ((held,),) = store.read(HELD, **values)
    return int(held) != len(lane.shards)


class WatchedDesk(Desk):
    """A desk that tells when it writes."""

    watch: Watch

    def write(self, material: Material, now: int) -> Prepared:
        """One message."""
        self.watch.at("before render")
        prepared = super().write(material, now)
        self.watch.at("after render")
        return prepared


class WatchedSmtp(SmtpSender):
    """A way out that tells when it connects, and when it has been answered."""

    watch: Watch

    def open(self) -> Retry | None:
        """Connects, unless it is connected."""
        if self.client is not None:
            return None
        self.watch.at("before connect")
        trouble = super().open()
        self.watch.at("after connect")
        return trouble

    def send(self, message: Prepared) -> Outcome:
        """Hands over one message."""
        self.watch.at("sending")
        outcome = super().send(message)
        self.watch.at("after reply read")
        return outcome
