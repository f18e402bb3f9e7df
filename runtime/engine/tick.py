"""One tick: a pure function of the store and the instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..loaded import plans_of, versions
from ..moment import Moment
from ..offers.issue import offer
from ..store import Store
from .advance import advance
from .derive import derive
from .enter import enter
from .leave import leave, leave_at_once
from .scoring import score
from .turn import Turn
from .wake import wake


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one tick did; `more`: its limit left work for another one at the same instant.

    Events that its own steps recorded are no such work: they are new in the next tick. `behind`:
    how far the clock is behind the last tick, in milliseconds, when that is an alarm.
    """

    events: int
    entered: int
    left: int
    moved: int
    more: bool
    behind: int = 0

    def __add__(self, other: TickReport) -> TickReport:
        """What two ticks did, of two lanes at one instant."""
        return TickReport(
            self.events + other.events,
            self.entered + other.entered,
            self.left + other.left,
            self.moved + other.moved,
            self.more or other.more,
            max(self.behind, other.behind),
        )


TOLERANCE = 2_000  # milliseconds that a clock may be set back without a word
NOTHING = TickReport(0, 0, 0, 0, False)


def tick(store: Store, now: int | Callable[[], int], limit: int | None = None) -> TickReport:
    """Moves the audience forward to `now` (milliseconds UTC), in one transaction.

    A clock in the place of an instant is read inside: who has waited for others to finish would
    know an older time than what they have told.

    It moves `limit` of the runs that are due, or as many as the store likes; the rest waits for the
    next call.

    A `now` before the last tick counts as the last tick: time never runs backwards, and timers are
    held until the clock has caught up. All new events are absorbed whatever the limit: nobody is
    moved past a purchase that is known already.
    """
    with store.transaction():
        instant = now() if callable(now) else now
        turn = begin(store, instant)
        offer(turn)
        left = leave(turn)
        wake(turn)
        entered = enter(turn)
        if entered and turn.kinds:
            left += leave_at_once(turn)
        moved = advance(turn, limit or store.batch_size)
        more = bool(turn.moment.read("tick.waiting-due"))
        store.write("tick.advance-place", now=turn.moment.now, upto=turn.upto)
        behind = alarm(store, instant, turn.watermark)
    return TickReport(turn.upto - turn.after, entered, left, moved, more, behind)


def alarm(store: Store, now: int, watermark: int) -> int:
    """Writes down that the clock is behind the last tick, and returns how far; 0 if it is not."""
    if now >= watermark - TOLERANCE:
        return 0
    store.write("alarm.raise", watermark=watermark, clock=now)
    return watermark - now


def begin(store: Store, now: int) -> Turn:
    """Derives the events that nobody told, and absorbs all new ones."""
    ((watermark, after),) = store.read("tick.place")
    moment = Moment(store, plans_of(store).periods, max(now, int(watermark)))
    store.write("tick.clear-ready")
    loaded = tuple(versions(store))
    turn = absorb(Turn(moment, int(watermark), int(after), int(after), frozenset(), loaded))
    silent = bool(store.read("derive.silent-news", **turn.span()))
    turn = replace(turn, silent=silent)
    turn = absorb(turn) if derive(turn) else turn
    store.write("derive.clear-retold")
    return absorb(turn) if score(turn) else turn


def absorb(turn: Turn) -> Turn:
    """The turn with the new events: which they are, which kinds, and whom they concern."""
    store, after = turn.moment.store, turn.after
    ((upto,),) = store.read("tick.last-event", after=after)
    kinds = store.read("tick.new-kinds", after=after, upto=upto)
    store.write("tick.clear-touched")
    if kinds:
        store.write("tick.fill-touched", after=after, upto=upto)
    return replace(turn, upto=int(upto), kinds=frozenset(str(kind) for (kind,) in kinds))


def catch_up(store: Store, now: int) -> list[TickReport]:
    """Ticks at one instant until nothing is left to do there."""
    reports = [tick(store, now)]
    while reports[-1].more:
        reports.append(tick(store, now))
    return reports
