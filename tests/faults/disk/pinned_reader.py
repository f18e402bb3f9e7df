"""F12: somebody reads a SQLite file for long; the log is capped, and work goes on after that."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.runtime.sqlite import SqliteStore, store
from jalon.runtime.sqlite.store import log_size
from jalon.runtime.store import Interrupted

from ..figures import Figures

FAULT, CASES = "F12", 20
CAP, MOST = 8 << 20, 1 << 20  # bytes of the log, and of one transaction at most
ROW = 1000
MUCH = "INSERT INTO zone (id, name) VALUES (?, ?)"


def experiment(cases: int, seed: int) -> Figures:
    """A small cap, so that it is reached soon."""
    begun, chance, failures, largest = time.monotonic(), random.Random(seed), 0, 0
    usual, store.LOG_CAP = store.LOG_CAP, CAP
    try:
        with TemporaryDirectory() as folder, closing(opened(folder)) as here, here.alone():
            for _ in range(cases):
                size = pinned(here, chance)
                failures += not CAP < size <= CAP + 2 * MOST or not goes_on(here, chance)
                largest = max(largest, size)
    finally:
        store.LOG_CAP = usual
    figures = {"cap in MB": CAP >> 20, "largest log in MB": round(largest / (1 << 20), 1)}
    return Figures(FAULT, cases, failures, figures, time.monotonic() - begun)


def opened(folder: str) -> SqliteStore:
    """A store in a file."""
    return SqliteStore.open(Path(folder) / "jalon.db")


def pinned(here: SqliteStore, chance: random.Random) -> int:
    """Writes while somebody reads, until the engine is stopped; returns the size of the log."""
    with closing(sqlite3.connect(here.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM zone").fetchone()
        for _ in range(10 * CAP // MOST * 4):
            try:
                write(here, chance)
            except Interrupted:
                break
        return log_size(here.path)


def goes_on(here: SqliteStore, chance: random.Random) -> bool:
    """Whether the next work is done, and the log is short again."""
    write(here, chance)
    return log_size(here.path) <= CAP


def write(here: SqliteStore, chance: random.Random) -> None:
    """One transaction."""
    with here.transaction():
        ((last,),) = here.read("deploy.zone-next")
        rows = ((last + n, "x" * ROW) for n in range(chance.randint(1, MOST // ROW // 2)))
        here.connection.executemany(MUCH, rows)
