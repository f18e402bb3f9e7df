"""Phase three: contacts who enter, and the reasons of those who may not."""

from __future__ import annotations

from ...compiler.sql.journey.starts import StartPlan
from ..loaded import Version
from .dates import open_slots
from .turn import Turn, isolate, statement_runner


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
    """Those one starting point found: screened, refused or enrolled."""
    moment, values = turn.moment, turn.values(version)
    collect(turn, version, start)
    moment.write("enter.clear")
    if not screen(turn, version, start):
        return 0
    moment.write("enter.refuse", **values)
    return enroll(turn, version, start)


def screen(turn: Turn, version: Version, start: StartPlan) -> int:
    """Fills the table `candidate`, around those whom no statement can digest; returns how many."""
    moment, values = turn.moment, turn.values(version)
    screened = 0

    def attempt(low: int, high: int) -> None:
        nonlocal screened
        screened += moment.write(start.screen, **values, low=low, high=high)

    def set_aside(found: int, reason: str) -> None:
        moment.write("enter.set-found-aside", id=found, reason=reason)

    ((low, high),) = moment.read("enter.found-bounds")
    isolate(moment, attempt, (int(low), int(high)), set_aside)
    return screened


def enroll(turn: Turn, version: Version, start: StartPlan) -> int:
    """Starts a run for every candidate whom nothing speaks against."""
    moment, values = turn.moment, turn.values(version)
    ((last,),) = moment.read("enter.last-run")
    ((eligible,),) = moment.read("enter.eligible")
    entered = moment.write("enter.enroll", **values, own=start.own)
    if entered < eligible:
        moment.write("enter.refuse-again", **values, again=start.again, own=start.own)
    moment.write("enter.entry", **values, last=last, once=start.once)
    moment.write("enter.start", last=last)
    return entered


def collect(turn: Turn, version: Version, start: StartPlan) -> None:
    """Fills the table `found`."""
    turn.moment.write("enter.clear-found")
    if start.date is not None and not open_slots(turn, version, start.date):
        return
    if start.kinds is None:
        turn.moment.write(start.find, **turn.values(version))
        turn.moment.write("enter.trim", **turn.values(version))
    else:
        turn.over_events(statement_runner(turn, version, start.find))
