"""Windows of time, and tests: what is said about a figure, a field or an activity."""

from __future__ import annotations

from enum import StrEnum

from .base import Name, Node, node
from .literals import Date, DateTime, Duration, Number, Text, Today, Value


class Op(StrEnum):
    """Comparisons; `more than`, `at least`, `less than`, `at most`, `is`, `is not` are the same."""

    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    NOT_EQUAL = "!="


class TextOp(StrEnum):
    """How a text is matched."""

    IS = "is"
    CONTAINS = "contains"
    NOT_CONTAINS = "does not contain"
    STARTS_WITH = "starts with"
    ENDS_WITH = "ends with"


class Period(StrEnum):
    """Calendar periods, in the contact's time zone."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this week"
    LAST_WEEK = "last week"
    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    THIS_YEAR = "this year"
    LAST_YEAR = "last year"


Day = Date | DateTime | Today


@node
class InLast(Node):
    """`in the last 90 days`."""

    duration: Duration


@node
class InNext(Node):
    """`in the next 30 days`."""

    duration: Duration


@node
class Since(Node):
    """`since 2026-01-01`, that day included."""

    day: Day


@node
class SinceEmail(Node):
    """`since email hello`; `since last email` has no email."""

    email: Name | None


@node
class Before(Node):
    """`before 2026-01-01`."""

    day: Day


@node
class After(Node):
    """`after 2026-01-01`."""

    day: Day


@node
class On(Node):
    """`on 2026-03-01`."""

    day: Day


@node
class BetweenDays(Node):
    """`between 2026-01-01 and 2026-02-01`, both included."""

    first: Day
    last: Day


@node
class InPeriod(Node):
    """`today`, `last month`."""

    period: Period


@node
class Ago(Node):
    """`more than 8 months ago`."""

    op: Op
    duration: Duration


Window = InLast | InNext | Since | SinceEmail | Before | After | On | BetweenDays | InPeriod | Ago


@node
class Count(Node):
    """`at least 2 times`."""

    op: Op
    times: Number


@node
class Compare(Node):
    """`>= 3`, `is "gold"`, `is today`."""

    op: Op
    value: Value


@node
class Between(Node):
    """`between 10 EUR and 20 EUR`, both included."""

    low: Value
    high: Value


@node
class Matches(Node):
    """`contains "shoe"`, `does not contain "shoe"`, `starts with "A"`, `ends with "@x.org"`."""

    op: TextOp
    text: Text


@node
class Blank(Node):
    """`is blank`; with `filled`, `is filled` (also `is not blank`)."""

    filled: bool = False


@node
class During(Node):
    """A window as a test of a date: `in the next 30 days`, `before 2026-01-01`."""

    window: Window


Test = Compare | Between | Matches | Blank | During
