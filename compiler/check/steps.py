"""Checks of steps: what runs after what, labels, splits, repeats, what cart journeys may do."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import units
from ..resolve.sends import is_cart_journey, sent_message
from ..resolve.tree import descendants
from ..rules.messages import NO_MESSAGE
from ..rules.steps import (
    AMONG_ALONE,
    ARM_TAKEN,
    CART_ACTION,
    CLOSED_HOURS,
    LABEL_TAKEN,
    NEVER_REACHED,
    NO_STEPS,
    REPEATS,
    SHARES,
)
from .place import Checks, Findings, On, Place

RESERVED: Final = frozenset({"start", "completed", "stopped", "holdout", "held-out"})
MOST_REPEATS: Final = 100
MOST_STEPS: Final = 2_000
# SP-57: what changes the contact, or acts elsewhere. Waiting, branching, sending, notifying the
# team and giving a discount are what LANGUAGE §5 itself does with a cart.
NOT_FOR_CARTS: Final = (
    nodes.AddTag,
    nodes.RemoveTag,
    nodes.JoinGroup,
    nodes.LeaveGroup,
    nodes.SetField,
    nodes.Unsubscribe,
    nodes.Archive,
    nodes.CallWebhook,
    nodes.ChangePoints,
    nodes.StartJourney,
)


def some(node: nodes.Journey, place: Place) -> Findings:
    """A journey without a step."""
    if not node.steps:
        words = f"the journey `{node.name}` has no steps: it does nothing"
        yield NO_STEPS, Finding(node.name.span, words, "write what it does, such as `send email`")


def cart_action(node: nodes.Step, place: Place) -> Findings:
    """`add tag "cart"` in a journey for abandoned carts. SP-57."""
    journey = place.inside(nodes.Journey)
    if isinstance(node, NOT_FOR_CARTS) and journey and is_cart_journey(journey):
        words = f"`{place.text(node)}` cannot stand in a journey for abandoned carts"
        help = "such a journey waits, branches and sends; make another one for the rest"
        yield CART_ACTION, Finding(node.span, words, help)


def message(node: nodes.SendEmail | nodes.SendSms, place: Place) -> Findings:
    """`send email` alone, where nothing says which."""
    journey = place.inside(nodes.Journey)
    if journey is None:
        return
    sent = sent_message(node, journey, place.project.symbols)
    if sent is None:
        word = "email" if isinstance(node, nodes.SendEmail) else "sms"
        words = f"`{place.text(node)}` does not say which message"
        help = f"name it, `send {word} hello`, or declare one named like the journey: "
        yield NO_MESSAGE, Finding(node.span, words, f"{help}`{word} {journey.name}:`")


def labels(node: nodes.Journey, place: Place) -> Findings:
    """`as first` twice in one journey."""
    seen = set(RESERVED)
    for step in descendants(node, nodes.Step):
        if step.label is None:
            continue
        if step.label.text in seen:
            taken = "a name of every journey" if step.label.text in RESERVED else "taken already"
            words = f"the label `{step.label}` is {taken}"
            yield LABEL_TAKEN, Finding(step.label.span, words, "choose another one")
        seen.add(step.label.text)


def shares(node: nodes.Split, place: Place) -> Findings:
    """Shares that do not add up to 100. STEP-24."""
    total = sum(arm.share.value for arm in node.arms)
    in_range = all(0 <= arm.share.value <= 100 for arm in node.arms)
    if total != 100 and in_range:
        words = f"the shares of the split add up to {total:f}%, not to 100%"
        help = "change a share, or add an arm for the rest"
        yield SHARES, Finding(node.span, words, help)


def arms(node: nodes.Split, place: Place) -> Findings:
    """Two arms of one name."""
    seen: set[str] = set()
    for name in (arm.name for arm in node.arms if arm.name):
        if name.text in seen:
            words = f"the split has an arm `{name}` already"
            yield ARM_TAKEN, Finding(name.span, words, "choose another name")
        seen.add(name.text)


def hours(node: nodes.Slot, place: Place) -> Findings:
    """`between 17:00 and 09:00`. STEP-34."""
    if node.start and node.end and node.start.value >= node.end.value:
        words = f"`{place.text(node)}` closes before it opens"
        help = "write the earlier time first"
        yield CLOSED_HOURS, Finding(node.span, words, help, None, "STEP-34")


def repeat(node: nodes.Repeat, place: Place) -> Findings:
    """`repeat 1000 times`, `repeat 2.5 times`. STEP-02."""
    times = node.times.value
    if times != int(times) or not 1 <= times <= MOST_REPEATS:
        words = f"`{place.text(node.times)}` is no number of rounds: it is 1 to {MOST_REPEATS}"
        help = "write a whole number, such as `3`"
        yield REPEATS, Finding(node.times.span, words, help)
    elif place.inside(nodes.Repeat) is None and written_out(node) > MOST_STEPS:
        words = f"the rounds come to more than {MOST_STEPS:,} steps"
        yield REPEATS, Finding(node.times.span, words, "repeat less often, or split the journey")


def written_out(node: nodes.Node) -> int:
    """How many steps a step becomes when its repeats are written out, about."""
    inner = sum(written_out(one) for one in _steps_of(node))
    if isinstance(node, nodes.Repeat):
        return (inner + 2) * max(1, min(int(node.times.value), MOST_REPEATS))
    return inner + 1


def _steps_of(node: nodes.Node) -> list[nodes.Node]:
    match node:
        case nodes.Repeat() | nodes.Branch() | nodes.Otherwise() | nodes.Arm():
            return list(node.steps)
        case nodes.If():
            return [*node.branches, *([node.otherwise] if node.otherwise else [])]
        case nodes.Split():
            return list(node.arms)
        case _:
            return []


def ends(steps: tuple[nodes.Step, ...]) -> bool:
    """Whether no contact comes out at the end of these steps."""
    return any(_ends(step) for step in steps)


def _ends(step: nodes.Step) -> bool:
    match step:
        case nodes.Stop() | nodes.Archive():
            return True
        case nodes.If():
            blocks = [branch.steps for branch in step.branches]
            last = [step.otherwise.steps] if step.otherwise else [()]
            return all(ends(block) for block in [*blocks, *last])
        case nodes.Split():
            return bool(step.arms) and all(ends(arm.steps) for arm in step.arms)
        case nodes.Repeat():
            return step.until is None and ends(step.steps)
        case _:
            return False


def among(node: nodes.AmongFirst, place: Place) -> Findings:
    """`among the first 100 or vip`, `among the first 2.5`. STEP-70."""
    number = node.contacts.value
    if not isinstance(place.parent, nodes.Branch):
        words = f"`{place.text(node)}` counts those who come to an `if`: it stands there alone"
        yield AMONG_ALONE, Finding(node.span, words, "put one `if` into another to ask more")
    elif units(number, 1) is None or number < 1:
        words = f"`{place.text(node.contacts)}` is no number of contacts"
        yield AMONG_ALONE, Finding(node.contacts.span, words, "it is a whole number from 1 on")


Block = nodes.Journey | nodes.Branch | nodes.Otherwise | nodes.Arm | nodes.Repeat


def reached(node: Block, place: Place) -> Findings:
    """The first step of a block that nobody reaches; one that is half read is not judged."""
    if place.damaged(node):
        return
    for before, step in zip(node.steps, node.steps[1:], strict=False):
        if _ends(before):
            words = f"`{first_line(step, place)}` is never reached: every way before it ends"
            yield NEVER_REACHED, Finding(step.span, words, "drop it, or move it up")
            return


def first_line(node: nodes.Node, place: Place) -> str:
    """The first line of a node as it is written."""
    return place.source.slice(node.span).split("\n")[0].strip()


CHECKS: Checks = (
    On(nodes.Journey, some),
    On(nodes.Step, cart_action),
    On(nodes.SendEmail, message),
    On(nodes.SendSms, message),
    On(nodes.Journey, labels),
    On(nodes.Split, shares),
    On(nodes.Split, arms),
    On(nodes.Slot, hours),
    On(nodes.Repeat, repeat),
    On(nodes.AmongFirst, among),
    On(nodes.Journey, reached),
    On(nodes.Branch, reached),
    On(nodes.Otherwise, reached),
    On(nodes.Arm, reached),
    On(nodes.Repeat, reached),
)
