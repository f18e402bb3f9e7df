"""Phase one and four: runs that end early, and goals that are reached."""

from __future__ import annotations

from ..loaded import past_goals
from ..moment import Moment
from .turn import Turn


def leave(turn: Turn) -> int:
    """Ends runs whose exit applies, counts goals; returns how many left. STEP-07, 08, SP-59."""
    if not turn.kinds:
        return 0
    turn.moment.write("leave.clear")
    for version in turn.versions:
        for listener in version.plan.exits:
            turn.listen(version, listener)
    gone = finish(turn.moment)
    for version in turn.versions:
        if version.plan.goal is not None:
            turn.listen(version, version.plan.goal)
    for past in past_goals(turn.moment.store):
        turn.listen(past, past.goal)
    return gone


def leave_at_once(turn: Turn) -> int:
    """Ends runs that entered in this tick and whose exit event has already come."""
    turn.moment.write("leave.clear")
    for version in turn.versions:
        for listener in version.plan.exits:
            if listener.kinds is not None:
                turn.listen(version, listener)
        if version.plan.goal is not None:
            turn.listen(version, version.plan.goal)
    return finish(turn.moment)


def finish(moment: Moment) -> int:
    """Logs, archives and removes all that stand in the table `leaving`."""
    if not moment.read("leave.any"):
        return 0
    with moment.store.limited(0):  # however many they are: all or none of it
        for step in ("log", "suppress", "unwait", "unwatch", "unready", "unhold", "archive"):
            moment.write(f"leave.{step}")
        return moment.write("leave.remove")
