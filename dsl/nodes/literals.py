"""Literals: the values that can be written in a journey."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum

from .base import Name, Node, node


class Unit(StrEnum):
    """Units of time; hours and shorter are elapsed time, days and longer calendar time."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Weekday(StrEnum):
    """The days of the week, in ISO order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@node
class Text(Node):
    """`"Trail Shoe"`, its escapes resolved; products and tags may also be bare words."""

    value: str


@node
class Word(Node):
    """A bare word from a closed list: `subscribed`, `high`, `shopify`, `Europe/Paris`."""

    value: str


@node
class Number(Node):
    """`3`, `12.5`, `-4`."""

    value: Decimal


@node
class Money(Node):
    """`500 EUR`: a number with an ISO 4217 code. A bare number is a `Number`."""

    amount: Decimal
    currency: str


@node
class Percentage(Node):
    """`10%` has the value 10."""

    value: Decimal


@node
class Duration(Node):
    """`1h 30m`: counts and units as written, largest unit first in the canonical form."""

    parts: tuple[tuple[Decimal, Unit], ...]


@node
class Date(Node):
    """`2026-12-24`."""

    value: datetime.date


@node
class Time(Node):
    """`09:30`, on the clock of the contact."""

    value: datetime.time


@node
class DateTime(Node):
    """`2026-12-24 09:30`, without a zone."""

    value: datetime.datetime


@node
class MonthDay(Node):
    """`12-24`: a day of every year."""

    month: int
    day: int


@node
class DayName(Node):
    """`monday`, as a value."""

    value: Weekday


@node
class YesNo(Node):
    """`yes`, `no` (also `on`, `off`, `true`, `false`)."""

    value: bool


@node
class Empty(Node):
    """`empty`: no value at all."""


@node
class Today(Node):
    """`today`, as a value."""


@node
class Now(Node):
    """`now`."""


@node
class Change(Node):
    """`+ 1` in `set field visits to + 1`: what is added to the present value."""

    amount: Decimal


@node
class EventProperty(Node):
    """`event.seats`: a property of the event at hand."""

    name: Name


@node
class Secret(Node):
    """`env:CRM_TOKEN`: a value that is read where the program runs."""

    variable: str


@node
class TimeRange(Node):
    """`21:00 to 08:00`, possibly over midnight."""

    start: Time
    end: Time


Value = (
    Text
    | Word
    | Number
    | Money
    | Percentage
    | Duration
    | Date
    | Time
    | DateTime
    | MonthDay
    | DayName
    | YesNo
    | Empty
    | Today
    | Now
    | EventProperty
)
