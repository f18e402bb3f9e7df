"""What follows from how an attempt ended: the state machine of reliability 2.3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .keys import jitter
from .states import Change, Claimed, Patience, Place, Result

Tries = Mapping[Place, tuple[int, int]]
"""Of each row: since when it has been tried in vain, and how often."""


def lapsed(row: Claimed, state: str) -> Result:
    """How an attempt ended of which nobody told."""
    outcome = "lapsed" if state == "leased" else "retry" if row.request else "unknown"
    return Result(row, outcome, detail="the worker did not come back", origin=state)


def late(change: Change, origin: str) -> Change:
    """The same answer for a row that somebody has taken for lost meanwhile."""
    return replace(change, origin=origin)


def decided(result: Result, tries: Tries, now: int, patience: Patience) -> Change:
    """The change that follows from how an attempt ended."""
    since, count = tries.get(result.row.place, (now, 0))
    change = Change(result.row, result.origin, "", result.outcome, result.reason, result.detail)
    return DECISIONS[result.outcome](change, since, count, Moment(now, patience, result.after))


@dataclass(frozen=True, slots=True)
class Moment:
    """When a decision is made, by whose patience, and what the other side asked for."""

    now: int
    patience: Patience
    after: int | None

    def again(self, change: Change, count: int) -> Change:
        """Queued once more, after a random while that grows each time, or what was asked for."""
        base = self.patience.pause if change.row.request else self.patience.base
        most = min(self.patience.cap, base << min(count, 30))
        wait = max(jitter(change.row.place, change.row.attempt, most), self.after or 0)
        return replace(change, state="queued", not_before=self.now + wait)


def _retry(change: Change, since: int, count: int, moment: Moment) -> Change:
    """The other side did not take it; later it may."""
    requested_enough = change.row.request and count + 1 >= moment.patience.requests
    if requested_enough or moment.now - since >= moment.patience.limit:
        return replace(change, state="dead", reason="retries")
    return moment.again(change, count)


def _unknown(change: Change, since: int, count: int, moment: Moment) -> Change:
    """Nobody knows: marketing stays so, the rest is sent again, a bounded number of times."""
    if change.row.marketing or count + 1 >= moment.patience.lost:
        return replace(change, state="unknown", reason="no_answer")
    return moment.again(change, count)


def _to(state: str) -> Callable[[Change, int, int, Moment], Change]:
    """A decision that depends on nothing."""
    return lambda change, since, count, moment: replace(change, state=state)


DECISIONS: Mapping[str, Callable[[Change, int, int, Moment], Change]] = {
    "accepted": _to("accepted"),
    "refused": _to("refused"),
    "failed": _to("dead"),
    "lapsed": _to("queued"),
    "retry": _retry,
    "unknown": _unknown,
}
