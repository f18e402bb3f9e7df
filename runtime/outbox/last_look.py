"""The last look at messages before they leave, in the transaction that hands them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ...compiler.ir import kinds
from ..consent.decision import forget, gather, rule
from ..store import Store
from .pressure import Pressures
from .states import Claimed, Patience

TOLD = sorted(kinds.ALL - kinds.DERIVED - {kinds.EMAIL_SENT, kinds.SMS_SENT})
"""The kinds of events that others tell; the rest is found, or done, by the engine itself."""


def look(
    store: Store, rows: Sequence[Claimed], pressures: Pressures, when: tuple[int, Patience]
) -> None:
    """Stops what may not leave now, of the rows in hand.

    The contacts are held first, so that their consent stays what is read until this is committed.
    """
    now, patience = when
    store.read("outbox.hold")
    press(store, rows, pressures)
    forget(store)
    store.write("outbox.stop-over", now=now)
    if any(obeyed.endings for obeyed in pressures.values()):
        ((watermark, seen),) = store.read("outbox.standing")
        store.write("outbox.await-tick", now=now, watermark=watermark, seen=seen)
    store.write("outbox.ask", now=now, **ages(now, patience))
    gather(store)
    store.write("outbox.put-off", now=now)
    rule(store)
    if store.write("outbox.hold-back"):
        rule(store)
    store.write("outbox.stop", now=now)


def ages(now: int, patience: Patience) -> dict[str, int]:
    """Since when, at the latest, marketing and the rest may have waited to leave now."""
    return {"oldest": now - patience.too_old, "eldest": now - patience.much_too_old}


def press(store: Store, rows: Sequence[Claimed], pressures: Pressures) -> None:
    """Notes what the rows in hand obey; only marketing obeys anything. STEP-44"""
    found = [
        ({"enrollment_id": row.enrollment_id, "node_id": row.node_id}, pressures[row.place])
        for row in rows
        if row.marketing and row.place in pressures
    ]
    for what in ("quiet", "limits", "endings", "told"):
        store.write(f"outbox.{what}")
        store.write(f"outbox.clear-{what}")
    store.many(
        "outbox.keep-quiet",
        [
            {**place, "quiet_from": start, "quiet_to": end}
            for place, obeyed in found
            for start, end in obeyed.quiet
        ],
    )
    store.many(
        "outbox.keep-limit",
        [
            {**place, "number": number, **asdict(limit)}
            for place, obeyed in found
            for number, limit in enumerate(obeyed.limits)
        ],
    )
    store.many(
        "outbox.keep-ending",
        [{**place, "kind": kind or ""} for place, obeyed in found for kind in obeyed.endings],
    )
    if any(None in obeyed.endings for _, obeyed in found):
        store.many("outbox.keep-told", [{"kind": kind} for kind in TOLD])
