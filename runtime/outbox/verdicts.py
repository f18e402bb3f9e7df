"""What somebody decides about messages by hand: each decision is written down before it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..consent.decision import forget, gather, rule
from ..store import Store
from .listing import Post
from .moves import apply, hold, take
from .states import Change

RESOLVED, AGAIN = "resolved", "again"
REPEATABLE = frozenset({"unknown", "refused", "expired", "dead"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who decided, why, and when (milliseconds UTC)."""

    who: str
    why: str | None
    now: int


def resolve(store: Store, posts: Sequence[Post], state: str, verdict: Verdict) -> int:
    """unknown -> accepted or queued: somebody has found out; returns how many changed."""
    doubtful = [one for one in posts if one.state == "unknown"]
    return settled(store, doubtful, state, (RESOLVED, verdict))


def retry(store: Store, posts: Sequence[Post], verdict: Verdict) -> int:
    """What was given up, refused, too late or in doubt is queued once more; returns how many.

    Consent, hours and frequency are looked at as always; attempts are counted anew.
    """
    over = [one for one in posts if one.state in REPEATABLE]
    return settled(store, over, "queued", (AGAIN, verdict))


def foreseen(store: Store, posts: Sequence[Post], now: int) -> Mapping[str, int]:
    """How many of these the last look would stop if they left now, by the reason.

    By consent, addresses and exits, as things are; hours and frequency show when they leave.
    """
    with store.transaction():
        take(store, [one.row for one in posts])
        forget(store)
        store.write("post.ask-again", now=now)
        gather(store)
        rule(store)
        return {str(why): int(count) for why, count in store.read("post.foreseen")}


def settled(store: Store, posts: Sequence[Post], state: str, by: tuple[str, Verdict]) -> int:
    """Changes messages that are still as they were seen, and writes down whose decision it was."""
    reason, verdict = by
    changes = [
        Change(one.row, one.state, state, reason=reason, not_before=due(state, verdict.now))
        for one in posts
    ]
    if not changes:
        return 0
    with store.transaction():
        hold(store, changes)
        store.write("post.decide", now=verdict.now, who=verdict.who, why=verdict.why)
        return apply(store, changes, verdict.now)


def due(state: str, now: int) -> int | None:
    """From when on it may leave."""
    return now if state == "queued" else None
