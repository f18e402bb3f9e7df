"""Planted bugs 13 and 14: consent and caps are read in a transaction of their own, too early."""

from __future__ import annotations

import time
from collections.abc import Sequence

from jalon.runtime.outbox import Claimed, Patience, Place, Pressures, take
from jalon.runtime.outbox.last_look import look
from jalon.runtime.store import Store

GAP = 0.002  # seconds in which others get in


def careless(
    store: Store, rows: Sequence[Claimed], pressures: Pressures, now: int, patience: Patience
) -> set[Place]:
    """A hand-off whose last look is over before it begins."""
    with store.transaction():
        take(store, rows)
        look(store, rows, pressures, (now, patience))
    time.sleep(GAP)
    with store.transaction():
        take(store, rows)
        found = store.read("outbox.hand-off", now=now, lease=patience.lease)
    return {(int(run), int(step)) for run, step in found}
