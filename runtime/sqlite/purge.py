"""Leaving no byte of deleted rows in the file, nor in its log."""

from __future__ import annotations

import sqlite3


def purge(connection: sqlite3.Connection) -> bool:
    """Writes the file anew and empties its log; False: somebody still reads what was there.

    What SQLite puts aside meanwhile goes to the disk, not into memory: the file may be large. The
    temporary tables are gone afterwards.
    """
    connection.execute("PRAGMA temp_store = FILE")
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        [(busy, *_)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.execute("PRAGMA temp_store = MEMORY")
    return not busy
