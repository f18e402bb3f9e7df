"""Steps: what a journey does, one line each."""

from __future__ import annotations

from enum import StrEnum

from .base import Name, Node, node
from .conditions import Condition
from .events import Event
from .literals import (
    Change,
    Date,
    DateTime,
    Duration,
    Number,
    Percentage,
    Text,
    Time,
    Value,
    Weekday,
)
from .shared import Channel, ContactDate, GroupName

Occurrence = Event | Condition
"""Where a position takes either, the tree holds whichever was written."""


class PointsAction(StrEnum):
    """What is done to the points of a score."""

    ADD = "add"
    SUBTRACT = "subtract"
    SET = "set"
    ERASE = "erase"


@node(kw_only=True)
class Step(Node):
    """The base of all steps; `label` is the stable name given by `as`."""

    label: Name | None = None


@node
class Slot(Node):
    """`09:00`, `tuesday 09:30`, `monday to friday between 09:00 and 17:00`.

    No days: every day. A start without an end is an instant; neither is the whole day.
    `days` are in ISO order, without doubles.
    """

    days: tuple[Weekday, ...] = ()
    start: Time | None = None
    end: Time | None = None


Moment = Slot | Date | DateTime | ContactDate


@node
class Wait(Step):
    """`wait 2 days`."""

    duration: Duration


@node
class WaitUntil(Step):
    """`wait until tuesday 09:30`, `wait until 3 days before birthday`."""

    moment: Moment


@node
class WaitFor(Step):
    """`wait for opens email hello up to 7 days`."""

    awaited: Occurrence
    limit: Duration | None = None


@node
class SendEmail(Step):
    """`send email hello with subject "…"`; without a name, the message of the journey."""

    email: Name | None = None
    survey: Name | None = None
    subject: Text | None = None


@node
class SendSms(Step):
    """`send sms nudge`."""

    sms: Name | None = None


@node
class AddTag(Step):
    """`add tag "x"`."""

    tag: Text


@node
class RemoveTag(Step):
    """`remove tag "x"`."""

    tag: Text


@node
class JoinGroup(Step):
    """`join group interests.running`."""

    group: GroupName


@node
class LeaveGroup(Step):
    """`leave group interests.running`."""

    group: GroupName


@node
class SetField(Step):
    """`set field plan to "gold"`, `to empty`, `to today`, `to now`, `to + 1`."""

    field: Name
    value: Value | Change


@node
class Unsubscribe(Step):
    """`unsubscribe` (from email), `unsubscribe from sms`."""

    channel: Channel = Channel.EMAIL


@node
class Archive(Step):
    """`archive`."""


@node
class CallWebhook(Step):
    """`call webhook crm`."""

    webhook: Name


@node
class Notify(Step):
    """`notify "care@trail.example" "VIP left a cart"`."""

    address: Text
    message: Text


@node
class ChangePoints(Step):
    """`add 10 points to loyalty`, `erase points of loyalty` (no points)."""

    action: PointsAction
    score: Name
    points: Number | None = None


@node
class GiveDiscount(Step):
    """`give discount THANKS10`."""

    discount: Name


@node
class StartJourney(Step):
    """`start journey welcome`."""

    journey: Name


@node
class Stop(Step):
    """`stop`."""


@node
class Branch(Node):
    """`if tagged "vip":` or an `else if`, with its steps.

    An event is waited for, at most `within`; a condition is evaluated once.
    """

    test: Occurrence
    steps: tuple[Step, ...]
    within: Duration | None = None


@node
class Otherwise(Node):
    """`else:` with its steps."""

    steps: tuple[Step, ...]


@node
class If(Step):
    """`if …:`, any `else if …:`, perhaps `else:`; at least one branch."""

    branches: tuple[Branch, ...]
    otherwise: Otherwise | None = None


@node
class Arm(Node):
    """`50% discount_arm:` with its steps."""

    share: Percentage
    steps: tuple[Step, ...]
    name: Name | None = None


@node
class Split(Step):
    """`split:` with its arms."""

    arms: tuple[Arm, ...]


@node
class Repeat(Step):
    """`repeat 3 times every 7 days until tagged "done":` with its steps."""

    times: Number
    steps: tuple[Step, ...]
    every: Duration | None = None
    until: Occurrence | None = None
