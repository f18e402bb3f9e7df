"""The same on PostgreSQL: workers share the audience by lanes, and the database tells the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from jalon.runtime.lanes import Share
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.store import Store

from ..conformance.stores import AskedPostgres
from ..differential.asking import Asked
from ..postgres.databases import Databases, served
from .database import furnish
from .simulation import Opener

LEASE = 60_000


@dataclass
class OnServer:
    """One database, for one run; `workers` are the leases that each connection's process has."""

    address: str
    opened: list[PostgresStore] = field(default_factory=list)
    workers: dict[PostgresStore, Worker] = field(default_factory=dict)

    def connect(self) -> Store:
        """A connection of one process."""
        store = PostgresStore.open(self.address)
        self.opened.append(store)
        return store

    def asked(self) -> Asked:
        """Another connection."""
        store = PostgresStore.open(self.address)
        self.opened.append(store)
        return AskedPostgres(store)

    def share(self, store: Store, name: str) -> Share:
        """The lanes of a worker: as long as it lives, it is the same one."""
        assert isinstance(store, PostgresStore)
        if store not in self.workers:
            self.workers[store] = Worker(store, f"{name} {len(self.workers)}", LEASE)
        return self.workers[store]

    def tell_time(self, store: Store, now: int) -> None:
        """What `engine_now()` says from now on."""
        assert isinstance(store, PostgresStore)
        store.link.execute("SELECT set_config('jalon.now', %s, false)", (str(now),))


class Templates:
    """The databases from which others are copied: the project as of each instant."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self.names: dict[int, str] = {}

    def of(self, base: int) -> str:
        """The name of a template."""
        if base not in self.names:
            self.names[base] = self.databases.create()
            store = PostgresStore.open(self.databases.at(self.names[base]))
            furnish(store, base)
            store.close()
        return self.names[base]

    @contextmanager
    def copied(self, base: int) -> Iterator[OnServer]:
        """A database for one run."""
        name = f"run_{next(self.databases.numbers)}"
        self.databases.command(f"CREATE DATABASE {name} TEMPLATE {self.of(base)}")
        found = OnServer(self.databases.at(name))
        try:
            yield found
        finally:
            for store in found.opened:
                store.close()
            self.databases.drop(name)


def opener(stack: ExitStack) -> Opener:
    """Opens a database for each run, on a server of its own."""
    return Templates(stack.enter_context(served())).copied
