"""Back-pressure: when nothing is to be sent, because there would be no room to write it down."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..runtime.sqlite import SqliteStore
from ..runtime.store import Store

LEAST_FREE = 0.05  # of the disk


def pressed(store: Store) -> str | None:
    """Why nothing is to be claimed now: the disk under the store is all but full."""
    if not isinstance(store, SqliteStore) or store.path == ":memory:":
        return None
    folder = Path(store.path).resolve().parent
    usage = shutil.disk_usage(folder)
    if usage.free >= LEAST_FREE * usage.total:
        return None
    return f"less than {LEAST_FREE:.0%} of the disk under `{folder}` is free; free some space"
