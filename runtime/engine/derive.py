"""Phase zero: events that nobody told, put among the new ones before any of them is looked at.

What time alone brings about (`goes 30 days without buying`, `on birthday`, an abandoned cart, an
email that is not opened) starts journeys where it stands as a starting point. Everywhere else (in
waits, exits, goals and scores) it is an event of kind `time_came` whose subject is the key of the
time pattern; and so are `segment_entered` and `segment_left` wherever they stand. Whoever listens
puts `EventPattern.derived` into its patterns, has them compiled by
`compiler.sql.journey.derived.plan_derived`, and is asked for them in `listened`: the events are
then there for everybody, once, and match like all others.
"""

from __future__ import annotations

from ...compiler.ir.kinds import ORDERED, TIME_CAME
from ...compiler.ir.zones import FAR
from ...compiler.sql.journey.derived import DerivedPlan, SegmentPlan, TimePlan
from ..loaded import Version, plans_of, scores, versions
from ..moment import Moment
from ..store import Store
from .dates import open_slots
from .segments import move_members, watch
from .turn import Turn


def derive(turn: Turn) -> int:
    """Records what came to pass since the last tick; returns how many events that are."""
    plans = listened(turn.moment.store, turn.versions)
    times = [plan for plan in plans if isinstance(plan, TimePlan)]
    segments = [plan for plan in plans if isinstance(plan, SegmentPlan)]
    return sum(record(turn, plan) for plan in times) + move_members(turn, segments)


def watch_segments(store: Store, now: int) -> None:
    """At a deployment: who is in a segment before anybody listens does not enter it. SP-02"""
    moment = Moment(store, plans_of(store).periods, now)
    plans = listened(store, tuple(versions(store)))
    watch(moment, [plan for plan in plans if isinstance(plan, SegmentPlan)])


def listened(store: Store, versions: tuple[Version, ...]) -> list[DerivedPlan]:
    """All that somebody listens to, once each, in the order of keys."""
    found = {
        plan.key: plan
        for version in versions
        if version.plan.derived and listens(store, version)
        for plan in version.plan.derived
    }
    scored = scores(store)
    found |= {plan.key: plan for plan in scored.derived} if scored else {}
    return [found[key] for key in sorted(found)]


def listens(store: Store, version: Version) -> bool:
    """Whether the version lets anybody in, or has anybody inside."""
    if version.current and version.status in ("active", "paused"):
        return True
    return bool(store.read("derive.inhabited", version=version.version_id))


def record(turn: Turn, plan: TimePlan) -> int:
    """The events of one time pattern, each at its exact instant."""
    moment = turn.moment
    values: dict[str, object] = {**turn.span(), "activated_at": -FAR}
    moment.write("enter.clear-found")
    if plan.date and not open_slots(moment, turn.watermark, plan.date, plan.time_zone):
        return 0
    turn.over_everybody(plan.find, values)
    moment.write("derive.trim", **values)
    if plan.late is not None and ORDERED in turn.kinds:
        turn.over_everybody(plan.late, values)
    return moment.write("derive.time-came", key=plan.key, kind=TIME_CAME, again=plan.again)
