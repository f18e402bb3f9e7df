"""Events: what happens at an instant, in the present tense.

Every event may carry `in store S` (only those of a store) and `where CONDITION`.
"""

from __future__ import annotations

from .base import Name, Node, node
from .conditions import Condition
from .literals import Duration, Number, Text, Value
from .shared import Channel, ContactDate, EmailAct, GroupName


@node(kw_only=True)
class Event(Node):
    """The base of all events."""

    store: Name | None = None
    where: Condition | None = None


@node
class TagAdded(Event):
    """SP-20 `tag added "vip"`."""

    tag: Text


@node
class SignsUp(Event):
    """SP-21, 25 `signs up for email including imported`."""

    channel: Channel
    including_imported: bool = False


@node
class TextsKeyword(Event):
    """SP-23 `texts "SALE24"`."""

    keyword: Text


@node
class JoinsGroup(Event):
    """SP-26 `joins group interests.running`."""

    group: GroupName


@node
class LeavesGroup(Event):
    """SP-27 `leaves group interests.running`."""

    group: GroupName


@node
class FieldChanges(Event):
    """SP-28 `field plan changes to "gold"`."""

    field: Name
    value: Value


@node
class ViewsPage(Event):
    """SP-29 `views page "/pricing"`, on the tracked website."""

    page: Text


@node
class ClicksLink(Event):
    """SP-30 `clicks link "/signup"`, on the tracked website."""

    link: Text


@node
class AddedManually(Event):
    """SP-31 `added manually`."""


@node
class DateArrives(Event):
    """SP-35…39 `on birthday`, `3 days before birthday at 10:00`."""

    date: ContactDate


@node
class EmailEvent(Event):
    """SP-70, 71, 73, 75 `is sent email M`, `opens email M`, `clicks link "…" in email M`."""

    act: EmailAct
    email: Name
    link: Text | None = None


@node
class EmailSilence(Event):
    """SP-72, 74 `does not open email M within 3 days`; `act` is OPENED or CLICKED."""

    act: EmailAct
    email: Name
    within: Duration | None = None


@node
class AnswersSurvey(Event):
    """SP-76 `answers survey nps`."""

    survey: Name


@node
class ApiCall(Event):
    """SP-80 `api call`."""


@node
class CustomEvent(Event):
    """SP-81 `event "booked"`."""

    name: Text


@node
class EventbriteCheckIn(Event):
    """SP-84, 87 `eventbrite check-in at "e1"`."""

    event: Text | None = None


@node
class EventbriteTicket(Event):
    """SP-85, 86 `eventbrite ticket for "e1"`."""

    event: Text | None = None


@node
class ChatFinished(Event):
    """SP-88 `chat finished`."""


@node
class ZapierEvent(Event):
    """SP-89 `zapier event "lead"`."""

    name: Text | None = None


@node
class EntersSegment(Event):
    """`enters segment S`."""

    segment: Name


@node
class LeavesSegment(Event):
    """`leaves segment S`."""

    segment: Name


@node
class ScoreReaches(Event):
    """`score of loyalty reaches 50`."""

    score: Name
    points: Number


@node
class Unsubscribes(Event):
    """`unsubscribes`."""


@node
class Bounces(Event):
    """`bounces`."""
