"""Who stops waiting because of what happened."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.compiler.ir import Predicate, predicates
from jalon.compiler.ir.calendar import Period
from jalon.compiler.ir.steps import WaitCondition, WaitEvent

from .conditions import holds
from .leaving import after_entry
from .moment import Moment
from .world import Event, Run


def wake(moment: Moment) -> None:
    """A run at rest goes on by an event that came, or by a condition that came true."""
    for journey, run in moment.runs():
        step = journey.steps[run.step]
        if run.kept:
            continue
        if isinstance(step, WaitEvent):
            wake_by_event(run, step, moment, moment.new)
        if isinstance(step, WaitCondition) and may_have_changed(step.predicate, moment):
            wake_by_condition(run, step, moment)


def wake_by_event(run: Run, step: WaitEvent, moment: Moment, events: Iterable[Event]) -> None:
    """The earliest of these events since she arrived, before the limit."""
    happened = [
        event.moment
        for event in after_entry(events, step.pattern, run, moment)
        if event.moment >= run.arrived_at and (run.due is None or event.moment <= run.due)
    ]
    if happened:
        run.ready = ("event", min(happened))


def wake_by_condition(run: Run, step: WaitCondition, moment: Moment) -> None:
    """It holds now: she goes on now, or at the limit if that was before."""
    if holds(step.predicate, moment.view):
        run.ready = ("met", moment.now if run.due is None else min(moment.now, run.due))


def may_have_changed(predicate: Predicate, moment: Moment) -> bool:
    """Whether anything happened to her, or time alone can tell."""
    return bool(moment.new) or time_tells(predicate, moment)


def time_tells(predicate: Predicate, moment: Moment) -> bool:
    """Whether some part reads the clock."""
    match predicate:
        case predicates.All() | predicates.Any():
            return any(time_tells(part, moment) for part in predicate.parts)
        case predicates.Not():
            return time_tells(predicate.part, moment)
        case predicates.InSegment():
            segments = {one.name: one.predicate for one in moment.program.segments}
            return time_tells(segments[predicate.segment], moment)
        case predicates.BirthdayTest():
            return predicate.month_day is None
        case predicates.LocalTime() | predicates.AbandonedCart():
            return True
    return moves(getattr(predicate, "period", None))


def moves(period: Period | None) -> bool:
    """Whether the period is another one tomorrow."""
    edges = (period.lower, period.upper) if period else ()
    return any(edge is not None and edge.anchor not in ("wall", "email") for edge in edges)
