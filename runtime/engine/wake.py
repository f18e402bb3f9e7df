"""Phase two: runs that waited for one of the new events, or for a condition."""

from __future__ import annotations

from ...compiler.sql.journey.waits import WaitPlan
from ..loaded import Version
from .turn import Turn, isolate


def wake(turn: Turn) -> None:
    """Fills the table `ready` with runs whose event came or whose condition now holds."""
    for version in turn.versions:
        for number, wait in version.plan.waits.items():
            if turn.hears(wait.kinds):
                turn.over(version, wait.kinds, wait.wake)
            watch(turn, version, number, wait)


def watch(turn: Turn, version: Version, number: int, wait: WaitPlan) -> None:
    """Looks at conditions that time alone can satisfy."""
    if wait.watch is None or not (turn.silent or turn.sees(wait.clock)):
        return
    moment, statement = turn.moment, wait.watch
    place: dict[str, object] = {"base": version.base, "number": number}
    moment.write("tick.clear-watchers")
    if not moment.write("tick.fill-watchers", **place):
        return

    def attempt(low: int, high: int) -> None:
        moment.write(statement, **turn.values(version), low=low, high=high)

    def set_aside(contact: int, reason: str) -> None:
        """She waits on without being looked at, for an event or the end of her patience."""
        moment.write("derive.set-contact-aside", id=contact, reason=reason, stage="condition")
        moment.write("tick.unwatch-contact", **place, contact=contact)

    ((low, high),) = moment.read("tick.watchers-bounds")
    isolate(moment, attempt, (int(low), int(high)), set_aside)
