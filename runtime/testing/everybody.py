"""Nobody is held out of a journey while it is tested: a test must not depend on names."""

from __future__ import annotations

from ...compiler.ir import Journey, Program
from ...compiler.ir.steps import Split, SplitArm

HOLDOUT = "holdout"  # the key of the split behind the start


def with_everybody(program: Program) -> Program:
    """The program, with every contact let through."""
    if not any(journey.holdout for journey in program.journeys):
        return program
    journeys = tuple(let_in(one) if one.holdout else one for one in program.journeys)
    return program.model_copy(update={"journeys": journeys})


def let_in(journey: Journey) -> Journey:
    """The journey with a holdout of nobody; its steps stay where they are."""
    steps = (opened(one) if isinstance(one, Split) else one for one in journey.steps)
    return journey.model_copy(update={"steps": tuple(steps)})


def opened(split: Split) -> Split:
    """The door, open for everybody."""
    if split.key != HOLDOUT:
        return split
    shares = {"holdout": 0, "journey": 10_000}
    arms = tuple(
        SplitArm(name=arm.name, share=shares[arm.name], next=arm.next) for arm in split.arms
    )
    return split.model_copy(update={"arms": arms})
