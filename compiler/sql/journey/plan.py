"""The whole journey as statements, made once when a program is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from ... import ir
from ...ir import steps
from ...ir.journey import Journey
from ..periods import Periods
from ..statement import Statement
from .blocks import NO_CUTS, Block, Cuts, cut
from .context import Context
from .dates import find_due
from .decide import Move, plan_move
from .derived import DerivedPlan, plan_derived
from .exits import Listener, plan_exit, plan_goal
from .fields import FieldPlan, plan_field
from .starts import StartPlan, plan_start
from .waits import WaitPlan, plan_wait


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """A block: the statement that decides it, its effect steps and its event and condition waits.

    `effects`, `dates` and `arrivals` are step numbers in topological order.
    """

    block: Block
    move: Move
    effects: tuple[int, ...]
    dates: tuple[int, ...]
    arrivals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JourneyPlan:
    """Everything the runtime needs to run one version of a journey."""

    journey: Journey
    starts: tuple[StartPlan, ...]
    exits: tuple[Listener, ...]
    goal: Listener | None
    waits: dict[int, WaitPlan]
    dates: dict[int, Statement]
    blocks: dict[int, BlockPlan]
    fields: dict[int, FieldPlan]
    derived: tuple[DerivedPlan, ...]


EFFECTS = (
    steps.Send,
    steps.CallWebhook,
    steps.Notify,
    steps.Tag,
    steps.GroupMembership,
    steps.SetField,
    steps.ChangePoints,
    steps.GiveDiscount,
    steps.StartJourney,
    steps.Unsubscribe,
    steps.Archive,
)


def plan_journey(
    program: ir.Program, journey: Journey, periods: Periods, dialect: str, cuts: Cuts = NO_CUTS
) -> JourneyPlan:
    """Compiles a journey of a program for one dialect; equal input gives equal texts."""
    context = Context(program, journey.time_zone, periods, dialect, journey)
    waits = {
        step.number: plan_wait(context, step)
        for step in journey.steps
        if isinstance(step, steps.WaitEvent | steps.WaitCondition)
    }
    fields = {
        s.number: plan_field(context, s) for s in journey.steps if isinstance(s, steps.SetField)
    }
    return JourneyPlan(
        journey=journey,
        starts=tuple(plan_start(context, start) for start in journey.doors),
        exits=tuple(plan_exit(context, exit) for exit in journey.exits),
        goal=None if journey.goal is None else plan_goal(context, journey.goal),
        waits=waits,
        dates={
            s.number: find_due(context, s) for s in journey.steps if isinstance(s, steps.WaitDate)
        },
        blocks={block.head: plan_block(context, block) for block in cut(journey, cuts)},
        fields=fields,
        derived=plan_derived(program, (journey,), periods, dialect),
    )


def plan_block(context: Context, block: Block) -> BlockPlan:
    """Compiles one block."""
    paths = block.paths()[len(block.exits) :]
    left = {hop.source for path in paths for hop in path.hops}
    ended = {path.target for path in paths if path.ends}
    crossed = left | {path.target for path in paths}
    kinds = context.journey.steps
    return BlockPlan(
        block,
        plan_move(context, block),
        effects=tuple(n for n in sorted(left | ended) if isinstance(kinds[n], EFFECTS)),
        dates=tuple(
            n for n in sorted(crossed - {block.head}) if isinstance(kinds[n], steps.WaitDate)
        ),
        arrivals=tuple(
            n
            for n in sorted(crossed - {block.head})
            if isinstance(kinds[n], steps.WaitEvent | steps.WaitCondition)
        ),
    )
