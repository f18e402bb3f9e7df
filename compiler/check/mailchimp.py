"""Checks under `profile = "mailchimp"`: the limits of its builder."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ..exact import length
from ..resolve.sends import starts
from ..rules.profiles import MAILCHIMP
from .place import Checks, Findings, On, Place
from .profiles import beyond, joins, leaves, only

STARTS: Final = 3  # SP-03
RE_ENTRY: Final = 5 * 60_000  # milliseconds, SP-08
IDLE: Final = 60 * 60_000  # milliseconds, SP-58
POINTS: Final = 100  # STEP-03
CONDITIONS: Final = 5  # STEP-21, SEG-41
ARMS: Final = 2  # STEP-24
WAITS: Final = 10  # STEP-29
SPENT: Final = (nodes.FigureKind.TOTAL_SPENT, nodes.FigureKind.SINGLE_ORDER)  # SEG-16
STRICT: Final = (nodes.Op.GREATER, nodes.Op.LESS)


def starting_points(node: nodes.Journey, place: Place) -> Findings:
    """A fourth starting point. SP-03."""
    for start in starts(node)[STARTS:]:
        words = f"the journey `{node.name}` has more than three starting points"
        yield beyond(start, "SP-03", words, "make a second journey of the others")


def re_entry(node: nodes.ReEntry, place: Place) -> Findings:
    """`re-entry: after 1 minute`. SP-08."""
    if node.after and _shorter(node.after, RE_ENTRY):
        words = f"`{place.text(node.after)}` is too short: re-entry takes 5 minutes at least"
        yield beyond(node.after, "SP-08", words)


def cart_start(node: nodes.AbandonsCart, place: Place) -> Findings:
    """`abandons cart after 30m`. SP-58."""
    if node.after:
        yield from _idle(node.after, place)


def cart_setting(node: nodes.Setting, place: Place) -> Findings:
    """`cart abandoned after: 30m`. SP-58."""
    for value in node.values:
        if isinstance(value, nodes.Duration) and node.key == "cart abandoned after":
            yield from _idle(value, place)


def _idle(node: nodes.Duration, place: Place) -> Findings:
    if _shorter(node, IDLE):
        words = f"`{place.text(node)}` is too soon: a cart is abandoned after one hour at least"
        yield beyond(node, "SP-58", words)


def _shorter(node: nodes.Duration, least: int) -> bool:
    found = length(node)
    return found is not None and any(found) and found.shortest < least


def points(node: nodes.Journey, place: Place) -> Findings:
    """The hundred and first step. STEP-03."""
    count = sum(_points(step) for step in node.steps)
    if count > POINTS:
        words = f"the journey `{node.name}` has {count} steps, and 100 is the most"
        yield beyond(node.name, "STEP-03", words, "go on in another journey: `start journey …`")


def _points(step: nodes.Step) -> int:
    """How many points a step is, with all that is in it."""
    match step:
        case nodes.Stop():
            return 0
        case nodes.If():
            blocks = [branch.steps for branch in step.branches]
            blocks += [step.otherwise.steps] if step.otherwise else []
            return len(step.branches) + sum(_points(one) for block in blocks for one in block)
        case nodes.Split():
            return 1 + sum(_points(one) for arm in step.arms for one in arm.steps)
        case nodes.Repeat():
            inner = sum(_points(one) for one in step.steps)
            rounds = int(step.times.value)
            return rounds * (inner + bool(step.until)) + (rounds - 1) * bool(step.every)
        case _:
            return 1


def branch(node: nodes.Branch, place: Place) -> Findings:
    """Six conditions in one `if`, or `and` beside `or`. STEP-21."""
    if isinstance(node.test, nodes.Event):
        return
    count = len(list(leaves(node.test)))
    if count > CONDITIONS:
        words = f"this `if` has {count} conditions, and five are the most"
        yield beyond(node.test, "STEP-21", words, "put them into a segment")
    elif len(joins(node.test)) > 1:
        words = "this `if` joins conditions by `and` and by `or`"
        yield beyond(node.test, "STEP-21", words, "use one of them, or put them into a segment")


def arms(node: nodes.Split, place: Place) -> Findings:
    """A split of three. STEP-24."""
    if len(node.arms) != ARMS:
        words = f"this `split` has {len(node.arms)} arms: there are two"
        yield beyond(node, "STEP-24", words, "split one of the two again")


def waits(node: nodes.Journey, place: Place) -> Findings:
    """The eleventh `wait for`; an `if` that waits for an event is one too. STEP-29."""
    count = sum(_waits(step) for step in node.steps)
    if count > WAITS:
        words = f"the journey `{node.name}` waits for {count} things, and ten are the most"
        yield beyond(node.name, "STEP-29", words)


def _waits(step: nodes.Step) -> int:
    """How often a step waits for something, with all that is in it."""
    match step:
        case nodes.WaitFor():
            return 1
        case nodes.If():
            found = sum(branch.within is not None for branch in step.branches)
            blocks = [*(branch.steps for branch in step.branches)]
            blocks += [step.otherwise.steps] if step.otherwise else []
            return found + sum(_waits(one) for block in blocks for one in block)
        case nodes.Split():
            return sum(_waits(one) for arm in step.arms for one in arm.steps)
        case nodes.Repeat():
            return int(step.times.value) * sum(_waits(one) for one in step.steps)
        case _:
            return 0


def spent(node: nodes.Figure, place: Place) -> Findings:
    """`total spent = 100 EUR`. SEG-16."""
    strict = isinstance(node.test, nodes.Compare) and node.test.op in STRICT
    if node.kind in SPENT and not strict:
        words = f"`{place.text(node.test)}` cannot be asked of `{node.kind}`"
        yield beyond(node.test, "SEG-16", words, "it knows `>` and `<`")


def basic(node: nodes.Segment, place: Place) -> Findings:
    """Six conditions without a block among them. SEG-41."""
    ways = {"all"} if len(node.conditions) > 1 else set()
    for condition in node.conditions:
        ways |= joins(condition)
    count = sum(len(list(leaves(condition))) for condition in node.conditions)
    if count > CONDITIONS and len(ways) == 1:
        words = f"the segment `{node.name}` has {count} conditions, and a basic one has five"
        help = "an advanced one has groups: join some by `any of:` or in a segment of their own"
        yield beyond(node.name, "SEG-41", words, help)


CHECKS: Checks = only(
    MAILCHIMP,
    (
        On(nodes.Journey, starting_points),
        On(nodes.ReEntry, re_entry),
        On(nodes.AbandonsCart, cart_start),
        On(nodes.Setting, cart_setting),
        On(nodes.Journey, points),
        On(nodes.Branch, branch),
        On(nodes.Split, arms),
        On(nodes.Journey, waits),
        On(nodes.Figure, spent),
        On(nodes.Segment, basic),
    ),
)
