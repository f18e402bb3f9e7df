"""Exits and goals as statements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ...ir.events import EventPattern
from ...ir.journey import Exit, Goal
from ...ir.kinds import TIME_CAME
from ..calendar import shift
from ..events import matches
from ..statement import Statement
from .context import Context
from .skeleton import graft, statement


@dataclass(frozen=True, slots=True)
class Listener:
    """Statements to run when new events of these kinds came (None: any new event)."""

    kinds: frozenset[str] | None
    statements: tuple[Statement, ...]


def plan_exit(context: Context, exit: Exit) -> Listener:
    """An exit fills the table `leaving`. STEP-07, SP-59."""
    builder = context.builder(scope="touched")
    if exit.event is not None:
        later = after_entry(exit.event, exp.column("entered_at", "n"))
        tree = graft(builder, "leave-event", matches(builder, exit.event, new=True), *later)
        kinds = frozenset(exit.event.kinds)
        return Listener(kinds, (statement(builder, tree, reason=exit.reason),))
    assert exit.predicate is not None
    tree = graft(builder, "leave-condition", builder.condition(exit.predicate))
    return Listener(None, (statement(builder, tree, reason=exit.reason),))


def plan_goal(context: Context, goal: Goal) -> Listener:
    """A goal is counted for runs in progress and for finished ones."""
    made = tuple(reach(context, goal, name) for name in ("goal-running", "goal-finished"))
    return Listener(frozenset(goal.event.kinds), made)


def reach(context: Context, goal: Goal, name: str) -> Statement:
    """One of the two statements of a goal."""
    builder = context.builder(scope="touched")
    entered = exp.column("entered_at", "n")
    conditions = [matches(builder, goal.event, new=True), *after_entry(goal.event, entered)]
    if goal.within is not None:
        limit = shift(builder, entered, goal.within, context.zone(builder))
        conditions.append(exp.LTE(this=exp.column("moment", "e"), expression=limit))
    return builder.statement(graft(builder, name, *conditions))


def after_entry(pattern: EventPattern, entered: exp.Expr) -> list[exp.Expr]:
    """What time brought about at the very instant of the entry is what let in: it is no news."""
    if TIME_CAME not in pattern.kinds:
        return []
    return [exp.GT(this=exp.column("moment", "e"), expression=entered.copy())]
