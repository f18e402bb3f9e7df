"""One tick: a pure function of the store and the instant."""

from __future__ import annotations

from dataclasses import dataclass

from ..loaded import plans_of, versions
from ..moment import Moment
from ..store import Store
from .advance import advance
from .enter import enter
from .leave import leave, leave_at_once
from .turn import Turn
from .wake import wake

LIMIT = 250_000  # due runs moved by one transaction; the rest waits for the next call


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one tick did; `more`: its limit left work for another one at the same instant.

    Events that its own steps recorded are no such work: they are new in the next tick.
    """

    events: int
    entered: int
    left: int
    moved: int
    more: bool


def tick(store: Store, now: int, limit: int = LIMIT) -> TickReport:
    """Moves the audience forward to `now` (milliseconds UTC), in one transaction.

    A `now` before the last tick counts as the last tick: time never runs backwards. All new events
    are absorbed whatever the limit: nobody is moved past a purchase that is known already.
    """
    with store.transaction():
        turn = begin(store, now)
        left = leave(turn)
        wake(turn)
        entered = enter(turn)
        if entered and turn.kinds:
            left += leave_at_once(turn)
        moved = advance(turn, limit)
        more = bool(turn.moment.read("tick.waiting-due"))
        store.write("tick.advance-place", now=turn.moment.now, upto=turn.upto)
    return TickReport(turn.upto - turn.after, entered, left, moved, more)


def begin(store: Store, now: int) -> Turn:
    """Absorbs the new events: which they are, which kinds, and whom they concern."""
    ((watermark, after),) = store.read("tick.place")
    moment = Moment(store, plans_of(store).periods, max(now, int(watermark)))
    ((upto,),) = store.read("tick.last-event", after=after)
    kinds = store.read("tick.new-kinds", after=after, upto=upto)
    store.write("tick.clear-ready")
    store.write("tick.clear-touched")
    if kinds:
        store.write("tick.fill-touched", after=after, upto=upto)
    return Turn(
        moment,
        watermark=int(watermark),
        after=int(after),
        upto=int(upto),
        kinds=frozenset(str(kind) for (kind,) in kinds),
        versions=tuple(versions(store)),
    )


def catch_up(store: Store, now: int) -> list[TickReport]:
    """Ticks at one instant until nothing is left to do there."""
    reports = [tick(store, now)]
    while reports[-1].more:
        reports.append(tick(store, now))
    return reports
