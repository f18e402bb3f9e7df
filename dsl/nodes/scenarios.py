"""Tests: contacts that are given, what happens to them and when, and what is expected of it."""

from __future__ import annotations

from .base import Name, Node, node
from .comparisons import Op
from .conditions import Condition
from .literals import Date, DateTime, Duration, Money, Number, Text, Time, Value, Word
from .shared import Channel
from .steps import Occurrence

TestTime = Date | DateTime | Time


@node
class GivenZone(Node):
    """`time zone America/New_York`, of a given contact."""

    zone: Word


@node
class Given(Node):
    """`given ana: subscribed, tagged "vip"`: what is so before anything happens."""

    contact: Name
    traits: tuple[Condition | GivenZone, ...] = ()


@node
class EventValue(Node):
    """`seats = 3`: a property that an event brings."""

    name: Name
    value: Value


@node
class Happening(Node):
    """`ana buys product "A" for 120 EUR`; a condition for an event is a mistake of tense."""

    contact: Name
    event: Occurrence
    amount: Money | None = None
    properties: tuple[EventValue, ...] = ()
    journey: Name | None = None


@node
class ClockAt(Node):
    """`at 2026-03-01 09:00`, `at 10:00: ana buys any product`."""

    time: TestTime
    happening: Happening | None = None


@node
class ClockAfter(Node):
    """`after 3h`, `after 30m: ana buys any product`."""

    duration: Duration
    happening: Happening | None = None


@node
class Expectation(Node):
    """The base of all lines that begin with `expect`."""


@node
class Received(Expectation):
    """`ana received email hello at 09:00`, `ana did not receive sms nudge`."""

    contact: Name
    channel: Channel
    message: Name
    at: TestTime | None = None
    within: Duration | None = None
    negated: bool = False


@node
class ReceivedNothing(Expectation):
    """`ana received nothing`."""

    contact: Name


@node
class ReceivedCount(Expectation):
    """`ana received exactly 2 messages`; messages is email, sms or message."""

    contact: Name
    op: Op
    number: Number
    messages: Word


@node
class IsAt(Expectation):
    """`ana is at first_wait in journey cart_rescue`."""

    contact: Name
    label: Name
    journey: Name
    negated: bool = False


@node
class LeftJourney(Expectation):
    """`ana left journey cart_rescue because purchased`, `ana did not leave journey welcome`."""

    contact: Name
    journey: Name
    reason: Word | None = None
    negated: bool = False


@node
class Holds(Expectation):
    """`ana is in journey welcome`, `ana bought anything`; an event is a mistake of tense."""

    contact: Name
    condition: Occurrence


@node
class Members(Expectation):
    """`segment loyal is ana, ben`, `segment loyal is empty`."""

    segment: Name
    contacts: tuple[Name, ...] = ()
    negated: bool = False


TestLine = Given | ClockAt | ClockAfter | Happening | Expectation


@node
class Case(Node):
    """One row of `cases:`: its words, and the lines of the test with them put in."""

    words: str
    lines: tuple[TestLine, ...] = ()


@node
class Scenario(Node):
    """`test "…":` and its lines; with a table of cases, the lines of each case instead."""

    title: Text
    lines: tuple[TestLine, ...] = ()
    cases: tuple[Case, ...] = ()
