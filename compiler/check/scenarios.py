"""Checks of tests: contacts, what is told of them, what is expected, and when."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ...dsl.nearest import nearest
from ..exact import wall
from ..resolve.attributes import PROPERTIES
from ..resolve.deeds import (
    BY_HAND,
    BY_ITSELF,
    IN_A_STORE,
    WITH_PROPERTIES,
    contacts_of,
    journeys_by_hand,
    labels,
    lines_of,
)
from ..rules.scenarios import (
    CANNOT_BE_GIVEN,
    CLOCK_RUNS_BACK,
    GIVEN_TOO_LATE,
    GIVEN_TWICE,
    HAPPENS_BY_ITSELF,
    MEANINGLESS_DETAIL,
    NOTHING_EXPECTED,
    UNCLEAR_PLACE,
    UNKNOWN_CONTACT,
    UNKNOWN_LABEL,
)
from .literals import time_zone
from .names import reference, segment
from .place import Checks, Findings, On, Place
from .tenses import condition_needed, event_needed
from .words import listed, one_of

REASONS: Final = ("completed", "stopped", "purchased", "exit condition", "archived")
PLAIN: Final = (nodes.Subscribed, nodes.Tagged, nodes.InGroup, nodes.Vip, nodes.Near)
Timed = nodes.Date | nodes.DateTime


def contacts(node: nodes.Scenario, place: Place) -> Findings:
    """`expect anna received nothing`, where only ana is given."""
    for lines in lines_of(node):
        known = [line.contact.text for line in lines if isinstance(line, nodes.Given)]
        for name in (one for line in lines for one in contacts_of(line)):
            if name.text not in known and not place.damaged(node):
                near = nearest(name.text, known)
                help = f"did you mean `{near}`?" if near else f"introduce it: `given {name}`"
                fix = Fix(name.span, near) if near else None
                words = f"nobody called `{name}` is given in this test"
                yield UNKNOWN_CONTACT, Finding(name.span, words, help, fix)


def given(node: nodes.Scenario, place: Place) -> Findings:
    """Each contact is given once, before anything happens."""
    for lines in lines_of(node):
        met: set[str] = set()
        begun = False
        for line in lines:
            begun = begun or not isinstance(line, nodes.Given)
            if not isinstance(line, nodes.Given):
                continue
            if begun:
                words = f"`{line.contact}` is given after the test has begun"
                yield GIVEN_TOO_LATE, Finding(line.span, words, "move it to the top of the test")
            if line.contact.text in met:
                words = f"`{line.contact}` is given a second time"
                help = "put everything into one line"
                yield GIVEN_TWICE, Finding(line.contact.span, words, help)
            met.add(line.contact.text)


def expects(node: nodes.Scenario, place: Place) -> Findings:
    """A test without `expect`."""
    if not any(isinstance(line, nodes.Expectation) for lines in lines_of(node) for line in lines):
        words = f"the test `{node.title.value}` expects nothing"
        help = "say what it proves, such as `expect ana received nothing`"
        yield NOTHING_EXPECTED, Finding(node.title.span, words, help)


def clock(node: nodes.Scenario, place: Place) -> Findings:
    """`at 2026-03-02`, and later `at 2026-03-01`."""
    for lines in lines_of(node):
        times = [
            line.time
            for line in lines
            if isinstance(line, nodes.ClockAt) and isinstance(line.time, Timed)
        ]
        for before, after in pairwise(times):
            if _wall(after) < _wall(before):
                words = f"`{place.text(after)}` is before `{place.text(before)}`"
                help = "put the lines in the order in which things happen"
                yield CLOCK_RUNS_BACK, Finding(after.span, words, help)


def _wall(time: nodes.TestTime) -> int:
    return wall(time.value) if isinstance(time, Timed) else 0


def trait(node: nodes.Given, place: Place) -> Findings:
    """`given ana: field size > 3`."""
    for one in node.traits:
        if isinstance(one, nodes.GivenZone):
            yield from time_zone(one.zone)
        elif not can_be_given(one):
            words = f"`{place.text(one)}` cannot be given: it is no single value"
            help = 'give one value, such as `field plan is "gold"`, or tell what happens'
            yield CANNOT_BE_GIVEN, Finding(one.span, words, help)


def can_be_given(one: nodes.Condition) -> bool:
    """Whether a condition says one thing that can be made so."""
    match one:
        case nodes.Not(part):
            return isinstance(part, PLAIN) and not isinstance(part, nodes.Near)
        case nodes.FieldIs(test=test):
            return _is_value(test)
        case nodes.PropertyIs(property=nodes.Property.ADDED, test=test):
            return isinstance(test, nodes.During) and isinstance(test.window, nodes.On)
        case nodes.PropertyIs(property=about, test=test):
            return about in PROPERTIES and _is_value(test)
        case _:
            return isinstance(one, PLAIN)


def _is_value(test: nodes.Test) -> bool:
    return isinstance(test, nodes.Compare) and test.op is nodes.Op.EQUAL


def told(node: nodes.Happening, place: Place) -> Findings:
    """`ana bought anything`, `ana goes 30 days without buying`."""
    if isinstance(node.event, BY_ITSELF):
        words = f"`{place.text(node.event)}` is no deed: it follows from what happens, or from time"
        help = "tell what leads there, or let time pass, such as `after 30 days`"
        yield HAPPENS_BY_ITSELF, Finding(node.event.span, words, help)
        return
    yield from event_needed(node.event, place)
    yield from details(node, place)
    if isinstance(node.event, IN_A_STORE):
        yield from which_store(node, place)
    if isinstance(node.event, BY_HAND):
        yield from which_journey(node, place)


def details(node: nodes.Happening, place: Place) -> Findings:
    """An amount of what costs nothing, properties of what has none."""
    event = node.event
    found = (
        (node.amount, nodes.Buys, "an amount"),
        (next(iter(node.properties), None), WITH_PROPERTIES, "properties"),
        (node.journey, BY_HAND, "a journey"),
        (event.after if isinstance(event, nodes.AbandonsCart) else None, (), "a time to wait"),
    )
    for detail, kinds, what in found:
        if detail is not None and not isinstance(event, kinds):
            words = f"`{place.text(event)}` takes no {what.split(' ', 1)[-1]} here"
            yield MEANINGLESS_DETAIL, Finding(detail.span, words, "leave it out")


def which_store(node: nodes.Happening, place: Place) -> Findings:
    """`ana buys any product`, where there are two stores."""
    stores = sorted(place.project.stores)
    event = node.event
    if isinstance(event, nodes.Event) and event.store is None and len(stores) > 1:
        words = f"`{place.text(event)}` happens in one store, and there are {listed(stores, 'and')}"
        help = f"say `{place.text(event)} in store {stores[0]}`"
        yield UNCLEAR_PLACE, Finding(event.span, words, help)


def which_journey(node: nodes.Happening, place: Place) -> Findings:
    """`ana added manually`: into which journey?"""
    yield from reference(node.journey, nodes.Journey, place)
    if node.journey or not isinstance(node.event, nodes.Event):
        return
    journeys = journeys_by_hand(node.event, tuple(one.node for one in place.project.journeys))
    if len(journeys) != 1 and not place.project.damage:
        words = f"`{place.text(node.event)}` does not say into which journey"
        help = f"say `{place.text(node.event)} to journey NAME`"
        yield UNCLEAR_PLACE, Finding(node.event.span, words, help)


def received(node: nodes.Received, place: Place) -> Findings:
    """`expect ana received email helo`."""
    if node.channel is nodes.Channel.SMS:
        yield from reference(node.message, nodes.Sms, place)
    elif node.message.text not in place.project.built_in_emails:
        yield from reference(node.message, nodes.Email, place)


def is_at(node: nodes.IsAt, place: Place) -> Findings:
    """`expect ana is at paws in journey thanks`."""
    yield from reference(node.journey, nodes.Journey, place)
    journey = place.project.symbols.find(nodes.Journey, node.journey.text)
    known = labels(journey) if journey else {}
    if journey and node.label.text not in known:
        near = nearest(node.label.text, known)
        words = f"no step of the journey `{node.journey}` has the label `{node.label}`"
        help = f"did you mean `{near}`?" if near else f"label the step: `… as {node.label}`"
        fix = Fix(node.label.span, near) if near else None
        yield UNKNOWN_LABEL, Finding(node.label.span, words, help, fix)


def left(node: nodes.LeftJourney, place: Place) -> Findings:
    """`expect ana left journey thanks because bougth`."""
    yield from reference(node.journey, nodes.Journey, place)
    if node.reason and node.reason.value.replace("_", " ") not in REASONS:
        yield from one_of(node.reason, "reason for which a journey is left", REASONS)


def holds(node: nodes.Holds, place: Place) -> Findings:
    """`expect ana buys any product`."""
    return condition_needed(node.condition, place)


def members(node: nodes.Members, place: Place) -> Findings:
    """`expect segment loyl is ana`."""
    return segment(nodes.InSegment(node.segment, span=node.segment.span), place)


CHECKS: Checks = (
    On(nodes.Scenario, contacts),
    On(nodes.Scenario, given),
    On(nodes.Scenario, expects),
    On(nodes.Scenario, clock),
    On(nodes.Given, trait),
    On(nodes.Happening, told),
    On(nodes.Received, received),
    On(nodes.IsAt, is_at),
    On(nodes.LeftJourney, left),
    On(nodes.Holds, holds),
    On(nodes.Members, members),
)
