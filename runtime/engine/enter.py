"""Phase three: contacts who enter, and the reasons of those who may not."""

from __future__ import annotations

from ...compiler.sql.journey.starts import StartPlan
from ..loaded import Version
from .turn import Turn, statement_runner


def enter(turn: Turn) -> int:
    """Starts runs at every starting point that the tick concerns; returns how many."""
    return sum(
        enter_at(turn, version, start)
        for version in turn.versions
        if version.current and version.status in ("active", "paused") and version.activated_at
        for start in version.plan.starts
        if start.kinds is None or turn.hears(start.kinds)
    )


def enter_at(turn: Turn, version: Version, start: StartPlan) -> int:
    """Candidates of one starting point: collected, screened, refused or enrolled."""
    moment, values = turn.moment, turn.values(version)
    moment.write("enter.clear")
    collect(turn, version, start)
    if start.narrow is not None:
        moment.write(start.narrow, **values)
    moment.write(start.screen, **values)
    moment.write("enter.again", again=start.again)
    moment.write("enter.refuse", **values)
    entered = moment.write("enter.enroll", **values)
    if entered:
        moment.write("enter.entry", **values)
        moment.write("enter.start", **values)
    return entered


def collect(turn: Turn, version: Version, start: StartPlan) -> None:
    """Fills the table `candidate`."""
    if start.kinds is None:
        turn.moment.write(start.find, **turn.values(version))
        turn.moment.write("enter.trim", **turn.values(version))
    else:
        turn.over_events(statement_runner(turn, version, start.find))
