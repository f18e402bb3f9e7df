"""The changes of state as set statements, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from ..store import Store
from .decisions import Tries, decided, lapsed, late
from .pressure import Pressures
from .states import LEGAL, Change, Claimed, IllegalChange, Patience, Place, Result


def claim(store: Store, now: int, size: int, patience: Patience) -> list[Claimed]:
    """queued -> leased: up to `size` rows that are due, the longest waiting first."""
    with store.transaction():
        rows = store.read("outbox.claim", now=now, lease=patience.lease, size=size)
    claimed = [Claimed(*row) for row in rows]
    return sorted(claimed, key=lambda row: (row.marketing, row.queued_at, row.place))


def recover(store: Store, now: int, patience: Patience) -> int:
    """Takes back what a worker left behind when its lease ran out; returns how many rows.

    What was leased has not left: it is queued again. What was handed off may have: marketing
    becomes `unknown`, a transactional message is sent again under the same Message-ID.
    """
    with store.transaction():
        rows = store.read("outbox.lapsed", now=now)
        results = [lapsed(Claimed(*row[:9]), str(row[9])) for row in rows]
        return settle(store, results, now, patience)


def renew(store: Store, rows: Sequence[Claimed], now: int, patience: Patience) -> int:
    """leased -> leased, for as long again; returns how many rows are still ours."""
    with store.transaction():
        take(store, rows)
        return store.write("outbox.renew", now=now, lease=patience.lease)


def expire(store: Store, now: int, patience: Patience) -> int:
    """queued -> expired: what has waited longer than anybody would understand."""
    if patience.too_old is None:
        return 0
    with store.transaction():
        return store.write("outbox.expire", now=now, oldest=now - patience.too_old)


def hand_off(
    store: Store,
    rows: Sequence[Claimed],
    pressures: Pressures,
    now: int,
    patience: Patience,
) -> set[Place]:
    """leased -> handoff, in one transaction with the last look at consent, hours and frequency.

    Returns the rows that may leave now. The others are suppressed, put off until their quiet
    hours end, or no longer ours. An opt-out that was committed before this wins.
    """
    with store.transaction():
        take(store, rows)
        press(store, rows, pressures)
        store.write("outbox.forbid", now=now)
        store.write("outbox.put-off", now=now)
        store.write("outbox.hold-back", now=now)
        found = store.read("outbox.hand-off", now=now, lease=patience.lease)
        if len(found) < len(rows):
            store.write("outbox.log-stopped", now=now)
    return {(int(run), int(step)) for run, step in found}


def settle(store: Store, results: Sequence[Result], now: int, patience: Patience) -> int:
    """Writes down how attempts ended, with their `attempt` rows and the events of what was sent.

    Returns how many rows changed: the others are no longer ours.
    """
    if not results:
        return 0
    with store.transaction():
        tries = earlier_tries(store, results)
        changes = [decided(result, tries, now, patience) for result in results]
        changed = apply(store, changes, now)
        for origin in ("unknown", "queued"):  # an answer that came after the lease
            if changed < len(changes):
                answers = [late(c, origin) for c in changes if c.state in ("accepted", "refused")]
                changed += apply(store, answers, now)
    return changed


def apply(store: Store, changes: Sequence[Change], now: int) -> int:
    """Makes changes, all legal ones; returns how many rows were still in the state they name."""
    hold(store, changes)
    changed = store.write("outbox.settle", now=now)
    store.write("outbox.log-attempts", now=now)
    store.write("outbox.record-sent", now=now)
    return changed


def take(store: Store, rows: Iterable[Claimed]) -> None:
    """Takes claimed rows in hand, for queries about them in the same transaction."""
    hold(store, [Change(row, "leased", "handoff") for row in rows])


def hold(store: Store, changes: Iterable[Change]) -> None:
    """Takes the rows of the changes in hand. Raises `IllegalChange`."""
    values = [legal(change).values() for change in changes]
    store.write("outbox.work")
    store.write("outbox.clear-work")
    store.many("outbox.take", values)


def legal(change: Change) -> Change:
    """The change, if there is such a one."""
    if change.state not in LEGAL.get(change.origin, ()):
        raise IllegalChange(f"an outbox row never goes from {change.origin} to {change.state}")
    return change


def press(store: Store, rows: Sequence[Claimed], pressures: Pressures) -> None:
    """Notes what the rows in hand obey; only marketing obeys anything. STEP-44"""
    found = [
        ({"enrollment_id": row.enrollment_id, "node_id": row.node_id}, pressures[row.place])
        for row in rows
        if row.marketing and row.place in pressures
    ]
    for what in ("quiet", "limits"):
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


def earlier_tries(store: Store, results: Sequence[Result]) -> Tries:
    """What the attempts of the same kind came to before, for the rows where it matters."""
    found: dict[Place, tuple[int, int]] = {}
    for outcome in ("retry", "unknown"):
        rows = [result.row for result in results if result.outcome == outcome]
        if rows:
            take(store, rows)
            earlier = store.read("outbox.earlier-tries", outcome=outcome)
            found |= {(run, step): (since, count) for run, step, since, count in earlier}
    return found


def resolve(store: Store, row: Claimed, state: str, now: int) -> bool:
    """unknown -> accepted or queued, when somebody has found out; False if it was not unknown."""
    with store.transaction():
        return apply(store, [Change(row, "unknown", state, reason="resolved")], now) == 1


def counts(store: Store) -> dict[str, int]:
    """How many rows there are in each state."""
    return {str(state): int(count) for state, count in store.read("outbox.counts")}
