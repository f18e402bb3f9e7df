"""Cuts a step graph into blocks: all that lies between one resting step and the next ones.

A block begins at a head: the start, a wait, or a branch that cannot be decided together with what
comes before it (several ways lead to it, or an earlier step of the block changes the contact).
A path is one way through a block; the runtime decides every run's path in one query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...ir import steps
from ...ir.journey import Journey

RESTS = (
    steps.Wait,
    steps.WaitUntil,
    steps.WaitDate,
    steps.WaitEvent,
    steps.WaitCondition,
    steps.End,
)
CHANGES = (
    steps.Tag,
    steps.GroupMembership,
    steps.SetField,
    steps.ChangePoints,
    steps.GiveDiscount,
    steps.Unsubscribe,
)
DECISIONS = (steps.Branch, steps.Split, steps.Among)

MOST_DECISIONS = 8  # on one way through a block: databases read only so much inside each other

ARCHIVED = 0  # path 0: the contact is archived; paths 1…n: the journey's predicate exits


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where else people rest: steps that were paused once; and the side doors, by their edges.

    Who is moved to this version comes in from the start, by the edge of the step to go on at.
    """

    rests: frozenset[int] = frozenset()
    doors: tuple[tuple[str, int], ...] = ()


NO_CUTS = Cuts()


@dataclass(frozen=True, slots=True)
class Hop:
    """One edge crossed."""

    source: int
    target: int
    edge: str


@dataclass(frozen=True, slots=True)
class Path:
    """One way: the hops, the step rested at afterwards, and the reason when the run ends."""

    number: int
    hops: tuple[Hop, ...]
    target: int
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision on the way: the step, and what follows each of its edges, in order."""

    step: Decision
    outcomes: tuple[Tree, ...]


Tree = Path | Choice
Decision = steps.Branch | steps.Split | steps.Among


@dataclass(frozen=True, slots=True)
class Block:
    """All that can happen to a run that leaves `head`, by the edge it leaves on."""

    head: int
    exits: tuple[Path, ...]
    ways: tuple[tuple[str, Tree], ...]

    def paths(self) -> list[Path]:
        """Every path, the early exits first."""
        return [*self.exits, *(path for _, tree in self.ways for path in leaves(tree))]


def leaves(tree: Tree) -> Iterator[Path]:
    """The paths at the ends of a decision tree, from left to right."""
    if isinstance(tree, Path):
        yield tree
        return
    for outcome in tree.outcomes:
        yield from leaves(outcome)


def successors(step: steps.Step) -> list[tuple[str, int]]:
    """The edges out of a step, by name, in the order in which they are tried."""
    match step:
        case steps.Branch():
            arms = [(f"yes:{index}", arm.next) for index, arm in enumerate(step.arms)]
            return [*arms, ("else", step.otherwise)]
        case steps.Split():
            return [(f"arm:{arm.name}", arm.next) for arm in step.arms]
        case steps.Among():
            return [("yes:0", step.next), ("else", step.otherwise)]
        case steps.WaitEvent() | steps.WaitCondition():
            first = "event" if isinstance(step, steps.WaitEvent) else "met"
            late = step.next if step.timeout is None else step.timeout
            return [(first, step.next), ("timeout", late)]
        case steps.End():
            return []
        case steps.Start():
            return [("start", step.next)]
        case steps.Wait() | steps.WaitUntil():
            return [("elapsed", step.next)]
        case steps.WaitDate():
            return [(edge, step.next) for edge in ("no_date", "past", "elapsed")]
        case _:
            return [("next", step.next)]


def heads(journey: Journey) -> set[int]:
    """The steps at which a run's position is written down."""
    found = {0} | {step.number for step in journey.steps if isinstance(step, RESTS)}
    found |= merged(journey) | affected(journey, found)
    return found | nested(journey, found)


def merged(journey: Journey) -> set[int]:
    """Decisions that several edges lead to: cut there, or paths would multiply.

    Where places are given, everybody must have come first.
    """
    entered: dict[int, int] = {}
    for step in journey.steps:
        for _, target in successors(step):
            entered[target] = entered.get(target, 0) + 1
    return {
        step.number
        for step in journey.steps
        if isinstance(step, steps.Among)
        or (isinstance(step, DECISIONS) and entered.get(step.number, 0) > 1)
    }


