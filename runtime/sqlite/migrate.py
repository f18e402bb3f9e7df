"""Brings a SQLite file to the present schema, one numbered migration after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from ..store import StoreError

APPLICATION_ID = 0x4A4C4F4E  # "JLON", at a fixed place in the file's header
BRING_UP = (
    "end the programs of the older one, then start `jalon run`: it brings the database to the "
    "present schema"
)


def migrations() -> list[tuple[int, str]]:
    """Returns (number, SQL) of every migration, in order."""
    folder = files(__name__.rpartition(".")[0]).joinpath("migrations")
    found = [(int(f.name[:4]), f.read_text("utf-8")) for f in folder.iterdir() if f.name[:1] == "0"]
    return sorted(found)


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Applies all that is missing in one transaction: the file has the old schema, or the new one.

    Several programs may try at once; all but the first find that it is done.
    """
    refuse_foreign(connection, path)
    if version(connection) == migrations()[-1][0]:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        refuse_foreign(connection, path)
        bring_up(connection, path)
    except BaseException:
        if connection.in_transaction:  # some errors of SQLite end the transaction themselves
            connection.rollback()
        raise
    connection.commit()


def version(connection: sqlite3.Connection) -> int:
    """The number of the last migration that was applied; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up(connection: sqlite3.Connection, path: str) -> None:
    """Applies the migrations that are missing."""
    current, known = version(connection), migrations()
    refuse_newer(current, known[-1][0], path)
    for number, script in known:
        if number > current:
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")


def require_current(connection: sqlite3.Connection, path: str) -> None:
    """Raises unless the file has the present schema: who only reads it does not change it."""
    refuse_foreign(connection, path)
    current, latest = version(connection), migrations()[-1][0]
    refuse_newer(current, latest, path)
    if current != latest:
        raise StoreError(
            f"`{path}` is of an older Jalon (schema {current}, this one has {latest})", BRING_UP
        )


def refuse_newer(current: int, latest: int, path: str) -> None:
    """Raises when the file has a schema that nobody here knows."""
    if current > latest:
        raise StoreError(
            f"`{path}` was written by a newer Jalon (schema {current}, this one knows {latest})",
            "install the newer version, or use another file",
        )


def refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    """Raises when the file is a database of some other program."""
    identity = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
    if identity != APPLICATION_ID and tables:
        raise StoreError(
            f"`{path}` is a database of another program, not a Jalon store",
            "name another file with --db",
        )


def statements(script: str) -> Iterator[str]:
    """Splits a script where SQLite itself says that a statement is complete."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
