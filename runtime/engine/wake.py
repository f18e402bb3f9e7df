"""Phase two: runs that waited for one of the new events, or for a condition."""

from __future__ import annotations

from ...compiler.sql.journey.waits import WaitPlan
from ..loaded import Version
from .turn import Turn


def wake(turn: Turn) -> None:
    """Fills the table `ready` with runs whose event came or whose condition now holds."""
    for version in turn.versions:
        for number, wait in version.plan.waits.items():
            if turn.hears(wait.kinds):
                turn.over(version, wait.kinds, wait.wake)
            watch(turn, version, number, wait)


def watch(turn: Turn, version: Version, number: int, wait: WaitPlan) -> None:
    """Looks at conditions that time alone can satisfy."""
    if wait.watch is None:
        return
    values = turn.values(version)
    turn.moment.write("tick.clear-watchers")
    if turn.moment.write("tick.fill-watchers", base=version.base, number=number):
        turn.moment.write(wait.watch, **values)
