"""How a run goes on: from its resting step to the next one, by every step in between."""

from __future__ import annotations

from hashlib import sha256

from jalon.compiler.ir import Journey, steps

from .conditions import holds
from .effects import act
from .leaving import end, exit_instant, walk_out
from .moment import Moment
from .resting import arrive
from .world import Crossing, Run

RESTS = (
    steps.Wait,
    steps.WaitUntil,
    steps.WaitDate,
    steps.WaitEvent,
    steps.WaitCondition,
)
PRIME = 2**31 - 1


def advance(moment: Moment) -> None:
    """Every ready run goes on until it rests, or is over."""
    for journey, run in moment.runs():
        while ready := run.ready or waited_enough(run, journey, moment):
            run.ready = None
            leave_rest(run, *ready, moment, journey)


def waited_enough(run: Run, journey: Journey, moment: Moment) -> tuple[str, int] | None:
    """How and when she leaves a step because her time there is over."""
    if run.due is None or run.due > moment.now:
        return None
    limited = journey.steps[run.step].kind in ("wait_event", "wait_condition")
    return ("timeout" if limited else "elapsed"), run.due


def leave_rest(run: Run, edge: str, at: int, moment: Moment, journey: Journey) -> None:
    """Out of the journey, or on from the step where she rested."""
    if moment.contact.archived:
        walk_out(run, "archived", at)
        return
    for exit_ in journey.exits:
        if exit_.predicate is not None and exit_instant(exit_, run, moment) is not None:
            walk_out(run, exit_.reason, at)
            return
    cross(run, edge, next_of(journey.steps[run.step], edge), at)
    while (here := journey.steps[run.step]) and not isinstance(here, (*RESTS, steps.End)):
        if isinstance(here, steps.Archive):
            act(run, here, at, moment)
            end(run, "archived", at)
            return
        act(run, here, at, moment)
        way = choose(here, moment)
        cross(run, way, next_of(here, way), at)
    settle(run, here, at, moment)


def settle(run: Run, here: steps.Step, at: int, moment: Moment) -> None:
    """She rests, or the journey is over."""
    run.arrived_at, run.due = at, None
    if isinstance(here, steps.End):
        end(run, here.reason, at)
    else:
        arrive(run, here, at, moment)


def cross(run: Run, edge: str, target: int, at: int) -> None:
    """One edge, one line of the log."""
    run.log.append(Crossing(len(run.log) + 1, run.step, target, edge, at))
    run.step = target


def choose(step: steps.Step, moment: Moment) -> str:
    """The edge by which she leaves a step at which nobody rests."""
    match step:
        case steps.Branch():
            holding = [n for n, arm in enumerate(step.arms) if holds(arm.predicate, moment.view)]
            return f"yes:{holding[0]}" if holding else "else"
        case steps.Split():
            return f"arm:{arm_of(step, point(moment.contact.key, step.salt)).name}"
    return "next"


def next_of(step: steps.Step, edge: str) -> int:
    """Where an edge leads."""
    match step:
        case steps.Branch():
            return step.otherwise if edge == "else" else step.arms[int(edge[4:])].next
        case steps.Split():
            (arm,) = [arm for arm in step.arms if f"arm:{arm.name}" == edge]
            return arm.next
        case steps.WaitEvent() | steps.WaitCondition():
            late = edge == "timeout" and step.timeout is not None
            return step.timeout if late and step.timeout is not None else step.next
        case steps.End():
            raise ValueError("nothing follows the end")
    return step.next


def arm_of(step: steps.Split, number: int) -> steps.SplitArm:
    """The first arm whose share, added to those before it, exceeds the number."""
    total = 0
    for arm in step.arms:
        total += arm.share
        if total > number:
            return arm
    raise ValueError(number)


def point(key: str, salt: int) -> int:
    """A number from 0 to 9999 that depends on contact and step alone."""
    bits = int.from_bytes(sha256(key.encode()).digest(), "big") >> (256 - 31)
    a = (bits % PRIME * 48271 + salt) % PRIME
    b = (a * a + salt) % PRIME
    return (b * 69621 + 12345) % PRIME % 10000
