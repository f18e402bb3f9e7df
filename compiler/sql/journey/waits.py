"""Event and condition waits as statements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ...ir.steps import WaitCondition, WaitEvent
from ..events import matches
from ..statement import Statement
from .context import Context
from .exits import after_entry
from .passing import Clock, changes_with_time, clock_of
from .skeleton import graft, scalar, statement


@dataclass(frozen=True, slots=True)
class WaitPlan:
    """How runs get past a wait that is not for a fixed time.

    `wake` after new events of `kinds` (None: any); `watch` when time alone can satisfy it, whenever
    what it reads off the `clock` is another (None: at every tick); `arrive` for the runs that just
    came.
    """

    kinds: frozenset[str] | None
    wake: Statement
    arrive: Statement
    watch: Statement | None = None
    clock: Clock | None = None


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
        clock=clock_of(context.program, step.predicate),
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
    new = name == "wake-event"
    entered = exp.column("entered_at", "n") if new else scalar("entry-of-moving")
    tests = [matches(builder, step.pattern, new=new), *after_entry(step.pattern, entered)]
    return statement(builder, graft(builder, name, *tests), number=step.number)


def on_condition(context: Context, step: WaitCondition, name: str, scope: str) -> Statement:
    """A skeleton with the condition."""
    builder = context.builder(scope)
    tree = graft(builder, name, builder.condition(step.predicate))
    return statement(builder, tree, number=step.number)