def affected(journey: Journey, rests: set[int]) -> set[int]:
    """Branches that come after a step of the same block which changes the contact."""
    changed: set[int] = set()
    found: set[int] = set()
    for step in journey.steps:
        number = step.number
        if number in changed and isinstance(step, steps.Branch):
            found.add(number)
        carries = number in changed and number not in rests and number not in found
        if carries or isinstance(step, CHANGES):
            changed.update(target for _, target in successors(step))
    return found


def nested(journey: Journey, heads: set[int]) -> set[int]:
    """Decisions that come after too many others of the same block."""
    before: dict[int, int] = {}
    found: set[int] = set()
    for step in journey.steps:
        number = step.number
        count = 0 if number in heads else before.get(number, 0)
        if isinstance(step, DECISIONS):
            if count == MOST_DECISIONS:
                found.add(number)
                count = 0
            count += 1
        for _, target in successors(step):
            before[target] = max(before.get(target, 0), count)
    return found


class Cutter:
    """Builds the blocks of one journey, numbering the paths of each as they are met."""

    def __init__(self, journey: Journey, cuts: Cuts) -> None:
        self.journey = journey
        self.cuts = cuts
        self.heads = heads(journey) | cuts.rests
        self.next_path = 0

    def blocks(self) -> list[Block]:
        """All blocks, by head."""
        ends = {s.number for s in self.journey.steps if isinstance(s, steps.End)}
        return [self.block(head) for head in sorted(self.heads - ends)]

    def block(self, head: int) -> Block:
        """The block that begins at one head."""
        step = self.journey.steps[head]
        internal = isinstance(step, DECISIONS) and head not in self.cuts.rests
        exits = () if internal else self.exits(head)
        self.next_path = len(exits)
        if isinstance(step, DECISIONS):
            return Block(head, exits, (("next", self.choice(step, ())),))
        if isinstance(step, steps.Archive):
            return Block(head, exits, (("next", self.path((), head, "archived")),))
        doors = self.cuts.doors if isinstance(step, steps.Start) else ()
        ways = [*doors, *successors(step)]
        walked = ((edge, self.walk(target, (Hop(head, target, edge),))) for edge, target in ways)
        return Block(head, exits, tuple(walked))

    def exits(self, head: int) -> tuple[Path, ...]:
        """The paths that end the run where it rests."""
        reasons = ["archived", *(e.reason for e in self.journey.exits if e.predicate is not None)]
        return tuple(
            Path(number, (Hop(head, head, "exit"),), head, reason)
            for number, reason in enumerate(reasons)
        )

    def walk(self, number: int, hops: tuple[Hop, ...]) -> Tree:
        """Follows successors up to the next head."""
        while number not in self.heads:
            step = self.journey.steps[number]
            if isinstance(step, steps.Archive):
                return self.path(hops, number, "archived")
            if isinstance(step, DECISIONS):
                return self.choice(step, hops)
            ((edge, target),) = successors(step)
            hops = (*hops, Hop(number, target, edge))
            number = target
        step = self.journey.steps[number]
        return self.path(hops, number, step.reason if isinstance(step, steps.End) else None)

    def choice(self, step: Decision, hops: tuple[Hop, ...]) -> Choice:
        """Every outcome of a decision."""
        return Choice(
            step,
            tuple(
                self.walk(target, (*hops, Hop(step.number, target, edge)))
                for edge, target in successors(step)
            ),
        )

    def path(self, hops: tuple[Hop, ...], target: int, ends: str | None) -> Path:
        """A finished path with the next number."""
        number = self.next_path
        self.next_path += 1
        return Path(number, hops, target, ends)


def cut(journey: Journey, cuts: Cuts = NO_CUTS) -> list[Block]:
    """Returns the blocks of a journey, by head, in topological order."""
    return Cutter(journey, cuts).blocks()
