"""How a run goes on: from its resting step to the next one, by every step in between."""

from __future__ import annotations

from hashlib import sha256

from jalon.compiler.ir import Journey, Program, steps

from .conditions import holds
from .effects import act
from .leaving import end, exit_instant, walk_out
from .moment import Moment
from .resting import arrive
from .world import Crossing, Run, World

RESTS = (
    steps.Wait,
    steps.WaitUntil,
    steps.WaitDate,
    steps.WaitEvent,
    steps.WaitCondition,
)
PRIME = 2**31 - 1
IN_LINE, SERVED, MOVED = "in line", "served", "moved:"


def advance(moment: Moment) -> None:
    """Every ready run goes on until it rests, or is over.

    Who stands in line lets her other journeys wait, until places are given.
    """
    line: str | None = None
    for journey, run in moment.runs():
        if line not in (None, journey.name):
            return
        if run.kept and run.released:
            run.ready, run.kept, run.released = run.kept, None, False
        go_on(run, journey, moment)
        line = journey.name if in_line(run) else line


def in_line(run: Run) -> bool:
    """Whether she waits for a place. STEP-70"""
    return run.ready is not None and run.ready[0] == IN_LINE


def go_on(run: Run, journey: Journey, moment: Moment) -> None:
    """From rest to rest, as long as she is ready."""
    while not run.kept and not in_line(run):
        ready = run.ready or waited_enough(run, journey, moment)
        if ready is None:
            return
        run.ready = None
        if stays(run, journey, moment):
            run.kept = ready
        else:
            leave_rest(run, *ready, moment, journey)


def stays(run: Run, journey: Journey, moment: Moment) -> bool:
    """Whether her journey or her step is paused. STEP-05, STEP-06"""
    key = (journey.name, journey.steps[run.step].key)
    return moment.world.is_paused(journey.name) or moment.world.stops.get(key, False)


def waited_enough(run: Run, journey: Journey, moment: Moment) -> tuple[str, int] | None:
    """How and when she leaves a step because her time there is over."""
    if run.due is None or run.due > moment.now:
        return None
    limited = journey.steps[run.step].kind in ("wait_event", "wait_condition")
    return ("timeout" if limited else "elapsed"), run.due


def leave_rest(run: Run, edge: str, at: int, moment: Moment, journey: Journey) -> None:
    """Out of the journey, or on from the step where she rested."""
    if edge != SERVED and (reason := way_out_now(run, moment, journey)):
        walk_out(run, reason, at)
        return
    here = journey.steps[run.step]
    if edge.startswith(MOVED):
        (door,) = [step.number for step in journey.steps if step.key == edge.removeprefix(MOVED)]
        cross(run, edge, door, at)
    elif isinstance(here, (*RESTS, steps.Start)):
        cross(run, edge, next_of(here, edge), at)
    stood = here.number if run.step == here.number else None
    walk(run, (stood, edge == SERVED), at, moment, journey)


def way_out_now(run: Run, moment: Moment, journey: Journey) -> str | None:
    """Why she is out before her next step."""
    if moment.contact.archived:
        return "archived"
    for exit_ in journey.exits:
        if exit_.predicate is not None and exit_instant(exit_, run, moment) is not None:
            return exit_.reason
    return None


def walk(
    run: Run, stood: tuple[int | None, bool], at: int, moment: Moment, journey: Journey
) -> None:
    """Step by step, up to one at which she rests; where she stood, and whether in a line."""
    while (here := journey.steps[run.step]) and not isinstance(here, (*RESTS, steps.End)):
        if here.number != stood[0] and (journey.name, here.key) in moment.world.stops:
            run.arrived_at, run.due, run.ready = at, at, ("next", at)
            return
        if isinstance(here, steps.Among) and (here.number, True) != stood:
            return get_in_line(run, here, at, moment, journey.name)
        if isinstance(here, steps.Archive):
            act(run, here, at, moment)
            end(run, "archived", at)
            return
        act(run, here, at, moment)
        way = choose(here, moment, journey.name)
        cross(run, way, next_of(here, way), at)
    settle(run, here, at, moment)


def get_in_line(run: Run, here: steps.Among, at: int, moment: Moment, journey: str) -> None:
    """Places are given when everybody has come. STEP-70"""
    run.ready = (IN_LINE, at)
    number = [one.name for one in moment.program.journeys].index(journey)
    moment.world.line.append((number, here.number, at, run.contact))


def serve(world: World, program: Program) -> set[int]:
    """Gives the places of the first step at which there is a line; returns who stood there."""
    number, step = min(world.line)[:2]
    served = sorted(one[2:] for one in world.line if one[:2] == (number, step))
    world.line = [one for one in world.line if one[:2] != (number, step)]
    journey = program.journeys[number]
    among = journey.steps[step]
    assert isinstance(among, steps.Among)
    places = world.first_come.setdefault((journey.name, among.counter), [])
    for _, contact in served:
        if contact not in places and len(places) < among.limit:
            places.append(contact)
    here = [run for run in world.runs if (run.journey, run.step) == (journey.name, step)]
    for run in here:
        if in_line(run) and run.ready:
            run.ready = (SERVED, run.ready[1])
    return {contact for _, contact in served}


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


def choose(step: steps.Step, moment: Moment, journey: str) -> str:
    """The edge by which she leaves a step at which nobody rests."""
    match step:
        case steps.Branch():
            holding = [n for n, arm in enumerate(step.arms) if holds(arm.predicate, moment.view)]
            return f"yes:{holding[0]}" if holding else "else"
        case steps.Among():
            places = moment.world.first_come[journey, step.counter][: step.limit]
            return "yes:0" if moment.contact.id in places else "else"
        case steps.Split():
            return f"arm:{arm_of(step, point(moment.contact.key, step.salt)).name}"
    return "next"


def next_of(step: steps.Step, edge: str) -> int:
    """Where an edge leads."""
    match step:
        case steps.Branch():
            return step.otherwise if edge == "else" else step.arms[int(edge[4:])].next
        case steps.Among():
            return step.otherwise if edge == "else" else step.next
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
