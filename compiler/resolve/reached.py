"""What a message can count on where it is sent: what starts its journeys, what came before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from ...dsl import nodes
from ..ir.templates import OPTIONAL
from .facts import Settings
from .project import Project
from .sends import BuiltIn, is_cart_journey, is_order_journey, sent_message, starts
from .tree import descendants

Reading = nodes.SendEmail | nodes.SendSms | nodes.Notify | nodes.CallWebhook


class Presence(IntEnum):
    """Whether a record is there when a message is written."""

    NEVER = 0
    SOMETIMES = 1
    USUALLY = 2  # a code, as long as its discount lasts
    ALWAYS = 3


class Use(NamedTuple):
    """One step that has a template filled, and what is there when it does."""

    journey: str
    step: Reading
    presence: Mapping[str, Presence]
    carts: bool
    orders: bool


Uses = Mapping[tuple[type[nodes.Node], str], Sequence[Use]]
EVENT: Final = {"event": Presence.ALWAYS}
PRODUCT: Final = {**EVENT, "product": Presence.ALWAYS}
ORDER: Final = {**EVENT, "order": Presence.ALWAYS}
ANYTHING: Final = {
    "cart": Presence.SOMETIMES,
    "order": Presence.SOMETIMES,
    "product": Presence.SOMETIMES,
    "event": Presence.SOMETIMES,
}


def uses(project: Project) -> tuple[Uses, list[tuple[nodes.Journey, Use]]]:
    """The uses of every message and webhook by kind and name; and of every step, by journey."""
    found: dict[tuple[type[nodes.Node], str], list[Use]] = {}
    every = []
    started = {
        one.journey.text for file in project.files for one in descendants(file, nodes.StartJourney)
    }
    passing = frozenset(
        one.node.name.text
        for one in project.symbols.all(nodes.Discount)
        if {"ends", "limit"} & Settings.of(one.node.settings).found.keys()
    )
    for declared in project.journeys:
        for use in uses_in(declared.node, declared.node.name.text in started, passing):
            every.append((declared.node, use))
            if key := target(use.step, declared.node, project):
                found.setdefault(key, []).append(use)
    return found, every


def target(
    step: Reading, journey: nodes.Journey, project: Project
) -> tuple[type[nodes.Node], str] | None:
    """What a step has filled: a message or the body of a webhook."""
    if isinstance(step, nodes.CallWebhook):
        return nodes.Webhook, step.webhook.text
    if isinstance(step, nodes.Notify):
        return None
    sent = sent_message(step, journey, project.symbols)
    kind = nodes.Email if isinstance(step, nodes.SendEmail) else nodes.Sms
    return (kind, sent) if sent and not isinstance(sent, BuiltIn) else None


def uses_in(journey: nodes.Journey, started: bool, passing: frozenset[str]) -> Iterator[Use]:
    """Every step of a journey that has a template filled; `passing` discounts end, or run out."""
    told = presence(journey, started)
    for step, discount in _walk(journey.steps, [Presence.NEVER], passing):
        survey = isinstance(step, nodes.SendEmail) and step.survey is not None
        there = {
            **told,
            "discount": discount,
            "survey": Presence.ALWAYS if survey else Presence.NEVER,
        }
        yield Use(
            journey.name.text, step, there, is_cart_journey(journey), is_order_journey(journey)
        )


def presence(journey: nodes.Journey, started: bool) -> dict[str, Presence]:
    """What the starting points bring along; other journeys that start it bring nothing sure."""
    brought = [brings(one.event) for one in starts(journey)]
    found = {}
    for record in OPTIONAL:
        each = [one.get(record, Presence.NEVER) for one in brought] or [Presence.ALWAYS]
        same = min(each) == max(each) and not started
        found[record] = each[0] if same or not any(each) else Presence.SOMETIMES
    return found


def brings(event: nodes.Node) -> Mapping[str, Presence]:
    """The records that a starting point brings along."""
    match event:
        case nodes.AbandonsCart():
            return {"cart": Presence.ALWAYS}
        case nodes.GoesWithoutBuying():
            return {"order": Presence.ALWAYS}
        case nodes.Buys() | nodes.OrderNotified():
            return ORDER
        case nodes.ViewsProduct() if event.items.kind is nodes.ItemKind.COLLECTION:
            return {**PRODUCT, "product": Presence.SOMETIMES}
        case nodes.ViewsProduct() | nodes.AddsToCart() | nodes.BackInStock():
            return PRODUCT
        case nodes.DateArrives():
            return {}
        case nodes.EntersSegment() | nodes.LeavesSegment() | nodes.ScoreReaches():
            return ANYTHING
        case _:
            return EVENT


def _walk(
    steps: Sequence[nodes.Step], given: list[Presence], passing: frozenset[str]
) -> Iterator[tuple[Reading, Presence]]:
    """The steps that fill templates, with whether a code was given before; `given` is changed."""
    for step in steps:
        if isinstance(step, nodes.GiveDiscount):
            lasting = step.discount.text not in passing
            given[0] = max(given[0], Presence.ALWAYS if lasting else Presence.USUALLY)
        elif isinstance(step, Reading):
            yield step, given[0]
        elif ways := _ways(step):
            ends = []
            for way in ways:
                inner = [given[0]]
                yield from _walk(way, inner, passing)
                ends.append(inner[0])
            given[0] = min(ends) or min(max(ends), Presence.SOMETIMES)


def _ways(step: nodes.Step) -> list[tuple[nodes.Step, ...]]:
    """The branches of a step, one of which is taken."""
    match step:
        case nodes.If():
            return [
                *(branch.steps for branch in step.branches),
                step.otherwise.steps if step.otherwise else (),
            ]
        case nodes.Split():
            return [arm.steps for arm in step.arms]
        case nodes.Repeat():
            return [step.steps, ()] if step.until else [step.steps]
        case _:
            return []
