"""What follows from how an attempt ended: the state machine of reliability 2.3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from .keys import jitter
from .states import Change, Claimed, Patience, Place, Result


@dataclass(slots=True)
class Past:
    """What became of a row before, by outcome: since when (milliseconds UTC), and how often.

    `doubt`: of an earlier attempt nobody knows whether it arrived.
    """

    since: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    doubt: bool = False

    def count(self, *outcomes: str) -> int:
        """How many attempts came to one of these."""
        return sum(self.counts.get(one, 0) for one in outcomes)


Pasts = Mapping[Place, Past]
NEW = Past()


def lapsed(row: Claimed, state: str, alone: bool) -> Result:
    """How an attempt ended of which nobody told."""
    before = "crashed" if alone else "lapsed"
    outcome = before if state == "leased" else "unknown"
    return Result(row, outcome, detail="the worker did not come back", origin=state)


def late(change: Change, origin: str) -> Change:
    """The same answer for a row that somebody has taken for lost meanwhile."""
    return replace(change, origin=origin)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a decision is made, by whose patience, and what came before it."""

    now: int
    patience: Patience
    past: Past
    after: int | None

    def again(self, change: Change, count: int, base: int | None = None) -> Change:
        """Queued once more, after a random while that grows each time, or what was asked for."""
        most = min(self.patience.cap, (base or self.patience.base) << min(count, 30))
        wait = max(jitter(change.row.place, change.row.attempt, most), self.after or 0)
        return replace(change, state="queued", not_before=self.now + wait)


def decided(result: Result, past: Past, now: int, patience: Patience) -> Change:
    """The change that follows from how an attempt ended; what may have arrived stays in doubt."""
    change = Change(result.row, result.origin, "", result.outcome, result.reason, result.detail)
    change = DECISIONS[result.outcome](change, Moment(now, patience, past, result.after))
    doubtful = past.doubt and change.state in ("refused", "dead")
    return replace(change, state="unknown") if doubtful else change


def _retry(change: Change, moment: Moment) -> Change:
    """The other side did not take it; later it may."""
    if change.row.request and change.origin == "handoff":
        return _requested(change, moment)
    return _unreached(change, moment)


def _unreached(change: Change, moment: Moment) -> Change:
    """Later it may, for a day at most, however often that is."""
    since = moment.past.since.get(change.outcome or "", moment.now)
    if moment.now - since >= moment.patience.limit:
        return replace(change, state="dead", reason="retries")
    return moment.again(change, moment.past.count("retry", "unreached"))


def _unknown(change: Change, moment: Moment) -> Change:
    """Nobody knows: marketing stays so, the rest is sent again, a bounded number of times."""
    if change.row.request:
        return _requested(change, moment)
    count = moment.past.count("unknown")
    if change.row.marketing or count + 1 >= moment.patience.lost:
        return replace(change, state="unknown", reason="no_answer")
    return moment.again(change, count)


def _requested(change: Change, moment: Moment) -> Change:
    """A request is made a few times, always with the same key; in the end nobody lies about it."""
    count = moment.past.count("retry", "unknown")
    if count + 1 < moment.patience.requests:
        return moment.again(change, count, moment.patience.pause)
    if change.outcome == "unknown" or moment.past.count("unknown"):
        return replace(change, state="unknown", reason="no_answer")
    return replace(change, state="dead", reason="retries")


def _crashed(change: Change, moment: Moment) -> Change:
    """It was alone in the hands of a worker that was lost: too often, and it is set aside."""
    if moment.past.count("crashed") + 1 >= moment.patience.crashes:
        return replace(change, state="dead", reason="crashed")
    return replace(change, state="queued")


def _held(change: Change, moment: Moment) -> Change:
    """Its destination is not to be asked now: that was no attempt of its own."""
    spread = jitter(change.row.place, change.row.attempt, moment.patience.base)
    return replace(change, state="queued", not_before=moment.now + (moment.after or 0) + spread)


def _to(state: str) -> Callable[[Change, Moment], Change]:
    """A decision that depends on nothing."""
    return lambda change, moment: replace(change, state=state)


DECISIONS: Mapping[str, Callable[[Change, Moment], Change]] = {
    "accepted": _to("accepted"),
    "refused": _to("refused"),
    "failed": _to("dead"),
    "lapsed": _to("queued"),
    "crashed": _crashed,
    "held": _held,
    "retry": _retry,
    "unreached": _unreached,
    "unknown": _unknown,
}
