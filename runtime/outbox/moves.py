"""The changes of state as set statements, each in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..store import Store
from .bounces import bounced, clean
from .decisions import NEW, Past, Pasts, decided, lapsed, late
from .last_look import ages, look
from .pressure import Pressures
from .soft_bounces import note
from .states import LEGAL, Change, Claimed, IllegalChange, Patience, Place, Result

EXPIRED_AT_ONCE = 10_000
REPEATED = frozenset({"retry", "unreached", "unknown", "crashed", "refused", "failed"})
"""The outcomes after which it matters what was before."""


def recover(store: Store, now: int, patience: Patience) -> int:
    """Takes back what a worker left behind when its lease ran out; returns how many rows.

    What was leased has not left: it is queued again. What was handed off may have: marketing
    becomes `unknown`, a transactional message is sent again under the same Message-ID.
    """
    with store.transaction():
        rows = store.read("outbox.lapsed", now=now, unheard=2 * patience.lease)
        results = [lapsed(Claimed(*row[:9]), str(row[9]), bool(row[10])) for row in rows]
        if any(one.origin == "leased" for one in results):
            store.write("outbox.suspect", now=now)
        return settle(store, results, now, patience)


def renew(store: Store, rows: Sequence[Claimed], now: int, patience: Patience) -> int:
    """leased -> leased, for as long again; returns how many rows are still ours."""
    with store.transaction():
        take(store, rows)
        return store.write("outbox.renew", now=now, lease=patience.lease)


def expire(store: Store, now: int, patience: Patience) -> int:
    """queued -> expired: what has waited longer than anybody would understand; so many at once.

    The others are stopped when they are about to leave, or by the next call.
    """
    with store.transaction():
        since = ages(now, patience)
        told = {"latest": max(since.values()), "most": EXPIRED_AT_ONCE, **since}
        return store.write("outbox.expire", now=now, **told)


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
        look(store, rows, pressures, (now, patience))
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
        past = earlier_tries(store, results)
        changes = [decided(one, past.get(one.row.place, NEW), now, patience) for one in results]
        changed = apply(store, changes, now)
        for origin in ("unknown", "queued"):  # an answer that came after the lease
            if changed < len(changes):
                answers = [late(c, origin) for c in changes if c.state in ("accepted", "refused")]
                changed += apply(store, answers, now)
        if gone := bounced(results):
            clean(store, gone, now)
        note(store, results, now)
    return changed


def apply(store: Store, changes: Sequence[Change], now: int) -> int:
    """Makes changes, all legal ones; returns how many rows were still in the state they name."""
    hold(store, changes)
    changed = store.write("outbox.settle", now=now)
    store.write("outbox.log-attempts", now=now)
    store.write("outbox.record-sent", now=now)
    store.write("consent.forgive")
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


def earlier_tries(store: Store, results: Sequence[Result]) -> Pasts:
    """What became of earlier attempts, for the rows where it matters."""
    rows = [one.row for one in results if one.outcome in REPEATED and one.row.attempt > 1]
    found: dict[Place, Past] = defaultdict(Past)
    if rows:
        take(store, rows)
        for run, step, outcome, since, count in store.read("outbox.earlier-tries"):
            past = found[int(run), int(step)]
            past.counts[str(outcome)], past.since[str(outcome)] = int(count), int(since)
        for run, step in store.read("outbox.doubts"):
            found[int(run), int(step)].doubt = True
    return found


def counts(store: Store) -> dict[str, int]:
    """How many rows there are in each state."""
    return {str(state): int(count) for state, count in store.read("outbox.counts")}
