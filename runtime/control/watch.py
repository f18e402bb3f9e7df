"""Who waits for a condition that time alone can satisfy is looked at at every tick."""

from __future__ import annotations

from ..loaded import Version
from ..store import Store


def rewatch(store: Store, version: Version) -> int:
    """Looks again at everybody who waits so in a version; returns how many were not looked at."""
    timed = [number for number, wait in version.plan.waits.items() if wait.watch is not None]
    return sum(store.write("control.rewatch", node=version.base + number) for number in timed)
