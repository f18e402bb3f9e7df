"""What events and conditions have in common: the things bought, groups, channels, dates."""

from __future__ import annotations

from enum import StrEnum

from .base import Name, Node, node
from .comparisons import TextOp
from .literals import Duration, Text, Time


class ItemKind(StrEnum):
    """What a selection of goods looks at."""

    ANYTHING = "anything"
    PRODUCT = "product"
    CATEGORY = "category"
    VENDOR = "vendor"
    COLLECTION = "collection"


class Quantifier(StrEnum):
    """How many of several must hold."""

    ANY = "any"
    ALL = "all"
    NONE = "none"


class Channel(StrEnum):
    """Ways to reach a contact."""

    EMAIL = "email"
    SMS = "sms"


class EmailAct(StrEnum):
    """What can happen to an email."""

    SENT = "sent"
    OPENED = "opened"
    CLICKED = "clicked"


class CheckoutStage(StrEnum):
    """The three checkout actions of a shop."""

    STARTED = "started"
    PAYMENT_SUBMITTED = "payment submitted"
    COMPLETED = "completed"


class DateKind(StrEnum):
    """The four kinds of dates a contact has."""

    SPECIFIC = "specific date"
    SIGNUP = "signup date"
    BIRTHDAY = "birthday"
    RECURRING = "recurring date"


@node
class Items(Node):
    """`product "A", "B"`, `all of products "A", "B"`, `vendor starting with "Ac"`, `anything`.

    `op` is `TextOp.IS` for plain names. `quantifier` is ANY or ALL; ALL only for plain names.
    """

    kind: ItemKind
    names: tuple[Text, ...] = ()
    op: TextOp = TextOp.IS
    quantifier: Quantifier = Quantifier.ANY


@node
class GroupName(Node):
    """`interests.running`: a member of a group."""

    group: Name
    member: Name


@node
class Offset(Node):
    """`3 days before`, `7 days after`."""

    duration: Duration
    before: bool


@node
class ContactDate(Node):
    """`3 days before birthday`, `specific date renewal`, `recurring date anniversary at 10:00`.

    `field` is required for the specific and recurring kinds, optional for a birthday, and
    absent for the signup date.
    """

    kind: DateKind
    field: Name | None = None
    offset: Offset | None = None
    at: Time | None = None
