"""Back-pressure: when nothing is to be sent, because there would be no room to write it down."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..runtime.clock import stopwatch
from ..runtime.sqlite import SqliteStore
from ..runtime.store import Store

LEAST_FREE = 0.05  # of the disk
A_MINUTE = 60.0  # seconds


@dataclass(slots=True)
class Pressure:
    """Asked before each claim. What keeps from it is told once a minute, and when it is over."""

    store: Store
    tell: Callable[[str], object]
    told_at: float | None = None

    def __call__(self) -> str | None:
        why, now = pressed(self.store), stopwatch()
        if why is None and self.told_at is not None:
            self.tell("there is room on the disk again: messages leave")
            self.told_at = None
        if why is not None and (self.told_at is None or now - self.told_at >= A_MINUTE):
            self.tell(f"no message leaves: {why}")
            self.told_at = now
        return why


def pressed(store: Store) -> str | None:
    """Why nothing is to be claimed now: the disk under the store is all but full."""
    if not isinstance(store, SqliteStore) or store.path == ":memory:":
        return None
    folder = Path(store.path).resolve().parent
    usage = shutil.disk_usage(folder)
    if usage.free >= LEAST_FREE * usage.total:
        return None
    return f"less than {LEAST_FREE:.0%} of the disk under `{folder}` is free; free some space"
