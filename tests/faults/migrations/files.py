"""SQLite: files of every earlier schema, brought up by processes that are killed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.migrate import APPLICATION_ID, migrations, statements
from jalon.runtime.sqlite.store import connect

from .killing import Fuse, die, killed
from .rows import ROWS, insertion


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole file: its version, its schema, and its rows, as one can compare them."""

    version: int
    schema: tuple[str, ...]
    rows: tuple[str, ...]


@cache
def versions() -> tuple[int, ...]:
    """The schemas that there were: 0 is a file without any."""
    return (0, *(number for number, _ in migrations()))


@cache
def old(version: int) -> bytes:
    """A file as that version left it, with rows, as it lies on the disk."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "old.db")
        with closing(connect(str(path))) as connection:
            if version:
                furnish(connection, version)
        return path.read_bytes() if path.exists() else b""


def furnish(connection: sqlite3.Connection, version: int) -> None:
    """The schema of that version, and some rows."""
    connection.execute("PRAGMA journal_mode = WAL")
    for number, script in migrations():
        if number <= version:
            for statement in statements(script):
                connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version:d}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    for table, columns, rows in ROWS:
        connection.executemany(insertion(table, columns, "?"), rows)


@cache
def contents_of(version: int, *, upgraded: bool) -> Contents:
    """What is in such a file, before and after an upgrade that nobody disturbs."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "store.db")
        path.write_bytes(old(version))
        if upgraded:
            SqliteStore.open(path).close()
        return contents(path)


def contents(path: Path) -> Contents:
    """What is in a file, read as a stranger would."""
    with closing(sqlite3.connect(path)) as connection:
        [(version,)] = connection.execute("PRAGMA user_version")
        schema = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        return Contents(
            int(version),
            tuple(sorted(str(text) for (text,) in schema)),
            tuple(sorted(line for line in connection.iterdump() if line.startswith("INSERT"))),
        )


def upgrade(path: Path, at: int) -> bool:
    """Opens a file in a process that dies at its statement `at`; whether it came so far."""

    def work() -> None:
        connection = connect(str(path))
        connection.set_trace_callback(Fuse(at, die).burn)
        SqliteStore(connection, str(path)).prepare()

    return killed(work)


def objection(version: int, at: int, folder: Path) -> str | None:
    """Kills one upgrade; what is wrong with the file then."""
    path = folder / "store.db"
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(old(version))
    upgrade(path, at)
    with closing(sqlite3.connect(path)) as connection:
        [(whole,)] = connection.execute("PRAGMA integrity_check")
    if whole != "ok" or contents(path) not in stages(version):
        return f"schema {version}, killed at statement {at}: neither the old nor the new"
    return None


def stages(version: int) -> tuple[Contents, Contents]:
    """What may be in such a file: what was there, or what comes of it."""
    return contents_of(version, upgraded=False), contents_of(version, upgraded=True)


def kills(version: int) -> range:
    """The statements at which an upgrade from that version can be killed: of its migrations, of
    what stands around them, and two more, when all is done."""
    left = [script for number, script in migrations() if number > version]
    return range(1, sum(len(list(statements(one))) + 1 for one in left) + 16)
