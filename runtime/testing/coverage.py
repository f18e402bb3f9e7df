"""Branches: every way that a contact can take where a journey divides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...compiler.ir import Journey, Program
from ...compiler.ir import steps as s
from .everybody import HOLDOUT
from .outcome import Edge


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a step, and whether a test took it; step 0 is the way in."""

    journey: Journey
    step: s.Step
    edge: str

    @property
    def key(self) -> Edge:
        """What tests record of it."""
        return (self.journey.name, self.step.number, self.edge)


def branches(program: Program) -> list[Branch]:
    """Every branch of every journey that is not a draft, in the order of journeys and steps."""
    return [
        Branch(journey, step, edge)
        for journey in program.journeys
        if journey.status != "draft"
        for step in journey.steps
        for edge in edges(step)
    ]


def edges(step: s.Step) -> Iterator[str]:
    """The ways out of a step, where there is more than one; and the way in."""
    match step:
        case s.Start():
            yield "start"
        case s.Branch():
            yield from (f"yes:{number}" for number in range(len(step.arms)))
            yield "else"
        case s.Among():
            yield from ("yes:0", "else")
        case s.Split() if step.key != HOLDOUT:  # tests let everybody in
            yield from (f"arm:{arm.name}" for arm in step.arms)
        case s.WaitEvent() if step.timeout is not None:
            yield from ("event", "timeout")
        case s.WaitCondition() if step.timeout is not None:
            yield from ("met", "timeout")
        case _:
            pass
