"""Checks of activities: forms that contradict themselves, and messages that nobody sends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import length
from ..resolve.sends import BuiltIn, sent_message
from ..rules.meaning import NOBODY_YET, WRONG_OPERATOR
from ..rules.steps import ASKED_TOO_SOON
from .place import Checks, Findings, Found, On, Place

SOON: Final = 4 * 3_600_000  # milliseconds, STEP-22
WithItems = nodes.Bought | nodes.ViewedProduct | nodes.AddedToCart


def counted_all(node: WithItems, place: Place) -> Findings:
    """`bought all of products "A", "B" at least 2 times`: what would be counted?"""
    if node.count and node.items.quantifier is nodes.Quantifier.ALL:
        words = f"`{place.text(node.count)}` and `all of` cannot be said together"
        help = "count each product in a condition of its own"
        yield WRONG_OPERATOR, Finding(node.count.span, words, help, None, "SEG-06")


def counted_none(node: nodes.Bought, place: Place) -> Findings:
    """`bought product not containing "x" 2 times`."""
    if node.count and node.items.op is nodes.TextOp.NOT_CONTAINS:
        words = f"`{place.text(node.count)}` counts what was not bought"
        yield WRONG_OPERATOR, Finding(node.count.span, words, "drop it", None, "SEG-22")


def nobody_yet(node: nodes.EmailActivity | nodes.SinceEmail, place: Place) -> Findings:
    """`opened email hello`, which no active journey sends. SEG-47."""
    if node.email is None:
        return
    project, name = place.project, node.email.text
    exists = project.symbols.find(nodes.Email, name) or name in project.built_in_emails
    if exists and name not in project.active_emails and not place.project.damage:
        words = f"no active journey sends the email `{name}`: this is true of nobody yet"
        help = "send it in an active journey, or ask for another email"
        yield NOBODY_YET, Finding(node.span, words, help)


Waited = Mapping[str, int]


def asked_too_soon(node: nodes.Journey, place: Place) -> Findings:
    """`if opened email hello` less than four hours after `send email hello`. STEP-22."""
    return list(_Reader(node, place).block(node.steps, {}))


class _Reader:
    """Reads the steps in order with, per email sent, the time waited since at least."""

    def __init__(self, journey: nodes.Journey, place: Place) -> None:
        self.journey = journey
        self.place = place

    def block(self, steps: tuple[nodes.Step, ...], waited: Waited) -> Iterator[Found]:
        """The findings of a block that starts so long after the sends."""
        for step in steps:
            yield from self.inside(step, waited)
            waited = self.after(step, waited)

    def inside(self, step: nodes.Step, waited: Waited) -> Iterator[Found]:
        """The findings in a step itself and in its blocks."""
        match step:
            case nodes.If():
                for branch in step.branches:
                    yield from self.test(branch, waited)
                    yield from self.block(branch.steps, {} if branch.within else waited)
                yield from self.block(step.otherwise.steps if step.otherwise else (), waited)
            case nodes.Split():
                for arm in step.arms:
                    yield from self.block(arm.steps, waited)
            case nodes.Repeat():
                yield from self.block(step.steps, waited)
            case _:
                pass

    def test(self, branch: nodes.Branch, waited: Waited) -> Iterator[Found]:
        """The finding of one branch."""
        condition = branch.test.part if isinstance(branch.test, nodes.Not) else branch.test
        if not isinstance(condition, nodes.EmailActivity):
            return
        if (
            waited.get(condition.email.text, SOON) < SOON
            and condition.act is not nodes.EmailAct.SENT
        ):
            words = f"`{condition.email}` has just been sent: hardly anybody has read it yet"
            help = "wait 4 hours at least before, or wait for it: `if opens … within 2 days:`"
            yield ASKED_TOO_SOON, Finding(branch.test.span, words, help)

    def after(self, step: nodes.Step, waited: Waited) -> Waited:
        """The time waited since each send when a step is done; what is not known is left out."""
        match step:
            case nodes.SendEmail():
                sent = sent_message(step, self.journey, self.place.project.symbols)
                name = sent.name if isinstance(sent, BuiltIn) else sent
                return {**waited, name: 0} if name else waited
            case nodes.Wait():
                found = length(step.duration)
                more = found.shortest if found else SOON
                return {name: time + more for name, time in waited.items()}
            case nodes.WaitUntil() | nodes.WaitFor() | nodes.If() | nodes.Split() | nodes.Repeat():
                return {}
            case _:
                return waited


CHECKS: Checks = (
    On(nodes.Bought, counted_all),
    On(nodes.ViewedProduct, counted_all),
    On(nodes.AddedToCart, counted_all),
    On(nodes.Bought, counted_none),
    On(nodes.EmailActivity, nobody_yet),
    On(nodes.SinceEmail, nobody_yet),
    On(nodes.Journey, asked_too_soon),
)
