"""How a run ends early, and how its goal is counted."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.compiler.ir import EventPattern, Exit, Journey
from jalon.compiler.ir.kinds import TIME_CAME

from .clock import later
from .conditions import holds
from .events import matches
from .moment import Moment
from .world import Crossing, Event, Run


def leave(moment: Moment) -> None:
    """Each run of a contact with new events ends by the first exit that applies.

    Who leaves is decided for all runs before the first one ends.
    """
    runs = [(run, journey.exits) for journey, run in moment.runs()]
    leaving = [
        (run, *way) for run, exits in runs if moment.new and (way := way_out(exits, run, moment))
    ]
    for run, reason, at in leaving:
        walk_out(run, reason, at)


def way_out(exits: Iterable[Exit], run: Run, moment: Moment) -> tuple[str, int] | None:
    """Reason and instant of the first of these exits that applies."""
    for exit_ in exits:
        at = exit_instant(exit_, run, moment)
        if at is not None:
            return exit_.reason, at
    return None


def exit_instant(exit_: Exit, run: Run, moment: Moment) -> int | None:
    """When the exit applies: at the event, or now that the condition holds."""
    if exit_.event is not None:
        events = after_entry(moment.new, exit_.event, run, moment)
        return min((event.moment for event in events), default=None)
    assert exit_.predicate is not None
    return moment.now if holds(exit_.predicate, moment.view) else None


def after_entry(
    events: Iterable[Event], pattern: EventPattern, run: Run, moment: Moment
) -> list[Event]:
    """The events that match, since the one that let her in."""
    return [
        event
        for event in events
        if event.moment >= run.entered_at
        and (run.event is None or event.id > run.event or event.moment > run.entered_at)
        and (event.kind != TIME_CAME or event.moment > run.entered_at)
        and matches(pattern, event, moment.view)
    ]


def walk_out(run: Run, reason: str, at: int) -> None:
    """The run ends at the step where it is; what still waits to be sent is held back."""
    run.log.append(Crossing(len(run.log) + 1, run.step, run.step, "exit", at))
    end(run, reason, at)
    for message in run.outbox:
        if message.state == "queued" and not message.transactional:
            message.reason = "exit"


def end(run: Run, reason: str, at: int) -> None:
    """The run is over."""
    run.reason, run.ended_at, run.due, run.ready = reason, at, None, None


def count_goals(moment: Moment) -> None:
    """New events count for all her runs, finished or not."""
    for journey in moment.program.journeys:
        for run in moment.world.runs_of(moment.contact, journey.name):
            count_goal(run, journey, moment)


def count_goal(run: Run, journey: Journey, moment: Moment) -> None:
    """The first time the goal is reached, in time, is written down."""
    if journey.goal is None or run.goal_at is not None:
        return
    reached = [e.moment for e in after_entry(moment.new, journey.goal.event, run, moment)]
    if journey.goal.within is not None:
        latest = later(run.entered_at, journey.goal.within, moment.zone(journey.name))
        reached = [at for at in reached if at <= latest]
    run.goal_at = min(reached, default=None)
