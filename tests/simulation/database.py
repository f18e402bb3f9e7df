"""Where a simulation keeps its audience: a real file, opened by as many as want to."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

from jalon.compiler import ir
from jalon.compiler.pipeline import compile_project
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.intake.zones import zone_ids
from jalon.runtime.lanes import Everybody, Share
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.store import connect, topic_names
from jalon.runtime.store import Store

from ..differential.asking import Asked
from ..differential.vocabulary import PRODUCTS, ZONES

SHOP = Path(__file__).parent / "shop"
MEMORY = Path("/dev/shm")


class Database(Protocol):
    """A database that outlives the processes that use it."""

    def connect(self) -> Store:
        """A connection of one process."""
        ...

    def asked(self) -> Asked:
        """Somebody who only looks at what is committed."""
        ...

    def share(self, store: Store, name: str) -> Share:
        """What is a worker's own."""
        ...

    def tell_time(self, store: Store, now: int) -> None:
        """Sets the database's clock for a connection, where it has one."""
        ...


@cache
def program() -> ir.Program:
    """The project that is simulated."""
    found, problems = compile_project(SHOP)
    assert found is not None, problems
    return found


def furnish(store: Store, base: int) -> None:
    """Deploys the project and puts its products in, as of an instant."""
    deploy(store, program(), base)
    with store.transaction():
        zone_ids(store, ZONES)
    products = [
        intake.ProductRow(store=one.store, key=one.key, name=one.name, vendor=one.vendor)
        for one in PRODUCTS
        if one.store == "shop"
    ]
    intake.add_products(store, products, base)
    store.write("tick.advance-place", now=base, upto=0)


@cache
def image(base: int) -> bytes:
    """A whole store as of an instant: made once, copied for every run."""
    store = SqliteStore.open()
    furnish(store, base)
    return store.connection.serialize()


@dataclass
class File:
    """One SQLite file. What a crash of the machine would undo is not simulated here."""

    path: Path
    opened: list[sqlite3.Connection] = field(default_factory=list)

    @classmethod
    @contextmanager
    def of(cls, base: int) -> Iterator[File]:
        """A new file, for one run."""
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            path = Path(folder) / "simulation.db"
            path.write_bytes(image(base))
            found = cls(path)
            try:
                yield found
            finally:
                for connection in found.opened:
                    connection.close()

    def connect(self) -> Store:
        """A connection of one process; nobody waits, since nobody else can go on meanwhile."""
        connection = connect(str(self.path))
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA synchronous = OFF")
        store = SqliteStore(connection, str(self.path))
        for name in sorted(topic_names()):
            store.write(name)
        return store

    def share(self, store: Store, name: str) -> Share:
        """Everybody is everybody's."""
        return Everybody()

    def tell_time(self, store: Store, now: int) -> None:
        """The database has no clock."""

    def asked(self) -> Asked:
        """Another connection, for whoever has its turn."""
        found = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self.opened.append(found)
        return found
