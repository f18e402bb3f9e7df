"""Checks of tense: an event where an instant is needed, a condition where a state is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ..rules.meaning import CONDITION_NEEDED, EVENT_NEEDED
from ..rules.profiles import GETRESPONSE
from ..rules.steps import WITHIN_A_CONDITION, WITHIN_MISSING
from .place import Checks, Findings, On, Place

ACTS: Final[Mapping[nodes.EmailAct, tuple[str, str]]] = {
    nodes.EmailAct.SENT: ("is sent", "was sent"),
    nodes.EmailAct.OPENED: ("opens", "opened"),
    nodes.EmailAct.CLICKED: ("clicks", "clicked"),
}


STAGES: Final[Mapping[nodes.CheckoutStage, tuple[str, str]]] = {
    nodes.CheckoutStage.STARTED: ("starts checkout", "started checkout"),
    nodes.CheckoutStage.PAYMENT_SUBMITTED: ("submits payment info", "submitted payment info"),
    nodes.CheckoutStage.COMPLETED: ("completes checkout", "completed checkout"),
}


def _term(term: nodes.Text | None) -> str:
    return f'"{term.value}"' if term else "anything"


def _items(items: nodes.Items, anything: str) -> str:
    if items.kind is nodes.ItemKind.ANYTHING:
        return anything
    names = ", ".join(f'"{name.value}"' for name in items.names)
    return f"{items.kind} {names}"


def _link(link: nodes.Text | None) -> str:
    return f'link "{link.value}" in ' if link else ""


def _member(group: nodes.GroupName) -> str:
    return f"{group.group}.{group.member}"


def state_of(event: nodes.Event) -> str | None:
    """The condition that says as a state what an event tells; None when there is none."""
    match event:
        case nodes.Buys():
            return f"bought {_items(event.items, 'anything')}"
        case nodes.TagAdded():
            return f'tagged "{event.tag.value}"'
        case nodes.JoinsGroup():
            return f"in group {_member(event.group)}"
        case nodes.LeavesGroup():
            return f"not in group {_member(event.group)}"
        case nodes.EmailEvent():
            return f"{ACTS[event.act][1]} {_link(event.link)}email {event.email}"
        case nodes.EmailSilence():
            return f"did not {str(event.act).removesuffix('ed')} email {event.email}"
        case nodes.CustomEvent():
            return f'did event "{event.name.value}"'
        case nodes.EntersSegment():
            return f"in segment {event.segment}"
        case nodes.LeavesSegment():
            return f"not in segment {event.segment}"
        case nodes.SignsUp():
            return f"subscribed to {event.channel}"
        case _:
            return visited(event)


def visited(event: nodes.Event) -> str | None:
    """The same of what is done on a website, in a store, or by the answer to a survey."""
    match event:
        case nodes.ViewsPage():
            return f'viewed page "{event.page.value}"'
        case nodes.ViewsProduct():
            return f"viewed {_items(event.items, 'any product')}"
        case nodes.AddsToCart() if not event.low_stock:
            return f"added {_items(event.items, 'any product')} to cart"
        case nodes.Searches():
            return f"searched for {_term(event.term)}"
        case nodes.ChecksOut():
            return STAGES[event.stage][1]
        case nodes.AbandonsCart():
            return "abandoned a cart"
        case nodes.AnswersSurvey():
            return f"answered survey {event.survey}"
        case _:
            return None


def event_of(condition: nodes.Condition) -> str | None:
    """The event that begins what a condition states; None when there is none."""
    match condition:
        case nodes.Bought():
            return f"buys {_items(condition.items, 'any product')}"
        case nodes.Figure() | nodes.OrderDate():
            return "buys any product"
        case nodes.Tagged():
            return f'tag added "{condition.tag.value}"'
        case nodes.InGroup():
            return f"joins group {_member(condition.groups[0])}"
        case nodes.EmailActivity():
            return f"{ACTS[condition.act][0]} {_link(condition.link)}email {condition.email}"
        case nodes.DidEvent():
            return f'event "{condition.name.value}"'
        case nodes.InSegment():
            return f"enters segment {condition.segment}"
        case nodes.AbandonedCart():
            return "abandons cart"
        case nodes.Subscribed():
            return f"signs up for {condition.channel}"
        case _:
            return visits(condition)


def visits(condition: nodes.Condition) -> str | None:
    """The same of what was done on a website, in a store, or by the answer to a survey."""
    match condition:
        case nodes.ViewedPage():
            return f'views page "{condition.page.value}"'
        case nodes.ViewedProduct():
            return f"views {_items(condition.items, 'any product')}"
        case nodes.AddedToCart():
            return f"adds {_items(condition.items, 'any product')} to cart"
        case nodes.Searched():
            return f"searches for {_term(condition.term)}"
        case nodes.CheckedOut():
            return STAGES[condition.stage][0]
        case nodes.AnsweredSurvey():
            return f"answers survey {condition.survey}"
        case _:
            return None


def event_needed(test: nodes.Occurrence, place: Place) -> Findings:
    """A condition where something must happen at an instant."""
    if isinstance(test, nodes.Event):
        return
    right = event_of(test)
    words = f"`{place.text(test)}` is a state; here something must happen at an instant"
    help = 'use an event, in the present tense: `buys any product`, `tag added "vip"`'
    if right is None:
        yield EVENT_NEEDED, Finding(test.span, words, help)
    else:
        yield EVENT_NEEDED, _rewrite(test, words, right)


def condition_needed(test: nodes.Occurrence, place: Place) -> Findings:
    """An event where a state is asked for."""
    if isinstance(test, nodes.Condition):
        return
    right = state_of(test)
    words = f"`{place.text(test)}` happens at an instant; here a condition is needed"
    help = 'use a condition, in the past tense or a state: `bought anything`, `tagged "vip"`'
    if right is None:
        yield CONDITION_NEEDED, Finding(test.span, words, help)
    else:
        yield CONDITION_NEEDED, _rewrite(test, words, right)


def _rewrite(test: nodes.Occurrence, words: str, right: str) -> Finding:
    bare = test.store is None and test.where is None if isinstance(test, nodes.Event) else True
    return Finding(test.span, words, f"write `{right}`", Fix(test.span, right) if bare else None)


def starting_point(node: nodes.StartingPoint, place: Place) -> Findings:
    """`starting point: tagged "vip"`."""
    return event_needed(node.event, place)


def goal(node: nodes.Goal, place: Place) -> Findings:
    """`goal: bought anything`."""
    return event_needed(node.test, place)


def only_if(node: nodes.OnlyIf, place: Place) -> Findings:
    """`only if: buys any product`."""
    return condition_needed(node.condition, place)


def repeat(node: nodes.Repeat, place: Place) -> Findings:
    """`repeat 3 times until buys any product:`; asked at the beginning of each round."""
    if node.until is not None:
        yield from condition_needed(node.until, place)


def branch(node: nodes.Branch, place: Place) -> Findings:
    """`if opens email hello:` without `within`, `if tagged "x" within 2 days:`."""
    if isinstance(node.test, nodes.Event) and node.within is None and not _usual(node.test, place):
        yield WITHIN_MISSING, _within_missing(node.test, place)
    if isinstance(node.test, nodes.Condition) and node.within is not None:
        words = f"`{place.text(node.test)}` is true or not at once: there is no `within`"
        help = f"write `wait for {place.text(node.test)} up to …` before the `if`"
        yield WITHIN_A_CONDITION, Finding(node.within.span, words, help)


def _usual(event: nodes.Event, place: Place) -> bool:
    """Whether a profile knows how long to wait for it. STEP-64."""
    read = isinstance(event, nodes.EmailEvent) and event.act is not nodes.EmailAct.SENT
    return read and place.project.profile == GETRESPONSE


def _within_missing(test: nodes.Event, place: Place) -> Finding:
    said = place.text(test)
    if isinstance(test, nodes.EmailSilence):
        return _silence(test, said)
    words = f"`{said}` happens at an instant; an `if` on it needs to know how long to wait"
    right = state_of(test)
    past = f", or ask whether it has happened: `if {right}:`" if right else ""
    return Finding(test.span, words, f"write `if {said} within 2 days:`{past}")


def _silence(test: nodes.EmailSilence, said: str) -> Finding:
    """That somebody does not open is known when the time is over: better the other way round."""
    act = ACTS[test.act][0]
    words = f"an `if` cannot wait until it is known that somebody `{said}`"
    help = f"turn it round: `if {act} email {test.email} within 2 days:`, and use its `else:`"
    return Finding(test.span, words, help)


CHECKS: Checks = (
    On(nodes.StartingPoint, starting_point),
    On(nodes.Goal, goal),
    On(nodes.OnlyIf, only_if),
    On(nodes.Repeat, repeat),
    On(nodes.Branch, branch),
)
