"""Journeys: their settings, in the order written, then their steps."""

from __future__ import annotations

from enum import StrEnum

from .base import Node, node
from .declarations import Declaration
from .literals import Duration, Percentage, Text, TimeRange, Word
from .steps import Occurrence, Step


class ReEntryKind(StrEnum):
    """When a contact who left may enter again."""

    NEVER = "never"
    ALWAYS = "always"
    AFTER = "after"


@node
class StartingPoint(Node):
    """`starting point: abandons cart`; repeatable, several are alternatives."""

    event: Occurrence


@node
class Status(Node):
    """`status: draft`: draft, active or paused."""

    word: Word


@node
class OnlyIf(Node):
    """`only if: not in segment already_customers`."""

    condition: Occurrence


@node
class ReEntry(Node):
    """`re-entry: after 30 days`."""

    kind: ReEntryKind
    after: Duration | None = None


@node
class ExitWhen(Node):
    """`exit when: buys any product`."""

    test: Occurrence


@node
class Goal(Node):
    """`goal: buys any product within 7 days`."""

    test: Occurrence
    within: Duration | None = None


@node
class Objective(Node):
    """`objective: "Recover carts"`."""

    text: Text


@node
class Holdout(Node):
    """`holdout: 10%`."""

    share: Percentage


@node
class QuietHours(Node):
    """`quiet hours: 22:00 to 07:30`; without hours, `quiet hours: none`."""

    hours: TimeRange | None = None


@node
class TimeZone(Node):
    """`time zone: contact`: contact, audience, or a zone name."""

    zone: Word


JourneySetting = (
    StartingPoint
    | Status
    | OnlyIf
    | ReEntry
    | ExitWhen
    | Goal
    | Objective
    | Holdout
    | QuietHours
    | TimeZone
)


@node
class Journey(Declaration):
    """`journey cart_rescue:`, settings in the order written, then steps.

    A bare journey is a file that starts directly with journey lines; its name is the file's.
    """

    settings: tuple[JourneySetting, ...] = ()
    steps: tuple[Step, ...] = ()
    bare: bool = False
