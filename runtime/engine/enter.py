"""Phase three: contacts who enter, and the reasons of those who may not."""

from __future__ import annotations

from ...compiler.ir.dates import ContactDate
from ...compiler.ir.kinds import ORDERED
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
    """Starts a run for every candidate whom nothing speaks against; returns how many."""
    moment, entered = turn.moment, 0

    def attempt(low: int, high: int) -> None:
        nonlocal entered
        values = {**turn.values(version), "own": start.own, "low": low, "high": high}
        ((last,),) = moment.read("enter.last-run")
        ((eligible,),) = moment.read("enter.eligible", low=low, high=high)
        got_in = moment.write("enter.enroll", **values)
        if got_in < eligible:
            moment.write("enter.refuse-again", **values, again=start.again)
        moment.write("enter.entry", **values, last=last, once=start.once)
        moment.write("enter.start", last=last)
        entered += got_in

    def set_aside(candidate: int, reason: str) -> None:
        moment.write("enter.set-candidate-aside", id=candidate, reason=reason)

    ((low, high),) = moment.read("enter.candidate-bounds")
    isolate(moment, attempt, (int(low), int(high)), set_aside)
    return entered


def collect(turn: Turn, version: Version, start: StartPlan) -> None:
    """Fills the table `found`."""
    moment, values = turn.moment, turn.values(version)
    moment.write("enter.clear-found")
    if start.kinds is not None:
        turn.over_events(statement_runner(turn, version, start.find))
        return
    if start.date is not None and not date_comes(turn, version, start.date):
        return
    turn.over_everybody(start.find, values)
    moment.write("enter.trim", **values)
    if start.late is not None and ORDERED in turn.kinds:
        turn.over_everybody(start.late, values)


def date_comes(turn: Turn, version: Version, date: ContactDate) -> bool:
    """Whether the day came somewhere since the last tick and the activation."""
    activated_at = version.activated_at or turn.watermark
    since = max(turn.watermark, activated_at - 1)
    return open_slots(turn.moment, since, date, version.plan.journey.time_zone)
