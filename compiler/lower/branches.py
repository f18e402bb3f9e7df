"""Branches, splits and repeats to the step graph."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from ...dsl import nodes
from ..ir import steps as ir
from ..ir.calendar import Duration
from ..ir.events import as_written
from .conditions import predicate
from .events import pattern
from .graph import Label
from .literals import basis_points, duration
from .scope import Unchecked
from .steps import Bare, Here, Steps, block, entry, lower

Branches = tuple[nodes.Branch, ...]


@lower.register
def _(step: nodes.If, to: Label, here: Here) -> None:
    last = step.otherwise.steps if step.otherwise else ()
    ways = _Ways(step, last, to, here.below(f"else {_test(step.branches[0], here)}"))
    ways.emit(step.branches, here, step.label)


def _test(branch: nodes.Branch, here: Here) -> str:
    """What a branch asks, as part of the path to the steps in it."""
    if isinstance(branch.test, nodes.Event):
        return as_written(pattern(branch.test, here.scope)).to_json()
    if isinstance(branch.test, nodes.AmongFirst):
        return "among the first"  # of however many: the places stay the same ones
    return predicate(branch.test, here.scope).to_json()


def _apart(branch: nodes.Branch) -> bool:
    """Whether a branch is a step of its own: it waits, or counts."""
    return isinstance(branch.test, nodes.Event | nodes.AmongFirst)


def usual_limit(event: nodes.Event) -> Duration:
    """How long an `if` waits that does not say it, where a profile has such a time. STEP-64."""
    if not isinstance(event, nodes.EmailEvent):
        raise Unchecked("an event to wait for without end")
    return Duration(days=1)


class _Ways:
    """The ways through an `if`: runs of conditions are one branch, each event is a wait."""

    def __init__(self, step: nodes.If, last: Steps, to: Label, otherwise: Here) -> None:
        self.step = step
        self.last = last
        self.to = to
        self.otherwise = otherwise

    def emit(self, branches: Branches, here: Here, label: nodes.Name | None = None) -> None:
        """Emit the branches that are left, and the `else` after them."""
        run = tuple(takewhile(lambda branch: not _apart(branch), branches)) or branches[:1]
        rest = branches[len(run) :]
        starts = [entry(branch.steps, self.to, here) for branch in run]
        no = here.graph.label() if rest else entry(self.last, self.to, here)
        here.emit(self.head(run, starts, no, here), self.step, label)
        here.graph.counters.setdefault(id(run[0].test), here.graph.steps[-1].key)
        for branch, start in zip(run, starts, strict=True):
            block(branch.steps, start, self.to, here.below(f"if {_test(branch, here)}"))
        if rest:
            here.graph.place(no)
            self.emit(rest, here)
        else:
            block(self.last, no, self.to, self.otherwise)

    def head(self, run: Branches, starts: list[Label], no: Label, here: Here) -> ir.Step:
        """The step that decides."""
        test, within = run[0].test, run[0].within
        if isinstance(test, nodes.Event):
            limit = duration(within) if within else usual_limit(test)
            found = pattern(test, here.scope)
            return ir.WaitEvent(**Bare, pattern=found, limit=limit, next=starts[0], timeout=no)
        if isinstance(test, nodes.AmongFirst):
            return ir.Among(
                **Bare,
                limit=int(test.contacts.value),
                first_round=here.graph.counters.get(id(test)),
                next=starts[0],
                otherwise=no,
            )
        arms = tuple(
            ir.Arm(predicate=predicate(branch.test, here.scope), next=start)
            for branch, start in zip(run, starts, strict=True)
        )
        return ir.Branch(**Bare, arms=arms, otherwise=no)


@lower.register
def _(step: nodes.Split, to: Label, here: Here) -> None:
    names = arm_names(step)
    starts = [entry(arm.steps, to, here) for arm in step.arms]
    arms = tuple(
        ir.SplitArm(name=name, share=basis_points(arm.share), next=start)
        for name, arm, start in zip(names, step.arms, starts, strict=True)
    )
    here.emit(ir.Split(**Bare, salt=0, arms=arms), step, step.label)
    for name, arm, start in zip(names, step.arms, starts, strict=True):
        block(arm.steps, start, to, here.below(f"arm {name} of {' '.join(names)}"))


def arm_names(step: nodes.Split) -> list[str]:
    """The names of the arms; one without is called by its place: `arm_2`."""
    return [arm.name.text if arm.name else f"arm_{n}" for n, arm in enumerate(step.arms, 1)]


@lower.register
def _(step: nodes.Repeat, to: Label, here: Here) -> None:
    rounds = int(step.times.value)
    start: Label | None = None
    for number in range(1, rounds + 1):
        if start is not None:
            here.graph.place(start)
        start = here.graph.label() if number < rounds else to
        _round(step, number, (start, to), here)


def _round(step: nodes.Repeat, number: int, to: tuple[Label, Label], here: Here) -> None:
    """One round: asked first whether it is time to leave, then the steps, then the pause."""
    then, out = to
    inside = replace(here.below(f"round {number}"), rounds=(*here.rounds, number))
    pause = here.graph.label() if step.every and then != out else then
    first = entry(step.steps, pause, inside)
    if step.until:
        arm = ir.Arm(predicate=predicate(step.until, here.scope), next=out)
        inside.emit(ir.Branch(**Bare, arms=(arm,), otherwise=first), step)
    block(step.steps, first, pause, inside)
    if step.every and pause != then:
        here.graph.place(pause)
        inside.emit(ir.Wait(**Bare, duration=duration(step.every), next=then), step)
