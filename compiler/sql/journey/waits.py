"""Event and condition waits as statements."""

from __future__ import annotations

from dataclasses import dataclass

from ...ir.steps import WaitCondition, WaitEvent
from ..events import matches
from ..statement import Statement
from .context import Context
from .passing import changes_with_time
from .skeleton import graft, statement


@dataclass(frozen=True, slots=True)
class WaitPlan:
    """How runs get past a wait that is not for a fixed time.

    `wake` after new events of `kinds` (None: any); `watch` at every tick, when time alone can
    satisfy it; `arrive` for the runs that just came.
    """

    kinds: frozenset[str] | None
    wake: Statement
    arrive: Statement
    watch: Statement | None = None


def plan_wait(context: Context, step: WaitEvent | WaitCondition) -> WaitPlan:
    """Compiles one wait. STEP-28…31, 61…64."""
    if isinstance(step, WaitEvent):
        return plan_event(context, step)
    timed = changes_with_time(context.program, step.predicate)
    return WaitPlan(
        kinds=None,
        wake=on_condition(context, step, "wake-condition", "touched"),
        arrive=on_condition(context, step, "arrive-condition", "moving"),
        watch=on_condition(context, step, "watch-condition", "watchers") if timed else None,
    )


def plan_event(context: Context, step: WaitEvent) -> WaitPlan:
    """A wait for a new event."""
    return WaitPlan(
        kinds=frozenset(step.pattern.kinds),
        wake=on_event(context, step, "wake-event", "touched"),
        arrive=on_event(context, step, "arrive-event", "moving"),
    )


def on_event(context: Context, step: WaitEvent, name: str, scope: str) -> Statement:
    """A skeleton with the event's pattern."""
    builder = context.builder(scope)
    found = matches(builder, step.pattern, new=name == "wake-event")
    return statement(builder, graft(builder, name, found), number=step.number)


def on_condition(context: Context, step: WaitCondition, name: str, scope: str) -> Statement:
    """A skeleton with the condition."""
    builder = context.builder(scope)
    tree = graft(builder, name, builder.condition(step.predicate))
    return statement(builder, tree, number=step.number)
