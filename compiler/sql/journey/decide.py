"""One query per block: which way each run takes, and when it must go on after that."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ...ir import steps
from ..builder import Builder
from ..calendar import next_window, shift
from ..expressions import column, compared, named, number
from ..split import point
from ..statement import Statement
from .blocks import ARCHIVED, Block, Choice, Path, Tree
from .context import Context
from .skeleton import exists, graft, query, skeleton


@dataclass(frozen=True, slots=True)
class Move:
    """Fills the table `moving` from `ready`; `scoped` when it reads the table `batch`."""

    statement: Statement
    scoped: bool


def plan_move(context: Context, block: Block) -> Move:
    """Decides every run's path in one query."""
    builder = context.builder(scope="batch")
    decided = graft(builder, "decide", column=named(way(context, builder, block), "path"))
    assert isinstance(decided, exp.Select)
    scoped = any(table.name == "batch" for table in decided.find_all(exp.Table))
    tree = skeleton("move")
    due = named(due_after(context, builder, block), "due")
    select = query(tree).from_(decided.subquery("d")).select(due)
    tree.set("expression", select)
    return Move(builder.statement(tree), scoped)


def way(context: Context, builder: Builder, block: Block) -> exp.Expr:
    """The number of the path: early exits first, then the edge left by, then the decisions."""
    case = exp.Case()
    if block.exits:
        archived = exp.column("archived", "c").eq(exp.Literal.number(1))
        case = case.when(archived, number(ARCHIVED))
        predicates = [e.predicate for e in context.journey.exits if e.predicate is not None]
        for place, predicate in enumerate(predicates, start=ARCHIVED + 1):
            case = case.when(builder.condition(predicate), number(place))
    *others, (_, last) = block.ways
    for edge, tree in others:
        case = case.when(exp.column("edge", "r").eq(builder.bind(edge)), decision(builder, tree))
    return case.else_(decision(builder, last)) if case.args.get("ifs") else decision(builder, last)


def decision(builder: Builder, tree: Tree) -> exp.Expr:
    """A decision tree as nested CASE; the last outcome is what is left."""
    if isinstance(tree, Path):
        return number(tree.number)
    case = exp.Case()
    for condition, outcome in zip(tests(builder, tree), tree.outcomes, strict=False):
        case = case.when(condition, decision(builder, outcome))
    return case.else_(decision(builder, tree.outcomes[-1]))


def tests(builder: Builder, choice: Choice) -> list[exp.Expr]:
    """The conditions of all outcomes but the last."""
    step = choice.step
    if isinstance(step, steps.Among):
        return [admitted(builder, step)]
    if isinstance(step, steps.Branch):
        return [builder.condition(arm.predicate) for arm in step.arms]
    drawn = point(builder, exp.column("bucket", "c"), step.salt)
    total = 0
    found: list[exp.Expr] = []
    for arm in step.arms[:-1]:
        total += arm.share
        found.append(exp.LT(this=drawn.copy(), expression=number(total)))
    return found


def admitted(builder: Builder, step: steps.Among) -> exp.Expr:
    """The contact has one of the first places at a step. STEP-70"""
    here = column("f", "step_key").eq(builder.bind(step.counter))
    in_time = compared(column("f", "place"), "<=", builder.bind(step.limit))
    return exists("admitted", here, in_time)


def due_after(context: Context, builder: Builder, block: Block) -> exp.Expr:
    """When a run must leave the step it comes to, by path; NULL when nothing presses."""
    case = exp.Case()
    for path in block.paths():
        due = None if path.ends else due_at(context, builder, path.target)
        if due is not None:
            case = case.when(exp.column("path", "d").eq(number(path.number)), due)
    return case if case.args.get("ifs") else exp.Null()


def due_at(context: Context, builder: Builder, target: int) -> exp.Expr | None:
    """The due instant of a run that arrives at a step at `d.at`."""
    at = exp.column("at", "d")
    step = context.journey.steps[target]
    zone = context.zone(builder, "d")
    match step:
        case steps.Wait():
            return shift(builder, at, step.duration, zone)
        case steps.WaitUntil():
            return next_window(builder, at, step, zone)
        case steps.WaitEvent() | steps.WaitCondition():
            return None if step.limit is None else shift(builder, at, step.limit, zone)
        case steps.WaitDate() | steps.End():
            return None
        case _:
            return at
