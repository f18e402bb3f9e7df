"""Conditions: what is true or false of a contact now, in the past tense or as a state."""

from __future__ import annotations

from enum import StrEnum

from .base import Name, Node, node
from .comparisons import Test
from .literals import Number, Text
from .shared import Channel, GroupName, Quantifier


class Property(StrEnum):
    """What every contact has, without declaring a field."""

    BIRTHDAY = "birthday"
    EMAIL = "email"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    PHONE = "phone"
    ADDED = "added"
    CHANGED = "changed"
    RATING = "rating"
    SOURCE = "source"
    LANGUAGE = "language"
    COUNTRY = "country"
    POSTAL_CODE = "postal code"
    PREDICTED_GENDER = "predicted gender"
    PREDICTED_AGE = "predicted age"
    LIFETIME_VALUE = "lifetime value"
    PURCHASE_LIKELIHOOD = "purchase likelihood"
    EMAIL_STATUS = "email status"
    EMAIL_ENGAGEMENT = "email engagement"
    EMAIL_CLIENT = "email client"
    LOCAL_TIME = "local time"


class JourneyState(StrEnum):
    """Where a contact stands with a journey."""

    STARTED = "started"
    COMPLETED = "completed"
    IN = "in"


@node
class Condition(Node):
    """The base of all conditions."""


@node
class And(Condition):
    """`a and b and c`."""

    parts: tuple[Condition, ...]


@node
class Or(Condition):
    """`a or b or c`."""

    parts: tuple[Condition, ...]


@node
class Not(Condition):
    """`not a`: plain negation of the whole."""

    part: Condition


@node
class Block(Condition):
    """`all of:`, `any of:`, `none of:` over the lines below."""

    quantifier: Quantifier
    parts: tuple[Condition, ...]


@node
class InSegment(Condition):
    """`in segment loyal`."""

    segment: Name


@node
class Tagged(Condition):
    """SEG-60 `tagged "vip"`."""

    tag: Text


@node
class InGroup(Condition):
    """SEG-61 `in group interests.running`, `in all groups interests.running, interests.hiking`."""

    groups: tuple[GroupName, ...]
    quantifier: Quantifier = Quantifier.ANY


@node
class InNoGroup(Condition):
    """SEG-61 `in no group of interests`."""

    group: Name


@node
class FieldIs(Condition):
    """SEG-62…66 `field plan is "gold"`, `field renewal in the next 30 days`."""

    field: Name
    test: Test


@node
class PropertyIs(Condition):
    """SEG-50, 65, 67, 68, 71…77 `birthday is today`, `country is "FR"`, `rating >= 4`."""

    property: Property
    test: Test


@node
class EventIs(Condition):
    """`event.seats > 2`, inside `where`."""

    name: Name
    test: Test


@node
class Near(Condition):
    """SEG-73 `within 20 km of 45.90, 6.12`: kilometres, latitude, longitude."""

    distance: Number
    latitude: Number
    longitude: Number


@node
class Vip(Condition):
    """SEG-74 `vip`."""


@node
class Subscribed(Condition):
    """SEG-77 `subscribed to sms`; plain `subscribed` means email."""

    channel: Channel


@node
class JourneyIs(Condition):
    """SEG-70 `started journey J`, `completed journey J`, `in journey J`."""

    state: JourneyState
    journey: Name


@node
class ScoreIs(Condition):
    """`score of loyalty >= 10`."""

    score: Name
    test: Test


@node
class HasDiscount(Condition):
    """`has discount D`."""

    discount: Name


@node
class AmongFirst(Condition):
    """STEP-70 `among the first 100`, only in an `if`."""

    contacts: Number
