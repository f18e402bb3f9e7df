"""A PostgreSQL server that keeps what it has promised, and can be killed and started again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from jalon.runtime.postgres import PostgresStore
from tests.postgres.server import NOBODY, programs, running

from .clock import SharedClock

# As in production: a commit is on the disk when it is acknowledged. Only the size is a test's.
KEPT = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"
# The time of the database goes with the clock of the experiment, which can be moved.
NOW = """
CREATE OR REPLACE FUNCTION jalon.engine_now() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint + (SELECT by FROM public.moved)
$$
"""


@dataclass(frozen=True)
class Server:
    """A cluster in a folder of its own."""

    folder: str

    @property
    def address(self) -> str:
        """How to connect."""
        return f"host={self.folder} user=jalon dbname=postgres"

    def restart(self) -> None:
        """Kills every process of it at once, and starts it again: it recovers from its log."""
        self.control("-m", "immediate", "stop")
        options = f"-c listen_addresses= {KEPT} -k {self.folder}"
        self.control("-o", options, "-l", f"{self.folder}/log", "start")

    def control(self, *words: str) -> None:
        """Runs `pg_ctl` as the owner of the folder."""
        before = NOBODY if os.getuid() == 0 else ()
        whole = [*before, str(programs() / "pg_ctl"), "-D", f"{self.folder}/data", "-w", *words]
        subprocess.run(whole, stdout=subprocess.DEVNULL, check=True)

    def furnish(self, clock: SharedClock) -> None:
        """An empty store whose time is that of the experiment."""
        PostgresStore.open(self.address).close()
        with psycopg.connect(self.address, autocommit=True) as link:
            link.execute("CREATE TABLE public.moved (by bigint NOT NULL)")
            link.execute("INSERT INTO public.moved VALUES (%s)", (clock.offset,))
            link.execute(NOW)

    def move(self, clock: SharedClock) -> None:
        """Tells it that the clock was moved."""
        with psycopg.connect(self.address, autocommit=True) as link:
            link.execute("UPDATE public.moved SET by = %s", (clock.offset,))


@contextmanager
def served() -> Iterator[Server]:
    """A running server. Raises `NoServer` where there can be none."""
    with running(KEPT) as address:
        yield Server(address.partition(" ")[0].removeprefix("host="))
