"""A copy of a file as it stands, whatever its schema, and whoever writes it meanwhile."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from .errors import translated
from .migrate import refuse_foreign
from .store import BUSY_SECONDS, connect_readonly, make_private


def copy(source: Path, target: Path) -> None:
    """Copies the file into a new one that is its owner's alone; changes nothing. `StoreError`."""
    with translated(str(source)), closing(looking(source)) as original:
        refuse_foreign(original, str(source))
        make_private(target)
        with closing(sqlite3.connect(target)) as copied:
            original.backup(copied)


def looking(path: Path) -> sqlite3.Connection:
    """A connection that only reads; beside a log that may not be touched, SQLite has another."""
    if not os.access(path.resolve().parent, os.W_OK):
        return connect_readonly(path)
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=BUSY_SECONDS, uri=True)
